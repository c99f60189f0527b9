import Testing

@testable import Learning

/// A domain as the scripts write it.
struct DomainFixture: Decodable {
  let kind: String
  let count: Int?
  let low: Double?
  let high: Double?
  let log: Bool?
  let step: Double?

  var domain: SearchDomain {
    switch kind {
    case "choices": .choices((0..<(count ?? 0)).map { "\($0)" })
    case "integer": .integer(Int64(low ?? 0)...Int64(high ?? 0), log: log ?? false, step: Int64(step ?? 1))
    default: .number((low ?? 0)...(high ?? 0), log: log ?? false, step: step)
    }
  }
}

/// A trial as the scripts write it.
struct TrialFixture: Decodable {
  let state: String
  let objectives: [Double]
  let violation: Double
  let steps: [[Double]]

  func trial(_ number: Int) -> Trial {
    Trial(
      number: number, values: [], state: state == "pruned" ? .pruned : .complete, objectives: objectives,
      steps: steps.map { Trial.Step(Int($0[0]), $0[1]) }, violation: violation)
  }
}

struct DefinitionsFixture: Decodable {
  struct Normal: Decodable {
    let a, b, q, logMass, quantile: Double
  }

  struct Density: Decodable {
    let domains: [DomainFixture]
    let observations: [[Double]]
    let points: [[Double]]
    let logDensities: [Double]
  }

  struct Split: Decodable {
    let directions: [String]
    let trials: [TrialFixture]
    let good: Int
    let below: [Int]
  }

  struct Front: Decodable {
    let directions: [String]
    let trials: [TrialFixture]
    let front: [Int]
    let reference: [Double]
    let hypervolume: Double
    let elite: [Double]
  }

  struct Importance: Decodable {
    struct Row: Decodable {
      let values: [Double?]
      let objectives: [Double]
    }

    let directions: [String]
    let domains: [DomainFixture]
    let trials: [Row]
    let divergences: [Double]
  }

  struct SignedRank: Decodable {
    let differences: [Double]
    let p: Double
  }

  struct Sobol: Decodable {
    let dimensions: Int
    let points: [[Double]]
  }

  struct Adaptation: Decodable {
    struct Solution: Decodable {
      let point: [Double]
      let loss: Double
    }

    let dimensions: Int
    let generations: [[Solution]]
    let mean: [Double]
    let sigma: Double
    let covariance: [Double]
  }

  let normals: [Normal]
  let densities: [Density]
  let splits: [Split]
  let fronts: [Front]
  let importances: [Importance]
  let signedRanks: [SignedRank]
  let sobol: [Sobol]
  let adaptations: [Adaptation]
}

func directions(_ names: [String]) -> [Direction] { names.map { $0 == "maximize" ? .maximize : .minimize } }

struct GroupFixture: Decodable {
  struct Row: Decodable {
    let state: String
    let parameters: [Int]
  }

  let parameters: Int
  let trials: [Row]
  let groups: [[[Int]]]
}
