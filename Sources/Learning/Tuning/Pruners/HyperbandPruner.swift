/// Runs successive halving in brackets that begin to prune at different steps.
struct HyperbandPruner: Pruner {
  private let direction: Direction
  private let minimum: Int
  private let factor: Int
  private let study: String
  /// Fixed once a trial is complete.
  private var maximum: Int?
  private var brackets: [HalvingPruner] = []
  private var budgets: [Int] = []

  init(_ direction: Direction, minimum: Int, maximum: Int?, factor: Int, study: String) {
    self.direction = direction
    self.minimum = max(1, minimum)
    self.maximum = maximum
    self.factor = max(2, factor)
    self.study = study
  }

  mutating func prepare(for trials: [Trial]) {
    guard brackets.isEmpty else { return }
    if maximum == nil {
      let last = trials.filter { $0.state == .complete }.compactMap { $0.lastStep?.step }.max()
      maximum = last.map { $0 + 1 }
    }
    guard let maximum, maximum >= minimum else { return }
    let ratio = Elementary.log(Double(maximum) / Double(minimum)) / Elementary.log(Double(factor))
    let count = Int(ratio.rounded(.down)) + 1
    for bracket in 0..<count {
      let left = Double(count - 1 - bracket)
      let budget = Double(count) * Elementary.power(Double(factor), left) / (left + 1)
      budgets.append(Int(exactly: budget.rounded(.up)) ?? 1)
      brackets.append(
        HalvingPruner(direction, HalvingSettings(minimum: minimum, factor: factor, rate: bracket)))
    }
  }

  func prunes(_ trial: inout Trial, among trials: [Trial]) -> Bool {
    guard !brackets.isEmpty else { return false }
    let own = bracket(of: trial.number)
    return brackets[own].prunes(&trial, among: trials.filter { bracket(of: $0.number) == own })
  }

  /// By a checksum of its number, so that brackets fill in proportion.
  func bracket(of number: Int) -> Int {
    let total = budgets.reduce(0, +)
    guard total > 0 else { return 0 }
    var place = Int(CRC32.of("\(study)_\(number)".utf8)) % total
    for (bracket, budget) in budgets.enumerated() {
      place -= budget
      if place < 0 { return bracket }
    }
    return budgets.count - 1
  }
}

/// The checksum of ISO 3309, as in zip files.
enum CRC32 {
  static func of(_ bytes: some Sequence<UInt8>) -> UInt32 {
    var sum: UInt32 = .max
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    return ~sum
  }
}
