import Canonical
import Frame

/// How a checked `sample` draws.
enum SampleMethod: Sendable {
  case split([Double], SplitRule)
  case take(SampleAmount, TakeRule)
  case balance(BalanceMethod)

  /// What decides on the part of a row.
  enum SplitRule: Sendable {
    case random(strata: [String])
    case groups(String)
    case order(String, embargo: Embargo, text: String)
  }

  /// What decides whether a row is drawn.
  enum TakeRule: Sendable {
    case simple, replacing, reservoir, systematic, convenience, bootstrap
    case stratified([String], AllocationRule)
    case weighted(String)
    case importance(String, weight: String)
    case cluster(String)
    case quota(String, [Quota]?)
    case hash(String, salt: String)
  }

  enum AllocationRule: Sendable {
    case proportional, equal
    case neyman(String)
  }

  struct Quota: Sendable {
    var label: String
    var rows: Int
  }
}

extension SampleMethod {
  /// The columns whose proportions are kept or set.
  var strata: [String] {
    switch self {
    case .split(_, .random(let strata)), .take(_, .stratified(let strata, _)): strata
    default: []
    }
  }

  /// The columns that the draw depends on.
  var columns: [String] {
    switch self {
    case .split(_, let rule): rule.columns
    case .take(_, .stratified(let strata, .neyman(let values))):
      strata + (strata.contains(values) ? [] : [values])
    case .take(_, .stratified(let strata, _)): strata
    case .take(_, .weighted(let column)), .take(_, .importance(let column, _)),
      .take(_, .cluster(let column)),
      .take(_, .quota(let column, _)), .take(_, .hash(let column, _)):
      [column]
    case .balance(let balance): balance.columns
    case .take: []
    }
  }

  /// Bytes of memory that a draw takes for each row of its source, about: keys to sort by, row numbers, and these once
  /// more as they are stored.
  var bytesPerRow: Int {
    switch self {
    case .take(_, .reservoir), .take(_, .convenience): 0
    default: 24
    }
  }

  /// Whether the seed has a part in the draw.
  var isRandom: Bool {
    switch self {
    case .split(_, .order), .take(_, .convenience), .take(_, .quota), .take(_, .hash): false
    case .balance(let balance): balance.way != .tomek
    default: true
    }
  }

  /// Whether the parts of the draw have no row of the source in common.
  var isDisjoint: Bool {
    if case .split = self { true } else { false }
  }

  /// Whether a row may be drawn more than once.
  var repeats: Bool {
    switch self {
    case .take(_, .replacing), .take(_, .bootstrap), .take(_, .importance): true
    case .balance(let balance): balance.way == .oversample
    default: false
    }
  }

  /// How classes are balanced, where they are.
  var balance: BalanceMethod? {
    if case .balance(let balance) = self { balance } else { nil }
  }

  /// Whether the table has rows that its source does not have.
  var makesRows: Bool { balance?.way == .smote }

  /// The column that the draw adds to the table.
  var addedField: Field? {
    if case .take(_, .importance(_, let name)) = self { Field(name, .number, role: .weight) } else { nil }
  }

  /// Canonical text for the key.
  var text: String {
    switch self {
    case .split(let shares, let rule):
      "split \(shares.map { NumberText.exact($0) }.joined(separator: ", "))" + rule.text
    case .take(.count(let count), let rule): "take \(count) rows" + rule.text
    case .take(.share(let share), let rule): "take a share of \(NumberText.exact(share))" + rule.text
    case .balance(let balance): balance.text
    }
  }
}

extension SampleMethod.SplitRule {
  /// The columns that the parts depend on.
  var columns: [String] {
    switch self {
    case .random(let strata): strata
    case .groups(let column), .order(let column, _, _): [column]
    }
  }

  /// Canonical text for the key.
  var text: String {
    switch self {
    case .random(let strata): strata.isEmpty ? "" : " stratify by \(SampleMethod.names(strata))"
    case .groups(let column): " group by \(SampleMethod.names([column]))"
    case .order(let column, let embargo, _):
      " order by \(SampleMethod.names([column])) embargo \(embargo.text)"
    }
  }
}

extension SampleMethod.TakeRule {
  fileprivate var text: String {
    switch self {
    case .simple: ""
    case .replacing: " with replacement"
    case .reservoir: " by a reservoir"
    case .systematic: " systematically"
    case .convenience: " from the top"
    case .bootstrap: " for a bootstrap"
    case .stratified(let strata, .proportional): " stratify by \(SampleMethod.names(strata))"
    case .stratified(let strata, .equal): " stratify by \(SampleMethod.names(strata)) equally"
    case .stratified(let strata, .neyman(let values)):
      " stratify by \(SampleMethod.names(strata)) neyman \(SampleMethod.names([values]))"
    case .weighted(let column): " weighted by \(SampleMethod.names([column]))"
    case .importance(let column, let weight): " by importance \(SampleMethod.names([column, weight]))"
    case .cluster(let column): " clusters of \(SampleMethod.names([column]))"
    case .quota(let column, let quotas):
      " quotas of \(SampleMethod.names([column]))"
        + (quotas ?? []).map { " \(SampleMethod.names([$0.label])) \($0.rows)" }.joined()
    case .hash(let column, let salt):
      " hash of \(SampleMethod.names([column])) salt \(SampleMethod.names([salt]))"
    }
  }
}

extension SampleMethod {
  /// Names between backticks with those in them doubled, so that no two lists of names are written alike.
  static func names(_ names: [String]) -> String {
    names.map { "`\($0.replacing("`", with: "``"))`" }.joined(separator: ", ")
  }
}

extension Embargo {
  /// Canonical text for the key.
  fileprivate var text: String {
    switch self {
    case .none: "none"
    case .rows(let count): "\(count) rows"
    case .microseconds(let length): "\(length) µs"
    }
  }
}
