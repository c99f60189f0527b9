/// How large a figure may be.
struct Limit {
  /// What it is to come to.
  var goal: Double
  /// What it has come to so far: it may only shrink.
  var recorded: Double

  enum Verdict: String {
    case reached, open, worse
  }

  func verdict(on value: Double) -> Verdict {
    value <= goal ? .reached : value <= max(goal, recorded) ? .open : .worse
  }
}

/// A figure of one drawing or of many, and its limit.
struct GatedFigure {
  var name: String
  var value: Double
  var limit: Limit

  var verdict: Limit.Verdict { limit.verdict(on: value) }
}
