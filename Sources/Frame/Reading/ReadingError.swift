import Canonical

/// Data of any format that cannot be read as asked.
package struct ReadingError: Error, Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    /// The data are not of their format, or more than is read.
    case format
    /// The bytes are no text in the encoding.
    case encoding
    /// A header and nothing behind it, or an empty list.
    case noRows
    /// A value that its declared type does not fit.
    case value
    /// A declared column that is not there.
    case unknownColumn
    /// A declaration that cannot be used.
    case declaration
    /// Files of one table whose columns differ.
    case drift
    /// Bytes that cannot be had from their source.
    case unreadable
    /// A database that cannot be read as asked, or a query that is refused.
    case query
  }

  package var kind: Kind
  package var message: String
  package var hint: String?
  /// 1-based line of the data; 0 where it is about no line.
  package var line: Int
  /// 1-based position in the line, in Unicode scalars.
  package var column: Int?
  /// The declared column that the error is about.
  package var name: String?

  package init(
    _ kind: Kind, _ message: String, hint: String? = nil, line: Int = 0, column: Int? = nil,
    name: String? = nil
  ) {
    self.kind = kind
    self.message = message
    self.hint = hint
    self.line = line
    self.column = column
    self.name = name
  }

  /// An error at a byte of the data, whose line and column are counted here. O(offset).
  init(_ kind: Kind, _ message: String, hint: String? = nil, at offset: Int, in bytes: Span<UInt8>) {
    let place = LineCounter.place(of: offset, in: bytes)
    self.init(kind, message, hint: hint, line: place.line, column: place.column)
  }

  package init(_ error: CSVError) {
    let kind: Kind =
      switch error.kind {
      case .value: .value
      case .unknownColumn: .unknownColumn
      case .declaration: .declaration
      case .encoding: .encoding
      case .noRows: .noRows
      case .unreadable: .unreadable
      default: .format
      }
    self.init(
      kind, error.message, hint: error.hint, line: kind == .unreadable ? 0 : error.line, column: error.column,
      name: error.name)
  }
}
