import Canonical

/// One value of a table.
package enum Scalar: Sendable, Hashable {
  case missing
  case number(Double)
  case integer(Int64)
  case boolean(Bool)
  case text(String)
  /// Days since 1970-01-01.
  case date(Int32)
  /// Microseconds since 1970-01-01T00:00:00 UTC.
  case datetime(Int64)

  /// As shown to a reader: exact numbers, `true` and `false`, ISO 8601 dates; empty where missing.
  package var text: String {
    switch self {
    case .missing: ""
    case .number(let value): NumberText.exact(value)
    case .integer(let value): String(value)
    case .boolean(let value): value ? "true" : "false"
    case .text(let value): value
    case .date(let days): CivilDate(daysSinceEpoch: Int(days)).text
    case .datetime(let microseconds): DateTimeText.text(microseconds, separator: " ")
    }
  }

  /// Texts are equal when their bytes are, numbers when they compare equal.
  package static func == (a: Scalar, b: Scalar) -> Bool {
    switch (a, b) {
    case (.missing, .missing): true
    case (.number(let a), .number(let b)): a == b
    case (.integer(let a), .integer(let b)): a == b
    case (.boolean(let a), .boolean(let b)): a == b
    case (.text(let a), .text(let b)): a.hasSameBytes(as: b)
    case (.date(let a), .date(let b)): a == b
    case (.datetime(let a), .datetime(let b)): a == b
    default: false
    }
  }

  package func hash(into hasher: inout Hasher) {
    switch self {
    case .missing: hasher.combine(0)
    case .number(let value): hasher.combine(value)
    case .integer(let value): hasher.combine(value)
    case .boolean(let value): hasher.combine(value)
    case .text(let value): hasher.combine(utf8Of: value)
    case .date(let value): hasher.combine(value)
    case .datetime(let value): hasher.combine(value)
    }
  }
}
