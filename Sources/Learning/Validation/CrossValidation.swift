import Canonical
import Frame

/// A table, cut into folds, and what is fitted on each of them: no recipe and no model sees the rows it is judged on.
package struct CrossValidation: Sendable {
  /// Fitted anew on the training rows of each fold.
  package let recipe: RecipePlan
  /// What is predicted.
  package let supervised: Supervised
  /// How the rows are cut.
  package let folds: Folds
  private let table: Table
  private let target: Target
  private let weights: [Double]?
  private let groups: [Int32]?
  private let seed: UInt64
  /// Rounds that are kept ready; empty where each is made when it is asked for.
  private var ready: [Round] = []

  /// `table` holds the columns that the recipe reads, the target and the weights. Fails where the target cannot be learned.
  package init(
    recipe: RecipePlan, supervised: Supervised, table: Table, folds: Folds, seed: UInt64
  ) throws(LearningError) {
    self.recipe = recipe
    self.supervised = supervised
    self.table = table
    self.folds = folds
    self.seed = seed
    target = try supervised.target(in: table)
    weights = try supervised.weights(in: table)
    groups = try supervised.groups(in: table)
  }

  /// One round made ready: features of the rows to learn from, and of those to judge on, by a recipe that has seen the former.
  package struct Round: Sendable {
    /// The position among the rounds.
    package let index: Int
    /// What is learned from.
    package let training: FeatureMatrix
    package let target: Target
    package let weights: [Double]?
    /// The query of each row that is learned from; nil where rows are not ranked.
    package let groups: [Int32]?
    /// The rows judged, as numbers of the table.
    package let rows: [Int32]
    /// Their features and their truth, with labels of its own.
    package let held: FeatureMatrix
    package let truth: Target
    /// The query of each row judged; nil where rows are not ranked.
    package let heldGroups: [Int32]?
    /// The classes of the whole table; nil where the target is none.
    package let labels: [String]?
  }

  /// The same with all rounds made ready, on all cores: for more than one use of them. The features of all rounds stay in memory.
  package func prepared() throws -> CrossValidation {
    var copy = self
    copy.ready = try Parallel.map(folds.rounds) { index in Result { try round(index) } }.map { try $0.get() }
    return copy
  }

  /// Makes a round in `0 ..< folds.rounds` ready. The cost is that of the recipe; a round may be judged any number of times.
  package func round(_ index: Int) throws(LearningError) -> Round {
    if ready.indices.contains(index) { return ready[index] }
    let fold = folds.fold(index)
    do throws(LearningError) {
      let learned = table.drawing(fold.training)
      let (fitted, training) = try recipe.fitted(on: learned, seed: seed)
      return Round(
        index: index, training: training, target: target.rows(fold.training.rows),
        weights: weights.map { weights in fold.training.rows.map { weights[Int($0)] } },
        groups: groups.map { groups in fold.training.rows.map { groups[Int($0)] } },
        rows: fold.validation.rows, held: try fitted.apply(to: table.drawing(fold.validation)),
        truth: target.rows(fold.validation.rows),
        heldGroups: groups.map { groups in fold.validation.rows.map { groups[Int($0)] } },
        labels: target.labels)
    } catch {
      throw LearningError("in fold \(index + 1): \(error.message)", hint: error.hint, kind: error.kind)
    }
  }

  /// Judges `model` in every round, on all cores; the result does not depend on their number.
  package func judged(
    _ model: ModelChoice, withTraining: Bool = false
  ) throws -> CrossValidated {
    let outcomes = Parallel.map(folds.rounds) { index in
      Result { try round(index).judged(model, seed: seed, withTraining: withTraining) }
    }
    return try CrossValidated(outcomes.map { try $0.get() }, target: target, repeats: folds.repeats)
  }
}

extension CrossValidation.Round {
  /// Fits `model` on the training rows and gives what it says of the others, with the classes of the whole table.
  ///
  /// - Parameter withTraining: also what it says of the rows that it was fitted on.
  package func judged(
    _ model: ModelChoice, seed: UInt64, withTraining: Bool = false,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws -> JudgedRows {
    do {
      let predictor = try model.fit(
        training, target, weights: weights, groups: groups, seed: seed, isCancelled: isCancelled)
      let prediction = try predictor.predict(held)
      return JudgedRows(
        rows: rows, prediction: labels.map(prediction.widened) ?? prediction,
        training: withTraining ? try predictor.predict(training) : nil, truth: truth, learned: target,
        queries: heldGroups, learnedQueries: groups)
    } catch let error as LearningError {
      throw LearningError("in fold \(index + 1): \(error.message)", hint: error.hint, kind: error.kind)
    }
  }
}

/// What a model of one round says of rows that it has not seen.
package struct JudgedRows: Sendable {
  /// As numbers of the table.
  package let rows: [Int32]
  /// Of those rows.
  package let prediction: Prediction
  /// Of the rows that it was fitted on, for comparison; nil where that was not asked for.
  package let training: Prediction?
  package let truth: Target
  /// The target of the rows that it was fitted on.
  package let learned: Target
  /// The query of each row judged; nil where rows are not ranked.
  package let queries: [Int32]?
  /// The query of each row that it was fitted on; nil where rows are not ranked.
  package let learnedQueries: [Int32]?

  /// What metrics are computed from.
  package var evaluated: Evaluated {
    get throws(LearningError) {
      try Evaluated(truth: truth, prediction: prediction, queries: queries, ranks: queries != nil)
    }
  }

  /// The same of the rows that it was fitted on; nil where that was not asked for.
  package var evaluatedTraining: Evaluated? {
    get throws(LearningError) {
      guard let training else { return nil }
      return try Evaluated(
        truth: learned, prediction: training, queries: learnedQueries, ranks: learnedQueries != nil)
    }
  }
}

extension Prediction {
  /// The same prediction with more classes, in byte order, of which the new ones have no probability (or the lowest score).
  package func widened(to labels: [String]) -> Prediction {
    guard let (own, values) = ofClasses, own.count < labels.count else { return self }
    let index = NameIndex(labels)
    let places = own.map { index[$0] ?? 0 }
    let isScore = if case .scores = self { true } else { false }
    var wide = [Double](repeating: isScore ? -.greatestFiniteMagnitude : 0, count: count * labels.count)
    for row in 0..<count {
      for (code, place) in places.enumerated() {
        wide[row * labels.count + place] = values[row * own.count + code]
      }
    }
    return isScore
      ? .scores(labels: labels, values: wide) : .probabilities(labels: labels, values: wide)
  }
}

/// A model judged in every round of a cross-validation.
package struct CrossValidated: Sendable {
  /// In the order of the rounds.
  package let rounds: [JudgedRows]
  /// What models said of each row that none of them had seen, with the truth: of the first repeat. Rows that are never held
  /// out, as in folds along time, are left out.
  package let outOfFold: (rows: [Int32], prediction: Prediction, truth: Target)

  init(_ rounds: [JudgedRows], target: Target, repeats: Int) throws(LearningError) {
    self.rounds = rounds
    let first = rounds.prefix(rounds.count / max(repeats, 1))
    var places: [(row: Int32, round: Int, place: Int32)] = []
    for (index, round) in first.enumerated() {
      for (place, row) in round.rows.enumerated() { places.append((row, index, Int32(place))) }
    }
    places.sort { $0.row < $1.row }
    let rows = places.map(\.row)
    guard
      let prediction = Prediction.gathered(places.map { ($0.round, $0.place) }, of: first.map(\.prediction))
    else { throw LearningError("the models of a cross-validation predict different things") }
    outOfFold = (rows, prediction, target.rows(rows))
  }

  /// The value of a metric in each round; nil where it is not defined there.
  package func scores(_ metric: MetricSpec) throws(LearningError) -> [Double?] {
    var scores: [Double?] = []
    for round in rounds { scores.append(metric.compute(try round.evaluated)) }
    return scores
  }

  /// The value of a metric on the rows that each round's model was fitted on; nil also where they were not predicted.
  package func trainingScores(_ metric: MetricSpec) throws(LearningError) -> [Double?] {
    var scores: [Double?] = []
    for round in rounds {
      scores.append(try round.evaluatedTraining.flatMap(metric.compute))
    }
    return scores
  }
}

extension Prediction {
  /// Rows of several predictions of one kind as one: place `place` of prediction `source` for each row; nil where the kinds
  /// or classes differ.
  static func gathered(_ places: [(source: Int, place: Int32)], of sources: [Prediction]) -> Prediction? {
    guard let first = sources.first else { return nil }
    if let (labels, _) = first.ofClasses {
      let all = sources.compactMap(\.ofClasses)
      guard all.count == sources.count, all.allSatisfy({ $0.labels.count == labels.count }) else {
        return nil
      }
      var values: [Double] = []
      values.reserveCapacity(places.count * labels.count)
      for (source, place) in places {
        let start = Int(place) * labels.count
        values += all[source].values[start..<start + labels.count]
      }
      if case .scores = first { return .scores(labels: labels, values: values) }
      return .probabilities(labels: labels, values: values)
    }
    if case .labels(let own) = first { return gathered(places, of: sources, like: own) }
    var numbers: [[Double]] = []
    for source in sources {
      guard case .values(let values) = source else { return nil }
      numbers.append(values)
    }
    return .values(places.map { numbers[$0.source][Int($0.place)] })
  }

  private static func gathered(
    _ places: [(source: Int, place: Int32)], of sources: [Prediction], like first: LabelPrediction
  ) -> Prediction? {
    let all = sources.compactMap { if case .labels(let said) = $0 { said } else { nil } }
    let width = first.names.count
    guard all.count == sources.count, all.allSatisfy({ $0.names.count == width }) else { return nil }
    var (values, decided): ([Double], [UInt8]) = ([], [])
    for (source, place) in places {
      let range = Int(place) * width..<(Int(place) + 1) * width
      values += all[source].values[range]
      decided += all[source].decided[range]
    }
    return .labels(
      LabelPrediction(
        names: first.names, values: values, decided: decided,
        isProbability: all.allSatisfy(\.isProbability)))
  }
}
