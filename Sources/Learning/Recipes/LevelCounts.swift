import Frame

/// What is gone through code by code, for columns of many rows.
enum LevelCounts {
  /// The number of rows of each of `count` codes; negative ones are missing.
  ///
  /// Small counts are kept four times over, so that equal codes behind one another do not wait for each other.
  static func of(_ codes: [Int32], among count: Int) -> [Int] {
    let lanes = count <= 4096 ? 4 : 1
    let width = count + 1
    var counts = [Int](repeating: 0, count: lanes * width)
    var start = 0
    if lanes == 4 {
      while start + 4 <= codes.count {
        for lane in 0..<4 { counts[lane * width + 1 + Int(max(codes[start + lane], -1))] += 1 }
        start += 4
      }
    }
    while start < codes.count {
      counts[1 + Int(max(codes[start], -1))] += 1
      start += 1
    }
    return (1..<width).map { code in (0..<lanes).reduce(0) { $0 + counts[$1 * width + code] } }
  }

  /// The levels of fewer rows than there are levels without those that none of them has.
  static func few(_ coded: (codes: [Int32], levels: [String])) -> (codes: [Int32], levels: [String]) {
    guard coded.codes.count < coded.levels.count else { return coded }
    let occurring = Set(coded.codes.filter { $0 >= 0 }).sorted()
    let place = Dictionary(uniqueKeysWithValues: zip(occurring, occurring.indices))
    return (
      coded.codes.map { code in place[code].map { Int32(truncatingIfNeeded: $0) } ?? -1 },
      occurring.map { coded.levels[Int($0)] }
    )
  }

  /// What `results` has for each code, and `missing` for negative ones. Codes that stay as they are are not copied.
  static func mapped(_ codes: [Int32], to results: [Int32], missing: Int32) -> [Int32] {
    if missing == -1, results.indices.allSatisfy({ results[$0] == Int32(truncatingIfNeeded: $0) }) {
      return codes
    }
    let table = [missing] + results
    return [Int32](unsafeUninitializedCapacity: codes.count) { buffer, filled in
      LargePages.request(for: buffer)
      for (row, code) in codes.enumerated() { buffer[row] = table[Int(max(code, -1)) + 1] }
      filled = codes.count
    }
  }
}
