@testable import Learning
import Testing

@Suite("Solvers")
struct SolverTests {
  /// Rosenbrock's valley, with its minimum of 0 at (1, 1).
  @Test func minimisesAValley() {
    let result = LBFGS(gradientTolerance: 1e-9, maximumIterations: 200).minimise(from: [-1.2, 1]) {
      point, gradient in
      let (x, y) = (point[0], point[1])
      gradient = [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)]
      return (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x)
    } observe: { _ in
    }
    #expect(result.converged)
    #expect(agree(result.point, [1, 1], within: 1e-8))
  }

  /// A far start, where the slope is 10²¹ times the one near the minimum, and slopes of very different size.
  @Test func minimisesFromFarAway() {
    let result = LBFGS(gradientTolerance: 1e-8, maximumIterations: 500).minimise(from: [-50, 40]) {
      point, gradient in
      let power = Elementary.exp(-point[0])
      gradient = [1 - power, 1e4 * point[1]]
      return point[0] + power + 5e3 * point[1] * point[1]
    } observe: { _ in
    }
    #expect(result.converged)
    #expect(agree(result.point, [0, 0], within: 1e-6))
  }

  @Test func stopsAtItsLimit() {
    let result = LBFGS(gradientTolerance: 0, maximumIterations: 3).minimise(from: [3, 4]) { point, gradient in
      gradient = point.map { 4 * $0 * $0 * $0 }
      return point.reduce(0) { $0 + $1 * $1 * $1 * $1 }
    } observe: { _ in
    }
    #expect(result.iterations == 3)
    #expect(!result.converged)
  }

  @Test func logisticSaysWhenItDidNotConverge() throws {
    var request = SampleData.classification()
    request.parameters = ["max_iter": .integer(1)]
    let model = try Logistic.spec.fit(request)
    #expect(model.warnings.contains { $0.contains("did not converge") })
  }

  /// An optimum is the same from any units: scaling a feature divides its coefficient, where the penalty is negligible.
  @Test func logisticDoesNotDependOnUnits() throws {
    var request = SampleData.classification(rows: 150)
    request.parameters = ["C": .number(1e9)]
    let plain = try #require(try Logistic.spec.fit(request) as? LogisticPredictor)
    let scaled = request.matrix.values.enumerated().map {
      $0.offset < 150 ? $0.element * 1e6 + 3e6 : $0.element
    }
    request.matrix = FeatureMatrix(rowCount: 150, names: request.matrix.names, values: scaled)
    let other = try #require(try Logistic.spec.fit(request) as? LogisticPredictor)
    #expect(agree(other.coefficients[0] * 1e6, plain.coefficients[0], within: 1e-5))
    #expect(agree(other.coefficients[1], plain.coefficients[1], within: 1e-5))
  }

  @Test func choleskyRefusesWhatIsSingular() {
    #expect(Cholesky([1, 1, 1, 1], size: 2) == nil)
    let solution = Cholesky([4, 0, 2, 3], size: 2)?.solve([2, 5])
    #expect(agree(solution ?? [], [-0.5, 2], within: 1e-14))
  }

  @Test func sumsHaveAFixedOrder() {
    let values = (0..<5000).map { 1 / Double($0 + 1) }
    let exact = 9.094508852984436967
    #expect(agree(FixedOrder.sum(values), exact, within: 1e-15))
    #expect(FixedOrder.sum([]) == 0)
    #expect(FixedOrder.dot([1, 2, 3], [4, 5, 6]) == 32)
  }

  @Test func balancedWeightsGiveClassesTheSameSum() {
    let codes: [Int32] = [0, 0, 0, 2, 2, 1]
    let weights = ClassWeights.balanced(codes)
    for code in 0..<3 as Range<Int32> {
      let sum = zip(codes, weights).reduce(0) { $0 + ($1.0 == code ? $1.1 : 0) }
      #expect(agree(sum, 2, within: 1e-15))
    }
    #expect(ClassWeights.balanced([]).isEmpty)
  }
}
