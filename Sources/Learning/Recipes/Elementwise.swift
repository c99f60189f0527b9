import Canonical

/// A step that computes one function of each number. It learns nothing, and refuses numbers that the function does not take.
protocol Elementwise: ColumnMap {
  static var name: String { get }

  /// The numbers that the function takes, in words.
  static var domain: String { get }

  static func takes(_ value: Double) -> Bool

  static func value(of value: Double) -> Double

  init()
}

extension Elementwise {
  var learned: String { "" }

  static func accepts(_ kind: WorkingKind) -> Acceptance { .ofNumbers(kind) }

  static func plan(_ name: String, _ kind: WorkingKind, _ options: Options) throws(StepFailure) -> WorkingKind
  {
    .number
  }

  init(_ name: String, _ values: WorkingValues, _ options: Options) throws(LearningError) { self.init() }

  func apply(
    to values: WorkingValues, of name: String, rowCount: Int, unknown: inout [UnknownLevel]
  ) throws(LearningError) -> WorkingValues {
    guard let numbers = values.numbers else { throw mismatch(Self.name, name) }
    if let first = numbers.first(where: { !$0.isNaN && !Self.takes($0) }) {
      let count = numbers.count { !$0.isNaN && !Self.takes($0) }
      throw LearningError(
        "`\(Self.name)` takes \(Self.domain), and `\(name)` has \(NumberText.significant(first, 5))"
          + (count == 1 ? " in 1 row" : " and the like in \(NumberText.thousands(count)) rows"),
        hint: "`clip \(name) low: …` before it, or `yeo_johnson`, which takes all numbers")
    }
    return .numbers(numbers.map { $0.isNaN ? .nan : Self.value(of: $0) }, .number)
  }

  func encode(into writer: inout ByteWriter) {}

  init(decoding reader: inout ByteReader) throws(DecodingFailure) { self.init() }
}
