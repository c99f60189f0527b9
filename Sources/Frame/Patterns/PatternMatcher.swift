/// Runs a program on a text, all of its states in step: O(scalars · instructions), whatever the pattern.
struct PatternMatcher {
  private let program: PatternProgram

  init(_ program: PatternProgram) { self.program = program }

  func matches(_ text: String.UnicodeScalarView) -> Bool {
    var current = StateSet(capacity: program.instructions.count)
    var following = current
    var before: Unicode.Scalar?
    var iterator = text.makeIterator()
    var scalar = iterator.next()
    while true {
      if enter(0, before, scalar, &current) { return true }
      guard let read = scalar else { return false }
      let after = iterator.next()
      following.removeAll()
      for index in 0..<current.count where steps(current[index], on: read) {
        if enter(current[index] + 1, read, after, &following) { return true }
      }
      swap(&current, &following)
      before = read
      scalar = after
    }
  }

  private func steps(_ state: Int, on scalar: Unicode.Scalar) -> Bool {
    switch program.instructions[state] {
    case .scalar(let wanted): scalar == wanted
    case .any: scalar != "\n"
    case .set(let index): program.sets[index].contains(scalar)
    default: false
    }
  }

  /// Adds a state and all that it reaches without reading; true where that is the match.
  private func enter(
    _ state: Int, _ before: Unicode.Scalar?, _ after: Unicode.Scalar?,
    _ states: inout StateSet
  ) -> Bool {
    var pending = [state]
    while let state = pending.popLast() {
      guard states.insert(state) else { continue }
      switch program.instructions[state] {
      case .match: return true
      case .jump(let target): pending.append(target)
      case .split(let first, let second):
        pending.append(second)
        pending.append(first)
      case .assertion(let assertion):
        if assertion.holds(between: before, and: after) { pending.append(state + 1) }
      case .scalar, .any, .set: break
      }
    }
    return false
  }
}

/// A set of small integers with constant-time insertion and clearing (Briggs and Torczon, 1993).
private struct StateSet {
  private var dense: [Int]
  private var sparse: [Int]
  private(set) var count = 0

  init(capacity: Int) {
    dense = [Int](repeating: 0, count: capacity)
    sparse = [Int](repeating: 0, count: capacity)
  }

  subscript(index: Int) -> Int { dense[index] }

  mutating func removeAll() { count = 0 }

  /// False where it is already there.
  mutating func insert(_ state: Int) -> Bool {
    let place = sparse[state]
    if place < count, dense[place] == state { return false }
    dense[count] = state
    sparse[state] = count
    count += 1
    return true
  }
}
