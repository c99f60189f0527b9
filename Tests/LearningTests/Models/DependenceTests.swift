@testable import Learning
import Testing

@Suite("Permutation importance and partial dependence")
struct DependenceTests {
  @Test func whatCountsIsLost() throws {
    let request = SampleData.regression(rows: 200)
    let model = try Linear.spec.fit(request)
    guard case .numbers(let truth) = request.target else { return }
    @Sendable func error(_ prediction: Prediction) -> Double {
      guard case .values(let values) = prediction else { return .nan }
      return zip(values, truth).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / 200
    }
    let found = try PermutationImportance.measure(
      model, request.matrix, repeats: 10, seed: 1, greaterIsBetter: false, score: error)
    #expect(found.ranked.first?.feature == "x0")
    // Shuffling breaks the pairs: twice the variance of what the feature adds, which is about 9.
    #expect((10...30).contains(found.means[0]))
    #expect(found.baseline < 2)
    let again = try PermutationImportance.measure(
      model, request.matrix, repeats: 10, seed: 1, greaterIsBetter: false, score: error)
    #expect(again.losses == found.losses)
    let other = try PermutationImportance.measure(
      model, request.matrix, repeats: 10, seed: 2, greaterIsBetter: false, score: error)
    #expect(other.losses != found.losses)
  }

  @Test func dependenceOfALineIsALine() throws {
    let request = SampleData.regression()
    let model = try #require(try Linear.spec.fit(request) as? LinearPredictor)
    let found = try PartialDependence.measure(model, request.matrix, feature: 0, points: 10, individuals: 7)
    #expect(found.grid.count == 10 && found.individuals.count == 7)
    for index in 1..<10 {
      let slope = (found.averages[index] - found.averages[0]) / (found.grid[index] - found.grid[0])
      #expect(agree(slope, model.coefficients[0], within: 1e-9))
      #expect(
        agree(
          found.individuals[3][index] - found.individuals[3][0], found.averages[index] - found.averages[0],
          within: 1e-9))
    }
  }

  @Test func gridsLeaveOutWhatIsNoValue() {
    #expect(PartialDependence.grid([3, 1, .nan, 2, 1], points: 10) == [1, 2, 3])
    #expect(PartialDependence.grid([1, 1, .nan], points: 10).isEmpty)
    #expect(PartialDependence.grid([], points: 10).isEmpty)
    #expect(PartialDependence.grid((0..<1000).map(Double.init), points: 5).count == 5)
  }

  /// Other values of one sparse feature are those of the dense one.
  @Test func replacesSparseColumns() {
    let sparse = FeatureMatrix(
      names: ["a", "b", "c"],
      rows: SparseRows(
        rowCount: 3, columnCount: 3, offsets: [0, 2, 2, 3], columns: [0, 2, 1], values: [1, 2, 3]))
    for column in 0..<3 {
      let moved = sparse.replacing(column, by: [7, 0, 8])
      #expect(moved.column(column) == [7, 0, 8])
      for other in 0..<3 where other != column { #expect(moved.column(other) == sparse.column(other)) }
    }
  }
}
