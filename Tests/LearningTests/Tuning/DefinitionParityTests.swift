import Testing

@testable import Learning

@Suite("Tuning follows the definitions of Optuna, SciPy and cmaes")
struct DefinitionParityTests {
  private let fixtures: DefinitionsFixture

  init() throws { fixtures = try fixture("tuning-definitions") }

  @Test func truncatedNormals() {
    #expect(fixtures.normals.count == 60)
    for test in fixtures.normals {
      #expect(agree(TruncatedNormal.logMass(test.a, test.b), test.logMass, within: 1e-11), "\(test)")
      #expect(agree(TruncatedNormal.quantile(test.q, test.a, test.b), test.quantile, within: 1e-7), "\(test)")
    }
  }

  @Test func densitiesOfParzenEstimators() {
    #expect(fixtures.densities.count > 40)
    for test in fixtures.densities {
      let mixture = ParzenEstimator.mixture(test.observations, of: test.domains.map(\.domain))
      for (point, wanted) in zip(test.points, test.logDensities) {
        #expect(
          agree(mixture.logDensity(point), wanted, within: 1e-10), "\(test.domains.map(\.kind)) at \(point)")
      }
    }
  }

  @Test func splitsIntoGoodAndBad() {
    #expect(fixtures.splits.count == 60)
    for test in fixtures.splits {
      let trials = test.trials.enumerated().map { $1.trial($0) }
      let split = TrialSplit(trials, directions: directions(test.directions), good: test.good)
      #expect(split.good == test.below, "\(test.directions), \(trials.count) trials")
      #expect((split.good + split.bad).sorted() == Array(trials.indices))
    }
  }

  @Test func frontsVolumesAndElites() throws {
    for test in fixtures.fronts {
      let directions = directions(test.directions)
      let space = try SearchSpace([SearchParameter("x", .number(0...1))])
      let settings = StudySettings(space: space, directions: directions)
      let trials = test.trials.enumerated().map { $1.trial($0) }
      let study = try Study(settings, trials: trials)
      #expect(study.front.map(\.number) == test.front)
      let volume = Hypervolume.of(trials.map(study.losses), reference: test.reference)
      #expect(agree(volume, test.hypervolume, within: 1e-9))
      let elite = NSGA2Sampler(settings, population: 8).elite(trials)
      let sums = elite.map { ($0.objectives.reduce(0, +) * 1e6).rounded() / 1e6 }.sorted()
      #expect(agree(sums, test.elite, within: 1e-9))
    }
  }

  /// Which parameters are drawn together, replayed trial by trial.
  @Test func groupsOfParameters() throws {
    let cases: [GroupFixture] = try fixture("tuning-groups")
    for test in cases {
      let space = try SearchSpace((0..<test.parameters).map { SearchParameter("p\($0)", .number(0...1)) })
      var trials: [Trial] = []
      for (number, (row, wanted)) in zip(test.trials, test.groups).enumerated() {
        let values = (0..<test.parameters).map { row.parameters.contains($0) ? 0.5 : nil }
        if row.state != "failed" {
          trials.append(
            Trial(number: number, values: values, state: row.state == "pruned" ? .pruned : .complete))
        }
        let found = space.groups(by: trials).sorted { $0.lexicographicallyPrecedes($1) }
        #expect(found == wanted, "after trial \(number) of \(test.parameters) parameters")
      }
    }
  }

  @Test func importances() throws {
    for test in fixtures.importances {
      let space = try SearchSpace(
        test.domains.enumerated().map { SearchParameter("p\($0)", $1.domain) })
      let trials = test.trials.enumerated().map { number, row in
        Trial(number: number, values: row.values, state: .complete, objectives: row.objectives)
      }
      let study = try Study(
        StudySettings(space: space, directions: directions(test.directions)), trials: trials)
      for (found, wanted) in zip(ParameterImportance.divergences(study), test.divergences) {
        #expect(agree(found, wanted, within: 1e-10))
      }
      #expect(agree(ParameterImportance.shares(study)?.reduce(0, +) ?? 0, 1, within: 1e-9))
    }
  }

  @Test func signedRankTests() {
    #expect(fixtures.signedRanks.count == 30)
    for test in fixtures.signedRanks {
      #expect(
        agree(SignedRankTest.greater(test.differences), test.p, within: 1e-12), "\(test.differences.count)")
    }
  }

  @Test func pointsOfSobolsSequence() {
    for test in fixtures.sobol {
      let sequence = SobolSequence(dimensions: test.dimensions)
      for (number, wanted) in zip([0, 1, 2, 3, 7, 30, 63], test.points) {
        #expect(sequence.point(number) == wanted, "point \(number) of \(test.dimensions) dimensions")
      }
    }
  }

  @Test func generationsOfCovarianceMatrixAdaptation() {
    for test in fixtures.adaptations {
      var search = CovarianceMatrixAdaptation(
        mean: [Double](repeating: 0.5, count: test.dimensions), sigma: 1.0 / 6)
      for generation in test.generations { search.tell(generation.map { ($0.point, $0.loss) }) }
      #expect(agree(search.sigma, test.sigma, within: 1e-8))
      for (found, wanted) in zip(search.mean, test.mean) { #expect(agree(found, wanted, within: 1e-8)) }
      for (found, wanted) in zip(search.covariance, test.covariance) {
        #expect(agree(found, wanted, within: 1e-8))
      }
    }
  }
}
