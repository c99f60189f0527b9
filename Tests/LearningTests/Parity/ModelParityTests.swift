import Frame
@testable import Learning
import Testing

/// `Fixtures/models.json`, as `scripts/parity/models.py` writes it.
struct ModelFixture: Decodable {
  struct Table: Decodable {
    let width: Int
    /// Row by row.
    let x: [Double]
    let y: [Double]

    var rowCount: Int { y.count }

    var columns: [[Double]] {
      (0..<width).map { column in (0..<rowCount).map { x[$0 * width + column] } }
    }
  }

  struct Case: Decodable {
    let name: String
    let table: String
    let estimator: String
    let options: [String: FixtureOption]
    let standardized: Bool
    let weigh: String?
    let rows: [Int32]
    let wanted: [Double]
    let tolerance: Double
    /// The kinds that an ensemble is made of.
    let members: [String]
  }

  struct Clusters: Decodable {
    struct Means: Decodable {
      let table: String
      let count: Int64
      let inertia: Double
      let sizes: [Int]
    }

    struct Mixture: Decodable {
      let table: String
      let count: Int64
      let shape: String
      let likelihood: Double
      let bic: Double
      let aic: Double
    }

    let means: [Means]
    let mixtures: [Mixture]
  }

  let tables: [String: Table]
  let cases: [Case]
  let clusters: Clusters
}

extension ModelFixture {
  /// Features and target under the name of a case: those of a table, or one of its features told from the others.
  func data(_ name: String) throws -> (columns: [[Double]], target: [Double]) {
    switch name {
    case "iris_two":
      let iris = try #require(tables["iris"])
      return (iris.columns.map { Array($0[50...]) }, iris.y[50...].map { $0 - 1 })
    case "iris_width": return try told("iris", feature: 3, from: [0, 1, 2])
    case "wine_alcohol": return try told("wine", feature: 0, from: Array(1..<13))
    case "cancer_radius": return try told("breast_cancer", feature: 0, from: Array(4..<30))
    default: return try (#require(tables[name]).columns, #require(tables[name]).y)
    }
  }

  private func told(_ table: String, feature: Int, from others: [Int]) throws -> ([[Double]], [Double]) {
    let columns = try #require(tables[table]).columns
    return (others.map { columns[$0] }, columns[feature])
  }

  /// What an estimator is asked to fit.
  func request(_ test: Case, sparse: Bool = false) throws -> FitRequest {
    var (columns, target) = try data(test.table)
    if test.standardized { columns = columns.map(ModelFixture.standardized) }
    let names = columns.indices.map { "x\($0)" }
    let isNumber = ["diabetes", "linnerud", "iris_width", "wine_alcohol", "cancer_radius"].contains(
      test.table)
    let codes = isNumber ? [] : target.map { Int32($0) }
    let known = Int(codes.max() ?? 0) + 1
    var request = FitRequest(
      matrix: sparse
        ? FeatureMatrix(names: names, rows: SparseRows(columns: columns))
        : FeatureMatrix(rowCount: target.count, names: names, columns: columns),
      target: isNumber ? .numbers(target) : .classes(labels: classLabels(known), codes: codes),
      parameters: test.options.mapValues(\.value))
    request.members = test.members.map { EnsembleMember(name: $0, estimator: $0, parameters: [:]) }
    switch test.weigh {
    case "balanced": request.weights = ClassWeights.balanced(codes)
    case "rows": request.weights = target.indices.map { 0.5 + Double($0 % 4) / 2 }
    default: break
    }
    return request
  }

  /// The features of a table, standardized.
  func standardized(_ table: String, sparse: Bool) throws -> FeatureMatrix {
    let columns = try #require(tables[table]).columns.map(ModelFixture.standardized)
    let names = columns.indices.map { "x\($0)" }
    if sparse { return FeatureMatrix(names: names, rows: SparseRows(columns: columns)) }
    return FeatureMatrix(rowCount: columns[0].count, names: names, columns: columns)
  }

  private static func standardized(_ values: [Double]) -> [Double] {
    let mean = Moments.mean(values)
    let deviation = Moments.variance(values, mean: mean).squareRoot()
    return values.map { ($0 - mean) / (deviation > 0 ? deviation : 1) }
  }
}

@Suite("Models agree with scikit-learn on its data sets")
struct ModelParityTests {
  private static let cases: ModelFixture? = try? fixture("models")
  static let kinds = (cases?.cases ?? []).reduce(into: [String]()) {
    if !$0.contains($1.estimator) { $0.append($1.estimator) }
  }

  @Test(arguments: kinds)
  func predictions(_ kind: String) throws {
    let fixture = try #require(ModelParityTests.cases)
    for test in fixture.cases where test.estimator == kind {
      let spec = try #require(Estimators[test.estimator])
      let small = ["iris", "linnerud", "iris_width", "wine_alcohol"].contains(test.table)
      for sparse in spec.takesSparse && small && test.options["passthrough"] == nil ? [false, true] : [false]
      {
        let request = try fixture.request(test, sparse: sparse)
        let model = try spec.fit(request)
        #expect(model.warnings.isEmpty, "\(test.name): \(model.warnings)")
        let found = try model.predict(request.matrix.rows(test.rows))
        let name = test.name + (sparse ? ", sparse" : "")
        let wrong = zip(decisions(found), test.wanted).map { ($0 - $1).magnitude }.max() ?? 0
        #expect(agree(decisions(found), test.wanted, within: test.tolerance), "\(name): off by \(wrong)")
      }
    }
  }

  @Test func means() throws {
    let fixture = try #require(ModelParityTests.cases)
    for test in fixture.clusters.means {
      for sparse in [false, true] {
        let matrix = try fixture.standardized(test.table, sparse: sparse)
        let request = FitRequest(
          matrix: matrix, target: .none(count: matrix.rowCount),
          parameters: ["n_clusters": .integer(test.count), "n_init": .integer(20), "tol": .number(0)])
        let model = try #require(try KMeans.spec.fit(request) as? KMeansPredictor)
        #expect(agree(model.inertia, test.inertia, within: 1e-9), "\(test.table) \(test.count)")
        #expect(model.sizes.sorted() == test.sizes)
      }
    }
  }

  @Test func mixtures() throws {
    let fixture = try #require(ModelParityTests.cases)
    for test in fixture.clusters.mixtures {
      let matrix = try fixture.standardized(test.table, sparse: false)
      let request = FitRequest(
        matrix: matrix, target: .none(count: matrix.rowCount),
        parameters: [
          "n_components": .integer(test.count), "covariance_type": .text(test.shape), "tol": .number(1e-12),
          "max_iter": .integer(100_000), "n_init": .integer(5),
        ])
      let model = try #require(try GaussianMixture.spec.fit(request) as? GaussianMixturePredictor)
      // Of several starts the best may be better than scikit-learn's one.
      #expect(model.logLikelihood >= test.likelihood - 1e-7, "\(test.table) \(test.count) \(test.shape)")
      guard agree(model.logLikelihood, test.likelihood, within: 1e-6) else { continue }
      #expect(agree(model.bayesianCriterion, test.bic, within: 1e-6))
      #expect(agree(model.akaikeCriterion, test.aic, within: 1e-6))
    }
  }

  /// As scikit-learn gives them: probabilities or values as they are, scores of two classes for the second alone.
  private func decisions(_ prediction: Prediction) -> [Double] {
    guard case .scores(let labels, let values) = prediction, labels.count == 2 else {
      return values(prediction)
    }
    return stride(from: 1, to: values.count, by: 2).map { values[$0] }
  }

  private func values(_ prediction: Prediction) -> [Double] {
    if case .values(let values) = prediction { return values }
    return prediction.ofClasses?.values ?? []
  }
}
