/// Rows as points, and the clusters that they are in.
struct ClusteredPoints: Sendable {
  let count: Int
  /// The rows of each cluster that has any.
  let members: [[Int]]
  private let width: Int
  private let values: [Double]
  private let cluster: [Int]

  init(_ evaluated: Evaluated) throws {
    guard let features = evaluated.features else {
      throw Undefined("the features of the rows are not at hand")
    }
    guard features.rowCount == evaluated.count else { throw Undefined("there are other rows than features") }
    let columns = features.names.indices.map { features.column($0) }
    guard columns.allSatisfy({ $0.allSatisfy(\.isFinite) }) else {
      throw Undefined("a feature has missing values")
    }
    let rows = (0..<evaluated.count).flatMap { row in columns.map { $0[row] } }
    self.init(values: rows, width: columns.count, codes: evaluated.predictedCodes)
  }

  private init(values: [Double], width: Int, codes: [Int32]) {
    count = codes.count
    self.width = width
    self.values = values
    let known = Set(codes).sorted()
    let places = Dictionary(uniqueKeysWithValues: zip(known, known.indices))
    cluster = codes.map { places[$0] ?? 0 }
    var members = [[Int]](repeating: [], count: known.count)
    for (row, place) in cluster.enumerated() { members[place].append(row) }
    self.members = members
  }

  /// At most so many rows, evenly chosen.
  func thinned(to most: Int) -> ClusteredPoints {
    guard count > most else { return self }
    let rows = (0..<most).map { $0 * count / most }
    return ClusteredPoints(
      values: rows.flatMap { row($0) }, width: width, codes: rows.map { Int32(cluster[$0]) })
  }

  /// Fails unless there are two clusters, and fewer than rows.
  func requireClusters() throws {
    guard members.count >= 2 else { throw Undefined("all rows are in one cluster") }
    guard members.count < count else { throw Undefined("every row is a cluster of its own") }
  }

  func row(_ row: Int) -> ArraySlice<Double> { values[row * width..<(row + 1) * width] }

  var centres: [ArraySlice<Double>] { members.map { centre(of: $0) } }

  func centre(of rows: [Int]) -> ArraySlice<Double> {
    (0..<width).map { column in
      FixedOrder.sum(rows.map { values[$0 * width + column] }) / Double(rows.count)
    }[...]
  }

  func square(_ a: ArraySlice<Double>, _ b: ArraySlice<Double>) -> Double {
    var sum = 0.0
    for (x, y) in zip(a, b) { sum += (x - y) * (x - y) }
    return sum
  }

  func distance(_ a: ArraySlice<Double>, _ b: ArraySlice<Double>) -> Double { square(a, b).squareRoot() }

  /// 0 for a row that is a cluster of its own.
  func silhouette(of row: Int) -> Double {
    let own = cluster[row]
    guard members[own].count > 1 else { return 0 }
    let point = self.row(row)
    let sums = members.map { rows in rows.reduce(0.0) { $0 + distance(point, self.row($1)) } }
    let inside = sums[own] / Double(members[own].count - 1)
    let nearest = members.indices.filter { $0 != own }.map { sums[$0] / Double(members[$0].count) }.min() ?? 0
    let larger = max(inside, nearest)
    return larger == 0 ? 0 : (nearest - inside) / larger
  }
}
