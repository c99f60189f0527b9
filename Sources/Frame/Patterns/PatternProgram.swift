/// A pattern as instructions of a nondeterministic automaton (K. Thompson, "Regular Expression Search Algorithm", 1968).
struct PatternProgram: Sendable {
  enum Instruction: Sendable {
    case scalar(Unicode.Scalar)
    case any
    case set(Int)
    case assertion(PatternAssertion)
    case split(Int, Int)
    case jump(Int)
    case match
  }

  private(set) var instructions: [Instruction] = []
  private(set) var sets: [ScalarClass] = []

  init(_ node: PatternNode) throws(PatternError) {
    try emit(node)
    try append(.match)
  }

  private mutating func append(_ instruction: Instruction) throws(PatternError) {
    guard instructions.count < Pattern.maximumInstructions else {
      throw PatternError("the pattern is too large once its repetitions are written out", position: 1)
    }
    instructions.append(instruction)
  }

  private mutating func emit(_ node: PatternNode) throws(PatternError) {
    switch node {
    case .empty: break
    case .scalar(let scalar): try append(.scalar(scalar))
    case .any: try append(.any)
    case .assertion(let assertion): try append(.assertion(assertion))
    case .set(let set):
      sets.append(set)
      try append(.set(sets.count - 1))
    case .sequence(let parts):
      for part in parts { try emit(part) }
    case .alternatives(let branches): try emit(branches: branches)
    case .repeated(let body, let least, let most): try emit(body, least: least, most: most)
    }
  }

  private mutating func emit(branches: [PatternNode]) throws(PatternError) {
    var exits: [Int] = []
    for (index, branch) in branches.enumerated() {
      guard index < branches.count - 1 else {
        try emit(branch)
        break
      }
      let split = instructions.count
      try append(.split(split + 1, 0))
      try emit(branch)
      exits.append(instructions.count)
      try append(.jump(0))
      instructions[split] = .split(split + 1, instructions.count)
    }
    for exit in exits { instructions[exit] = .jump(instructions.count) }
  }

  private mutating func emit(_ body: PatternNode, least: Int, most: Int?) throws(PatternError) {
    let start = instructions.count
    for _ in 0..<least {
      try emit(body)
      // A body without instructions would be repeated for nothing.
      if instructions.count == start { break }
    }
    guard let most else {
      let split = instructions.count
      try append(.split(split + 1, 0))
      try emit(body)
      try append(.jump(split))
      instructions[split] = .split(split + 1, instructions.count)
      return
    }
    var splits: [Int] = []
    for _ in least..<most {
      splits.append(instructions.count)
      try append(.split(instructions.count + 1, 0))
      try emit(body)
    }
    for split in splits { instructions[split] = .split(split + 1, instructions.count) }
  }
}
