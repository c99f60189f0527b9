extension Sampling {
  /// The rows that the hash of their key keeps: the same rows on any engine, in any order, in any larger table.
  ///
  /// A row is kept where the first eight hexadecimal digits of md5(salt ':' key), read as a number, are below
  /// share · 2^32. Keys are texts, categories, truth values (`true`, `false`), days (`2024-12-31`) and integers in
  /// decimal digits; numbers with a fraction are none, as engines do not write them alike. Rows without a key are left
  /// out and counted.
  package static func takeHashed(
    _ key: Column, share: Double, salt: String
  ) throws(SamplingError) -> Drawn {
    guard share >= 0, share <= 1 else { throw .shareOutOfRange(share) }
    let limit = UInt64((share * 0x1p32).rounded(.up))
    let prefix = Array(salt.utf8) + [UInt8(ascii: ":")]
    func keeps(_ text: String) -> Bool { UInt64(MD5.prefix(of: prefix + Array(text.utf8))) < limit }
    let rows: [Int]
    if let codes = key.codes {
      let kept = key.levels.map(keeps)
      rows = codes.indices.filter { codes[$0] >= 0 && kept[Int(codes[$0])] }
    } else {
      rows = (0..<key.count).filter { !key.isMissing($0) && keeps(key[$0].text) }
    }
    return Drawn(RowDraw(rows.map { Int32($0) }), facts: [DrawFact(.rowsWithoutKey, key.missingCount)])
  }
}

extension ColumnType {
  /// Whether every engine writes its values the same way, so that their hashes agree.
  package var isHashable: Bool {
    switch self {
    case .integer, .boolean, .category, .text, .date: true
    case .number, .datetime: false
    }
  }
}
