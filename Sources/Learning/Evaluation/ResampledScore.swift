/// A metric of one model's rows, sorted and summed as far as that can be done once, so that each resample is one pass over the
/// rows.
struct ResampledScore: Sendable {
  private enum Form: Sendable {
    case counts(CellSums, @Sendable (ConfusionCounts) throws -> Double)
    case sums(RowTerms, @Sendable (TermSums) throws -> Double)
    case ranks([RankedSums], RankStatistic, RankMean, @Sendable (Double) -> Double)
    case ordered(OrderedRows, @Sendable (OrderedWeights) throws -> Double)
    case queries(RowTerms, @Sendable (TermSums) throws -> Double)
    case pairs(PairedRanks)
    case contingency(ContingencyRows, @Sendable (Contingency) throws -> Double)
    case rows(@Sendable (Evaluated) throws -> Double)
  }

  /// Of more pairs, as of many labels a row, leaving out each in turn would take too long.
  private static let mostCells = 1000

  private let form: Form
  private let evaluated: Evaluated

  /// `cells`: the pairs of classes of the rows, for all metrics that count them. Fails where the metric cannot be computed of
  /// the rows themselves.
  init(_ metric: MetricSpec, _ evaluated: Evaluated, cells: CellSums? = nil) throws {
    self.evaluated = evaluated
    switch metric.form {
    case .counts(let value): form = .counts(try cells ?? CellSums(ConfusionCells(evaluated)), value)
    case .sums(let terms, let value): form = .sums(try terms(evaluated), value)
    case .ranks(let statistic, let mean, let map):
      form = .ranks(try RankedLayout.all(evaluated, mean).map { RankedSums($0) }, statistic, mean, map)
    case .ordered(let keys, let value): form = .ordered(OrderedRows(try keys(evaluated)), value)
    case .queries(let terms, let value): form = .queries(try terms(evaluated), value)
    case .pairs(let weighted): form = .pairs(try PairedRanks(evaluated, weighted: weighted))
    case .contingency(_, let value): form = .contingency(try ContingencyRows(evaluated), value)
    case .rows(_, let value): form = .rows(value)
    }
  }

  /// How many queries its rows belong to; nil where it is not made of queries.
  var queryCount: Int? {
    if case .queries(let terms, _) = form { terms.terms.first?.count } else { nil }
  }

  /// Whether weights of rows have a part in the score.
  private var isWeighted: Bool {
    switch form {
    case .queries, .pairs: false
    default: evaluated.weights != nil
    }
  }

  /// What each row weighs of its own.
  var ownWeights: [Double]? { evaluated.weights }

  /// The score of a resample; NaN where it has none.
  func value(_ rows: inout ResampledRows) -> Double {
    let value = try? isWeighted ? weighted(rows.weighing(evaluated.weights)) : counted(&rows)
    return value ?? .nan
  }

  private func counted(_ rows: inout ResampledRows) throws -> Double {
    switch form {
    case .counts(let cells, let value): return try value(try rows.pairs(cells))
    case .sums(let terms, let value) where terms.groups == nil:
      let counts = UnsafeBufferPointer(rows.counts)
      return try value(
        TermSums(
          sums: terms.terms.map { [CountedSum.dot($0, counts)] }, weights: [Double(counts.count)],
          constant: terms.constant))
    case .ranks(let layouts, .area, let mean, let map):
      let counts = UnsafeBufferPointer(rows.counts)
      return map(try mean.of(try layouts.map { try $0.area(counts) }))
    case .queries(let terms, let value):
      let counts = UnsafeBufferPointer(rows.queries)
      return try value(
        TermSums(
          sums: terms.terms.map { [CountedSum.dot($0, counts)] }, weights: [Double(counts.count)],
          constant: terms.constant))
    case .pairs(let pairs): return try pairs.value(UnsafeBufferPointer(rows.counts))
    case .contingency(let table, let value): return try value(table.table(UnsafeBufferPointer(rows.counts)))
    default: return try weighted(rows.weighing(nil))
    }
  }

  /// The score where each row weighs so much.
  func weighted(_ weights: [Double]) throws -> Double {
    switch form {
    case .counts(let cells, let value): return try value(try cells.layout.counts(weights))
    case .sums(let terms, let value): return try value(try TermSums(terms, weights))
    case .ranks(let layouts, let statistic, let mean, let map):
      return map(try mean.of(try layouts.map { try $0.layout.part(statistic, weights) }))
    case .ordered(let rows, let value): return try value(OrderedWeights(rows, weights))
    case .queries(let terms, let value): return try value(TermSums(terms, nil))
    case .pairs(let pairs): return try pairs.value()
    case .contingency(let table, let value): return try value(table.table(weights))
    case .rows(let value): return try value(evaluated.weighted(by: weights))
    }
  }

  /// The score without each of the rows in turn, and how many rows each number stands for; nil where that would have to be
  /// computed row by row.
  func withoutEach() throws -> [(value: Double, rows: Double)]? {
    guard !isWeighted else { return nil }
    switch form {
    case .counts(let cells, let value) where cells.layout.count <= Self.mostCells:
      let whole = try cells.layout.counts(nil).cellWeights
      return try whole.indices.map { cell in
        var less = whole
        less[cell] -= 1
        return (try value(try ConfusionCounts(cells.layout, less)), whole[cell])
      }
    case .sums(let terms, let value) where terms.groups == nil:
      return try withoutEach(of: terms, value)
    case .queries(let terms, let value): return try withoutEach(of: terms, value)
    case .pairs(let pairs): return try pairs.withoutEach().map { ($0, 1) }
    case .contingency(let table, let value):
      return try table.withoutEach().map { (try value($0.table), $0.rows) }
    case .ranks(let layouts, .area, let mean, let map) where mean != .micro:
      let parts = try layouts.map { try $0.areasWithoutEach() }
      return try (0..<evaluated.count).map { row in (map(try mean.of(parts.map { $0[row] })), 1) }
    default: return nil
    }
  }

  private func withoutEach(
    of terms: RowTerms, _ value: (TermSums) throws -> Double
  ) throws -> [(value: Double, rows: Double)] {
    let whole = try TermSums(terms, nil)
    return try (terms.terms.first ?? []).indices.map { row in
      let less = zip(whole.sums, terms.terms).map { [$0[0] - $1[row]] }
      let sums = TermSums(sums: less, weights: [whole.weight - 1], constant: whole.constant)
      return (try value(sums), 1)
    }
  }
}

/// How often pairs of true and predicted classes occur under counts of rows.
final class CellSums: Sendable {
  let layout: ConfusionCells
  /// The pair of each row, where there are few enough for a byte.
  private let bytes: [UInt8]?

  init(_ layout: ConfusionCells) {
    self.layout = layout
    bytes = layout.count <= 256 ? layout.cellOfRow.map { UInt8($0) } : nil
  }

  func counts(_ rows: UnsafeBufferPointer<UInt8>) throws -> ConfusionCounts {
    guard let bytes else {
      var sums = [Double](repeating: 0, count: layout.count)
      for (row, cell) in layout.cellOfRow.enumerated() { sums[Int(cell)] += Double(rows[row]) }
      return try ConfusionCounts(layout, sums)
    }
    // Four tables, so that a row need not wait for the one before it.
    var tables = [UInt32](repeating: 0, count: 4 * 256)
    tables.withUnsafeMutableBufferPointer { tables in
      bytes.withUnsafeBufferPointer { cells in
        var row = 0
        while row + 4 <= cells.count {
          tables[Int(cells[row])] &+= UInt32(rows[row])
          tables[256 + Int(cells[row + 1])] &+= UInt32(rows[row + 1])
          tables[512 + Int(cells[row + 2])] &+= UInt32(rows[row + 2])
          tables[768 + Int(cells[row + 3])] &+= UInt32(rows[row + 3])
          row += 4
        }
        while row < cells.count {
          tables[Int(cells[row])] &+= UInt32(rows[row])
          row += 1
        }
      }
    }
    return try ConfusionCounts(
      layout,
      (0..<layout.count).map { (cell: Int) -> Double in
        Double(tables[cell]) + Double(tables[256 + cell]) + Double(tables[512 + cell])
          + Double(tables[768 + cell])
      })
  }
}

/// Sums of numbers under counts of rows.
enum CountedSum {
  /// In eight running sums, and those in order: the same bits on every machine.
  static func dot(_ values: [Double], _ counts: UnsafeBufferPointer<UInt8>) -> Double {
    values.withUnsafeBufferPointer { values in
      var lanes = SIMD8<Double>.zero
      var row = 0
      while row + 8 <= values.count {
        let numbers = SIMD8(
          values[row], values[row + 1], values[row + 2], values[row + 3], values[row + 4], values[row + 5],
          values[row + 6], values[row + 7])
        let weights = SIMD8(
          counts[row], counts[row + 1], counts[row + 2], counts[row + 3], counts[row + 4], counts[row + 5],
          counts[row + 6], counts[row + 7])
        lanes += numbers * SIMD8<Double>(weights)
        row += 8
      }
      var rest = 0.0
      while row < values.count {
        rest += values[row] * Double(counts[row])
        row += 1
      }
      return ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]))
        + rest
    }
  }
}

/// Areas under the ROC curve of rows in the order of their scores, under counts of rows and without single rows.
struct RankedSums: Sendable {
  let layout: RankedLayout
  private let isDistinct: Bool

  init(_ layout: RankedLayout) {
    self.layout = layout
    isDistinct = layout.closes.allSatisfy { $0 == 1 }
  }

  /// Whole numbers alone: pairs in the right order count two, ties one.
  func area(_ counts: UnsafeBufferPointer<UInt8>) throws -> RankedLayout.Part {
    var (positives, negatives, doubled) = (0, 0, 0)
    layout.order.withUnsafeBufferPointer { order in
      layout.positives.withUnsafeBufferPointer { isPositive in
        layout.closes.withUnsafeBufferPointer { closes in
          if isDistinct {
            for place in order.indices {
              let count = counts[Int(order[place])]
              positives &+= Int(count & isPositive[place])
              let other = Int(count & ~isPositive[place])
              negatives &+= other
              doubled &+= other &* positives
            }
            doubled &*= 2
            return
          }
          var (tiedPositives, tiedNegatives) = (0, 0)
          for place in order.indices {
            let count = counts[Int(order[place])]
            tiedPositives &+= Int(count & isPositive[place])
            tiedNegatives &+= Int(count & ~isPositive[place])
            guard closes[place] == 1 else { continue }
            doubled &+= tiedNegatives &* (2 &* positives &+ tiedPositives)
            positives &+= tiedPositives
            negatives &+= tiedNegatives
            (tiedPositives, tiedNegatives) = (0, 0)
          }
        }
      }
    }
    guard positives > 0, negatives > 0 else { throw Undefined("it needs rows of every class") }
    return .init(
      value: Double(doubled) / 2 / Double(positives) / Double(negatives), support: Double(positives))
  }

  /// For each row of the class the share of the others below it, and for each other row the share of the class above it; ties
  /// count half. These are the components of E. DeLong, D. DeLong and D. Clarke-Pearson (1988).
  func placements() throws -> (shares: [Double], isPositive: [Bool], positives: Int, negatives: Int) {
    let count = layout.order.count
    var shares = [Double](repeating: 0, count: count)
    var isPositive = [Bool](repeating: false, count: count)
    let all = layout.positives.count { $0 != 0 }
    let others = count - all
    guard all > 0, others > 0 else { throw Undefined("it needs rows of every class") }
    var (start, above, othersAbove) = (0, 0, 0)
    while start < count {
      var end = start
      while layout.closes[end] == 0 { end += 1 }
      let tied = (start...end).count { layout.positives[$0] != 0 }
      let tiedOthers = end - start + 1 - tied
      for place in start...end {
        let row = Int(layout.order[place])
        isPositive[row] = layout.positives[place] != 0
        shares[row] =
          isPositive[row]
          ? (Double(others - othersAbove - tiedOthers) + Double(tiedOthers) / 2) / Double(others)
          : (Double(above) + Double(tied) / 2) / Double(all)
      }
      above += tied
      othersAbove += tiedOthers
      start = end + 1
    }
    return (shares, isPositive, all, others)
  }

  func areasWithoutEach() throws -> [RankedLayout.Part] {
    let (shares, isPositive, positives, negatives) = try placements()
    guard positives > 1, negatives > 1 else { throw Undefined("it needs two rows of every class") }
    let sum = FixedOrder.sum(zip(shares, isPositive).map { $1 ? $0 : 0 })
    let area = sum / Double(positives)
    return zip(shares, isPositive).map { share, positive in
      let own = positive ? Double(positives) : Double(negatives)
      return .init(value: (area * own - share) / (own - 1), support: Double(positives - (positive ? 1 : 0)))
    }
  }
}
