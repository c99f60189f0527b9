/// The pairs of a true and a predicted set of labels that occur among rows, each as its labels alone.
struct LabelSetPairs: Sendable {
  /// Where the entries of each pair begin, and the end of the last.
  private(set) var offsets = [0]
  /// A label times four, plus 1 where it is true and 2 where it is predicted.
  private(set) var entries: [Int32] = []

  var count: Int { offsets.count - 1 }

  /// The pairs in the order in which they first occur, and that of each row. O(rows · labels).
  static func of(_ evaluated: Evaluated) -> (pairs: LabelSetPairs, ofRow: [Int32]) {
    let width = evaluated.labels.count
    let flags = evaluated.labelFlags
    var places: [ArraySlice<UInt8>: Int32] = [:]
    var pairs = LabelSetPairs()
    let ofRow = (0..<evaluated.count).map { row -> Int32 in
      let own = flags[row * width..<(row + 1) * width]
      if let place = places[own] { return place }
      let place = Int32(pairs.count)
      places[own] = place
      for (label, flag) in own.enumerated() where flag != 0 {
        pairs.entries.append(Int32(label) << 2 | Int32(flag))
      }
      pairs.offsets.append(pairs.entries.count)
      return place
    }
    return (pairs, ofRow)
  }
}

extension Evaluated {
  /// Row-major, by `labels`: bit 0 where a label is true, bit 1 where it is predicted; empty unless rows may have several.
  var labelFlags: [UInt8] { zip(truthFlags, predictedFlags).map { $0 | $1 << 1 } }
}
