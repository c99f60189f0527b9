import Canonical
import Frame
import Learning
import Pipeline

/// A search as known before anything runs.
struct StudyType: Sendable {
  var plan: SearchPlan
  var objectives: [TuningObjective]

  /// Whether the best model is of a kind that is known before anything runs.
  var isOfOneKind: Bool { plan.candidates.count == 1 }

  var memberNames: [String] {
    (objectives.count == 1 ? ["best"] : [])
      + (objectives.map(\.measure.name) + plan.space.parameters.map(\.name)).map { "best.\($0)" }
      + ["trials", "pruned", "failed"]
  }

  func memberType(_ path: [String]) -> FormulaType? {
    switch path.first {
    case "best":
      let name = path.dropFirst().joined(separator: ".")
      if name.isEmpty { return objectives.count == 1 ? .number : nil }
      if objectives.contains(where: { $0.measure.name == name }) { return .number }
      return plan.space.parameters.first { $0.name.hasSameBytes(as: name) }.map { parameter in
        switch parameter.domain {
        case .integer: .integer
        case .number: .number
        case .choices: .text
        }
      }
    case "trials", "pruned", "failed": return path.count == 1 ? .integer : nil
    default: return nil
    }
  }
}

/// A search that was run, and the best of it.
struct StudyValue: Sendable {
  var plan: SearchPlan
  var objectives: [TuningObjective]
  var study: Study
  /// The number of the best trial.
  var best: Int
  var ending: StudyResult.Ending

  init(
    plan: SearchPlan, objectives: [TuningObjective], trials: [Trial], best: Int, ending: StudyResult.Ending,
    settings: StudySettings
  ) throws {
    self.plan = plan
    self.objectives = objectives
    self.best = best
    self.ending = ending
    study = try Study(settings, trials: trials)
  }

  var trials: [Trial] { study.trials }
  var bestTrial: Trial { trials[best] }

  func count(_ state: Trial.State) -> Int { trials.count { $0.state == state } }

  func member(_ path: [String]) -> Scalar? {
    switch path.first {
    case "best": best(path.dropFirst().joined(separator: "."))
    case "trials" where path.count == 1: .integer(Int64(trials.count))
    case "pruned" where path.count == 1: .integer(Int64(count(.pruned)))
    case "failed" where path.count == 1: .integer(Int64(count(.failed)))
    default: nil
    }
  }

  private func best(_ name: String) -> Scalar? {
    if name.isEmpty { return objectives.count == 1 ? .number(bestTrial.objectives[0]) : nil }
    if let index = objectives.firstIndex(where: { $0.measure.name == name }) {
      return .number(bestTrial.objectives[index])
    }
    guard let index = plan.space.parameters.firstIndex(where: { $0.name.hasSameBytes(as: name) }) else {
      return nil
    }
    guard let value = bestTrial.values[index] else { return .missing }
    switch plan.space.parameters[index].domain {
    case .integer: return Int64(exactly: value).map { .integer($0) } ?? .number(value)
    case .number: return .number(value)
    case .choices: return .text(plan.space.parameters[index].domain.text(value))
    }
  }

  var headlines: [(path: String, value: Double)] {
    zip(objectives, bestTrial.objectives).map { ("best.\($0.measure.name)", $1) }
      + [("trials", Double(trials.count))]
  }
}

/// What the store keeps of a search: the trials as a part, the best model in the manifest.
struct StudyResult {
  /// Why there are no more trials.
  enum Ending: UInt8 {
    /// As many as were asked for.
    case trials
    case noGain, time
    /// There is nothing left to try.
    case exhausted
  }

  var trials: [Trial]
  var best: Int
  var ending: Ending
  var predictor: [UInt8]

  init(trials: [Trial], best: Int, ending: Ending, predictor: [UInt8]) {
    self.trials = trials
    self.best = best
    self.ending = ending
    self.predictor = predictor
  }

  var result: CellResult {
    var writer = ByteWriter()
    writer.write(each: trials) { $1.encode(into: &$0) }
    let part = Part(writer.bytes)
    var manifest = ByteWriter()
    manifest.write(part.digest)
    manifest.write(best)
    manifest.write(ending.rawValue)
    manifest.write(predictor)
    return CellResult(manifest: manifest.bytes, parts: [part])
  }

  /// Reads what `result` holds, and proves that it is a search of the space.
  init(_ stored: StoredResult, of space: SearchSpace, objectives: Int, parts: PartCache) throws {
    var reader = ByteReader(stored.manifest)
    let digest = try reader.readDigest()
    best = try reader.readInt()
    guard let known = Ending(rawValue: try reader.readByte()) else {
      throw DecodingFailure("a search that ended in an unknown way")
    }
    ending = known
    predictor = try reader.readBytes()
    try reader.finish()
    trials = try parts.decoded(digest) { reader throws(DecodingFailure) in
      try reader.readArray { reader throws(DecodingFailure) in
        try Trial(decoding: &reader, of: space, objectives: objectives)
      }
    }
    guard trials.indices.contains(best), trials[best].state == .complete,
      trials.enumerated().allSatisfy({ $0 == $1.number })
    else { throw DecodingFailure("a search without its best trial") }
  }
}
