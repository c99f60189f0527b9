import Canonical
import Frame
import Learning
import Pipeline
import Syntax

/// Reads the `search` clauses of a cell against the options of its kinds of model.
struct SearchReading {
  private let candidates: [(candidate: SearchPlan.Candidate, clause: ParsedClause)]
  private let features: [Word]
  private let file: SourceFile
  private var items: [Item] = []

  /// One `search` clause that could be read.
  private struct Item {
    var clause: ParsedClause
    var searched: SearchPlan.Searched
    var domain: SearchDomain
  }

  private init(
    _ candidates: [(candidate: SearchPlan.Candidate, clause: ParsedClause)], _ features: [Word],
    _ file: SourceFile
  ) {
    self.candidates = candidates
    self.features = features
    self.file = file
  }

  /// The plan, or nil after diagnostics.
  static func plan(
    _ candidates: [(candidate: SearchPlan.Candidate, clause: ParsedClause)], features: [Word], balanced: Bool,
    _ cell: inout CellCheck
  ) -> SearchPlan? {
    var reading = SearchReading(candidates, features, cell.file)
    for clause in cell.clauses("search") { reading.read(clause, &cell) }
    guard !cell.hasErrors else { return nil }
    guard !reading.items.isEmpty || candidates.count > 1 || features.count > 1 else {
      if !cell.isIncomplete {
        cell.error(
          .missingClause, at: cell.cell.verb.span, "`tune` has nothing to search",
          hint: "`search OPTION in LOW...HIGH`, several `model` clauses, or several features")
      }
      return nil
    }
    return reading.assembled(balanced: balanced, &cell)
  }

  // MARK: Clauses

  private mutating func read(_ clause: ParsedClause, _ cell: inout CellCheck) {
    guard let word = clause.word("parameter") else { return }
    let having = candidates.indices.filter { option(word.text, of: $0) != nil }
    guard !having.isEmpty else { return unknown(word, &cell) }
    if let parent = clause.word("parent"), SearchReading.values(clause).isEmpty {
      return cell.error(
        .syntax, at: parent.span, "`when \(parent.text)` does not say which value",
        hint: "`when \(parent.text) = VALUE`, or `when \(parent.text) in {A, B}`")
    }
    guard let chosen = restricted(having, word, clause, &cell) else { return }
    for index in chosen where candidates[index].candidate.options[word.text] != nil {
      let given = candidates[index].clause
      return cell.error(
        .wrongValue, at: word.span, "`\(word.text)` is searched, and `\(given.keyword)` gives it too",
        hint: "leave out one of them")
    }
    for other in items where other.searched.option.hasSameBytes(as: word.text) {
      guard !Set(other.searched.candidates).isDisjoint(with: chosen) else { continue }
      return cell.error(
        .repeatedClause, at: word.span, "`\(word.text)` is searched twice",
        hint: "give each kind of model its own by `when model = KIND`")
    }
    guard let option = option(word.text, of: chosen[0]),
      let (domain, choices, isShare) = domain(of: option, clause, chosen, &cell)
    else { return }
    items.append(
      Item(
        clause: clause,
        searched: .init(option: option.name, candidates: chosen, choices: choices, isShare: isShare),
        domain: domain))
  }

  private func option(_ name: String, of index: Int) -> Hyperparameter? {
    candidates[index].candidate.estimator.hyperparameters.first { $0.name.hasSameBytes(as: name) }
  }

  private func unknown(_ word: Word, _ cell: inout CellCheck) {
    let names = candidates.flatMap { $0.candidate.estimator.hyperparameters.map(\.name) }
    var known: [String] = []
    for name in names where !known.contains(name) { known.append(name) }
    let kinds = candidates.map { "`\($0.candidate.estimator.name)`" }.joined(separator: " or ")
    cell.error(
      .unknownOption, at: word.span, "\(kinds) has no option `\(word.text)`",
      hint: nearestName(to: word.text, in: known).map { "did you mean `\($0)`?" }
        ?? (known.isEmpty ? "there are no options to search" : "options: \(known.joined(separator: ", "))"))
  }

  /// The candidates that have the option and that `when model` leaves.
  private func restricted(
    _ having: [Int], _ word: Word, _ clause: ParsedClause, _ cell: inout CellCheck
  ) -> [Int]? {
    guard let parent = clause.word("parent"), parent.text == "model" else { return having }
    var chosen: [Int] = []
    for (text, span) in SearchReading.values(clause) {
      guard let index = candidates.firstIndex(where: { $0.candidate.estimator.name.hasSameBytes(as: text) })
      else {
        let names = candidates.map(\.candidate.estimator.name)
        cell.error(
          .wrongValue, at: span, "no trial has the model `\(text)`",
          hint: nearestName(to: text, in: names).map { "did you mean `\($0)`?" }
            ?? "models here: \(names.joined(separator: ", "))")
        return nil
      }
      guard having.contains(index) else {
        cell.error(.unknownOption, at: word.span, "`\(text)` has no option `\(word.text)`")
        return nil
      }
      chosen.append(index)
    }
    return chosen.isEmpty ? having : chosen.sorted()
  }

  /// What stands behind `when NAME =` or `when NAME in`.
  private static func values(_ clause: ParsedClause) -> [(text: String, span: Span)] {
    var values: [ArgumentValue] = []
    if let one = clause.arguments["choice"] ?? clause.arguments["constant"] { values = [one] }
    if case .set(let several, _)? = clause.arguments["choices"] { values = several }
    return values.compactMap { value in HyperparameterOptions.text(value).map { ($0, value.span) } }
  }

  // MARK: Domains

  private func domain(
    of option: Hyperparameter, _ clause: ParsedClause, _ chosen: [Int], _ cell: inout CellCheck
  ) -> (SearchDomain, [HyperparameterValue], isShare: Bool)? {
    let takers = chosen.compactMap { self.option(option.name, of: $0) }
    switch (clause.arguments["range"], clause.arguments["set"]) {
    case (.range(let low, let high, let step, let log, let span)?, nil):
      return range(option, takers, (low, high, step, log), span, &cell)
    case (nil, .set(let items, let span)?): return set(option, takers, items, span, &cell)
    default:
      cell.error(
        .missingClause, at: clause.span, "`search \(option.name)` does not say among which values",
        hint: "`search \(option.name) in LOW...HIGH` or `in {A, B}`; it takes \(option.expectation)")
      return nil
    }
  }

  private func range(
    _ option: Hyperparameter, _ takers: [Hyperparameter],
    _ ends: (low: Double, high: Double, step: Double?, log: Bool),
    _ span: Span, _ cell: inout CellCheck
  ) -> (SearchDomain, [HyperparameterValue], isShare: Bool)? {
    let isWhole = [ends.low, ends.high, ends.step ?? 1].allSatisfy { $0 == $0.rounded() }
    let wantsWhole: Bool
    var isShare = false
    switch option.kind {
    case .integer: wantsWhole = true
    case .countOrShare:
      wantsWhole = isWhole
      isShare = !isWhole
    case .number, .valueOrShare, .scalar: wantsWhole = false
    default:
      cell.error(
        .wrongValue, at: span, "`\(option.name)` takes \(option.expectation), which makes no range",
        hint: "`search \(option.name) in {A, B}`")
      return nil
    }
    let domain: SearchDomain
    if wantsWhole {
      guard isWhole, let low = Int64(exactly: ends.low), let high = Int64(exactly: ends.high),
        let step = Int64(exactly: ends.step ?? 1)
      else {
        cell.error(.wrongValue, at: span, "`\(option.name)` takes \(option.expectation)")
        return nil
      }
      domain = .integer(low...high, log: ends.log, step: step)
    } else {
      domain = .number(ends.low...ends.high, log: ends.log, step: ends.step)
    }
    let searched = SearchPlan.Searched(option: option.name, candidates: [], choices: [], isShare: isShare)
    for end in [domain.ends.low, domain.ends.high] {
      guard let value = searched.value(end, domain) else { return nil }
      guard accepts(takers, value, span, &cell) != nil else { return nil }
    }
    guard !domain.fitted.isSingle else {
      single(option, domain.text(domain.ends.low), span, &cell)
      return nil
    }
    return (domain, [], isShare)
  }

  private func set(
    _ option: Hyperparameter, _ takers: [Hyperparameter], _ items: [ArgumentValue], _ span: Span,
    _ cell: inout CellCheck
  ) -> (SearchDomain, [HyperparameterValue], isShare: Bool)? {
    var values: [HyperparameterValue] = []
    for item in items {
      guard let written = HyperparameterOptions.value(item),
        let value = accepts(takers, written, item.span, &cell)
      else { return nil }
      guard !values.contains(value) else {
        cell.error(.wrongValue, at: item.span, "`\(value.text)` stands twice in the set")
        return nil
      }
      values.append(value)
    }
    guard values.count > 1 else {
      single(option, values.first?.text ?? "", span, &cell)
      return nil
    }
    return (.choices(values.map(\.text)), values, false)
  }

  /// The value as the options keep it; nil after saying which of them does not take it.
  private func accepts(
    _ takers: [Hyperparameter], _ value: HyperparameterValue, _ span: Span, _ cell: inout CellCheck
  ) -> HyperparameterValue? {
    var accepted: HyperparameterValue?
    for taker in takers {
      do throws(LearningError) {
        accepted = try taker.accept(value)
      } catch {
        cell.error(.wrongValue, at: span, error.message, hint: error.hint)
        return nil
      }
    }
    return accepted
  }

  private func single(_ option: Hyperparameter, _ text: String, _ span: Span, _ cell: inout CellCheck) {
    cell.error(
      .wrongValue, at: span, "there is nothing to search: `\(option.name)` can only be \(text)",
      hint: "write `\(option.name): \(text)` behind the model")
  }

  // MARK: The space

  private func assembled(balanced: Bool, _ cell: inout CellCheck) -> SearchPlan? {
    var parameters: [SearchParameter] = []
    var searched: [SearchPlan.Searched?] = []
    let (featuresParameter, modelParameter) = choices(&parameters)
    searched += parameters.map { _ in nil }
    var waiting = items
    while !waiting.isEmpty {
      // Parameters that others depend on come first.
      let ready = waiting.firstIndex { item in
        guard let parent = item.clause.word("parent")?.text else { return true }
        return !waiting.contains { $0.searched.option.hasSameBytes(as: parent) }
      }
      guard let ready else {
        cell.error(
          .wrongValue, at: waiting[0].clause.span, "the conditions of `search` go round in a circle",
          hint: "leave out one `when`")
        return nil
      }
      let item = waiting.remove(at: ready)
      guard let own = conditions(of: item, searched, parameters, modelParameter, featuresParameter, &cell)
      else {
        return nil
      }
      parameters.append(SearchParameter(name(of: item), item.domain, when: own))
      searched.append(item.searched)
    }
    do throws(LearningError) {
      return SearchPlan(
        candidates: candidates.map(\.candidate), featuresParameter: featuresParameter,
        modelParameter: modelParameter, searched: searched, space: try SearchSpace(parameters),
        balanced: balanced)
    } catch {
      let culprit = items.first { error.message.contains("`\(name(of: $0))`") }
      cell.error(
        .wrongValue, at: culprit?.clause.span ?? cell.cell.verb.span, error.message,
        hint: error.hint ?? "look at the values behind `when`")
      return nil
    }
  }

  /// The parameters that choose among features and kinds of model.
  private func choices(_ parameters: inout [SearchParameter]) -> (features: Int?, model: Int?) {
    var (features, model): (Int?, Int?) = (nil, nil)
    if self.features.count > 1 {
      features = parameters.count
      parameters.append(SearchParameter("features", .choices(self.features.map(\.text))))
    }
    if candidates.count > 1 {
      model = parameters.count
      parameters.append(SearchParameter("model", .choices(candidates.map(\.candidate.estimator.name))))
    }
    return (features, model)
  }

  /// The option, with the kind of model where several have one of their own.
  private func name(of item: Item) -> String {
    let twins = items.count { $0.searched.option.hasSameBytes(as: item.searched.option) }
    guard twins > 1, let first = item.searched.candidates.first else { return item.searched.option }
    return "\(candidates[first].candidate.estimator.name).\(item.searched.option)"
  }

  private func conditions(
    of item: Item, _ searched: [SearchPlan.Searched?], _ parameters: [SearchParameter], _ model: Int?,
    _ features: Int?,
    _ cell: inout CellCheck
  ) -> [SearchParameter.Condition]? {
    var conditions: [SearchParameter.Condition] = []
    if let model, item.searched.candidates.count < candidates.count {
      conditions.append(.init(parameter: model, choices: item.searched.candidates))
    }
    guard let parent = item.clause.word("parent"), !(parent.text == "model") else {
      if item.clause.word("parent") != nil, model == nil {
        cell.error(
          .wrongValue, at: item.clause.word("parent")?.span ?? item.clause.span,
          "there is one model only", hint: "leave out `when`")
        return nil
      }
      return conditions
    }
    let known = searched.indices.first { index in
      if index == features { return parent.text == "features" }
      guard let other = searched[index] else { return false }
      return other.option.hasSameBytes(as: parent.text)
        && !Set(other.candidates).isDisjoint(with: item.searched.candidates)
    }
    if known == nil, let other = items.first(where: { $0.searched.option.hasSameBytes(as: parent.text) }) {
      func kinds(_ item: Item) -> String {
        item.searched.candidates.map { candidates[$0].candidate.estimator.name }.joined(separator: " and ")
      }
      cell.error(
        .wrongValue, at: parent.span,
        "no trial has both: `\(item.searched.option)` is an option of \(kinds(item)), and `\(parent.text)` of \(kinds(other))",
        hint: "leave out `when`")
      return nil
    }
    guard let known, case .choices(let choices) = parameters[known].domain else {
      let names = searched.indices.filter { parameters[$0].domain.isChoice }.map { parameters[$0].name }
      cell.error(
        .wrongValue, at: parent.span, "`\(parent.text)` is not searched among a set of values",
        hint: nearestName(to: parent.text, in: names).map { "did you mean `\($0)`?" }
          ?? "`when` is about `model`, `features`, or an option that is searched as `{A, B}`")
      return nil
    }
    var allowed: [Int] = []
    for (text, span) in SearchReading.values(item.clause) {
      guard let place = choices.firstIndex(where: { $0.hasSameBytes(as: text) }) else {
        cell.error(
          .wrongValue, at: span,
          "no trial has `\(parent.text)` \(text), so none would have `\(item.searched.option)`",
          hint: (Double(text) == nil ? nearestName(to: text, in: choices) : nil).map {
            "did you mean `\($0)`?"
          }
            ?? "values of `\(parent.text)`: \(choices.joined(separator: ", "))")
        return nil
      }
      allowed.append(place)
    }
    return conditions + [.init(parameter: known, choices: allowed.sorted())]
  }
}
