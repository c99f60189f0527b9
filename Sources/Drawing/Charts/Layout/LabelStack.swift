/// Places labels along a line: near where each belongs, in order, without overlap.
package enum LabelStack {
  /// The starts of segments of the given `sizes`, each as near to `desired` as can be while none overlap and all lie
  /// between `low` and `high`; least squares. Where they do not fit together they are set evenly and do overlap.
  ///
  /// The result is in the order of the arguments. O(n log n).
  package static func place(
    desired: [Double], sizes: [Double], low: Double, high: Double
  ) -> [Double] {
    let count = min(desired.count, sizes.count)
    let order = (0..<count).sorted { (desired[$0], $0) < (desired[$1], $1) }
    let total = sizes.prefix(count).reduce(0, +)
    let squeeze = total > high - low && total > 0 ? max(high - low, 0) / total : 1

    var clusters: [Cluster] = []
    for index in order {
      var cluster = Cluster(indices: [index], size: sizes[index] * squeeze, offset: desired[index])
      cluster.settle(low, high)
      while let before = clusters.last, before.start + before.size > cluster.start {
        clusters.removeLast()
        cluster = before.joined(cluster)
        cluster.settle(low, high)
      }
      clusters.append(cluster)
    }

    var starts = [Double](repeating: low, count: count)
    for cluster in clusters {
      var position = cluster.start
      for index in cluster.indices {
        starts[index] = position
        position += sizes[index] * squeeze
      }
    }
    return starts
  }

  /// Neighbours that touch. `offset` is the sum over them of the start of the cluster that would suit each best.
  private struct Cluster {
    var indices: [Int]
    var size: Double
    var offset: Double
    var start = 0.0

    func joined(_ next: Cluster) -> Cluster {
      Cluster(
        indices: indices + next.indices, size: size + next.size,
        offset: offset + next.offset - Double(next.indices.count) * size)
    }

    mutating func settle(_ low: Double, _ high: Double) {
      start = max(low, min(offset / Double(indices.count), high - size))
    }
  }
}
