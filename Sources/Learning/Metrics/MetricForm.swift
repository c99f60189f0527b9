import Canonical

/// How a metric comes from rows. Plain scores, weighted ones, resampling and leaving rows out all follow from it, so that
/// a metric is written down once.
enum MetricForm: Sendable {
  /// From how often each class is predicted as each.
  case counts(@Sendable (ConfusionCounts) throws -> Double)
  /// From sums of numbers of each row.
  case sums(@Sendable (Evaluated) throws -> RowTerms, @Sendable (TermSums) throws -> Double)
  /// From the rows of each class against the others, in the order of their scores.
  case ranks(RankStatistic, RankMean, @Sendable (Double) -> Double)
  /// From the rows in the order of one number.
  case ordered(@Sendable (Evaluated) throws -> [Double], @Sendable (OrderedWeights) throws -> Double)
  /// From sums of numbers of each query, whose rows stay together. Weights of rows have no part in it.
  case queries(@Sendable (Evaluated) throws -> RowTerms, @Sendable (TermSums) throws -> Double)
  /// From the areas of all pairs of classes; each counts as its rows do, or all alike. Weights of rows have no part in it.
  case pairs(weighted: Bool)
  /// From how often each class falls into each cluster. `mostRows`: beyond, it takes too long to be computed for each resample.
  case contingency(mostRows: Int?, @Sendable (Contingency) throws -> Double)
  /// In a way of its own. `noInterval`: why it says nothing of rows that are drawn anew; nil where it counts rows by their weights.
  case rows(noInterval: String?, @Sendable (Evaluated) throws -> Double)
}

/// Of more than two classes, how the statistics of each against the others become one. `micro`: of several labels a row, all pairs of
/// a row and a label are ranked together.
enum RankMean: Sendable { case macro, weighted, micro }

extension MetricForm {
  func value(of evaluated: Evaluated) throws -> Double {
    switch self {
    case .counts(let value): return try value(try ConfusionCells(evaluated).counts(evaluated.weights))
    case .sums(let terms, let value): return try value(TermSums(try terms(evaluated), evaluated.weights))
    case .ranks(let statistic, let mean, let map):
      let parts = try RankedLayout.all(evaluated, mean).map { try $0.part(statistic, evaluated.weights) }
      return map(try mean.of(parts))
    case .ordered(let keys, let value):
      return try value(OrderedWeights(OrderedRows(try keys(evaluated)), evaluated.weights))
    case .queries(let terms, let value): return try value(TermSums(try terms(evaluated), nil))
    case .pairs(let weighted): return try PairedRanks(evaluated, weighted: weighted).value()
    case .contingency(_, let value): return try value(Contingency(evaluated))
    case .rows(_, let value): return try value(evaluated)
    }
  }

  /// Why so many rows have no interval; nil where they may have one.
  func noInterval(rows: Int) -> String? {
    switch self {
    case .rows(let reason, _): reason
    case .contingency(let most?, _) where rows > most:
      "of more than \(NumberText.thousands(most)) rows it takes too long to be computed for each resample"
    default: nil
    }
  }
}

extension RankMean {
  /// The statistic of one class, or the mean over classes.
  func of(_ parts: [RankedLayout.Part]) throws -> Double {
    guard let first = parts.first else { throw Undefined("there are no classes") }
    if parts.count == 1 { return first.value }
    switch self {
    case .macro, .micro: return parts.reduce(0) { $0 + $1.value } / Double(parts.count)
    case .weighted:
      let total = parts.reduce(0) { $0 + $1.support }
      return parts.reduce(0) { $0 + $1.value * $1.support } / total
    }
  }
}

/// Numbers of each row whose sums make a metric, perhaps apart for groups of rows.
struct RowTerms: Sendable {
  /// Each as long as there are rows.
  var terms: [[Double]]
  /// The group of each row; nil where all are in one.
  var groups: [Int32]?
  var groupCount = 1
  /// A number that the terms are relative to.
  var constant = 0.0

  init(_ terms: [[Double]], groups: [Int32]? = nil, groupCount: Int = 1, constant: Double = 0) {
    self.terms = terms
    self.groups = groups
    self.groupCount = groupCount
    self.constant = constant
  }
}

/// The weighted sums of terms.
struct TermSums: Sendable {
  /// By term, then by group.
  var sums: [[Double]]
  /// The weight of the rows of each group.
  var weights: [Double]
  /// The number that the terms are relative to.
  var constant = 0.0

  /// The sum of a term where there are no groups.
  subscript(term: Int) -> Double { sums[term][0] }

  /// The weight of all rows.
  var weight: Double { weights.count == 1 ? weights[0] : FixedOrder.sum(weights) }

  /// The weighted mean of a term.
  func mean(_ term: Int) -> Double { sums[term][0] / weight }

  init(sums: [[Double]], weights: [Double], constant: Double) {
    self.sums = sums
    self.weights = weights
    self.constant = constant
  }

  init(_ rows: RowTerms, _ weights: [Double]?) throws {
    if let groups = rows.groups {
      self = TermSums.grouped(rows, groups, weights)
    } else {
      sums = rows.terms.map { term in [weights.map { FixedOrder.dot(term, $0) } ?? FixedOrder.sum(term)] }
      self.weights = [weights.map { FixedOrder.sum($0) } ?? Double(rows.terms.first?.count ?? 0)]
      constant = rows.constant
    }
    guard weight > 0 else { throw Undefined("no row has a weight") }
  }

  private static func grouped(_ rows: RowTerms, _ groups: [Int32], _ weights: [Double]?) -> TermSums {
    let none = [Double](repeating: 0, count: rows.groupCount)
    var result = TermSums(sums: rows.terms.map { _ in none }, weights: none, constant: rows.constant)
    for (row, group) in groups.enumerated() {
      let weight = weights?[row] ?? 1
      result.weights[Int(group)] += weight
      for term in rows.terms.indices { result.sums[term][Int(group)] += rows.terms[term][row] * weight }
    }
    return result
  }
}

/// Rows by a rising number.
struct OrderedRows: Sendable {
  let keys: [Double]
  let order: [Int32]

  init(_ values: [Double]) {
    order = values.indices.map { Int32($0) }.sorted { values[Int($0)] < values[Int($1)] }
    keys = order.map { values[Int($0)] }
  }
}

/// Rows by a rising number, with what each counts for.
struct OrderedWeights: Sendable {
  let keys: [Double]
  /// In the order of `keys`; nil where each row counts for one.
  let weights: [Double]?

  init(_ rows: OrderedRows, _ weights: [Double]?) {
    keys = rows.keys
    self.weights = weights.map { weights in rows.order.map { weights[Int($0)] } }
  }

  /// The median; with weights the middle of the two values next to half of the weight, where one ends exactly there.
  func median() throws -> Double {
    guard let weights else { return Moments.median(ofSorted: keys) }
    return try WeightedQuantile.averaged(0.5, ofSorted: keys, weights: weights)
  }
}

/// Quantiles of values that count for more or less than one.
enum WeightedQuantile {
  /// The smallest value at which the running weight reaches the share, or its mean with the next where it is reached exactly
  /// (the averaged inverted distribution function, type 2 of Hyndman and Fan, 1996). `keys` rise.
  static func averaged(_ share: Double, ofSorted keys: [Double], weights: [Double]) throws -> Double {
    var total = 0.0
    for weight in weights { total += weight }
    guard total > 0 else { throw Undefined("no row has a weight") }
    let goal = share * total
    var reached = 0.0
    for index in keys.indices where weights[index] > 0 {
      reached += weights[index]
      if reached < goal { continue }
      guard reached == goal, let next = keys.indices[(index + 1)...].first(where: { weights[$0] > 0 }) else {
        return keys[index]
      }
      return keys[index] / 2 + keys[next] / 2
    }
    return keys[keys.count - 1]
  }
}
