/// Rewrites codes and levels into the orders that a column's normal form asks for. Code -1 is missing throughout.
enum LevelOrder {
  typealias Coded = (codes: [Int32], levels: [String])

  /// Levels that are the same bytes become one, in the order of their first standing in `levels`.
  static func merged(_ codes: [Int32], _ levels: [String]) -> Coded {
    var known: [ByteKey: Int32] = [:]
    var unique: [String] = []
    let map = levels.map { level -> Int32 in
      if let code = known[ByteKey(level)] { return code }
      known[ByteKey(level)] = Int32(unique.count)
      unique.append(level)
      return Int32(unique.count - 1)
    }
    return unique.count == levels.count ? (codes, levels) : (remapped(codes, map), unique)
  }

  /// Levels sorted by bytes.
  static func byBytes(_ codes: [Int32], _ levels: [String]) -> Coded {
    let order = levels.indices.sorted { levels[$0].precedesByBytes(levels[$1]) }
    var map = [Int32](repeating: 0, count: levels.count)
    for (rank, level) in order.enumerated() { map[level] = Int32(rank) }
    return (remapped(codes, map), order.map { levels[$0] })
  }

  /// Levels in the order in which rows first have them; others are dropped.
  static func byAppearance(_ codes: [Int32], _ levels: [String]) -> Coded {
    var map = [Int32](repeating: -1, count: levels.count)
    var seen: [String] = []
    var inOrder = true
    for code in codes where code >= 0 && map[Int(code)] < 0 {
      if Int(code) != seen.count { inOrder = false }
      map[Int(code)] = Int32(seen.count)
      seen.append(levels[Int(code)])
    }
    if inOrder, seen.count == levels.count { return (codes, levels) }
    return (remapped(codes, map), seen)
  }

  /// Only the levels that occur, in the order they have.
  static func occurring(_ codes: [Int32], _ levels: [String]) -> Coded {
    var occurs = [Bool](repeating: false, count: levels.count)
    for code in codes where code >= 0 { occurs[Int(code)] = true }
    if occurs.allSatisfy({ $0 }) { return (codes, levels) }
    var map = [Int32](repeating: -1, count: levels.count)
    var kept: [String] = []
    for level in levels.indices where occurs[level] {
      map[level] = Int32(kept.count)
      kept.append(levels[level])
    }
    return (remapped(codes, map), kept)
  }

  static func remapped(_ codes: [Int32], _ map: [Int32]) -> [Int32] {
    codes.map { $0 < 0 ? -1 : map[Int($0)] }
  }
}
