import Canonical
import Learning

extension EvaluationReport {
  func encode(into writer: inout ByteWriter) {
    writer.write(values: scores)
    writer.write(intervals: intervals)
    writer.write(rows)
    writer.write(each: slices) { writer, slice in
      writer.write(optional: slice.column) { $0.write($1) }
      writer.write(slice.name)
      writer.write(slice.rows)
      writer.write(values: slice.scores)
      writer.write(intervals: slice.intervals)
    }
    writer.write(each: discovered) { $1.encode(into: &$0) }
    writer.write(each: comparisons) { $1.encode(into: &$0) }
    writer.write(each: tests) { $1.encode(into: &$0) }
    writer.write(each: costs) { writer, sweep in writer.write(optional: sweep) { $1.encode(into: &$0) } }
    writer.write(each: fairness) { writer, column in
      writer.write(column.column)
      writer.write(each: column.models) { $1.encode(into: &$0) }
    }
    writer.write(each: conformal) { $1.encode(into: &$0) }
    writer.write(each: labels) { writer, model in writer.write(each: model) { $1.encode(into: &$0) } }
  }

  init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    scores = try reader.readValues()
    intervals = try reader.readIntervals()
    rows = try reader.readInt()
    slices = try reader.readArray { reader throws(DecodingFailure) in
      SliceScores(
        column: try reader.readOptional { reader throws(DecodingFailure) in try reader.readString() },
        name: try reader.readString(), rows: try reader.readInt(), scores: try reader.readValues(),
        intervals: try reader.readIntervals())
    }
    discovered = try reader.readArray { reader throws(DecodingFailure) in try Discovered(decoding: &reader) }
    comparisons = try reader.readArray { reader throws(DecodingFailure) in try Comparison(decoding: &reader) }
    tests = try reader.readArray { reader throws(DecodingFailure) in try TestResult(decoding: &reader) }
    costs = try reader.readArray { reader throws(DecodingFailure) in
      try reader.readOptional { reader throws(DecodingFailure) in try CostSweep(decoding: &reader) }
    }
    fairness = try reader.readArray { reader throws(DecodingFailure) in
      FairnessOfColumn(
        column: try reader.readString(),
        models: try reader.readArray { reader throws(DecodingFailure) in try GroupFairness(decoding: &reader)
        })
    }
    conformal = try reader.readArray { reader throws(DecodingFailure) in
      try ConformalPrediction(decoding: &reader)
    }
    labels = try reader.readArray { reader throws(DecodingFailure) in
      try reader.readArray { reader throws(DecodingFailure) in try LabelScores(decoding: &reader) }
    }
  }

  /// Whether there are as many scores as models and metrics, wherever there are any.
  func fits(models: Int, metrics: Int) -> Bool {
    func fits<Value>(_ values: [[Value]]) -> Bool {
      values.isEmpty || (values.count == models && values.allSatisfy { $0.count == metrics })
    }
    return scores.count == models && fits(scores) && fits(intervals) && rows >= 0
      && slices.allSatisfy { fits($0.scores) && fits($0.intervals) && $0.rows >= 0 }
      && discovered.count < models && costs.count < models && conformal.count < models
      && labels.count < models
      && fairness.allSatisfy { $0.models.count < models }
      && tests.allSatisfy { (0..<models).contains($0.model) }
      && comparisons.allSatisfy {
        (0..<models).contains($0.first) && (0..<models).contains($0.second) && $0.differences.count == metrics
          && $0.intervals.count == metrics
      }
  }
}

extension EvaluationReport.Discovered {
  fileprivate func encode(into writer: inout ByteWriter) {
    writer.write(each: slices) { writer, slice in
      writer.write(each: slice.conditions) { writer, condition in
        writer.write(condition.column)
        writer.write(condition.group)
      }
      writer.write(slice.rows)
      writer.write(slice.loss)
      writer.write(slice.adjusted)
    }
    writer.write(candidates)
    writer.write(loss)
  }

  fileprivate init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    slices = try reader.readArray { reader throws(DecodingFailure) in
      SliceDiscovery.Found(
        conditions: try reader.readArray { reader throws(DecodingFailure) in
          .init(column: try reader.readString(), group: try reader.readString())
        }, rows: try reader.readInt(), loss: try reader.readDouble(), adjusted: try reader.readDouble())
    }
    candidates = try reader.readInt()
    loss = try reader.readDouble()
  }
}

extension EvaluationReport.Comparison {
  fileprivate func encode(into writer: inout ByteWriter) {
    writer.write(first)
    writer.write(second)
    writer.write(each: differences) { writer, value in writer.write(optional: value) { $0.write($1) } }
    writer.write(intervals: [intervals])
    writer.write(optional: mcNemar) { $0.write($1) }
    writer.write(optional: deLong) { $0.write($1) }
  }

  fileprivate init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    first = try reader.readInt()
    second = try reader.readInt()
    differences = try reader.readArray { reader throws(DecodingFailure) in try reader.readDoubleOrNone() }
    intervals = try reader.readIntervals().first ?? []
    mcNemar = try reader.readDoubleOrNone()
    deLong = try reader.readDoubleOrNone()
  }
}

extension TestResult {
  fileprivate func encode(into writer: inout ByteWriter) {
    writer.write(test)
    writer.write(model)
    writer.write(tried)
    writer.write(failed)
    writer.write(atMost)
    writer.write(each: examples) { writer, example in
      writer.write(example.row)
      writer.write(example.change)
      writer.write(example.before)
      writer.write(example.after)
    }
  }

  fileprivate init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    test = try reader.readString()
    model = try reader.readInt()
    tried = try reader.readInt()
    failed = try reader.readInt()
    atMost = try reader.readDouble()
    examples = try reader.readArray { reader throws(DecodingFailure) in
      Example(
        row: try reader.readInt(), change: try reader.readString(), before: try reader.readString(),
        after: try reader.readString())
    }
  }
}

extension CostSweep {
  fileprivate func encode(into writer: inout ByteWriter) {
    writer.write([falsePositive, falseNegative, threshold, best, own, all, none])
    writer.write(points.map(\.threshold))
    writer.write(points.map(\.cost))
  }

  fileprivate init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    let facts = try reader.readDoubles()
    let (thresholds, costs) = (try reader.readDoubles(), try reader.readDoubles())
    guard facts.count == 7, thresholds.count == costs.count else {
      throw DecodingFailure("costs that do not fit")
    }
    self.init(
      falsePositive: facts[0], falseNegative: facts[1], threshold: facts[2], best: facts[3], own: facts[4],
      all: facts[5], none: facts[6], points: zip(thresholds, costs).map { Point(threshold: $0, cost: $1) })
  }
}

extension GroupFairness {
  fileprivate func encode(into writer: inout ByteWriter) {
    writer.write(each: groups) { writer, group in
      writer.write(group.name)
      writer.write(group.rows)
      writer.write(group.selected)
      writer.write(optional: group.truePositiveRate) { $0.write($1) }
      writer.write(optional: group.falsePositiveRate) { $0.write($1) }
    }
  }

  fileprivate init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    self.init(
      groups: try reader.readArray { reader throws(DecodingFailure) in
        Group(
          name: try reader.readString(), rows: try reader.readInt(), selected: try reader.readDouble(),
          truePositiveRate: try reader.readDoubleOrNone(), falsePositiveRate: try reader.readDoubleOrNone())
      })
  }
}

extension ConformalPrediction {
  fileprivate func encode(into writer: inout ByteWriter) {
    writer.write([level, reach, coverage, size])
    writer.write(calibrationRows)
    writer.write(each: sizes) { $0.write($1) }
  }

  fileprivate init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    let facts = try reader.readDoubles()
    guard facts.count == 4 else { throw DecodingFailure("conformal sets that do not fit") }
    self.init(
      level: facts[0], calibrationRows: try reader.readInt(), reach: facts[1], coverage: facts[2],
      size: facts[3],
      sizes: try reader.readArray { reader throws(DecodingFailure) in try reader.readInt() })
  }
}

extension LabelScores {
  fileprivate func encode(into writer: inout ByteWriter) {
    writer.write(label)
    writer.write(support)
    writer.write(predicted)
    writer.write([precision, recall, f1])
    writer.write(optional: interval) { writer, interval in
      writer.write(interval.low)
      writer.write(interval.high)
    }
  }

  fileprivate init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    let label = try reader.readString()
    let (support, predicted) = (try reader.readInt(), try reader.readInt())
    let scores = try reader.readDoubles()
    guard scores.count == 3, scores.allSatisfy({ (0...1).contains($0) }), support >= 0, predicted >= 0 else {
      throw DecodingFailure("scores of a label that do not fit")
    }
    self.init(
      label: label, support: support, predicted: predicted, precision: scores[0], recall: scores[1],
      f1: scores[2],
      interval: try reader.readOptional { reader throws(DecodingFailure) in
        ScoreInterval(low: try reader.readDouble(), high: try reader.readDouble())
      })
  }
}

extension ByteWriter {
  fileprivate mutating func write(values: [[MetricValue]]) {
    write(each: values) { writer, row in
      writer.write(each: row) { writer, value in
        writer.write(optional: value.value) { $0.write($1) }
        writer.write(value.reason ?? "")
      }
    }
  }

  fileprivate mutating func write(intervals: [[ScoreInterval?]]) {
    write(each: intervals) { writer, row in
      writer.write(each: row) { writer, interval in
        writer.write(optional: interval) { writer, interval in
          writer.write(interval.low)
          writer.write(interval.high)
        }
      }
    }
  }
}

extension ByteReader {
  fileprivate mutating func readDoubleOrNone() throws(DecodingFailure) -> Double? {
    try readOptional { reader throws(DecodingFailure) in try reader.readDouble() }
  }

  fileprivate mutating func readValues() throws(DecodingFailure) -> [[MetricValue]] {
    try readArray { reader throws(DecodingFailure) in
      try reader.readArray { reader throws(DecodingFailure) in
        let value = try reader.readDoubleOrNone()
        let reason = try reader.readString()
        return value.map { .value($0) } ?? .undefined(reason)
      }
    }
  }

  fileprivate mutating func readIntervals() throws(DecodingFailure) -> [[ScoreInterval?]] {
    try readArray { reader throws(DecodingFailure) in
      try reader.readArray { reader throws(DecodingFailure) in
        try reader.readOptional { reader throws(DecodingFailure) in
          ScoreInterval(low: try reader.readDouble(), high: try reader.readDouble())
        }
      }
    }
  }
}
