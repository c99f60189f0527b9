import Canonical
import Frame

/// `select k: 10 by: anova`: the features that tell most of the target, as scikit-learn's `SelectKBest`.
///
/// - anova: `f_classif` for classes, `f_regression` for a number.
/// - chi2: `chi2`, for classes and features that are not negative.
/// - mutual_information: `mutual_info_score` of the target and the feature, each by its values where it has 32 or fewer, and by
///   tenths of the rows otherwise.
///
/// Of equal scores the later feature stays; a score that does not exist is the least.
enum Select {
  static let name = "select"

  static let spec: StepSpec = {
    var spec = StepSpec(
      name: name, summary: "keeps the features that tell most of the target", takes: .selector,
      hyperparameters: [
        Hyperparameter("k", .integer(1...1_000_000), default: .integer(10), summary: "how many stay"),
        Hyperparameter(
          "by", .choice(["anova", "chi2", "mutual_information"]), default: .text("anova"),
          summary:
            "the F statistic, the chi-squared statistic of counts, or the mutual information (numbers of more than 32 values in tenths)"
        ),
      ],
      meaningVersion: 1, accepts: { acceptsFeatures($0) },
      plan: { _, options, schema throws(StepFailure) in
        if options.text("by") == "chi2", schema.target?.type.isNumeric == true {
          throw StepFailure(
            "`chi2` is about classes, and the target is a number",
            hint: "`by: anova`, or `by: mutual_information`")
        }
      },
      fit: fit, decode: { reader throws(DecodingFailure) in try FeatureChoice(decoding: &reader) })
    spec.takesFeatures = true
    spec.readsTarget = true
    return spec
  }()

  private static func fit(
    _ columns: [String], _ options: Options, _ table: WorkingTable
  ) throws(LearningError) -> FitOutcome {
    let blocks = try table.completeBlocks(name, of: columns)
    let features = blocks.flatMap(\.names)
    let target = try table.target(for: name)
    let count = options.integer("k") ?? 10
    let method = options.text("by") ?? "anova"
    var scores: [Double] = []
    for block in blocks {
      for score in try self.scores(block, target, method) {
        scores.append(score.isNaN ? -.greatestFiniteMagnitude : score)
      }
    }
    let ranked = features.indices.sorted { scores[$0] != scores[$1] ? scores[$0] > scores[$1] : $0 > $1 }
    let stays = Set(ranked.prefix(count))
    let best = ranked.prefix(5).map { index in
      scores[index] == -.greatestFiniteMagnitude
        ? features[index] : "\(features[index]) \(NumberText.significant(scores[index], 4))"
    }
    let kept = features.indices.filter(stays.contains).map { features[$0] }
    return FitOutcome(
      step: FeatureChoice(columns: columns, kept: kept),
      learned: [
        "\(NumberText.thousands(kept.count)) of \(NumberText.thousands(features.count)), best: "
          + best.joined(separator: ", ")
      ], made: kept.count)
  }

  /// Of the features of a block, in order.
  private static func scores(
    _ block: FeatureBlock, _ target: Target, _ method: String
  ) throws(LearningError) -> [Double] {
    if case .classes(let labels, _) = target, labels.count < 2 {
      throw LearningError("the target has one class in all rows")
    }
    let turned = block.rows?.transposed()
    let scoring = ScoringTarget(target, divides: method == "mutual_information")
    let outcomes = Parallel.map(block.names.count) { index in
      Result { () throws(LearningError) in
        let feature =
          if case .dense(_, let columns) = block { ScoredFeature(columns[index].values) } else {
            ScoredFeature(column: index, of: turned)
          }
        return try score(feature, named: block.names[index], scoring, method)
      }
    }
    var scores: [Double] = []
    for outcome in outcomes { scores.append(try outcome.get()) }
    return scores
  }

  private static func score(
    _ feature: ScoredFeature, named name: String, _ target: ScoringTarget, _ method: String
  ) throws(LearningError) -> Double {
    switch (method, target.numbers == nil) {
    case ("mutual_information", _): return feature.mutualInformation(with: target)
    case ("chi2", true):
      guard feature.kept.allSatisfy({ $0 >= 0 }) else {
        throw LearningError(
          "`chi2` takes numbers from 0, and `\(name)` has others",
          hint: "`by: anova`, or `minmax` before it")
      }
      return feature.chiSquared(target)
    case ("chi2", false): throw LearningError("`chi2` is about classes, and the target is a number")
    case (_, true): return feature.anova(target)
    case (_, false): return feature.regression(target)
    }
  }
}
