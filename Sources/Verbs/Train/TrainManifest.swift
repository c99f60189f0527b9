import Canonical
import Learning

/// What the store keeps of a trained model.
struct TrainManifest {
  /// The canonical bytes of the model.
  var model: [UInt8]
  /// Scores in the folds; nil where there are none to show.
  var folds: FoldScores?
  var calibration: CalibrationGain?
  /// One, or one for each label; empty where none was chosen.
  var thresholds: [ChosenThreshold]
  var curve: [CurvePoint]
  /// Of a ranking, how many queries it has learned from, and how many of them have a single row.
  var queries: Queries?

  /// Queries that are learned from.
  struct Queries: Equatable {
    var count: Int
    var single: Int
  }

  /// How a model of this choice does in each fold.
  struct FoldScores {
    var metrics: [String]
    /// By metric, then by round; nil where it has no value.
    var held: [[Double?]]
    /// On the rows that each round's model was fitted on.
    var training: [[Double?]]
    /// Such as `stratified by species`.
    var rule: String
    var rows: Int
  }

  /// The log loss and the Brier score of rows held out, before and after.
  struct CalibrationGain {
    var logLoss: (before: Double, after: Double)
    var brier: (before: Double, after: Double)
  }

  struct ChosenThreshold {
    /// Nil for that between two classes.
    var label: String?
    var threshold: Double
    var value: Double
    var valueAtHalf: Double?
    var tried: [(threshold: Double, value: Double)]
  }

  /// The first metric for models of `rows` training rows: mean and standard deviation over the folds.
  struct CurvePoint {
    var rows: Int
    var training: (mean: Double, spread: Double)
    var held: (mean: Double, spread: Double)
  }
}

extension TrainManifest {
  init(_ bytes: [UInt8]) throws(DecodingFailure) {
    var reader = ByteReader(bytes)
    model = try reader.readBytes()
    folds = try reader.readOptional { reader throws(DecodingFailure) in try FoldScores(decoding: &reader) }
    calibration = try reader.readOptional { reader throws(DecodingFailure) in
      CalibrationGain(
        logLoss: (try reader.readDouble(), try reader.readDouble()),
        brier: (try reader.readDouble(), try reader.readDouble()))
    }
    thresholds = try reader.readArray { reader throws(DecodingFailure) in
      ChosenThreshold(
        label: try reader.readOptional { reader throws(DecodingFailure) in try reader.readString() },
        threshold: try reader.readDouble(), value: try reader.readDouble(),
        valueAtHalf: try reader.readOptional { reader throws(DecodingFailure) in try reader.readDouble() },
        tried: try reader.readArray { reader throws(DecodingFailure) in
          (try reader.readDouble(), try reader.readDouble())
        })
    }
    curve = try reader.readArray { reader throws(DecodingFailure) in
      CurvePoint(
        rows: try reader.readInt(), training: (try reader.readDouble(), try reader.readDouble()),
        held: (try reader.readDouble(), try reader.readDouble()))
    }
    queries = try reader.readOptional { reader throws(DecodingFailure) in
      Queries(count: try reader.readInt(), single: try reader.readInt())
    }
    guard queries.map({ $0.single >= 0 && $0.single <= $0.count }) ?? true else {
      throw DecodingFailure("queries that do not fit")
    }
    try reader.finish()
  }

  var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.write(model)
    writer.write(optional: folds) { $1.encode(into: &$0) }
    writer.write(optional: calibration) { writer, gain in
      for value in [gain.logLoss.before, gain.logLoss.after, gain.brier.before, gain.brier.after] {
        writer.write(value)
      }
    }
    writer.write(each: thresholds) { writer, chosen in
      writer.write(optional: chosen.label) { $0.write($1) }
      writer.write(chosen.threshold)
      writer.write(chosen.value)
      writer.write(optional: chosen.valueAtHalf) { $0.write($1) }
      writer.write(each: chosen.tried) {
        $0.write($1.threshold)
        $0.write($1.value)
      }
    }
    writer.write(each: curve) { writer, point in
      writer.write(point.rows)
      for value in [point.training.mean, point.training.spread, point.held.mean, point.held.spread] {
        writer.write(value)
      }
    }
    writer.write(optional: queries) { writer, queries in
      writer.write(queries.count)
      writer.write(queries.single)
    }
    return writer.bytes
  }
}

extension TrainManifest.ChosenThreshold {
  init(label: String?, _ choice: ThresholdChoice) {
    self.init(
      label: label, threshold: choice.threshold, value: choice.value, valueAtHalf: choice.valueAtHalf,
      tried: choice.tried)
  }
}

extension TrainManifest.FoldScores {
  init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    metrics = try reader.readArray { reader throws(DecodingFailure) in try reader.readString() }
    held = try Self.scores(&reader)
    training = try Self.scores(&reader)
    rule = try reader.readString()
    rows = try reader.readInt()
    guard held.count == metrics.count, training.count == metrics.count,
      (held + training).allSatisfy({ $0.count == held.first?.count })
    else { throw DecodingFailure("scores of folds that do not fit their metrics") }
  }

  func encode(into writer: inout ByteWriter) {
    writer.write(each: metrics) { $0.write($1) }
    for table in [held, training] {
      writer.write(each: table) { writer, row in
        writer.write(each: row) { writer, value in writer.write(optional: value) { $0.write($1) } }
      }
    }
    writer.write(rule)
    writer.write(rows)
  }

  private static func scores(_ reader: inout ByteReader) throws(DecodingFailure) -> [[Double?]] {
    try reader.readArray { reader throws(DecodingFailure) in
      try reader.readArray { reader throws(DecodingFailure) in
        try reader.readOptional { reader throws(DecodingFailure) in try reader.readDouble() }
      }
    }
  }

  /// The mean and the standard deviation (n - 1) of a metric over the rounds; nil where a round has no value.
  func summary(_ scores: [Double?]) -> (mean: Double, spread: Double)? {
    let known = scores.compactMap { $0 }
    guard known.count == scores.count, !known.isEmpty else { return nil }
    return FoldSummary.of(known)
  }
}

/// Mean and spread of a score over folds.
enum FoldSummary {
  /// The spread is the standard deviation with n - 1 in the denominator; 0 of one value.
  static func of(_ values: [Double]) -> (mean: Double, spread: Double) {
    let mean = values.reduce(0, +) / Double(max(values.count, 1))
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (mean, values.count > 1 ? (squares / Double(values.count - 1)).squareRoot() : 0)
  }
}
