import Frame

/// How the score of a model changes with the number of rows that it learns from.
package struct LearningCurve: Sendable {
  /// A size of the training rows, with the scores of all rounds.
  package struct Point: Sendable {
    /// Training rows, on average over the rounds.
    package let rows: Int
    /// On the rows learned from.
    package let training: [Double]
    /// On the rows held out.
    package let held: [Double]
  }

  /// By rising size. Sizes at which the metric has no value in a round are left out.
  package let points: [Point]

  /// Fits `model` on `count` shares of each round's training rows: the smaller ones are part of the larger ones.
  ///
  /// The recipe is fitted once a round, on all of its training rows. Rounds go to all cores.
  package init(
    _ validation: CrossValidation, _ model: ModelChoice, metric: MetricSpec, count: Int, seed: UInt64
  ) throws {
    let shares = (1...count).map { Double($0) / Double(count) }
    let outcomes = Parallel.map(validation.folds.rounds) { index in
      Result { try Self.scores(try validation.round(index), model, metric, shares, seed) }
    }
    let rounds = try outcomes.map { try $0.get() }
    points = shares.indices.compactMap { share in
      let scores = rounds.map { $0[share] }
      let (training, held) = (scores.compactMap(\.training), scores.compactMap(\.held))
      guard training.count == rounds.count, held.count == rounds.count else { return nil }
      return Point(rows: scores.reduce(0) { $0 + $1.rows } / rounds.count, training: training, held: held)
    }
  }

  private static func scores(
    _ round: CrossValidation.Round, _ model: ModelChoice, _ metric: MetricSpec, _ shares: [Double],
    _ seed: UInt64
  ) throws -> [(rows: Int, training: Double?, held: Double?)] {
    var order = (0..<Int32(round.training.rowCount)).map { $0 }
    var stream = RandomStream(seed: seed, stream: UInt64(round.index))
    stream.shuffle(&order)
    return try shares.map { share in
      let rows = order.prefix(max(1, Int((share * Double(order.count)).rounded()))).sorted()
      let part = round.rows(rows)
      guard part.target.canBeLearned else { return (rows.count, nil, nil) }
      let judged = try part.judged(model, seed: seed, withTraining: true)
      return (
        rows.count, try judged.evaluatedTraining.flatMap(metric.compute), metric.compute(try judged.evaluated)
      )
    }
  }
}

extension CrossValidation.Round {
  /// The same round with some of its training rows alone.
  fileprivate func rows(_ rows: [Int32]) -> CrossValidation.Round {
    CrossValidation.Round(
      index: index, training: training.rows(rows), target: target.rows(rows),
      weights: weights.map { weights in rows.map { weights[Int($0)] } },
      groups: groups.map { groups in rows.map { groups[Int($0)] } }, rows: self.rows, held: held,
      truth: truth, heldGroups: heldGroups, labels: labels)
  }
}

extension Target {
  /// Whether a classifier has two classes to tell apart, for each label.
  fileprivate var canBeLearned: Bool {
    switch self {
    case .classes(let labels, _): labels.count > 1
    case .labels(let sets):
      sets.names.indices.allSatisfy { (1..<sets.count).contains(sets.support(of: $0)) }
    case .numbers, .none: true
    }
  }
}
