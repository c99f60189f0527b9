import Canonical
import Testing

@testable import Learning

@Suite("Studies")
struct StudyTests {
  private static func space() throws -> SearchSpace {
    try SearchSpace([
      SearchParameter("model", .choices(["svm", "trees"])),
      SearchParameter("C", .number(0.01...100, log: true), when: [.init(parameter: 0, choices: [0])]),
      SearchParameter("depth", .integer(2...12), when: [.init(parameter: 0, choices: [1])]),
      SearchParameter("rate", .number(0...1, step: 0.25)),
    ])
  }

  @Sendable private static func loss(_ trial: Trial) -> Double {
    let first = trial.values[0] == 0 ? (trial.values[1] ?? 0) / 100 : (trial.values[2] ?? 0) / 12
    return first + ((trial.values[3] ?? 0) - 0.5).magnitude
  }

  private static func run(
    _ settings: StudySettings, trials: Int, workers: Int = 1, from known: [Trial] = []
  ) throws -> Study {
    var run = StudyRun(try Study(settings, trials: known), until: StoppingRule(trials: trials))
    while !run.isOver {
      let done = try run.advance(workers: workers) { trial, report in
        for step in 1...4 where report(step, loss(trial) + 1 / Double(step)) { break }
        return TrialOutcome(settings.directions.map { $0 == .minimize ? loss(trial) : loss(trial) * 2 })
      }
      if done.isEmpty { break }
    }
    return run.study
  }

  private static let samplers: [SamplerKind] = [
    .tpe(), .tpe(TPESettings(startup: 5, candidates: 8, multivariate: false)),
    .tpe(TPESettings(startup: 5, group: true)), .random, .sobol, .cmaes,
    .nsga2(population: 8),
  ]

  @Test(arguments: samplers) func anyNumberOfWorkersMakesTheSameTrials(_ sampler: SamplerKind) throws {
    let settings = StudySettings(
      space: try Self.space(), directions: [.minimize], sampler: sampler, pruner: .median(), seed: 7, batch: 3
    )
    let one = try Self.run(settings, trials: 40, workers: 1)
    #expect(one.trials.count == 40)
    for workers in [2, 3, 8] {
      #expect(try Self.run(settings, trials: 40, workers: workers).trials == one.trials)
    }
  }

  @Test(arguments: samplers) func goesOnWhereItWasLeft(_ sampler: SamplerKind) throws {
    let settings = StudySettings(
      space: try Self.space(), directions: [.minimize], sampler: sampler, pruner: .hyperband(), seed: 3,
      batch: 4)
    let whole = try Self.run(settings, trials: 36)
    let half = try Self.run(settings, trials: 20)
    #expect(Array(whole.trials.prefix(20)) == half.trials)
    #expect(try Self.run(settings, trials: 36, from: half.trials).trials == whole.trials)
  }

  @Test(arguments: samplers) func trialsHaveWhatTheirSpaceSays(_ sampler: SamplerKind) throws {
    let space = try Self.space()
    let settings = StudySettings(space: space, directions: [.minimize], sampler: sampler, seed: 11)
    for trial in try Self.run(settings, trials: 60).trials {
      #expect((trial.values[1] != nil) == (trial.values[0] == 0))
      #expect((trial.values[2] != nil) == (trial.values[0] == 1))
      for (value, parameter) in zip(trial.values, space.parameters) {
        #expect(value.map(parameter.domain.contains) ?? true)
      }
      var writer = ByteWriter()
      trial.encode(into: &writer)
      var reader = ByteReader(writer.bytes)
      #expect(try Trial(decoding: &reader, of: space, objectives: 1) == trial)
    }
  }

  @Test func bytesOfAnotherStudyAreNoTrial() throws {
    let trial = Trial(number: 0, values: [0, 200, nil, 0.5], state: .complete, objectives: [1])
    var writer = ByteWriter()
    trial.encode(into: &writer)
    #expect(throws: DecodingFailure.self) {
      var reader = ByteReader(writer.bytes)
      _ = try Trial(decoding: &reader, of: Self.space(), objectives: 1)
    }
    for end in writer.bytes.indices {
      #expect(throws: DecodingFailure.self) {
        var reader = ByteReader(Array(writer.bytes[..<end]))
        _ = try Trial(decoding: &reader, of: Self.space(), objectives: 1)
      }
    }
  }

  @Test func gridTriesEveryCombinationOnce() throws {
    let space = try SearchSpace([
      SearchParameter("kernel", .choices(["linear", "rbf"])),
      SearchParameter("degree", .integer(2...8, step: 3), when: [.init(parameter: 0, choices: [1])]),
      SearchParameter("rate", .number(0...1, step: 0.5)),
    ])
    #expect(space.combinations == 3 + 3 * 3)
    let settings = StudySettings(space: space, directions: [.minimize], sampler: .grid, batch: 5)
    let study = try Self.run(
      StudySettings(space: space, directions: [.minimize], sampler: .random), trials: 0)
    #expect(study.trials.isEmpty)
    var run = StudyRun(try Study(settings), until: StoppingRule(trials: 100))
    while case let done = try run.advance(objective: { _, _ in TrialOutcome([1]) }), !done.isEmpty {}
    #expect(run.study.trials.count == 12)
    #expect(Set(run.study.trials.map(\.values)).count == 12)
    #expect(Set(run.study.trials.map(\.values)) == Set(space.grid ?? []))
  }

  @Test func gridWantsValuesThatCanBeCounted() throws {
    let space = try SearchSpace([SearchParameter("rate", .number(0...1))])
    #expect(throws: LearningError.self) {
      try Study(StudySettings(space: space, directions: [.minimize], sampler: .grid))
    }
  }

  @Test func spacesThatNoTrialCanSatisfy() throws {
    let kernel = SearchParameter("kernel", .choices(["linear", "rbf"]))
    for wrong in [
      [kernel, SearchParameter("gamma", .number(0...1), when: [.init(parameter: 0, choices: [])])],
      [SearchParameter("gamma", .number(0...1), when: [.init(parameter: 1, choices: [0])]), kernel],
      [SearchParameter("gamma", .number(0...1, log: true))], [SearchParameter("x", .choices([]))],
      [
        kernel, SearchParameter("degree", .integer(2...4), when: [.init(parameter: 0, choices: [0])]),
        SearchParameter("coef", .choices(["a", "b"]), when: [.init(parameter: 0, choices: [0])]),
        SearchParameter(
          "gamma", .number(0...1),
          when: [.init(parameter: 2, choices: [1]), .init(parameter: 0, choices: [1])]),
      ],
      [kernel, kernel], [SearchParameter("x", .choices(["a", "a"]))],
      [SearchParameter("x", .number(0...1, step: -1))],
      [SearchParameter("x", .number(1...2, log: true, step: 1))],
    ] {
      #expect(throws: LearningError.self) { try SearchSpace(wrong) }
    }
  }

  @Test func failuresAndInfinitiesAreTrialsThatFailed() throws {
    let space = try SearchSpace([SearchParameter("x", .number(0...1))])
    var run = StudyRun(
      try Study(StudySettings(space: space, directions: [.minimize])), until: StoppingRule(trials: 30))
    while !run.isOver {
      _ = try run.advance { trial, _ in
        if trial.number % 3 == 0 { throw LearningError("no luck") }
        return TrialOutcome([trial.number % 3 == 1 ? .infinity : trial.values[0] ?? 0])
      }
    }
    #expect(run.study.trials.count { $0.state == .failed } == 20)
    #expect(run.study.trials[0].failure == "no luck")
    #expect(run.study.best?.state == .complete)
  }

  @Test func endsWhereNothingGetsBetter() throws {
    let space = try SearchSpace([SearchParameter("x", .number(0...1))])
    var run = StudyRun(
      try Study(StudySettings(space: space, directions: [.maximize])),
      until: StoppingRule(trials: 1000, patience: 20))
    while !run.isOver { _ = try run.advance { trial, _ in TrialOutcome([trial.number < 5 ? 1 : 0]) } }
    #expect(run.study.trials.count == 21)
    #expect(run.study.best?.number == 0)
  }

  @Test func infeasibleTrialsAreNeverBest() throws {
    let space = try SearchSpace([SearchParameter("x", .number(0...1))])
    var run = StudyRun(
      try Study(StudySettings(space: space, directions: [.minimize], seed: 5)),
      until: StoppingRule(trials: 60))
    while !run.isOver {
      _ = try run.advance { trial, _ in
        let x = trial.values[0] ?? 0
        return TrialOutcome([x], violation: max(0, 0.4 - x))
      }
    }
    let best = try #require(run.study.best?.values[0])
    #expect(best >= 0.4)
    #expect(best < 0.45)
  }

  @Test func frontsOfTwoObjectives() throws {
    let space = try SearchSpace([SearchParameter("x", .number(0...2)), SearchParameter("y", .number(0...2))])
    for sampler in [SamplerKind.tpe(), .nsga2(population: 20)] {
      var run = StudyRun(
        try Study(
          StudySettings(space: space, directions: [.minimize, .minimize], sampler: sampler, seed: 1)),
        until: StoppingRule(trials: 200))
      while !run.isOver {
        _ = try run.advance { trial, _ in
          let (x, y) = (trial.values[0] ?? 0, trial.values[1] ?? 0)
          return TrialOutcome([x * x + y, (x - 1) * (x - 1) + y])
        }
      }
      let front = run.study.front
      #expect(front.count > 5)
      let volume = Hypervolume.of(front.map(\.objectives), reference: [2, 2])
      // All of the front together dominate 3.17; evenly drawn trials about 2.6.
      #expect(volume > 2.9, "\(sampler)")
    }
  }

  @Test func severalObjectivesHaveNoPruner() throws {
    let space = try SearchSpace([SearchParameter("x", .number(0...1))])
    #expect(throws: LearningError.self) {
      try Study(StudySettings(space: space, directions: [.minimize, .maximize], pruner: .median()))
    }
    #expect(throws: LearningError.self) {
      try Study(StudySettings(space: space, directions: [.minimize, .maximize], sampler: .cmaes))
    }
  }
}
