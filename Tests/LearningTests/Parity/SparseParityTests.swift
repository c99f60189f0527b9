import Frame
@testable import Learning
import Testing

private struct SparseFixture: Decodable {
  struct Model: Decodable {
    let coefficients: [[Double]]
    let intercepts: [Double]
  }

  struct Wide: Decodable {
    let values: [Double]
    let first: [[Double]]
  }

  let texts: [String]
  let labels: [Int32]
  let number: [Double]
  let two: Model
  let three: Model
  let weighted: Model
  let ridge: Model
  let wide: Wide
}

@Suite("Models and singular vectors of sparse features agree with scikit-learn")
struct SparseParityTests {
  private let cases: SparseFixture
  private let features: FeatureMatrix

  init() throws {
    cases = try fixture("sparse")
    let table = try Table(schema: Schema([Field("x", .text)]), columns: [.text(cases.texts)])
    let call = StepCall("tfidf", ColumnSelector(columns: "x"))
    features = try Recipe.fitted([call], on: table, excluded: []).training
  }

  private func codes(ofOne label: Int32) -> Target {
    .classes(labels: ["no", "yes"], codes: cases.labels.map { $0 == label ? 1 : 0 })
  }

  @Test func texts() { #expect(features.isSparse && features.storedShare < 0.2) }

  @Test func logistic() throws {
    let three = Target.classes(labels: classLabels(3), codes: cases.labels)
    let weights = ClassWeights.balanced(cases.labels.map { $0 == 1 ? 1 : 0 })
    let requests: [(SparseFixture.Model, FitRequest)] = [
      (cases.three, FitRequest(matrix: features, target: three)),
      (cases.two, FitRequest(matrix: features, target: codes(ofOne: 1), parameters: ["C": .number(4)])),
      (
        cases.weighted,
        FitRequest(
          matrix: features, target: codes(ofOne: 1), weights: weights,
          parameters: ["fit_intercept": .boolean(false)])
      ),
    ]
    for (wanted, request) in requests {
      let model = try #require(try Logistic.spec.fit(request) as? LogisticPredictor)
      #expect(model.warnings.isEmpty, "\(model.warnings)")
      #expect(agree(model.coefficients, wanted.coefficients.flatMap { $0 }, within: 1e-5))
      #expect(agree(model.intercepts, wanted.intercepts, within: 1e-5))
    }
  }

  @Test func ridge() throws {
    let request = FitRequest(
      matrix: features, target: .numbers(cases.number), parameters: ["alpha": .number(0.7)])
    let model = try #require(try Ridge.spec.fit(request) as? LinearPredictor)
    #expect(agree(model.coefficients, cases.ridge.coefficients[0], within: 1e-9))
    #expect(agree(model.intercept, cases.ridge.intercepts[0], within: 1e-9))
  }

  /// As `wide` of scripts/parity/sparse.py.
  private func wide() -> SparseRows {
    var columns = [[Double]](repeating: [Double](repeating: 0, count: 300), count: 1700)
    for row in 0..<300 {
      for place in 0..<9 {
        let column = (row * 7919 + place * 10473 + row * place * 31 + row % 7 * 5) % 1700
        columns[column][row] += Double(1 + (row + 3 * place) % 5)
      }
    }
    return SparseRows(columns: columns)
  }

  /// More features than rows: the search runs by rows.
  @Test func singularVectorsOfManyFeatures() throws {
    let rows = wide()
    let axes = try ProjectionAxes(wide: rows, shifts: [Double](repeating: 0, count: 1700), wanted: 12)
    let total = FixedOrder.dot(rows.values, rows.values)
    let values = axes.shares.map { ($0 * total).squareRoot() }
    #expect(agree(values, cases.wide.values, within: 1e-10))
    for component in 0..<12 {
      let scores = rows.scores(axes.directions[component], constant: 0)
      let wanted = cases.wide.first.map { $0[component] }
      // Where two values are close, so are many directions.
      let apart = zip(values, values.dropFirst()).map { $0 - $1 }
      guard component < 11, apart[component] > 0.01, component == 0 || apart[component - 1] > 0.01 else {
        continue
      }
      #expect(agree(Array(scores.prefix(40)), wanted, within: 1e-6), "component \(component)")
    }
  }
}

extension SparseRows {
  /// The columns without their zeros.
  init(columns: [[Double]]) {
    let rowCount = columns.first?.count ?? 0
    var offsets = [0]
    var places: [Int32] = []
    var values: [Double] = []
    for row in 0..<rowCount {
      for (column, own) in columns.enumerated() where own[row] != 0 {
        places.append(Int32(column))
        values.append(own[row])
      }
      offsets.append(values.count)
    }
    self.init(
      rowCount: rowCount, columnCount: columns.count, offsets: offsets, columns: places, values: values)
  }
}
