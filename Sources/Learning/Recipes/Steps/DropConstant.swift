import Canonical

/// `drop_constant`: leaves out what has one value, or none, in all rows learned from, as scikit-learn's `VarianceThreshold`.
enum DropConstant {
  static let name = "drop_constant"

  static let spec: StepSpec = {
    var spec = StepSpec(
      name: name, summary: "leaves out columns and features that never vary", takes: .selector,
      hyperparameters: [], meaningVersion: 1, accepts: { _ in .taken },
      plan: { _, _, _ throws(StepFailure) in }, fit: fit,
      decode: { reader throws(DecodingFailure) in try FeatureChoice(decoding: &reader) })
    spec.takesFeatures = true
    return spec
  }()

  private static func fit(
    _ columns: [String], _ options: Options, _ table: WorkingTable
  ) throws(LearningError) -> FitOutcome {
    var kept: [String] = []
    var left: [String] = []
    for name in columns {
      for (feature, varies) in varying(name, try table.column(name).values) {
        if varies { kept.append(feature) } else { left.append(feature) }
      }
    }
    return FitOutcome(
      step: FeatureChoice(columns: columns, kept: kept),
      learned: [FeatureChoice.summary(left: left, of: kept.count + left.count)], made: kept.count)
  }

  private static func varying(_ name: String, _ values: WorkingValues) -> [(String, Bool)] {
    switch values {
    case .numbers(let numbers, _): [(name, differ(numbers.values.filter { !$0.isNaN }))]
    case .codes(let codes, _, _): [(name, differ(codes.filter { $0 >= 0 }))]
    case .texts(let column): [(name, differ((column.codes ?? []).filter { $0 >= 0 }))]
    case .moments(let moments, _): [(name, differ(moments.compactMap { $0 }))]
    case .features(let names, let columns):
      zip(names, columns).map { ($0, differ($1.filter { !$0.isNaN })) }
    case .indicators(let names, let positions):
      zip(names, varying(SparseRows(indicators: positions, columnCount: names.count))).map { ($0, $1) }
    case .sparse(let names, let rows): zip(names, varying(rows)).map { ($0, $1) }
    }
  }

  /// Of each column, whether its numbers differ: from each other, or from the zeros that are not kept.
  private static func varying(_ rows: SparseRows) -> [Bool] {
    var first = [Double](repeating: .nan, count: rows.columnCount)
    var counts = [Int](repeating: 0, count: rows.columnCount)
    var varies = [Bool](repeating: false, count: rows.columnCount)
    for (column, value) in zip(rows.columns, rows.values) {
      let column = Int(column)
      counts[column] += 1
      if first[column].isNaN {
        first[column] = value
      } else if value != first[column] {
        varies[column] = true
      }
    }
    for column in varies.indices where counts[column] < rows.rowCount && counts[column] > 0 {
      if first[column] != 0 { varies[column] = true }
    }
    return varies
  }

  private static func differ<Value: Equatable>(_ values: [Value]) -> Bool {
    guard let first = values.first else { return false }
    return values.contains { $0 != first }
  }
}
