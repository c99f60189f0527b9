import Frame
import Learning

/// Finds intervals for four scores of made-up predictions: `{"seconds":…,"cpu_seconds":…}` on one line.
struct BootstrapCommand {
  private let rows: Int
  private let resamples: Int

  init(_ words: [String]) {
    rows = words.first.flatMap { Int($0) } ?? 200_000
    resamples = words.dropFirst().first.flatMap { Int($0) } ?? 1_000
  }

  func run() throws {
    var stream = RandomStream(seed: 1, stream: 0)
    var (codes, values): ([Int32], [Double]) = ([], [])
    for _ in 0..<max(rows, 2) {
      let isPositive = stream.nextDouble() < 0.4
      let probability = 0.5 + (stream.nextNormal() + (isPositive ? 0.6 : -0.6)) / 12
      codes.append(isPositive ? 1 : 0)
      values += [1 - min(max(probability, 0), 1), min(max(probability, 0), 1)]
    }
    let evaluated = try Evaluated(
      truth: .classes(labels: ["no", "yes"], codes: codes),
      prediction: .probabilities(labels: ["no", "yes"], values: values))
    let metrics = ["accuracy", "f1", "roc_auc", "log_loss"].compactMap { Metrics[$0] }
    let watch = Stopwatch()
    let bootstrap = Bootstrap([evaluated], metrics, BootstrapPlan(resamples: resamples, seed: 1))
    let found = metrics.indices.count { bootstrap.interval(model: 0, metric: $0) != nil }
    let time = watch.read()
    print(#"{"intervals":\#(found),"seconds":\#(time.seconds),"cpu_seconds":\#(time.cpu)}"#)
  }
}
