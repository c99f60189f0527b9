import Canonical
import Frame

/// The kinds of fitted model, and their bytes.
package enum Predictors {
  private static let all: [any Predictor.Type] = [
    LogisticPredictor.self, LinearPredictor.self,
    SVMPredictor.self, NaiveBayesPredictor.self, KNNPredictor.self,
    TreeEnsemble.self, BoostedTrees.self,
    MLPPredictor.self,
    KMeansPredictor.self, GaussianMixturePredictor.self, IsolationForestPredictor.self,
    BaselinePredictor.self,
    EnsemblePredictor.self, CalibratedPredictor.self, ThresholdedPredictor.self, OneVersusRestPredictor.self,
  ]

  /// The kinds that hold other models, the outermost first: one may hold those of later kinds and of no kind in this list.
  private static let holders = [
    OneVersusRestPredictor.kind, ThresholdedPredictor.kind, CalibratedPredictor.kind, EnsemblePredictor.kind,
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
    return try decode(kind, &reader)
  }

  /// Reads a model that one of the kind `holder` holds. Any other bytes fail, and so does a model that may not stand there:
  /// models are never nested deeper than there are kinds that hold others.
  static func decode(_ bytes: [UInt8], inside holder: String) throws(DecodingFailure) -> any Predictor {
    var reader = ByteReader(bytes)
    let kind = try reader.readString()
    let level = holders.firstIndex { $0.hasSameBytes(as: holder) } ?? holders.count
    if let own = holders.firstIndex(where: { $0.hasSameBytes(as: kind) }), own <= level {
      throw DecodingFailure("a model of the kind `\(kind)` inside one of the kind `\(holder)`")
    }
    return try decode(kind, &reader)
  }

  private static func decode(
    _ kind: String, _ reader: inout ByteReader
  ) throws(DecodingFailure) -> any Predictor {
    guard let type = all.first(where: { $0.kind.hasSameBytes(as: kind) }) else {
      throw DecodingFailure("a model of the unknown kind `\(kind)`")
    }
    let predictor = try type.init(decoding: &reader)
    try reader.finish()
    return predictor
  }
}
