/// How often each class falls into each cluster.
struct Contingency: Sendable {
  /// What the rows of each class weigh, of those that occur.
  private(set) var classes: [Double]
  /// What the rows of each cluster weigh, of those that occur.
  private(set) var clusters: [Double]
  /// The pairs that occur.
  private(set) var cells: [(class: Int, cluster: Int, weight: Double)]
  let total: Double

  /// Fails where the true classes are not known.
  init(_ evaluated: Evaluated) throws { self = try ContingencyRows(evaluated).table(evaluated.weights) }

  /// `keys`: rising, each a pair of a class and a cluster; pairs without weight do not occur.
  init(_ keys: [ContingencyRows.Key], weights: [Double]) {
    let present = keys.indices.filter { weights[$0] != 0 }
    let known = Set(present.map { keys[$0].label }).sorted()
    let found = Set(present.map { keys[$0].cluster }).sorted()
    let (rows, columns) = (Self.places(known), Self.places(found))
    classes = [Double](repeating: 0, count: known.count)
    clusters = [Double](repeating: 0, count: found.count)
    cells = []
    for index in present {
      guard let a = rows[keys[index].label], let b = columns[keys[index].cluster] else { continue }
      cells.append((a, b, weights[index]))
      classes[a] += weights[index]
      clusters[b] += weights[index]
    }
    total = FixedOrder.sum(classes)
  }

  private static func places(_ keys: [Int32]) -> [Int32: Int] {
    Dictionary(uniqueKeysWithValues: zip(keys, keys.indices))
  }

  /// Pairs of rows: in one class and one cluster, in one class, in one cluster, and all.
  var pairs: (both: Double, classes: Double, clusters: Double, all: Double) {
    func count(_ size: Double) -> Double { size * (size - 1) / 2 }
    return (
      cells.reduce(0) { $0 + count($1.weight) }, classes.reduce(0) { $0 + count($1) },
      clusters.reduce(0) { $0 + count($1) }, count(total)
    )
  }

  /// What class and cluster tell of each other, in nats.
  var mutualInformation: Double {
    let terms = cells.map { cell in
      cell.weight / total
        * (Elementary.log(cell.weight) - Elementary.log(total)
          - (Elementary.log(classes[cell.class]) + Elementary.log(clusters[cell.cluster]) - 2
            * Elementary.log(total)))
    }
    return max(0, FixedOrder.sum(terms))
  }

  var classEntropy: Double { entropy(classes) }
  var clusterEntropy: Double { entropy(clusters) }

  private func entropy(_ sizes: [Double]) -> Double {
    guard sizes.count > 1 else { return 0 }
    return -FixedOrder.sum(sizes.map { $0 / total * (Elementary.log($0) - Elementary.log(total)) })
  }

  /// The mean of the mutual information over all ways to fill classes and clusters of these sizes (N. Vinh, J. Epps and
  /// J. Bailey, "Information Theoretic Measures for Clusterings Comparison", 2010). Sizes are whole numbers.
  func expectedMutualInformation() -> Double {
    let count = Int(total)
    var factorials = [0.0]
    factorials.reserveCapacity(count + 1)
    for number in stride(from: 1, through: count, by: 1) {
      factorials.append(factorials[number - 1] + Elementary.log(Double(number)))
    }
    var sum = 0.0
    for a in classes.map({ Int($0) }) {
      for b in clusters.map({ Int($0) }) {
        let fixed =
          factorials[a] + factorials[b] + factorials[count - a] + factorials[count - b] - factorials[count]
        for shared in stride(from: max(1, a + b - count), through: min(a, b), by: 1) {
          let chance =
            fixed - factorials[shared] - factorials[a - shared] - factorials[b - shared]
            - factorials[count - a - b + shared]
          let information =
            Elementary.log(total) + Elementary.log(Double(shared)) - Elementary.log(Double(a))
            - Elementary.log(Double(b))
          sum += Double(shared) / total * information * Elementary.exp(chance)
        }
      }
    }
    return sum
  }
}

/// The pair of class and cluster of each row: found once, counted any number of times.
struct ContingencyRows: Sendable {
  struct Key: Sendable, Hashable, Comparable {
    var label: Int32
    var cluster: Int32

    static func < (a: Key, b: Key) -> Bool { (a.label, a.cluster) < (b.label, b.cluster) }
  }

  /// The pairs that occur, rising.
  let keys: [Key]
  let keyOfRow: [Int32]

  /// Fails where the true classes are not known.
  init(_ evaluated: Evaluated) throws {
    guard !evaluated.truthCodes.isEmpty else {
      throw Undefined("the true classes are not known: `against COLUMN`")
    }
    let pairs = zip(evaluated.truthCodes, evaluated.predictedCodes).map { Key(label: $0, cluster: $1) }
    keys = Set(pairs).sorted()
    let places = Dictionary(uniqueKeysWithValues: zip(keys, keys.indices.map { Int32($0) }))
    keyOfRow = pairs.map { places[$0] ?? 0 }
  }

  /// The table where each row weighs so much; each one where there are no weights.
  func table(_ weights: [Double]?) -> Contingency {
    var sums = [Double](repeating: 0, count: keys.count)
    for (row, key) in keyOfRow.enumerated() { sums[Int(key)] += weights?[row] ?? 1 }
    return Contingency(keys, weights: sums)
  }

  /// The table where each row occurs so often.
  func table(_ counts: UnsafeBufferPointer<UInt8>) -> Contingency {
    var sums = [Int](repeating: 0, count: keys.count)
    for (row, key) in keyOfRow.enumerated() { sums[Int(key)] &+= Int(counts[row]) }
    return Contingency(keys, weights: sums.map { Double($0) })
  }

  /// The table without one row of each pair, and how many rows each stands for.
  func withoutEach() -> [(table: Contingency, rows: Double)] {
    let whole = keyOfRow.reduce(into: [Double](repeating: 0, count: keys.count)) { $0[Int($1)] += 1 }
    return whole.indices.map { key in
      var less = whole
      less[key] -= 1
      return (Contingency(keys, weights: less), whole[key])
    }
  }
}
