/// Rows by falling scores.
enum FallingOrder {
  /// The numbers of the rows, the highest score first; of equal scores, the first row. Scores that are no numbers stand anywhere.
  ///
  /// The first bits of the scores are sorted by digits, with the rows behind them; where they do not tell two scores apart, the
  /// scores themselves do.
  static func rows(_ scores: [Double]) -> [Int32] {
    guard (256..<1 << rowBits).contains(scores.count), scores.allSatisfy({ !$0.isNaN }) else {
      return scores.indices.map { Int32($0) }.sorted { scores[Int($0)] > scores[Int($1)] }
    }
    var keys = scores.indices.map { falling(scores[$0]) & ~rowMask | UInt64($0) }
    RadixOrder.sort(&keys, from: Int(rowBits), bits: 64 - Int(rowBits))
    var rows = keys.map { Int32(truncatingIfNeeded: $0 & rowMask) }
    var start = 0
    while start < rows.count {
      var end = start + 1
      var isSorted = true
      while end < rows.count, keys[end] &>> rowBits == keys[start] &>> rowBits {
        if scores[Int(rows[end - 1])] < scores[Int(rows[end])] { isSorted = false }
        end += 1
      }
      if !isSorted { rows[start..<end].sort { scores[Int($0)] > scores[Int($1)] } }
      start = end
    }
    return rows
  }

  /// How many bits of a key are the row.
  private static var rowBits: UInt64 { 24 }
  private static var rowMask: UInt64 { 1 << rowBits - 1 }

  /// Bits that rise as the number falls; the same for both zeros.
  private static func falling(_ score: Double) -> UInt64 {
    let bits = (score + 0).bitPattern
    return bits >> 63 == 0 ? ~(bits | 1 << 63) : bits
  }
}
