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
  init(_ evaluated: Evaluated) throws {
    guard !evaluated.truthCodes.isEmpty else {
      throw Undefined("the true classes are not known: `against COLUMN`")
    }
    let size = Int64(1) << 32
    var weights: [Int64: Double] = [:]
    for row in 0..<evaluated.count {
      let weight = evaluated.weights?[row] ?? 1
      if weight == 0 { continue }
      weights[Int64(evaluated.truthCodes[row]) * size + Int64(evaluated.predictedCodes[row]), default: 0] +=
        weight
    }
    let keys = weights.keys.sorted()
    let known = Set(keys.map { $0 / size }).sorted()
    let found = Set(keys.map { $0 % size }).sorted()
    let (rows, columns) = (Self.places(known), Self.places(found))
    classes = [Double](repeating: 0, count: known.count)
    clusters = [Double](repeating: 0, count: found.count)
    cells = []
    for key in keys {
      guard let a = rows[key / size], let b = columns[key % size], let weight = weights[key] else { continue }
      cells.append((a, b, weight))
      classes[a] += weight
      clusters[b] += weight
    }
    total = FixedOrder.sum(classes)
  }

  private static func places(_ keys: [Int64]) -> [Int64: Int] {
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
