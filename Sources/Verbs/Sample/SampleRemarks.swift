import Canonical
import Frame
import Report

/// What a reader must know of the way the rows were drawn, in sentences.
struct SampleRemarks {
  var method: SampleMethod
  /// By part.
  var facts: [[DrawFact]]
  var rows: [Int]
  var sourceRows: Int

  var blocks: [ReportBlock] {
    var blocks = method.isBiased ? [] : sentence.map { [ReportBlock.note($0, .plain)] } ?? []
    if method.isBiased, let sentence { blocks.append(.note(sentence, .warning)) }
    if let missing = count(.rowsWithoutKey), missing > 0 {
      blocks.append(
        .note("\(NumberText.count(missing, "row")) without a key: no hash keeps them.", .warning))
    }
    return blocks
  }

  private var sentence: String? {
    switch method {
    case .split(_, .groups(let column)): "No group of \(column) stands in two parts."
    case .split(_, .order(let column, let embargo, let text)): ordered(column, embargo, text)
    case .balance(let balance): balanced(balance)
    case .split, .take(_, .simple), .take(_, .stratified(_, .proportional)): nil
    case .take(_, .replacing): "Drawn with replacement: \(distinct)."
    case .take(_, .bootstrap):
      "A bootstrap sample, drawn with replacement: \(distinct), \(outOfBag) out of bag."
    case .take(_, .reservoir): "Drawn in one pass; every set of rows is equally likely."
    case .take(_, .systematic): systematic
    case .take(_, .stratified(_, .equal)): "The same number of rows from each stratum, where it has them."
    case .take(_, .stratified(_, .neyman(let values))):
      "Neyman allocation: most rows from strata that are large and in which \(values) varies most."
    case .take(_, .weighted(let column)): "Drawn without replacement, in proportion to \(column)."
    case .take(_, .importance(let column, let weight)): importance(column, weight)
    case .take(_, .cluster(let column)): "\(groups) of \(column), each with all of its rows."
    case .take(_, .quota(let column, _)):
      "A quota sample: the first rows of each \(column) as they stand. It is not random, so what it says of the whole may be biased."
    case .take(_, .convenience):
      "A convenience sample: the first rows as they stand. It is not random, so what it says of the whole is biased towards them."
    case .take(.share(let share), .hash(let column, let salt)):
      "Kept where the first 32 bits of md5(\"\(salt):\" and \(column)) lie in the lowest \(NumberText.percent(share)): the same rows on any engine."
    case .take(_, .hash): nil
    }
  }

  private func ordered(_ column: String, _ embargo: Embargo, _ text: String) -> String {
    let apart = "Cut along \(column): rows of one value stay together, and each part lies before the next."
    guard embargo != .none else { return apart }
    let dropped = facts.reduce(0) { $0 + Int($1[.rowsEmbargoed] ?? 0) }
    return apart + " An embargo of \(text) left out \(NumberText.count(dropped, "row"))."
  }

  private func balanced(_ balance: BalanceMethod) -> String {
    let added = NumberText.count(count(.rowsAdded) ?? 0, balance.way == .smote ? "new row" : "row")
    let removed = NumberText.count(count(.rowsRemoved) ?? 0, "row")
    let what =
      switch balance.way {
      case .oversample: "\(added) of the rarer classes drawn again."
      case .undersample: "\(removed) of the more frequent classes left out."
      case .tomek:
        "\(NumberText.count(count(.links) ?? 0, "pair")) of nearest neighbours from different classes: \(removed) of the more frequent classes left out."
      case .smote:
        "\(added), each between a row of a rarer class and one of its \(balance.neighbors) nearest."
      }
    let measured = (balance.numbers + balance.categories).joined(separator: ", ")
    let distance =
      balance.way == .tomek || balance.way == .smote
      ? " Distances are over \(measured), numbers standardized." : ""
    return what + distance + " For training alone: no evaluation may use these rows."
  }

  private var systematic: String {
    let step = NumberText.significant(facts.first?[.step] ?? 1)
    return step == "1"
      ? "Every row." : "One row in \(step), from row \(NumberText.thousands(count(.firstRow) ?? 1))."
  }

  private func importance(_ column: String, _ weight: String) -> String {
    let size = NumberText.significant(facts.first?[.effectiveSize] ?? 0)
    return
      "Drawn with replacement in proportion to \(column): \(distinct). Column \(weight) holds 1 / (n p), so that weighted sums are unbiased; the effective sample size is \(size) of \(NumberText.thousands(rows.first ?? 0))."
  }

  private var distinct: String { NumberText.count(count(.distinctRows) ?? 0, "different row") }

  private var outOfBag: String {
    let rows = count(.rowsOutOfBag) ?? 0
    return "\(NumberText.thousands(rows)) (\(NumberText.percent(Double(rows) / Double(max(sourceRows, 1)))))"
  }

  private var groups: String {
    "\(NumberText.thousands(count(.groups) ?? 0)) of \(NumberText.count(count(.allGroups) ?? 0, "group"))"
  }

  private func count(_ kind: DrawFact.Kind) -> Int? { facts.first?[kind].flatMap { Int(exactly: $0) } }
}

extension SampleMethod {
  /// Whether rows are taken as they stand, so that the page must warn of it.
  fileprivate var isBiased: Bool {
    switch self {
    case .take(_, .convenience), .take(_, .quota): true
    default: false
    }
  }
}
