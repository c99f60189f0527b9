import Canonical

/// How well a model did after each round of its training.
package struct TrainingCurve: Sendable, Equatable {
  /// The name of what is measured; less is better.
  package let metric: String
  /// On the rows that it learned from, round by round.
  package let training: [Double]
  /// On the rows that were only watched, round by round.
  package let validation: [Double]
  /// The round after which the watched rows were predicted best, from 1.
  package let best: Int
  /// The round that the model was left at, from 1: what came later is not part of it.
  package let kept: Int

  /// A curve of at least one round, on both kinds of rows; the best round is kept where no other is named.
  package init(metric: String, training: [Double], validation: [Double], kept: Int? = nil) {
    precondition(!validation.isEmpty && training.count == validation.count)
    self.metric = metric
    self.training = training
    self.validation = validation
    best = validation.indices.reduce(0) { validation[$1] < validation[$0] ? $1 : $0 } + 1
    self.kept = kept ?? best
  }

  func encode(into writer: inout ByteWriter) {
    writer.write(metric)
    writer.write(training)
    writer.write(validation)
  }

  init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    let metric = try reader.readString()
    let training = try reader.readDoubles()
    let validation = try reader.readDoubles()
    guard !validation.isEmpty, training.count == validation.count,
      (training + validation).allSatisfy(\.isFinite)
    else { throw DecodingFailure("a training curve whose parts do not fit") }
    self.init(metric: metric, training: training, validation: validation)
  }
}
