import Canonical
import Frame

/// The kinds of fitted model, and their bytes.
package enum Predictors {
  private static let all: [any Predictor.Type] = [
    LogisticPredictor.self, LinearPredictor.self, NaiveBayesPredictor.self, BoostedTrees.self, BaselinePredictor.self,
  ]

  /// The canonical bytes of a model: its kind, then its own bytes.
  package static func encode(_ predictor: any Predictor) -> [UInt8] {
    var writer = ByteWriter()
    writer.write(type(of: predictor).kind)
    predictor.encode(into: &writer)
    return writer.bytes
  }

  /// Reads what `encode(_:)` wrote. Any other bytes fail.
  package static func decode(_ bytes: [UInt8]) throws(DecodingFailure) -> any Predictor {
    var reader = ByteReader(bytes)
    let kind = try reader.readString()
    guard let type = all.first(where: { $0.kind.hasSameBytes(as: kind) }) else {
      throw DecodingFailure("a model of the unknown kind `\(kind)`")
    }
    let predictor = try type.init(decoding: &reader)
    try reader.finish()
    return predictor
  }
}
