/// Which class was predicted as which in each row, as a position in a list of the pairs that occur; where rows may have several
/// labels, which of them were true and which predicted.
struct ConfusionCells: Sendable {
  let classCount: Int
  /// The pairs that occur, by true and then by predicted class; empty where rows may have several labels.
  let pairs: [(truth: Int32, predicted: Int32)]
  /// The pairs of sets of labels that occur; nil where each row has one class.
  let sets: LabelSetPairs?
  /// The position in `pairs`, or in `sets`, of each row.
  let cellOfRow: [Int32]

  /// How many pairs occur.
  var count: Int { sets?.count ?? pairs.count }

  /// Fails for anything but classes. O(rows + pairs · log pairs).
  init(_ evaluated: Evaluated) throws {
    guard !evaluated.labels.isEmpty else { throw Undefined("it needs predicted classes") }
    classCount = evaluated.labels.count
    guard evaluated.task != .multilabel else {
      pairs = []
      (sets, cellOfRow) = LabelSetPairs.of(evaluated)
      return
    }
    sets = nil
    let size = Int64(classCount)
    let keys = zip(evaluated.truthCodes, evaluated.predictedCodes).map { Int64($0) * size + Int64($1) }
    let distinct = Set(keys).sorted()
    let positions = Dictionary(uniqueKeysWithValues: zip(distinct, (0..<distinct.count).map { Int32($0) }))
    pairs = distinct.map { (Int32($0 / size), Int32($0 % size)) }
    cellOfRow = keys.map { positions[$0] ?? 0 }
  }

  /// How often each pair occurs; with weights, what its rows weigh.
  func counts(_ weights: [Double]?) throws -> ConfusionCounts {
    var cells = [Double](repeating: 0, count: count)
    if let weights {
      for (row, cell) in cellOfRow.enumerated() { cells[Int(cell)] += weights[row] }
    } else {
      for cell in cellOfRow { cells[Int(cell)] += 1 }
    }
    return try ConfusionCounts(self, cells)
  }
}

/// How often each class occurs, is predicted, and is predicted right: all that the metrics of predicted classes need.
struct ConfusionCounts: Sendable {
  /// What the rows of each class weigh.
  private(set) var support: [Double]
  /// What the rows predicted as each class weigh.
  private(set) var predicted: [Double]
  /// What the rows of each class that were predicted as it weigh.
  private(set) var right: [Double]
  /// The pairs of true and predicted classes that occur, with their weights; empty where rows may have several labels.
  let cells: [(truth: Int32, predicted: Int32, weight: Double)]
  /// Whether rows may have several labels.
  let isMultilabel: Bool
  /// What rows of each cell weigh.
  let cellWeights: [Double]
  /// The weight of all rows.
  let total: Double

  /// `weights`: one for each pair.
  init(_ layout: ConfusionCells, _ weights: [Double]) throws {
    support = [Double](repeating: 0, count: layout.classCount)
    predicted = support
    right = support
    cells = zip(layout.pairs, weights).map { ($0.truth, $0.predicted, $1) }
    isMultilabel = layout.sets != nil
    cellWeights = weights
    total = FixedOrder.sum(weights)
    guard total > 0 else { throw Undefined("no row has a weight") }
    for cell in cells {
      support[Int(cell.truth)] += cell.weight
      predicted[Int(cell.predicted)] += cell.weight
      if cell.truth == cell.predicted { right[Int(cell.truth)] += cell.weight }
    }
    if let sets = layout.sets { count(sets, weights) }
  }

  private mutating func count(_ sets: LabelSetPairs, _ weights: [Double]) {
    for (cell, weight) in weights.enumerated() where weight != 0 {
      for place in sets.offsets[cell]..<sets.offsets[cell + 1] {
        let entry = sets.entries[place]
        let label = Int(entry >> 2)
        if entry & 1 != 0 { support[label] += weight }
        if entry & 2 != 0 { predicted[label] += weight }
        if entry & 3 == 3 { right[label] += weight }
      }
    }
  }

  /// The number of classes that the model knows.
  var classCount: Int { support.count }

  /// The classes that are true of a row or predicted for one; of several labels a row, all.
  var occurring: [Int] {
    isMultilabel ? Array(support.indices) : support.indices.filter { support[$0] + predicted[$0] > 0 }
  }

  /// The weight of the rows that are predicted right.
  var hits: Double { FixedOrder.sum(right) }

  /// Of the rows predicted as the class, the share that belongs to it; 0 where there are none.
  func precision(_ label: Int) -> Double { share(right[label], predicted[label]) }

  /// Of the rows of the class, the share predicted as it; 0 where there are none.
  func recall(_ label: Int) -> Double { share(right[label], support[label]) }

  /// The harmonic mean of precision and recall, in which recall weighs `beta`² as much; 0 where both are empty.
  func f(_ label: Int, beta: Double) -> Double {
    let square = beta * beta
    return share((1 + square) * right[label], square * support[label] + predicted[label])
  }

  /// Of the rows that are of the class or predicted as it, the share that is both; 0 where there are none.
  func jaccard(_ label: Int) -> Double {
    share(right[label], support[label] + predicted[label] - right[label])
  }

  /// Of the rows of other classes, the share that is not predicted as the class; 0 where there are none.
  func specificity(_ label: Int) -> Double {
    share(total - support[label] - predicted[label] + right[label], total - support[label])
  }

  /// Of the rows not predicted as the class, the share that is of another one; 0 where there are none.
  func negativePredictiveValue(_ label: Int) -> Double {
    share(total - support[label] - predicted[label] + right[label], total - predicted[label])
  }

  private func share(_ part: Double, _ whole: Double) -> Double { whole <= 0 ? 0 : part / whole }
}
