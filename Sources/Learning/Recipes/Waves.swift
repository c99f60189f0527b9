import Canonical

/// A step that turns a place on a line into sines and cosines of it: all of it but their periods and names.
protocol Waves: ColumnMap {
  static var name: String { get }

  /// The features of a column, in order: a wave of that period each, a sine or a cosine.
  func waves(_ column: String) -> [Wave]
}

/// One feature: the sine or cosine of an angle.
struct Wave {
  let title: String
  let scale: Scale
  let isCosine: Bool

  enum Scale {
    /// One turn in so much.
    case period(Double)
    /// One radian in so much.
    case radian(Double)
  }

  func value(_ x: Double) -> Double {
    let angle =
      switch scale {
      case .period(let period): 2 * Double.pi * (x.truncatingRemainder(dividingBy: period) / period)
      case .radian(let unit): x / unit
      }
    return isCosine ? Elementary.cos(angle) : Elementary.sin(angle)
  }
}

extension Waves {
  static func plan(_ name: String, _ kind: WorkingKind, _ options: Options) throws(StepFailure) -> WorkingKind
  {
    .features
  }

  var learned: String { "" }

  func apply(
    to values: WorkingValues, of name: String, rowCount: Int, unknown: inout [UnknownLevel]
  ) throws(LearningError) -> WorkingValues {
    let places: [Double]
    switch values {
    case .numbers(let numbers, _): places = numbers.values
    case .moments(let moments, _): places = moments.map { $0.map { Double($0) / 86_400_000_000 } ?? .nan }
    case .codes, .texts, .features, .indicators, .sparse: throw mismatch(Self.name, name)
    }
    let waves = waves(name)
    try DenseLimit.check(
      Self.name, of: "`\(name)`", rows: rowCount, features: waves.count, hint: "choose fewer features")
    return .features(
      names: waves.map(\.title), columns: waves.map { wave in places.map { wave.value($0) } })
  }

  /// Periods that a written option may have.
  static var periods: ClosedRange<Double> { 1e-9...1e15 }

  static func requirePeriod(_ options: Options, _ example: String) throws(StepFailure) {
    guard options["period"] == nil else { return }
    throw StepFailure("`\(name)` needs a `period`", hint: "for instance `\(example)`")
  }

  static func period(_ reader: inout ByteReader) throws(DecodingFailure) -> Double {
    let period = try reader.readDouble()
    guard periods.contains(period) else { throw DecodingFailure("a period out of range") }
    return period
  }
}
