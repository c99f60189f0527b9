@testable import Learning
import Testing

private struct TreeFixture: Decodable {
  struct Case: Decodable {
    let name: String
    let data: String
    let options: [String: WrittenOption]
    let weighted: Bool
    let missing: Bool
    let stable: Bool
    let rootDecrease: Double
    let leaves: Int?
    let depth: Int?
    let importance: [Double]?
    let predictions: [Double]?
  }

  struct Scores: Decodable {
    let data: String
    let kind: String
    let mean: Double
    let deviation: Double
  }

  struct Isolation: Decodable {
    let data: String
    let rows: [Int32]
    let strange: [Bool]
    let scores: [Double]
    let deviations: [Double]
    let area: Double
    let areaDeviation: Double
    let flagged: Double
    let flaggedDeviation: Double
  }

  let cases: [Case]
  let forests: [Scores]
  let isolation: Isolation
}

@Suite("Trees and forests agree with scikit-learn")
struct TreeParityTests {
  private let fixtures: TreeFixture
  private let sets: [String: Bundled]

  init() throws {
    fixtures = try fixture("trees")
    sets = try Bundled.all()
  }

  private func request(_ test: TreeFixture.Case) throws -> FitRequest {
    let data = try #require(sets[test.data])
    var rows = data.rows
    if test.missing {
      for row in rows.indices where row % 5 == 0 { rows[row][0] = .nan }
      for row in rows.indices where row % 7 == 3 { rows[row][2] = .nan }
    }
    return FitRequest(
      matrix: matrix(rows), target: data.target,
      weights: test.weighted ? rows.indices.map { Double($0 % 4) / 2 } : nil,
      parameters: test.options.mapValues(\.value))
  }

  /// Where ties do not matter, the trees are the same; elsewhere their first split is as good.
  @Test func decisionTrees() throws {
    var same = 0
    for test in fixtures.cases {
      let request = try request(test)
      let model = try #require(try DecisionTree.spec.fit(request) as? TreeEnsemble)
      let tree = model.forest.trees[0]
      #expect(agree(try decrease(tree, request), test.rootDecrease, within: 1e-9), "\(test.name)")
      guard test.stable, let predictions = test.predictions else { continue }
      same += 1
      #expect(tree.leafCount == test.leaves && tree.depth == test.depth, "\(test.name)")
      let kept = stride(from: 0, to: request.matrix.rowCount, by: 5).map(Int32.init)
      let said = values(try model.predict(request.matrix.rows(kept)))
      #expect(agree(said, predictions, within: 1e-9), "\(test.name)")
      guard let importance = test.importance else { continue }
      for entry in model.importance {
        let feature = try #require(model.featureNames.firstIndex(of: entry.feature))
        #expect(agree(entry.value, importance[feature], within: 1e-9), "\(test.name) \(entry.feature)")
      }
    }
    #expect(same >= 40)
  }

  /// The impurity of the root, less that of its children.
  private func decrease(_ tree: Tree, _ request: FitRequest) throws -> Double {
    let root = tree.nodes[0]
    if root.isLeaf { return 0 }
    let column = request.matrix.column(root.feature).map { Float($0) }
    let left = column.map { $0 <= root.threshold || ($0.isNaN && root.sendsMissingLeft) }
    let weights = request.weights ?? column.map { _ in 1 }
    let all = weights.reduce(0, +)
    var parts = try impurity(request, weights) * all
    for side in [true, false] {
      let own = zip(weights, left).map { $1 == side ? $0 : 0 }
      parts -= try impurity(request, own) * own.reduce(0, +)
    }
    return parts / all
  }

  private func impurity(_ request: FitRequest, _ weights: [Double]) throws -> Double {
    let all = weights.reduce(0, +)
    switch request.target {
    case .classes(let labels, let codes):
      let shares = labels.indices.map { label in
        zip(weights, codes).reduce(0) { $0 + ($1.1 == Int32(label) ? $1.0 : 0) } / all
      }
      if request.parameters["criterion"] == nil { return 1 - shares.reduce(0) { $0 + $1 * $1 } }
      return -shares.reduce(0) { $0 + ($1 > 0 ? $1 * Elementary.log($1) / Elementary.log(2) : 0) }
    case .numbers(let numbers):
      let mean = zip(weights, numbers).reduce(0) { $0 + $1.0 * $1.1 } / all
      return zip(weights, numbers).reduce(0) { $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean) } / all
    case .labels, .none: throw LearningError("no target")
    }
  }

  /// Thirty seeds on rows that were not seen: the difference of the means lies within what chance makes of it.
  @Test func forestsScoreAsWell() throws {
    for entry in fixtures.forests {
      let data = try #require(sets[entry.data])
      let test = data.request { $0 % 3 == 0 }
      var scores: [Double] = []
      for seed in 0..<30 as Range<UInt64> {
        var request = data.request(["n_estimators": .integer(40)]) { $0 % 3 != 0 }
        request.seed = seed
        let model = try #require(try Estimators[entry.kind]?.fit(request))
        scores.append(try score(try model.predict(test.matrix), test.target))
      }
      let mean = scores.reduce(0, +) / 30
      let variance = scores.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 29
      let error = ((variance + entry.deviation * entry.deviation) / 30).squareRoot()
      #expect(
        (mean - entry.mean).magnitude <= 3.5 * error + 1e-9, "\(entry) \(mean) \(variance.squareRoot())")
    }
  }

  private func score(_ prediction: Prediction, _ target: Target) throws -> Double {
    switch target {
    case .classes(_, let codes):
      return Double(zip(prediction.labelCodes, codes).count { $0 == $1 }) / Double(codes.count)
    case .numbers(let truth):
      let mean = truth.reduce(0, +) / Double(truth.count)
      let errors = zip(values(prediction), truth).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      return 1 - errors / truth.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    case .labels, .none: throw LearningError("no target")
    }
  }

  /// Scores row by row, how well strange rows stand out, and how many are flagged: all as over thirty seeds there.
  @Test func isolationForests() throws {
    let wanted = fixtures.isolation
    let data = try #require(sets[wanted.data])
    let rows = matrix(data.rows).rows(wanted.rows)
    var sums = [Double](repeating: 0, count: rows.rowCount)
    var areas: [Double] = []
    var flags: [Double] = []
    for seed in 0..<30 as Range<UInt64> {
      let model = try IsolationForest.spec.fit(
        FitRequest(matrix: rows, target: .none(count: rows.rowCount), seed: seed))
      guard case .anomalies(let scores, let flagged) = try model.predict(rows) else { continue }
      for (row, score) in scores.enumerated() { sums[row] += score / 30 }
      areas.append(area(scores, wanted.strange))
      flags.append(Double(flagged.count { $0 }))
    }
    for row in sums.indices {
      let error = wanted.deviations[row] * (2.0 / 30).squareRoot()
      #expect((sums[row] - wanted.scores[row]).magnitude < 5 * error, "row \(row)")
    }
    #expect(
      (areas.reduce(0, +) / 30 - wanted.area).magnitude < 4 * wanted.areaDeviation * (2.0 / 30).squareRoot())
    #expect(
      (flags.reduce(0, +) / 30 - wanted.flagged).magnitude < 4 * wanted.flaggedDeviation
        * (2.0 / 30).squareRoot())
  }

  private func area(_ scores: [Double], _ strange: [Bool]) -> Double {
    let high = zip(scores, strange).filter(\.1).map(\.0)
    let low = zip(scores, strange).filter { !$0.1 }.map(\.0)
    let wins = high.reduce(0.0) { sum, a in low.reduce(sum) { $0 + (a > $1 ? 1 : a == $1 ? 0.5 : 0) } }
    return wins / Double(high.count * low.count)
  }
}
