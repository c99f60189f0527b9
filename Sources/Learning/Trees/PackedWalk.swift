import CPrefetch

/// Rows on their ways down trees, many at once: their ways do not wait for each other.
enum PackedWalk<Node: PackedNode, Gaps: RowGaps> {
  /// Takes `count` walkers down, each of a tree and a row of its own; one that has arrived is taken out.
  /// - Parameter end: what is called with a walker and the number of its leaf; before that it is called with other numbers.
  @inline(__always)
  static func down(
    _ count: Int, _ root: (Int) -> UnsafePointer<Node>, _ row: (Int) -> UnsafePointer<Float>,
    _ end: (Int, Int32) -> Void
  ) {
    let most = 64
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: 2 * most) { room in
      guard let places = room.baseAddress else { return }
      let walkers = places + most
      var first = 0
      while first < count {
        var going = min(most, count &- first)
        for walker in 0..<going {
          places[walker] = 0
          walkers[walker] = Int32(truncatingIfNeeded: walker)
        }
        while going > 0 {
          var kept = 0
          for position in 0..<going {
            let walker = walkers[position]
            let number = first &+ Int(walker)
            let node = root(number)[Int(places[position])]
            end(number, node.leafNumber)
            let next = node.next(row(number), Gaps.self)
            // Until this walker's turn comes again, the others have theirs.
            limn_prefetch(root(number) + next)
            places[kept] = Int32(truncatingIfNeeded: next)
            walkers[kept] = walker
            kept &+= node.isLeaf ? 0 : 1
          }
          going = kept
        }
        first &+= most
      }
    }
  }

  /// The leaves of rows, each taken down as far as the tree is deep.
  @inline(__always)
  static func downEvenly(
    _ root: UnsafePointer<Node>, depth: Int, _ rows: PackedRows, _ leaves: UnsafeMutablePointer<Int32>
  ) {
    var row = 0
    while row &+ 4 <= rows.count {
      let first = rows[row]
      let (second, third, fourth) = (first + rows.width, first + 2 &* rows.width, first + 3 &* rows.width)
      var (a, b, c, d) = (0, 0, 0, 0)
      var left = depth
      while left > 0 {
        a = root[a].next(first, Gaps.self)
        b = root[b].next(second, Gaps.self)
        c = root[c].next(third, Gaps.self)
        d = root[d].next(fourth, Gaps.self)
        left &-= 1
      }
      leaves[row] = root[a].leafNumber
      leaves[row &+ 1] = root[b].leafNumber
      leaves[row &+ 2] = root[c].leafNumber
      leaves[row &+ 3] = root[d].leafNumber
      row &+= 4
    }
    while row < rows.count {
      var place = 0
      for _ in 0..<depth { place = root[place].next(rows[row], Gaps.self) }
      leaves[row] = root[place].leafNumber
      row &+= 1
    }
  }
}
