/// How much one division of the rows tells of another.
enum MutualInformation {
  /// The mutual information of two divisions, in nats (`mutual_info_score`). `joint` counts the rows by the part of the first,
  /// in the upper half of the key, and of the second, in the lower half.
  static func of(_ joint: [Int64: Int], rows: Int) -> Double {
    var left: [Int32: Int] = [:]
    var right: [Int32: Int] = [:]
    for (key, count) in joint {
      left[Int32(truncatingIfNeeded: key >> 32), default: 0] += count
      right[Int32(truncatingIfNeeded: key), default: 0] += count
    }
    let rows = Double(rows)
    let terms = joint.sorted { $0.key < $1.key }.map { key, count in
      let x = Double(left[Int32(truncatingIfNeeded: key >> 32)] ?? 1)
      let y = Double(right[Int32(truncatingIfNeeded: key)] ?? 1)
      return Double(count) / rows * Elementary.log(Double(count) * rows / (x * y))
    }
    return max(0, FixedOrder.sum(terms))
  }
}
