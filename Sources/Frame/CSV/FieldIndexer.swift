import Canonical

/// Finds the fields of a file in one pass, piece after piece, 64 bytes at a time where it can.
///
/// A quotation mark opens a quoted field only at a field's start; elsewhere in an unquoted field it is a character.
/// In a block whose quotes stand where they should, the quoted regions are the prefix parity of the quote bits
/// (Langdale and Lemire, "Parsing Gigabytes of JSON per Second", 2019); other blocks go byte by byte.
struct FieldIndexer {
  private enum State {
    case fieldStart
    case unquoted
    case quoted
    /// Behind a quotation mark that ends the field, or is the first of two.
    case closed
  }

  private let delimiter: UInt8
  private let quote: UInt8
  private let limits: CSVLimits
  private let blocks: ByteBlocks
  private var state = State.fieldStart
  private var ends: [UInt32] = []
  private var rowStarts: [UInt32] = []
  private(set) var blankLines = 0
  /// Whether what has been read is UTF-8.
  private(set) var characters = CharacterCheck()
  /// Where the row begins that has not ended yet, or would.
  private(set) var rowStart: Int
  private var rowFirstField = 0
  private var fieldStart: Int
  private var carriageReturn = -2
  /// Where the bytes begin in the file.
  private let origin: TextOrigin
  private var columnCount: Int?
  private var cellsTaken = 0
  /// The first row with another number of fields than the first of all, and how many there are.
  private(set) var ragged: RaggedRows?

  /// `start` must be the start of a row; every row is to have `columnCount` fields, or as many as the first.
  init(
    delimiter: UInt8, quote: UInt8, limits: CSVLimits, start: Int, columnCount: Int? = nil,
    origin: TextOrigin = .start
  ) {
    self.origin = origin
    self.delimiter = delimiter
    self.quote = quote
    self.limits = limits
    self.columnCount = columnCount
    blocks = ByteBlocks(delimiter: delimiter, quote: quote)
    rowStart = start
    fieldStart = start
  }

  /// The index of `bytes` from `start`. `inBlocks: false` reads byte by byte, with the same result.
  static func index(
    _ bytes: Span<UInt8>, from start: Int, delimiter: UInt8, quote: UInt8,
    limits: CSVLimits = .standard, inBlocks: Bool = true
  ) throws(CSVError) -> FieldIndex {
    var indexer = FieldIndexer(delimiter: delimiter, quote: quote, limits: limits, start: start)
    try indexer.read(bytes, start..<bytes.count, inBlocks: inBlocks)
    try indexer.finish(bytes)
    if let ragged = indexer.ragged { throw ragged.error(bytes) }
    return indexer.takeRows()
  }

  /// Goes on with the next bytes: `range` begins where the last one ended.
  mutating func read(
    _ bytes: Span<UInt8>, _ range: Range<Int>, inBlocks: Bool = true
  ) throws(CSVError) {
    var position = range.lowerBound
    while inBlocks, range.upperBound - position >= 64 {
      try readBlock(bytes, position)
      position += 64
    }
    while position < range.upperBound {
      if bytes[position] >= 128 { characters.read(bytes.bytes, position, 1) }
      try read(bytes, position)
      position += 1
    }
  }

  /// Ends the last row, at the end of the file.
  mutating func finish(_ bytes: Span<UInt8>) throws(CSVError) {
    if state == .quoted { throw .unterminated(at: fieldStart, bytes, origin) }
    if rowStart < bytes.count || ends.count > rowFirstField { try endRow(bytes, bytes.count) }
  }

  /// The rows that are complete and have not been taken yet.
  mutating func takeRows() -> FieldIndex {
    let begun = Array(ends[rowFirstField...])
    ends.removeSubrange(rowFirstField...)
    let index = FieldIndex(columnCount: columnCount ?? 0, ends: ends, rowStarts: rowStarts)
    cellsTaken += ends.count
    ends = begun
    rowStarts = []
    // The next rows are likely to be as many.
    ends.reserveCapacity(index.ends.count + 64)
    rowStarts.reserveCapacity(index.rowStarts.count + 1)
    rowFirstField = 0
    return index
  }

  /// Whether a row starts at `position`, which is where the last range ended.
  func startsRow(at position: Int) -> Bool { state == .fieldStart && rowStart == position }

  private mutating func readBlock(_ bytes: Span<UInt8>, _ start: Int) throws(CSVError) {
    let masks = blocks.masks(bytes.bytes, start)
    if masks.high != 0 { characters.read(bytes.bytes, start, masks.high) }
    var structural = masks.structural
    if masks.quotes != 0 || state == .quoted || state == .closed {
      let quotes = masks.quotes
      let inside = ByteBlocks.prefixParity(quotes) ^ (state == .quoted ? .max : 0)
      let opening = quotes & inside
      let closing = quotes & ~inside
      structural &= ~inside
      let startsField: UInt64 = state == .fieldStart || state == .closed ? 1 : 0
      let wrongOpening = opening & ~(structural << 1 | closing << 1 | startsField)
      let closed = closing << 1 | (state == .closed ? 1 : 0)
      if wrongOpening != 0 || closed & ~(structural | quotes) != 0 {
        for position in start..<start + 64 { try read(bytes, position) }
        return
      }
      if inside >> 63 == 1 {
        state = .quoted
      } else {
        state = closing >> 63 == 1 ? .closed : structural >> 63 == 1 ? .fieldStart : .unquoted
      }
    } else {
      state = structural >> 63 == 1 ? .fieldStart : .unquoted
    }
    try end(bytes, start, structural, breaks: masks.breaks & structural)
  }

  /// Ends the fields of a block at the bits of `structural`, and rows at those of `breaks`, which are among them.
  @inline(__always)
  private mutating func end(
    _ bytes: Span<UInt8>, _ start: Int, _ structural: UInt64, breaks: UInt64
  ) throws(CSVError) {
    var structural = structural
    guard start + 64 - rowStart <= limits.fieldBytes, ends.count - rowFirstField + 64 <= limits.columns else {
      while structural != 0 {
        try end(bytes, start + structural.trailingZeroBitCount)
        structural &= structural &- 1
      }
      return
    }
    var breaks = breaks
    while breaks != 0 {
      let row = breaks & (0 &- breaks)
      addEnds(start, structural & (row &- 1))
      try end(bytes, start + row.trailingZeroBitCount)
      breaks ^= row
      structural &= ~(row | (row &- 1))
    }
    addEnds(start, structural)
  }

  /// Fields that end at delimiters and are within the limits.
  @inline(__always)
  private mutating func addEnds(_ start: Int, _ bits: UInt64) {
    guard bits != 0 else { return }
    var rest = bits
    let base = UInt32(truncatingIfNeeded: start)
    ends.append(addingCapacity: 64) { added in
      added.withUnsafeMutableBufferPointer { buffer, count in
        while rest != 0 {
          buffer[count] = base &+ UInt32(truncatingIfNeeded: rest.trailingZeroBitCount)
          count &+= 1
          rest &= rest &- 1
        }
      }
    }
    fieldStart = start + 64 - bits.leadingZeroBitCount
  }

  private mutating func read(_ bytes: Span<UInt8>, _ position: Int) throws(CSVError) {
    let byte = bytes[position]
    switch state {
    case .quoted:
      if byte == quote { state = .closed }
    case .closed where byte == quote, .fieldStart where byte == quote:
      state = .quoted
    case .fieldStart, .unquoted, .closed:
      if isStructural(byte) {
        try end(bytes, position)
        state = .fieldStart
      } else if state == .closed {
        throw CSVError(
          .textAfterQuote, "text behind the closing quotation mark of a field",
          hint: "write a quotation mark inside a quoted field twice", at: position, in: bytes, origin)
      } else {
        state = .unquoted
      }
    }
  }

  private func isStructural(_ byte: UInt8) -> Bool {
    byte == delimiter || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }

  /// Ends a field, and the row where the byte is a line break.
  private mutating func end(_ bytes: Span<UInt8>, _ position: Int) throws(CSVError) {
    let byte = bytes[position]
    if byte == delimiter {
      try endField(bytes, position)
      return
    }
    if byte == UInt8(ascii: "\n"), carriageReturn == position - 1 {
      rowStart = position + 1
      fieldStart = position + 1
      return
    }
    if byte == UInt8(ascii: "\r") { carriageReturn = position }
    try endRow(bytes, position)
  }

  private mutating func endField(_ bytes: Span<UInt8>, _ position: Int) throws(CSVError) {
    if position - fieldStart > limits.fieldBytes {
      throw .tooLarge("a field of more than", limits.fieldBytes, "bytes", at: fieldStart, bytes, origin)
    }
    ends.append(UInt32(truncatingIfNeeded: position))
    fieldStart = position + 1
    if ends.count - rowFirstField > limits.columns {
      throw .tooLarge("more than", limits.columns, "columns", at: position, bytes, origin)
    }
  }

  private mutating func endRow(_ bytes: Span<UInt8>, _ position: Int) throws(CSVError) {
    defer {
      rowStart = position + 1
      fieldStart = position + 1
      rowFirstField = ends.count
    }
    if position == rowStart {
      blankLines += 1
      return
    }
    try endField(bytes, position)
    if position - rowStart > limits.recordBytes {
      throw .tooLarge("a row of more than", limits.recordBytes, "bytes", at: rowStart, bytes, origin)
    }
    let fields = ends.count - rowFirstField
    let wanted = columnCount ?? fields
    columnCount = wanted
    guard fields == wanted else {
      ragged = RaggedRows(
        first: ragged?.first ?? rowStart, fields: ragged?.fields ?? fields, wanted: wanted,
        count: (ragged?.count ?? 0) + 1)
      ends.removeLast(fields)
      return
    }
    rowStarts.append(UInt32(truncatingIfNeeded: rowStart))
    if cellsTaken + ends.count > limits.cells {
      throw .tooLarge("more than", limits.cells, "cells", at: rowStart, bytes, origin)
    }
  }
}

/// Rows with another number of fields than the first of the file.
struct RaggedRows {
  /// Where the first of them starts, and its fields.
  var first: Int
  var fields: Int
  /// The fields of the file's first row.
  var wanted: Int
  var count: Int

  func error(_ bytes: Span<UInt8>, _ origin: TextOrigin = .start) -> CSVError {
    error(at: CSVError(.ragged, "", at: first, in: bytes, origin), count: count)
  }

  /// The error at a place that is known, where `count` rows are so in all.
  func error(at place: CSVError, count: Int) -> CSVError {
    let found = fields == 1 ? "1 field" : "\(fields) fields"
    let others = count == 1 ? "" : "; \(NumberText.thousands(count)) rows are so in all"
    return CSVError(
      .ragged, "line \(place.line) has \(found), the first line has \(wanted)\(others)",
      hint: "put fields that contain the delimiter in quotation marks, or declare another `delimiter`",
      line: place.line, column: place.column, offset: place.offset)
  }
}

extension CSVError {
  /// More than is read of something: `what` says of what, such as `a row of more than`, and `unit` in which unit.
  static func tooLarge(
    _ what: String, _ most: Int, _ unit: String, at offset: Int, _ bytes: Span<UInt8>, _ origin: TextOrigin
  ) -> CSVError {
    CSVError(
      .limit, "\(what) \(NumberText.thousands(most)) \(unit)",
      hint: "is the delimiter right, and is every quotation mark closed?", at: offset, in: bytes, origin)
  }

  fileprivate static func unterminated(
    at offset: Int, _ bytes: Span<UInt8>, _ origin: TextOrigin
  ) -> CSVError {
    let line = LineCounter.place(of: offset, in: bytes, origin).line
    return CSVError(
      .unterminatedQuote, "the quotation mark opened in line \(line) is never closed",
      hint: "write a quotation mark inside a quoted field twice", at: offset, in: bytes, origin)
  }
}
