/// How a delimited file is written. What is nil is found out by looking at the first lines.
package struct CSVDialect: Sendable, Hashable {
  /// The byte between fields; sniffed among `,` `;` TAB and `|`. No row is ever skipped for the guess's sake.
  package var delimiter: UInt8?
  /// Whether the first record names the columns. Sniffed: it does, unless it looks like data.
  package var header: Bool?
  /// The texts that stand for a missing value, quoted or not; they replace `defaultMissing`.
  /// The empty unquoted field is always missing.
  package var missing: [String]?
  /// The quotation mark of RFC 4180.
  package var quote: UInt8

  package init(
    delimiter: UInt8? = nil, header: Bool? = nil, missing: [String]? = nil, quote: UInt8 = UInt8(ascii: "\"")
  ) {
    self.delimiter = delimiter
    self.header = header
    self.missing = missing
    self.quote = quote
  }

  /// Missing values where none are declared: the markers of pandas without `None`, which data use as a level.
  /// Spellings of infinity are no markers, but are missing where the column is a number.
  package static let defaultMissing = [
    "", "NA", "N/A", "n/a", "#N/A", "<NA>", "NaN", "nan", "-NaN", "-nan", "NULL", "null",
  ]

  package static func == (a: CSVDialect, b: CSVDialect) -> Bool {
    a.delimiter == b.delimiter && a.header == b.header && a.quote == b.quote
      && (a.missing ?? []).elementsEqual(b.missing ?? []) { $0.hasSameBytes(as: $1) }
      && (a.missing == nil) == (b.missing == nil)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(delimiter)
    hasher.combine(header)
    hasher.combine(missing?.count)
  }
}

/// A column whose type is declared and not inferred.
package struct DeclaredColumn: Sendable, Hashable {
  /// As the header has it; `column_1`, `column_2`, … where there is no header.
  package var name: String
  package var type: ColumnType
  /// For dates and datetimes, with the directives of `strptime`: `%Y %y %m %d %b %B %H %I %p %M %S %f %z %%`.
  package var format: String?

  package init(_ name: String, _ type: ColumnType, format: String? = nil) {
    self.name = name
    self.type = type
    self.format = format
  }
}

/// A table as read, with the account of its rows: `rowsRead = rowsKept + rejected`.
package struct CSVReading: Sendable {
  package var table: Table
  /// The dialect used, with nothing left to guess.
  package var dialect: CSVDialect
  /// Records after the header.
  package var rowsRead: Int
  package var rowsKept: Int
  /// Always 0: a row that cannot be kept is an error.
  package var rejected: Int
  /// Lines without a single byte, which carry no row.
  package var blankLines: Int
}
