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
    case .numbers(let numbers, _): [(name, differ(numbers.filter { !$0.isNaN }))]
    case .codes(let codes, _, _): [(name, differ(codes.filter { $0 >= 0 }))]
    case .moments(let moments, _): [(name, differ(moments.compactMap { $0 }))]
    case .features(let names, let columns):
      zip(names, columns).map { ($0, differ($1.filter { !$0.isNaN })) }
    }
  }

  private static func differ<Value: Equatable>(_ values: [Value]) -> Bool {
    guard let first = values.first else { return false }
    return values.contains { $0 != first }
  }
}
