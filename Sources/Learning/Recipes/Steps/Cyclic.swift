import Canonical

/// `cyclic hour period: 24`: a point on a circle, as sine and cosine, so that the end of a period lies beside its start.
struct Cyclic: Waves {
  static let name = "cyclic"

  static let spec = ColumnwiseStep<Cyclic>.spec(
    name, summary: "turns numbers that come round again into a sine and a cosine", meaningVersion: 1,
    hyperparameters: [
      Hyperparameter("period", .number(periods), summary: "where the numbers start again; required")
    ])

  private let period: Double

  static func accepts(_ kind: WorkingKind) -> Acceptance {
    switch kind {
    case .number, .integer: .whenNamed
    case .date, .datetime: .refused(hint: "take its parts first: `date_parts`; or use `fourier`")
    default: .refused(hint: nil)
    }
  }

  static func plan(_ name: String, _ kind: WorkingKind, _ options: Options) throws(StepFailure) -> WorkingKind
  {
    try requirePeriod(options, "period: 24")
    return .features
  }

  init(_ name: String, _ values: WorkingValues, _ options: Options) throws(LearningError) {
    period = options.number("period") ?? 1
  }

  func waves(_ column: String) -> [Wave] {
    [
      Wave(title: "\(column)_sin", scale: .period(period), isCosine: false),
      Wave(title: "\(column)_cos", scale: .period(period), isCosine: true),
    ]
  }

  func encode(into writer: inout ByteWriter) { writer.write(period) }

  init(decoding reader: inout ByteReader) throws(DecodingFailure) { period = try Cyclic.period(&reader) }
}
