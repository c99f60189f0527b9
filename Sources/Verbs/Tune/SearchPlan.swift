import Canonical
import Learning
import Pipeline

/// What a `tune` cell searches, and how a trial becomes a model.
struct SearchPlan: Sendable {
  /// A kind of model that trials may have, with the options that are the same in all of them.
  struct Candidate: Sendable {
    var estimator: EstimatorSpec
    var options: [String: HyperparameterValue]
  }

  /// An option that is searched.
  struct Searched: Sendable {
    /// Its name as an option of the estimators.
    var option: String
    /// Positions of the candidates that have it.
    var candidates: [Int]
    /// The values of a set; empty for a range.
    var choices: [HyperparameterValue]
    /// Whether the numbers of a range are shares of a whole.
    var isShare: Bool

    func value(_ place: Double, _ domain: SearchDomain) -> HyperparameterValue? {
      switch domain {
      case .choices: Int(exactly: place).flatMap { choices.indices.contains($0) ? choices[$0] : nil }
      case .integer: Int64(exactly: place).map { .integer($0) }
      case .number: isShare ? .share(place) : .number(place)
      }
    }
  }

  var candidates: [Candidate]
  /// The position of the parameter that chooses among several features; nil where there is one.
  var featuresParameter: Int?
  /// The position of the parameter that chooses among several kinds of model; nil where there is one.
  var modelParameter: Int?
  /// For each parameter of the space what it is an option of; nil for the two above.
  var searched: [Searched?]
  var space: SearchSpace
  /// Whether each class is weighed by the inverse of its frequency.
  var balanced: Bool

  /// Which of the cell's features a trial uses.
  func features(of trial: Trial) -> Int { place(featuresParameter, trial) }

  /// Which kind of model a trial is.
  func candidate(of trial: Trial) -> Candidate {
    candidates[min(place(modelParameter, trial), candidates.count - 1)]
  }

  private func place(_ parameter: Int?, _ trial: Trial) -> Int {
    parameter.flatMap { trial.values[$0] }.flatMap { Int(exactly: $0) } ?? 0
  }

  /// The model that a trial stands for.
  func choice(of trial: Trial) -> ModelChoice {
    let candidate = candidate(of: trial)
    var options = candidate.options
    for (index, searched) in searched.enumerated() {
      guard let searched, let place = trial.values[index] else { continue }
      options[searched.option] = searched.value(place, space.parameters[index].domain)
    }
    return ModelChoice(candidate.estimator.name, options, balanced: balanced)
  }
}

extension SearchPlan {
  /// The space as parts of a key; names of features are no part of it.
  var ingredients: [Ingredient] {
    candidates.map { candidate in
      let options = candidate.estimator.hyperparameters.compactMap { option in
        candidate.options[option.name].map { "\(option.name): \($0.text)" }
          ?? option.defaultText.map { "\(option.name): \($0)" }
      }
      return Ingredient(
        .setting, role: "model \(candidate.estimator.name)",
        value: options.joined(separator: " ") + "/\(candidate.estimator.meaningVersion)")
    }
      + space.parameters.indices.map { index in
        let parameter = space.parameters[index]
        let name = index == featuresParameter ? "features" : searched[index]?.option ?? "model"
        return Ingredient(
          .setting, role: "search \(index + 1)", value: "\(name) in \(domain(index))\(conditions(parameter))")
      }
  }

  private func domain(_ index: Int) -> String {
    switch space.parameters[index].domain {
    case .choices(let choices):
      let items = index == featuresParameter ? choices.indices.map { "\($0 + 1)" } : choices
      return "{" + items.map { "\($0.utf8.count):\($0)" }.joined(separator: ", ") + "}"
    case .number(let range, let log, let step):
      let end = log ? " log" : step.map { " step \(NumberText.exact($0))" } ?? ""
      return "\(NumberText.exact(range.lowerBound))...\(NumberText.exact(range.upperBound))\(end)"
        + (searched[index]?.isShare ?? false ? " share" : " number")
    case .integer(let range, let log, let step):
      return "\(range.lowerBound)...\(range.upperBound)\(log ? " log" : " step \(step)")"
    }
  }

  private func conditions(_ parameter: SearchParameter) -> String {
    parameter.conditions.map { condition in
      " when \(condition.parameter + 1) in \(condition.choices.map(String.init).joined(separator: ", "))"
    }.joined()
  }
}
