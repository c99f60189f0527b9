import Canonical
import Frame
@testable import Learning
import Testing

/// The same inputs give the same bytes on every machine. Only exactly rounded operations are on the way to these values, so their
/// digests are facts; one that changes means that what is computed has changed, and `meaningVersion` must rise with it.
@Suite("Bytes that every machine agrees on")
struct DeterminismTests {
  private func data() -> (FeatureMatrix, Target) {
    let rows = 3000
    var stream = RandomStream(seed: 9, stream: 0)
    let columns = (0..<6).map { _ in (0..<rows).map { _ in stream.nextDouble() * 10 - 3 } }
    let target = (0..<rows).map { columns[0][$0] - 2 * columns[3][$0] + stream.nextDouble() }
    let matrix = FeatureMatrix(rowCount: rows, names: columns.indices.map { "x\($0)" }, columns: columns)
    return (matrix, .numbers(target))
  }

  @Test(arguments: [("ridge", "76bfbc15"), ("linear", "ba400778")])
  func models(_ name: String, _ digest: String) throws {
    let (matrix, target) = data()
    let model = try #require(try Estimators[name]?.fit(FitRequest(matrix: matrix, target: target)))
    #expect(Digest(of: Predictors.encode(model)).short == digest)
  }

  @Test func recipes() throws {
    let recipe = try Passengers.fit(
      StepCall("impute", ColumnSelector(.numeric)), StepCall("standardize", ColumnSelector(columns: "age")),
      StepCall("bucket", ColumnSelector(columns: "class")), StepCall("one_hot", ColumnSelector(.categorical)))
    var writer = ByteWriter()
    recipe.encode(into: &writer)
    try recipe.apply(to: Passengers.table()).encode(into: &writer)
    #expect(Digest(of: writer.bytes).short == "f41df01c")
  }
}
