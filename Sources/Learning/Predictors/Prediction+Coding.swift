import Canonical

extension Prediction {
  /// Appends the canonical bytes.
  package func encode(into writer: inout ByteWriter) {
    switch self {
    case .values(let values):
      writer.write(UInt8(0))
      writer.write(values)
    case .probabilities(let labels, let values):
      writer.write(UInt8(1))
      writer.write(each: labels) { $0.write($1) }
      writer.write(values)
    case .thresholded(let labels, let values, let threshold):
      writer.write(UInt8(2))
      writer.write(each: labels) { $0.write($1) }
      writer.write(values)
      writer.write(threshold)
    case .scores(let labels, let values):
      writer.write(UInt8(3))
      writer.write(each: labels) { $0.write($1) }
      writer.write(values)
    case .clusters(let codes, let count):
      writer.write(UInt8(4))
      writer.write(codes)
      writer.write(count)
    case .anomalies(let scores, let flagged):
      writer.write(UInt8(5))
      writer.write(scores)
      writer.write(each: flagged) { $0.write($1) }
    case .labels(let labels):
      writer.write(UInt8(6))
      labels.encode(into: &writer)
    }
  }

  /// Reads what `encode(into:)` wrote; bytes that hold anything else fail.
  package init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    switch try reader.readByte() {
    case 0: self = .values(try reader.readDoubles())
    case 1:
      let (labels, values) = try Prediction.readClasses(&reader)
      self = .probabilities(labels: labels, values: values)
    case 2:
      let (labels, values) = try Prediction.readClasses(&reader)
      guard labels.count == 2 else { throw DecodingFailure("a threshold between more than two classes") }
      self = .thresholded(labels: labels, values: values, threshold: try reader.readDouble())
    case 3:
      let (labels, values) = try Prediction.readClasses(&reader)
      self = .scores(labels: labels, values: values)
    case 4:
      let codes = try reader.readInt32s()
      let count = try reader.readInt()
      guard codes.allSatisfy({ $0 >= 0 && Int($0) < count }) else {
        throw DecodingFailure("a cluster out of range")
      }
      self = .clusters(codes: codes, count: count)
    case 5:
      let scores = try reader.readDoubles()
      let flagged = try reader.readArray { reader throws(DecodingFailure) in try reader.readBool() }
      guard flagged.count == scores.count else { throw DecodingFailure("scores without a verdict") }
      self = .anomalies(scores: scores, flagged: flagged)
    case 6: self = .labels(try LabelPrediction(decoding: &reader))
    default: throw DecodingFailure("a prediction of an unknown kind")
    }
  }

  private static func readClasses(
    _ reader: inout ByteReader
  ) throws(DecodingFailure) -> ([String], [Double]) {
    let labels = try readLabels(from: &reader)
    let values = try reader.readDoubles()
    guard !labels.isEmpty, values.count % labels.count == 0 else {
      throw DecodingFailure("numbers that do not fit their labels")
    }
    return (labels, values)
  }
}
