import Canonical

/// `fourier`: the first terms of a Fourier series, a sine and a cosine for each harmonic of a period, called `x_sin1`, `x_cos1`, ….
/// Dates count in days.
struct Fourier: Waves {
  static let name = "fourier"

  static let spec = ColumnwiseStep<Fourier>.spec(
    name, summary: "makes the sines and cosines of a Fourier series", meaningVersion: 1,
    hyperparameters: [
      Hyperparameter(
        "period", .number(periods),
        summary: "the longest period, of dates in days (365.25 for a year); required"),
      Hyperparameter(
        "harmonics", .integer(1...100), default: .integer(3), summary: "the number of sines, and of cosines"),
    ])

  private let period: Double
  private let harmonics: Int

  static func accepts(_ kind: WorkingKind) -> Acceptance {
    switch kind {
    case .number, .integer, .date, .datetime: .whenNamed
    default: .refused(hint: nil)
    }
  }

  static func plan(_ name: String, _ kind: WorkingKind, _ options: Options) throws(StepFailure) -> WorkingKind
  {
    try requirePeriod(options, "period: 365.25")
    return .features
  }

  init(_ name: String, _ values: WorkingValues, _ options: Options) throws(LearningError) {
    period = options.number("period") ?? 1
    harmonics = options.integer("harmonics") ?? 3
  }

  func waves(_ column: String) -> [Wave] {
    (1...harmonics).flatMap { harmonic in
      [
        Wave(title: "\(column)_sin\(harmonic)", scale: .period(period / Double(harmonic)), isCosine: false),
        Wave(title: "\(column)_cos\(harmonic)", scale: .period(period / Double(harmonic)), isCosine: true),
      ]
    }
  }

  func encode(into writer: inout ByteWriter) {
    writer.write(period)
    writer.write(harmonics)
  }

  init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    period = try Fourier.period(&reader)
    harmonics = try reader.readInt()
    guard (1...100).contains(harmonics) else { throw DecodingFailure("a number of harmonics out of range") }
  }
}
