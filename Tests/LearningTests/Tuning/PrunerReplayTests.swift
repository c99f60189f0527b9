import Testing

@testable import Learning

private struct ReplayFixture: Decodable {
  struct Replayed: Decodable {
    let reported: [FixtureNumber]
    let pruned: Int?
  }

  let name: String
  let direction: String
  let study: String
  let trials: [Replayed]
}

@Suite("Pruners decide as Optuna's do")
struct PrunerReplayTests {
  private static func kind(_ name: String, study: String) -> PrunerKind? {
    switch name {
    case "median": .median()
    case "median late": .median(PercentileSettings(startup: 3, warmup: 3, interval: 3, least: 4))
    case "percentile 25": .percentile(25, PercentileSettings(startup: 2))
    case "halving": .halving()
    case "halving 2": .halving(HalvingSettings(minimum: 2, factor: 2, rate: 1))
    case "halving bootstrap": .halving(HalvingSettings(minimum: 1, factor: 3, bootstrap: 2))
    case "hyperband": .hyperband(study: study)
    case "hyperband 1 to 27": .hyperband(minimum: 1, maximum: 27, factor: 3, study: study)
    case "wilcoxon": .wilcoxon()
    case "wilcoxon 0.3": .wilcoxon(p: 0.3, startup: 4)
    case "threshold": .threshold(lower: 0.2, upper: 1.1, warmup: 1, interval: 2)
    case "patient": .patient(.none, patience: 2)
    case "patient median": .patient(.median(PercentileSettings(startup: 2)), patience: 1, margin: 0.05)
    default: nil
    }
  }

  @Test func everyDecisionOfEveryReplay() throws {
    let replays: [ReplayFixture] = try fixture("tuning-pruners")
    #expect(replays.count == 26)
    let space = try SearchSpace([SearchParameter("x", .number(0...1))])
    for replay in replays {
      let kind = try #require(Self.kind(replay.name, study: replay.study))
      var study = try Study(
        StudySettings(
          space: space, directions: directions([replay.direction]), sampler: .random, pruner: kind))
      for (number, wanted) in replay.trials.enumerated() {
        var trial = try #require(study.ask(atMost: 1).first)
        var pruned: Int?
        for (index, reported) in wanted.reported.enumerated() {
          trial.steps.append(Trial.Step(index + 1, reported.value))
          if study.prunes(&trial) {
            pruned = index + 1
            break
          }
        }
        #expect(pruned == wanted.pruned, "\(replay.name), \(replay.direction), trial \(number)")
        trial.state = pruned == nil ? .complete : .pruned
        let last = wanted.reported.last?.value ?? .nan
        trial.objectives = pruned == nil ? [last.isNaN ? 2 : last] : []
        study.tell([trial])
      }
    }
  }
}
