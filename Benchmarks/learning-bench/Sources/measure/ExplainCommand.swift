import Foundation
import Learning

/// Explains rows by exact Shapley values: `{"seconds":…,"cpu":…,"cpu_us_a_row":…}` on one line.
struct ExplainCommand {
  private let data: Matrix
  private let wanted: Wanted

  init(_ words: [String]) throws {
    data = try Matrix(words[0])
    wanted = try Wanted(Array(words.dropFirst()))
  }

  func run() throws {
    var request = data.training
    request.parameters = wanted.parameters
    let model = try wanted.spec.fit(request)
    let rows = data.later.matrix.rows((0..<Int32(min(64, data.later.matrix.rowCount))).map { $0 })
    let watch = Stopwatch()
    let values = try ShapleyValues.exact(model, rows, background: data.training.matrix)
    let (seconds, cpu) = watch.read()
    print(#"{"seconds":\#(seconds),"cpu":\#(cpu),"cpu_us_a_row":\#(cpu * 1e6 / Double(values.rowCount))}"#)
  }
}
