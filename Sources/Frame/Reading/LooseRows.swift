import Canonical

/// Rows of values whose source knows what each of them is and declares no types, such as a query: gathered row by row,
/// and typed by all of them as `LooseTyping` has it.
package struct LooseRows: Sendable {
  private let names: [String]
  private var columns: [LooseColumn]
  private var bytes = LooseBytes()
  /// Rows begun so far.
  package private(set) var count = 0

  package init(names: [String]) {
    self.names = names
    columns = names.map { _ in LooseColumn() }
  }

  /// Bytes of all values so far.
  package var byteCount: Int { bytes.end }

  /// Starts the next row: a value that is not added is missing. Fails where a table holds no more.
  package mutating func begin() throws(ReadingError) {
    let (cells, overflows) = (count + 1).multipliedReportingOverflow(by: max(names.count, 1))
    guard !overflows, cells <= CSVLimits.standard.cells, count < Int(Int32.max) - 1 else {
      throw ReadingError(
        .format, "more than \(CSVLimits.standard.cells) values",
        hint: "choose fewer columns, or take a part of the rows")
    }
    count += 1
  }

  /// An integer of 64 bits.
  package mutating func add(_ value: Int64, column: Int) { add(.number, String(value).utf8, column) }

  /// A number that is not an integer for its source, also where it is whole.
  package mutating func add(_ value: Double, column: Int) {
    let text = NumberText.exact(value)
    let isMarked = text.utf8.contains { $0 == UInt8(ascii: ".") || $0 | 32 >= UInt8(ascii: "a") }
    add(.number, (isMarked ? text : text + ".0").utf8, column)
  }

  /// A text, which must be UTF-8.
  package mutating func add(text: some Sequence<UInt8>, column: Int) { add(.text, text, column) }

  private mutating func add(_ kind: LooseColumn.Kind, _ value: some Sequence<UInt8>, _ column: Int) {
    let start = bytes.end
    bytes.append(contentsOf: value)
    columns[column].cells.append(
      .init(
        row: Int32(truncatingIfNeeded: count - 1), kind: kind, start: start, count: bytes.end - start))
  }

  /// The table of all rows. Fails where a declared column is not there, or a value does not fit a declared type.
  package func reading(
    missing: [String]?, declared: [DeclaredColumn], partial: Bool = false
  ) throws(ReadingError) -> TableReading {
    for column in declared {
      if !names.contains(where: { $0.hasSameBytes(as: column.name) }) {
        throw .unknownColumn(column.name, among: names)
      }
      try column.checkFormat()
    }
    guard count > 0 || partial else {
      throw ReadingError(.noRows, "there are no rows", hint: "a table needs at least one row")
    }
    let typing = LooseTyping(bytes, rowCount: count, missing: missing)
    var made: [Column] = []
    for (name, column) in zip(names, columns) {
      let declaration = declared.last { $0.name.hasSameBytes(as: name) }
      do throws(LooseTyping.Misfit) {
        made.append(try typing.column(column, declared: declaration))
      } catch {
        var failure = ReadingError.misfit(error.excerpt, name, declaration, line: 0)
        failure.message = "row \(error.row + 1): \(failure.message)"
        throw failure
      }
    }
    let fields = zip(names, made).map { Field($0, $1.type) }
    return TableReading(Table(checked: Schema(fields), made, count, nil), rowsRead: count)
  }
}
