import Canonical

extension Aggregate {
  /// The figure of each group, as a column of `resultType`.
  ///
  /// `column` has a value for each row that was grouped and is of a type that the figure has a meaning for; nil counts
  /// rows. Fails where a sum of integers leaves 64 bits. O(rows), and a sort within groups for quantiles.
  package func values(of column: Column?, in groups: Grouping) throws(FormulaError) -> Column {
    guard let column else { return .integers(groups.sizes.map { Int64($0) }) }
    switch self {
    case .count: return .integers(Aggregation.counts(column, groups).map { Int64($0) })
    case .countDistinct: return .integers(Aggregation.distinct(column, groups).map { Int64($0) })
    case .sum: return try Aggregation.sum(column, groups)
    case .mean, .share: return .numbers(Aggregation.means(column.doubles(), groups))
    case .variance: return .numbers(Aggregation.variances(column.doubles(), groups))
    case .std:
      return .numbers(Aggregation.variances(column.doubles(), groups).map { $0.squareRoot() })
    case .median: return .numbers(Aggregation.quantiles(0.5, column.doubles(), groups))
    case .quantile(let share): return .numbers(Aggregation.quantiles(share, column.doubles(), groups))
    case .first:
      let isEmpty = column.count == 0
      return column.gathered(
        orMissing: isEmpty ? [Int32](repeating: -1, count: groups.count) : groups.first)
    case .last: return column.gathered(orMissing: Aggregation.last(groups))
    case .min, .max:
      return column.gathered(orMissing: Aggregation.extremes(column, groups, largest: self == .max))
    case .any:
      let counts = Aggregation.truths(column, groups)
      return .booleans(counts.yes.map { $0 > 0 })
    case .all:
      let counts = Aggregation.truths(column, groups)
      return .booleans(counts.no.map { $0 == 0 })
    }
  }
}

/// The kernels of aggregates: sums run in the order of the rows.
enum Aggregation {
  static func counts(_ column: Column, _ groups: Grouping) -> [Int] {
    guard column.missingCount > 0 else { return groups.sizes }
    var counts = [Int](repeating: 0, count: groups.count)
    for (row, code) in groups.codes.enumerated() where code >= 0 && !column.isMissing(row) {
      counts[Int(code)] += 1
    }
    return counts
  }

  static func distinct(_ column: Column, _ groups: Grouping) -> [Int] {
    let values = KeyCodes([column])
    let own = KeyCodes(codes: [groups.codes], count: groups.count)
    var counts = [Int](repeating: 0, count: groups.count)
    let pairs = Grouping(numbers: own.crossed(with: values).codes.first ?? [])
    for row in pairs.first { counts[Int(groups.codes[Int(row)])] += 1 }
    return counts
  }

  static func sum(_ column: Column, _ groups: Grouping) throws(FormulaError) -> Column {
    if let integers = column.integers ?? column.booleans?.map({ $0 ? 1 : 0 }) {
      var sums = [Int64](repeating: 0, count: groups.count)
      for (code, value) in zip(groups.codes, integers) where code >= 0 {
        let (sum, overflows) = sums[Int(code)].addingReportingOverflow(value)
        guard !overflows else {
          throw FormulaError(
            "a sum of integers leaves 64 bits", hint: "add numbers: `sum(1.0 * x)`")
        }
        sums[Int(code)] = sum
      }
      return .integers(sums, validity: nil)
    }
    return .numbers(sums(column.doubles(), groups).sums)
  }

  private static func sums(_ values: [Double], _ groups: Grouping) -> (sums: [Double], counts: [Int]) {
    var sums = [Double](repeating: 0, count: groups.count)
    var counts = [Int](repeating: 0, count: groups.count)
    groups.codes.withUnsafeBufferPointer { codes in
      values.withUnsafeBufferPointer { values in
        for row in 0..<min(codes.count, values.count) where codes[row] >= 0 && !values[row].isNaN {
          sums[Int(codes[row])] += values[row]
          counts[Int(codes[row])] &+= 1
        }
      }
    }
    return (sums, counts)
  }

  /// Values so large that their sum is not finite are divided before they are added.
  static func means(_ values: [Double], _ groups: Grouping) -> [Double] {
    let (sums, counts) = sums(values, groups)
    var means = zip(sums, counts).map { $1 == 0 ? .nan : $0 / Double($1) }
    guard means.contains(where: { $0.isInfinite }) else { return means }
    var careful = [Double](repeating: 0, count: groups.count)
    for (code, value) in zip(groups.codes, values) where code >= 0 && !value.isNaN {
      careful[Int(code)] += value / Double(counts[Int(code)])
    }
    for group in means.indices where means[group].isInfinite { means[group] = careful[group] }
    return means
  }

  /// Squares of distances from the mean, in a second pass.
  static func variances(_ values: [Double], _ groups: Grouping) -> [Double] {
    let means = means(values, groups)
    let squares = groups.codes.indices.map { row -> Double in
      guard groups.codes[row] >= 0 else { return .nan }
      let distance = values[row] - means[Int(groups.codes[row])]
      return distance * distance
    }
    let (sums, counts) = sums(squares, groups)
    return zip(sums, counts).map { $1 < 2 ? .nan : $0 / Double($1 - 1) }
  }

  static func quantiles(_ share: Double, _ values: [Double], _ groups: Grouping) -> [Double] {
    groups.gathered(values).map { Quantile.value(share, of: RadixSort.ascending($0)) }
  }

  static func last(_ groups: Grouping) -> [Int32] {
    var last = [Int32](repeating: -1, count: groups.count)
    for (row, code) in groups.codes.enumerated() where code >= 0 {
      last[Int(code)] = Int32(truncatingIfNeeded: row)
    }
    return last
  }

  /// The row of the smallest or largest value of each group, the first of equal ones; -1 where it has none.
  static func extremes(_ column: Column, _ groups: Grouping, largest: Bool) -> [Int32] {
    let keys = OrderKeys.of(column)
    var rows = [Int32](repeating: -1, count: groups.count)
    for (row, code) in groups.codes.enumerated() where code >= 0 && !column.isMissing(row) {
      let best = rows[Int(code)]
      if best < 0 || (largest ? keys[row] > keys[Int(best)] : keys[row] < keys[Int(best)]) {
        rows[Int(code)] = Int32(truncatingIfNeeded: row)
      }
    }
    return rows
  }

  static func truths(_ column: Column, _ groups: Grouping) -> (yes: [Int], no: [Int]) {
    var (yes, no) = ([Int](repeating: 0, count: groups.count), [Int](repeating: 0, count: groups.count))
    for (row, code) in groups.codes.enumerated() where code >= 0 && !column.isMissing(row) {
      if column.booleans?[row] == true { yes[Int(code)] += 1 } else { no[Int(code)] += 1 }
    }
    return (yes, no)
  }
}
