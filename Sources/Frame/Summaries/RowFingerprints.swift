/// 128 bits that stand for the content of a row.
package struct RowFingerprint: Sendable, Hashable, Comparable {
  package let high: UInt64
  package let low: UInt64

  package static func < (a: RowFingerprint, b: RowFingerprint) -> Bool {
    (a.high, a.low) < (b.high, b.low)
  }
}

/// Rows compared by content, to count those that two tables share.
///
/// Two mixings with different keys over the cells in the order of the columns asked for. Equal cells are: missing and
/// missing; numbers and integers of one value; texts and categories of the same bytes; the same truth value, day or
/// moment. Not cryptographic: a chance collision among n rows has a probability of about n² / 2^129.
package enum RowFingerprints {
  /// One fingerprint a row, in order. Columns that the table does not have count as missing. O(rows · columns).
  package static func of(table: Table, columns: [String]) -> [RowFingerprint] {
    var high = [UInt64](repeating: 0x243F_6A88_85A3_08D3, count: table.rowCount)
    var low = [UInt64](repeating: 0x1319_8A2E_0370_7344, count: table.rowCount)
    for name in columns {
      let column = table.column(name) ?? .missing(.number, count: table.rowCount)
      let cells = CellHashes(column)
      for row in high.indices {
        let cell = cells[row]
        high[row] = RandomStream.mixed((high[row] &+ cell.high) &* 0x9E37_79B9_7F4A_7C15)
        low[row] = RandomStream.mixed((low[row] ^ cell.low) &* 0xD1B5_4A32_D192_ED03 &+ 1)
      }
    }
    return high.indices.map { RowFingerprint(high: high[$0], low: low[$0]) }
  }

  /// How many rows of `table` have a row of the same content in `other`, over the columns of those names.
  package static func sharedRowCount(of table: Table, in other: Table, columns: [String]) -> Int {
    let known = Set(of(table: other, columns: columns))
    return of(table: table, columns: columns).count { known.contains($0) }
  }
}

/// The hashes of a column's cells; each level of a text is hashed once.
private struct CellHashes {
  private let column: Column
  private let levels: [RowFingerprint]

  init(_ column: Column) {
    self.column = column
    levels = column.levels.map { CellHashes.hash(Array($0.utf8)) }
  }

  subscript(row: Int) -> RowFingerprint {
    if let codes = column.codes, codes[row] >= 0 { return levels[Int(codes[row])] }
    switch column[row] {
    case .missing, .text: return CellHashes.hash(tag: 0, 0)
    case .integer(let value):
      let number = Double(value)
      return Int64(exactly: number) == value
        ? CellHashes.hash(tag: 1, number.bitPattern) : CellHashes.hash(tag: 2, UInt64(bitPattern: value))
    case .number(let value):
      return CellHashes.hash(tag: 1, value == 0 ? 0 : value.bitPattern)
    case .boolean(let value): return CellHashes.hash(tag: 3, value ? 1 : 0)
    case .date(let days): return CellHashes.hash(tag: 4, UInt64(bitPattern: Int64(days)))
    case .datetime(let moment): return CellHashes.hash(tag: 5, UInt64(bitPattern: moment))
    }
  }

  private static func hash(tag: UInt64, _ value: UInt64) -> RowFingerprint {
    RowFingerprint(
      high: RandomStream.mixed(value ^ RandomStream.mixed(tag &+ 0xA409_3822_299F_31D0)),
      low: RandomStream.mixed(
        value &* 0xD1B5_4A32_D192_ED03 &+ RandomStream.mixed(tag ^ 0x082E_FA98_EC4E_6C89)))
  }

  private static func hash(_ bytes: [UInt8]) -> RowFingerprint {
    var hash = hash(tag: 6, UInt64(bytes.count))
    for start in stride(from: 0, to: bytes.count, by: 8) {
      var word: UInt64 = 0
      for byte in bytes[start..<min(start + 8, bytes.count)] { word = word << 8 | UInt64(byte) }
      hash = RowFingerprint(
        high: RandomStream.mixed((hash.high ^ word) &* 0x9E37_79B9_7F4A_7C15),
        low: RandomStream.mixed((hash.low &+ word) &* 0xD1B5_4A32_D192_ED03 &+ 1))
    }
    return hash
  }
}
