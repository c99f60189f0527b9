import Canonical

/// One attempt of a study: the values that were tried, and what came of it.
package struct Trial: Sendable, Hashable {
  /// How a trial ended.
  package enum State: UInt8, Sendable, CaseIterable {
    case running, complete, pruned, failed
  }

  /// What the objective was after so much of the work, such as so many folds.
  package struct Step: Sendable, Hashable {
    package var step: Int
    package var value: Double

    package init(_ step: Int, _ value: Double) {
      self.step = step
      self.value = value
    }
  }

  /// From zero, in the order in which trials were asked for.
  package var number: Int
  /// A value for each parameter of the space; nil where the trial does not have it.
  package var values: [Double?]
  package var state: State
  /// A number for each objective; empty unless the trial is complete.
  package var objectives: [Double]
  /// What was reported on the way, in that order.
  package var steps: [Step]
  /// By how much the constraints are violated, added up; 0 where all hold.
  package var violation: Double
  /// Which population the trial belongs to, for samplers that go by generations.
  package var generation: Int?
  /// The values with which it came past each rung of successive halving.
  package var rungs: [Double]
  /// Why it failed.
  package var failure: String?

  package init(
    number: Int, values: [Double?], state: State = .running, objectives: [Double] = [], steps: [Step] = [],
    violation: Double = 0, generation: Int? = nil, rungs: [Double] = [], failure: String? = nil
  ) {
    self.number = number
    self.values = values
    self.state = state
    self.objectives = objectives
    self.steps = steps
    self.violation = violation
    self.generation = generation
    self.rungs = rungs
    self.failure = failure
  }

  /// The last step by number.
  var lastStep: Step? { steps.max { $0.step < $1.step } }

  /// Found at once where steps were reported one by one.
  func value(atStep step: Int) -> Double? {
    if let first = steps.first {
      let (place, isFar) = step.subtractingReportingOverflow(first.step)
      if !isFar, steps.indices.contains(place), steps[place].step == step { return steps[place].value }
    }
    return steps.first { $0.step == step }?.value
  }

  /// Complete or pruned: what samplers learn from.
  var isFinished: Bool { state == .complete || state == .pruned }
}

extension Trial {
  /// Appends the canonical bytes.
  package func encode(into writer: inout ByteWriter) {
    writer.write(number)
    writer.write(each: values) { writer, value in writer.write(optional: value) { $0.write($1) } }
    writer.write(state.rawValue)
    writer.write(objectives)
    writer.write(each: steps) { writer, step in
      writer.write(step.step)
      writer.write(step.value)
    }
    writer.write(violation)
    writer.write(optional: generation) { $0.write($1) }
    writer.write(rungs)
    writer.write(optional: failure) { $0.write($1) }
  }

  /// Reads what `encode(into:)` wrote, and proves that it is a trial of the space with so many objectives.
  package init(
    decoding reader: inout ByteReader, of space: SearchSpace, objectives count: Int
  ) throws(DecodingFailure) {
    number = try reader.readInt()
    values = try reader.readArray { reader throws(DecodingFailure) in
      try reader.readOptional { reader throws(DecodingFailure) in try reader.readDouble() }
    }
    guard let known = State(rawValue: try reader.readByte()) else {
      throw DecodingFailure("a trial of an unknown state")
    }
    state = known
    objectives = try reader.readDoubles()
    steps = try reader.readArray { reader throws(DecodingFailure) in
      Step(try reader.readInt(), try reader.readDouble())
    }
    violation = try reader.readDouble()
    generation = try reader.readOptional { reader throws(DecodingFailure) in try reader.readInt() }
    rungs = try reader.readDoubles()
    failure = try reader.readOptional { reader throws(DecodingFailure) in try reader.readString() }
    guard number >= 0, violation >= 0, generation ?? 0 >= 0, state != .running,
      objectives.count == (state == .complete ? count : 0), objectives.allSatisfy(\.isFinite),
      Trial.areOf(space, values)
    else { throw DecodingFailure("a trial that is none of the study") }
  }

  private static func areOf(_ space: SearchSpace, _ values: [Double?]) -> Bool {
    guard values.count == space.parameters.count else { return false }
    return values.indices.allSatisfy { index in
      guard let value = values[index] else { return !space.isActive(index, values) }
      return space.isActive(index, values) && space.parameters[index].domain.contains(value)
    }
  }
}
