import Canonical

/// `embed_position`: a position as sines and cosines of wavelengths from 2π to 2π · 10,000 in a geometric progression.
///
/// A. Vaswani et al., "Attention is all you need" (2017), section 3.5: feature 2i is `sin(x / 10000^(2i/d))`, the next its cosine.
struct EmbedPosition: Waves {
  static let name = "embed_position"

  static let spec = ColumnwiseStep<EmbedPosition>.spec(
    name, summary: "turns positions into sines and cosines of many wavelengths", meaningVersion: 1,
    hyperparameters: [
      Hyperparameter(
        "dimensions", .integer(2...1024), default: .integer(8), summary: "the number of features, an even one"
      ),
      Hyperparameter(
        "base", .number(2...1e9), default: .number(10_000),
        summary: "what the wavelengths grow up to, times 2π"),
    ])

  private let dimensions: Int
  private let base: Double

  static func accepts(_ kind: WorkingKind) -> Acceptance {
    switch kind {
    case .number, .integer: .whenNamed
    default: .refused(hint: "only numbers are positions")
    }
  }

  static func plan(_ name: String, _ kind: WorkingKind, _ options: Options) throws(StepFailure) -> WorkingKind
  {
    guard (options.integer("dimensions") ?? 2) % 2 == 0 else {
      throw StepFailure(
        "`dimensions` of `embed_position` is an even number", hint: "a sine goes with a cosine")
    }
    return .features
  }

  init(_ name: String, _ values: WorkingValues, _ options: Options) throws(LearningError) {
    dimensions = options.integer("dimensions") ?? 8
    base = options.number("base") ?? 10_000
  }

  func waves(_ column: String) -> [Wave] {
    (0..<dimensions).map { index in
      let exponent = Double(index / 2 * 2) / Double(dimensions)
      return Wave(
        title: "\(column)_position\(index)", scale: .radian(Elementary.power(base, exponent)),
        isCosine: index % 2 == 1)
    }
  }

  func encode(into writer: inout ByteWriter) {
    writer.write(dimensions)
    writer.write(base)
  }

  init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    dimensions = try reader.readInt()
    base = try reader.readDouble()
    guard (2...1024).contains(dimensions), dimensions % 2 == 0, (2...1e9).contains(base) else {
      throw DecodingFailure("an embedding out of range")
    }
  }
}
