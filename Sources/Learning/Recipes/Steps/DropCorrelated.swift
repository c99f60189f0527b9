import Canonical

/// `drop_correlated above: 0.95`: goes through the features in order and leaves out each that is correlated with one that stays,
/// by the magnitude of Pearson's coefficient over the rows in which both have values.
enum DropCorrelated {
  static let name = "drop_correlated"

  static let spec: StepSpec = {
    var spec = StepSpec(
      name: name, summary: "leaves out features that say what another says", takes: .selector,
      hyperparameters: [
        Hyperparameter(
          "above", .number(0...1), default: .number(0.95), summary: "the largest correlation that may stay")
      ],
      meaningVersion: 1, accepts: { acceptsFeatures($0) },
      plan: { _, _, _ throws(StepFailure) in }, fit: fit,
      decode: { reader throws(DecodingFailure) in try FeatureChoice(decoding: &reader) })
    spec.takesFeatures = true
    return spec
  }()

  private static func fit(
    _ columns: [String], _ options: Options, _ table: WorkingTable
  ) throws(LearningError) -> FitOutcome {
    let features = try table.features(
      name, of: columns, hint: "it compares all pairs of features: `select` some of them first")
    let largest = options.number("above") ?? 0.95
    var kept: [(name: String, column: Correlated)] = []
    var left: [String] = []
    for feature in features {
      let column = Correlated(feature.values)
      if kept.contains(where: { $0.column.correlation(with: column).magnitude > largest }) {
        left.append(feature.name)
      } else {
        kept.append((feature.name, column))
      }
    }
    return FitOutcome(
      step: FeatureChoice(columns: columns, kept: kept.map(\.name)),
      learned: [FeatureChoice.summary(left: left, of: features.count)], made: kept.count)
  }
}
