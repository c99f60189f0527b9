import Canonical

/// What a model says of each row about several labels, of which it may have any number.
package struct LabelPrediction: Sendable, Equatable {
  /// Distinct, in byte order.
  package let names: [String]
  /// Row-major: the number behind label `k` for row `r`, a probability or a score, at `values[r * names.count + k]`.
  package let values: [Double]
  /// As `values`: 1 where the label is said of the row, and 0 elsewhere.
  package let decided: [UInt8]
  /// Whether the numbers are probabilities.
  package let isProbability: Bool

  init(names: [String], values: [Double], decided: [UInt8], isProbability: Bool) {
    self.names = names
    self.values = values
    self.decided = decided
    self.isProbability = isProbability
  }

  /// What models of one label each, in the order of `names`, have said of the same rows: the second class of two stands for the
  /// label. Nil where one is no classification of two classes or is about another number of rows.
  init?(names: [String], each predictions: [Prediction]) {
    let width = names.count
    guard width > 0, predictions.count == width, let count = predictions.first?.count,
      predictions.allSatisfy({ $0.labels?.count == 2 && $0.count == count })
    else { return nil }
    var values = [Double](repeating: 0, count: count * width)
    var decided = [UInt8](repeating: 0, count: count * width)
    for (label, prediction) in predictions.enumerated() {
      for (row, value) in prediction.score(of: 1).enumerated() { values[row * width + label] = value }
      for (row, code) in prediction.labelCodes.enumerated() { decided[row * width + label] = UInt8(code) }
    }
    self.init(
      names: names, values: values, decided: decided,
      isProbability: predictions.allSatisfy { $0.probabilities != nil })
  }

  /// The number of rows.
  package var count: Int { names.isEmpty ? 0 : values.count / names.count }

  /// The numbers behind a label, a row each; empty where there is no such label.
  package func values(of label: Int) -> [Double] {
    guard names.indices.contains(label) else { return [] }
    return stride(from: label, to: values.count, by: names.count).map { values[$0] }
  }

  /// Whether a label is said of each row.
  package func decisions(of label: Int) -> [Bool] {
    guard names.indices.contains(label) else { return [] }
    return stride(from: label, to: decided.count, by: names.count).map { decided[$0] != 0 }
  }

  /// The names of the labels that are said of a row.
  package func labels(of row: Int) -> [String] {
    LabelSets.names(names, in: decided[row * names.count..<(row + 1) * names.count])
  }

  /// The rows with these numbers, in that order.
  func rows(_ rows: [Int32]) -> LabelPrediction {
    let width = names.count
    var (numbers, flags): ([Double], [UInt8]) = ([], [])
    numbers.reserveCapacity(rows.count * width)
    flags.reserveCapacity(rows.count * width)
    for row in rows {
      let place = Int(row) * width..<(Int(row) + 1) * width
      numbers += values[place]
      flags += decided[place]
    }
    return LabelPrediction(names: names, values: numbers, decided: flags, isProbability: isProbability)
  }

  /// What is said of one label, as a prediction of two classes.
  func binary(_ label: Int) -> Prediction {
    let own = values(of: label)
    let both = own.flatMap { [isProbability ? 1 - $0 : -$0, $0] }
    return isProbability
      ? .probabilities(labels: LabelSets.binaryNames, values: both)
      : .scores(labels: LabelSets.binaryNames, values: both)
  }
}

extension LabelPrediction {
  /// Appends the canonical bytes.
  func encode(into writer: inout ByteWriter) {
    writer.write(each: names) { $0.write($1) }
    writer.write(values)
    writer.write(decided)
    writer.write(isProbability)
  }

  /// Reads what `encode(into:)` wrote; bytes that hold anything else fail.
  init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    names = try readLabels(from: &reader)
    values = try reader.readDoubles()
    decided = try reader.readBytes()
    isProbability = try reader.readBool()
    guard !names.isEmpty, values.count.isMultiple(of: names.count), decided.count == values.count,
      decided.allSatisfy({ $0 <= 1 })
    else { throw DecodingFailure("what is said of labels, in parts that do not fit") }
  }
}
