import Canonical
import Testing

@testable import Learning

private struct RegretFixture: Decodable {
  struct Curve: Decodable {
    let objective: String
    let sampler: String
    let marks: [Int]
    /// The best value at each mark, a row a seed.
    let best: [[Double]]
  }

  let surface: [[[Double]]]
  let curves: [Curve]
}

@Suite("The best of so many trials is as good as what Optuna finds, over thirty seeds")
struct RegretTests {
  private let fixtures: RegretFixture

  init() throws { fixtures = try fixture("tuning-regret") }

  private static func branin(_ x: Double, _ y: Double) -> Double {
    let a = y - 5.1 / (4 * Double.pi * Double.pi) * x * x + 5 / Double.pi * x - 6
    return a * a + 10 * (1 - 1 / (8 * Double.pi)) * Elementary.cos(x) + 10
  }

  private static func hartmann(_ x: [Double]) -> Double {
    let alpha = [1.0, 1.2, 3.0, 3.2]
    let a: [[Double]] = [
      [10, 3, 17, 3.5, 1.7, 8], [0.05, 10, 17, 0.1, 8, 14], [3, 3.5, 1.7, 10, 17, 8],
      [17, 8, 0.05, 10, 0.1, 14],
    ]
    let p: [[Double]] = [
      [1312, 1696, 5569, 124, 8283, 5886], [2329, 4135, 8307, 3736, 1004, 9991],
      [2348, 1451, 3522, 2883, 3047, 6650], [4047, 8828, 8732, 5743, 1091, 381],
    ]
    var sum = 0.0
    for i in 0..<4 {
      var inner = 0.0
      for j in 0..<6 {
        let distance = x[j] - p[i][j] * 1e-4
        inner += a[i][j] * distance * distance
      }
      sum -= alpha[i] * Elementary.exp(-inner)
    }
    return sum
  }

  /// Between the points of the surface by straight lines.
  private func tuned(_ kernel: Int, _ c: Double, _ gamma: Double) -> Double {
    let table = fixtures.surface[kernel]
    let last = table.count - 1
    let ten = Elementary.log(10)
    let x = (Elementary.log(c) / ten + 3) / 6 * Double(last)
    let y = (Elementary.log(gamma) / ten + 5) / 6 * Double(last)
    let (i, j) = (min(max(Int(x), 0), last - 1), min(max(Int(y), 0), last - 1))
    let (u, v) = (x - Double(i), y - Double(j))
    let low = (1 - u) * table[i][j] + u * table[i + 1][j]
    let high = (1 - u) * table[i][j + 1] + u * table[i + 1][j + 1]
    return (1 - v) * low + v * high
  }

  private func space(_ objective: String) throws -> SearchSpace {
    switch objective {
    case "branin":
      try SearchSpace([SearchParameter("x", .number(-5...10)), SearchParameter("y", .number(0...15))])
    case "hartmann": try SearchSpace((0..<6).map { SearchParameter("x\($0)", .number(0...1)) })
    default:
      try SearchSpace([
        SearchParameter("kernel", .choices(["rbf", "poly", "sigmoid"])),
        SearchParameter("C", .number(1e-3...1e3, log: true)),
        SearchParameter("gamma", .number(1e-5...10, log: true)),
      ])
    }
  }

  private func value(_ objective: String, _ point: [Double]) -> Double {
    switch objective {
    case "branin": Self.branin(point[0], point[1])
    case "hartmann": Self.hartmann(point)
    default: tuned(Int(point[0]), point[1], point[2])
    }
  }

  /// The best value so far at each mark.
  private func curve(
    _ objective: String, _ sampler: SamplerKind, seed: UInt64, marks: [Int], batch: Int
  ) throws -> [Double] {
    let settings = StudySettings(
      space: try space(objective), directions: [.minimize], sampler: sampler, seed: seed, batch: batch)
    var run = StudyRun(try Study(settings), until: StoppingRule(trials: marks.last ?? 0))
    while !run.isOver {
      _ = try run.advance(workers: 1) { trial, _ in
        TrialOutcome([value(objective, trial.values.compactMap { $0 })])
      }
    }
    let values = run.study.trials.map { $0.objectives[0] }
    return marks.map { values.prefix($0).min() ?? .nan }
  }

  /// How probable it is, by the ranks of Mann and Whitney, that so many of the first are larger where both are drawn alike.
  private static func larger(_ a: [Double], _ b: [Double]) -> Double {
    let (n, m) = (Double(a.count), Double(b.count))
    let wins = a.reduce(0) { sum, x in sum + b.reduce(0) { $0 + (x > $1 ? 1 : x == $1 ? 0.5 : 0) } }
    let z = (wins - n * m / 2) / (n * m * (n + m + 1) / 12).squareRoot()
    return 0.5 * Elementary.erfc(z / 2.0.squareRoot())
  }

  private static func median(_ values: [Double]) -> String {
    let sorted = values.sorted()
    return NumberText.fixed((sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2, 4)
  }

  @Test(arguments: [1, 4]) func noWorseThanOptuna(batch: Int) throws {
    for curve in fixtures.curves {
      let sampler: SamplerKind =
        switch curve.sampler {
        case "tpe": .tpe()
        case "cmaes": .cmaes
        default: .random
        }
      if sampler != .tpe(), batch > 1 { continue }
      let own = try curve.best.indices.map {
        try self.curve(curve.objective, sampler, seed: UInt64($0), marks: curve.marks, batch: batch)
      }
      for (place, mark) in curve.marks.enumerated() {
        let (ours, theirs) = (own.map { $0[place] }, curve.best.map { $0[place] })
        let p = Self.larger(ours, theirs)
        let text =
          "\(curve.objective), \(curve.sampler), \(mark) trials in batches of \(batch): median \(Self.median(ours)), Optuna's \(Self.median(theirs)), p \(NumberText.fixed(p, 3))"
        // A batch of four learns a little later: its first marks are allowed to be.
        if batch == 1 || mark == curve.marks.last { #expect(p > 0.01, "\(text)") }
      }
    }
  }
}
