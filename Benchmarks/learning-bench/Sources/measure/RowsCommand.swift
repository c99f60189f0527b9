import Foundation
import Learning

/// Predicts rows one at a time: `{"median_us":…,"mean_us":…}` on one line.
struct RowsCommand {
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
    let rows = (0..<min(5000, data.later.matrix.rowCount)).map { data.later.matrix.rows([Int32($0)]) }
    for row in rows.prefix(500) { _ = try model.predict(row) }
    var times: [Double] = []
    for row in rows {
      let watch = Stopwatch()
      _ = try model.predict(row)
      times.append(watch.read().seconds * 1e6)
    }
    times.sort()
    print(#"{"median_us":\#(times[times.count / 2]),"mean_us":\#(times.reduce(0, +) / Double(times.count))}"#)
  }
}
