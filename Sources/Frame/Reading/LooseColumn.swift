/// The values of one column as their source writes them, before the column has a type: where rows have none, it is missing.
struct LooseColumn: Sendable {
  /// What the source itself says of a value.
  enum Kind: UInt8, Sendable {
    /// A decimal number, an integer where it is written as one.
    case number
    /// `true` or `false`.
    case boolean
    case text
  }

  struct Cell: Sendable {
    var row: Int32
    var kind: Kind
    /// In `LooseBytes`.
    var start: Int
    var count: Int
  }

  /// In the order of their rows, at most one a row.
  var cells: [Cell] = []
}

/// The bytes of loose values: those of the source, and behind them what had to be rewritten.
struct LooseBytes: Sendable {
  let source: [UInt8]
  private(set) var written: [UInt8] = []

  init(_ source: [UInt8] = []) { self.source = source }

  /// Where bytes that are added now will start.
  var end: Int { source.count + written.count }

  mutating func append(_ byte: UInt8) { written.append(byte) }

  mutating func append(contentsOf bytes: some Sequence<UInt8>) { written.append(contentsOf: bytes) }

  /// Calls `body` with the bytes that hold the cell, and its range in them.
  @inline(__always)
  func with<Result>(_ cell: LooseColumn.Cell, _ body: (Span<UInt8>, Range<Int>) -> Result) -> Result {
    let isWritten = cell.start >= source.count
    let start = isWritten ? cell.start - source.count : cell.start
    let range = start..<start + cell.count
    return isWritten ? body(written.span, range) : body(source.span, range)
  }
}
