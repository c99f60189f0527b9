import Canonical

/// `clip`: numbers below one bound become it, and numbers above the other. A bound is a number, or a quantile of the training
/// rows where it is written as a percentage.
struct Clip: ColumnMap {
  static let name = "clip"

  static let spec = ColumnwiseStep<Clip>.spec(
    name, summary: "brings numbers outside of bounds back to them", meaningVersion: 1,
    hyperparameters: [
      Hyperparameter(
        "low", .valueOrShare,
        summary: "the lower bound: a number, or a percentage for a quantile such as `1%`"),
      Hyperparameter(
        "high", .valueOrShare,
        summary: "the upper bound: a number, or a percentage for a quantile such as `99%`"),
    ])

  private let low: Double?
  private let high: Double?

  var learned: String {
    switch (low, high) {
    case (let low?, let high?):
      "\(NumberText.significant(low, 5)) to \(NumberText.significant(high, 5))"
    case (let low?, nil): "from \(NumberText.significant(low, 5))"
    case (nil, let high?): "to \(NumberText.significant(high, 5))"
    case (nil, nil): ""
    }
  }

  static func accepts(_ kind: WorkingKind) -> Acceptance {
    .ofNumbers(kind, hint: "only numbers have bounds")
  }

  static func plan(_ name: String, _ kind: WorkingKind, _ options: Options) throws(StepFailure) -> WorkingKind
  {
    switch (options["low"], options["high"]) {
    case (nil, nil):
      throw StepFailure("`clip` needs a bound", hint: "for instance `low: 0`, or `low: 1% high: 99%`")
    case (.number(let low), .number(let high)) where low > high,
      (.share(let low), .share(let high)) where low > high:
      throw StepFailure("the lower bound of `clip` lies above the upper one")
    default: return .number
    }
  }

  init(_ name: String, _ values: WorkingValues, _ options: Options) throws(LearningError) {
    let sorted = try presentValues(Clip.name, name, values).sorted()
    low = Clip.bound(options["low"], sorted)
    high = Clip.bound(options["high"], sorted)
    if let low, let high, low > high {
      throw LearningError(
        "`clip` of `\(name)` would end at \(NumberText.significant(high, 5)), "
          + "below its start at \(NumberText.significant(low, 5))")
    }
  }

  private static func bound(_ option: HyperparameterValue?, _ sorted: [Double]) -> Double? {
    switch option {
    case .number(let value): value
    case .share(let share): Moments.quantile(ofSorted: sorted, share)
    default: nil
    }
  }

  func apply(
    to values: WorkingValues, of name: String, rowCount: Int, unknown: inout [UnknownLevel]
  ) throws(LearningError) -> WorkingValues {
    guard let numbers = values.numbers else { throw mismatch(Clip.name, name) }
    let low = low ?? -.infinity
    let high = high ?? .infinity
    return .numbers(numbers.map { $0 < low ? low : $0 > high ? high : $0 }, .number)
  }

  func encode(into writer: inout ByteWriter) {
    writer.write(optional: low) { $0.write($1) }
    writer.write(optional: high) { $0.write($1) }
  }

  init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    low = try reader.readOptional { reader throws(DecodingFailure) in try reader.readDouble() }
    high = try reader.readOptional { reader throws(DecodingFailure) in try reader.readDouble() }
    guard low?.isFinite ?? true, high?.isFinite ?? true, (low ?? -.infinity) <= (high ?? .infinity) else {
      throw DecodingFailure("bounds that are not in order")
    }
  }
}
