/// What the values of a column are.
package enum ColumnType: UInt8, Sendable, Hashable, CaseIterable {
  /// A 64-bit floating-point number.
  case number
  /// A 64-bit signed integer.
  case integer
  case boolean
  /// One of a known, byte-sorted set of levels.
  case category
  /// Free text.
  case text
  /// A calendar day, without a time or a zone.
  case date
  /// A moment, in microseconds, UTC.
  case datetime

  /// The word of the language, such as `category`.
  package var name: String {
    switch self {
    case .number: "number"
    case .integer: "integer"
    case .boolean: "boolean"
    case .category: "category"
    case .text: "text"
    case .date: "date"
    case .datetime: "datetime"
    }
  }

  /// The type of that name in the language; nil where there is none.
  package init?(name: String) {
    guard let type = ColumnType.allCases.first(where: { $0.name == name }) else { return nil }
    self = type
  }

  /// `number` and `integer`.
  package var isNumeric: Bool { self == .number || self == .integer }

  /// `category` and `text`: stored as codes and levels.
  package var isTextual: Bool { self == .category || self == .text }

  /// `date` and `datetime`.
  package var isTemporal: Bool { self == .date || self == .datetime }
}

/// What a column is for. Later verbs take roles as their defaults; columns with any role but `none` are no features.
package enum Role: UInt8, Sendable, Hashable, CaseIterable {
  case none
  case target
  case id
  case time
  case weight
  case group

  /// The word of the language; empty for `none`.
  package var name: String {
    switch self {
    case .none: ""
    case .target: "target"
    case .id: "id"
    case .time: "time"
    case .weight: "weight"
    case .group: "group"
    }
  }
}
