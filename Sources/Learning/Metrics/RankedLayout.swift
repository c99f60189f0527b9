/// A statistic of how scores order the rows of one class and all others.
enum RankStatistic: Sendable {
  /// The area under the ROC curve.
  case area
  /// The mean of the precisions, each weighed by the recall that it adds.
  case averagePrecision
  /// The largest distance of true and false positive rate.
  case kolmogorovSmirnov
}

/// The rows of one class against all others in the order of falling scores: sorted once, counted any number of times.
struct RankedLayout: Sendable {
  /// The rows, by falling score.
  let order: [Int32]
  /// 255 for rows of the class and 0 for others, in that order.
  let positives: [UInt8]
  /// 1 where the next row has a lower score or there is none.
  let closes: [UInt8]
  let label: String

  /// A statistic, and what the rows of the class weigh.
  struct Part: Sendable {
    var value: Double
    var support: Double
  }

  /// The layouts whose statistics make a score: of the second of two classes, of all classes of more, of each label a row may have,
  /// or of the labels together. Fails where the model gives no scores.
  static func all(_ evaluated: Evaluated, _ mean: RankMean) throws -> [RankedLayout] {
    if mean == .micro { return [try RankedLayout(pooled: evaluated)] }
    let labels =
      evaluated.labels.count == 2 && evaluated.task != .multilabel ? [1] : Array(evaluated.labels.indices)
    return try labels.map { try RankedLayout(evaluated, label: $0) }
  }

  /// Fails where the model gives no scores.
  init(_ evaluated: Evaluated, label: Int) throws {
    guard let scores = evaluated.scores(of: label) else {
      throw Undefined("it needs predicted classes with scores")
    }
    try self.init(scores, isPositive: evaluated.isOf(label), width: 1, label: evaluated.labels[label])
  }

  /// Each pair of a row and a label by its score, where rows may have several labels: `order` names a row once for each label.
  init(pooled evaluated: Evaluated) throws {
    guard case .labels(let said) = evaluated.prediction else {
      throw Undefined("it needs several labels a row")
    }
    try self.init(
      said.values, isPositive: evaluated.truthFlags.map { $0 != 0 }, width: said.names.count,
      label: "any label")
  }

  /// - Parameter width: how many scores a row has.
  private init(_ scores: [Double], isPositive: [Bool], width: Int, label: String) throws {
    guard scores.allSatisfy({ !$0.isNaN }) else { throw Undefined("a score is not a number") }
    guard scores.count <= Int(Int32.max) else {
      throw Undefined("there are too many rows and labels to rank together")
    }
    let order = FallingOrder.rows(scores)
    positives = order.map { isPositive[Int($0)] ? 255 : 0 }
    closes = order.indices.map { position in
      position + 1 == order.count || scores[Int(order[position + 1])] != scores[Int(order[position])] ? 1 : 0
    }
    self.order = width == 1 ? order : order.map { $0 / Int32(width) }
    self.label = label
  }

  func part(_ statistic: RankStatistic, _ weights: [Double]?) throws -> Part {
    let steps = steps(weights)
    guard let last = steps.last else { throw Undefined("there are no rows") }
    guard last.truePositives > 0 else { throw Undefined("there are no rows of the class `\(label)`") }
    if statistic != .averagePrecision, last.falsePositives <= 0 {
      throw Undefined("there are only rows of the class `\(label)`")
    }
    return Part(value: value(statistic, steps, last), support: last.truePositives)
  }

  /// What rows with at least each of the scores weigh, one step for each distinct score that has weight.
  struct Step {
    var truePositives: Double
    var falsePositives: Double
  }

  private func steps(_ weights: [Double]?) -> [Step] {
    var steps: [Step] = []
    var here = Step(truePositives: 0, falsePositives: 0)
    for position in order.indices {
      let weight = weights?[Int(order[position])] ?? 1
      if positives[position] != 0 { here.truePositives += weight } else { here.falsePositives += weight }
      if closes[position] == 1 { steps.append(here) }
    }
    return steps
  }

  private func value(_ statistic: RankStatistic, _ steps: [Step], _ last: Step) -> Double {
    var before = Step(truePositives: 0, falsePositives: 0)
    var value = 0.0
    for step in steps {
      switch statistic {
      case .area:
        value += (step.falsePositives - before.falsePositives) * (step.truePositives + before.truePositives)
      case .averagePrecision:
        let taken = step.truePositives + step.falsePositives
        if taken > 0 { value += (step.truePositives - before.truePositives) * (step.truePositives / taken) }
      case .kolmogorovSmirnov:
        let distance = step.truePositives / last.truePositives - step.falsePositives / last.falsePositives
        value = max(value, distance.magnitude)
      }
      before = step
    }
    return switch statistic {
    case .area: value / 2 / last.truePositives / last.falsePositives
    case .averagePrecision: value / last.truePositives
    case .kolmogorovSmirnov: value
    }
  }
}
