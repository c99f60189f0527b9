/// Numbers as one of a few shades of the theme.
struct ShadeScale {
  let kind: Chart.ColorScale.Shades
  let low: Double
  let high: Double

  init(_ scale: Chart.ColorScale, _ layers: [ResolvedLayer]) {
    let shaded = layers.filter(\.isShaded)
    let hasWords = shaded.contains { $0.layer.mark == .text }
    kind = scale.shades ?? (hasWords ? .ramp : .shades)
    let found = shaded.lazy.flatMap(\.rows).map(\.shade).drawableBounds ?? (0, 1)
    let given = scale.domain.map { ($0.lowerBound, $0.upperBound) }
    (low, high) = given.map { $0.0.isDrawable && $0.1.isDrawable ? $0 : found } ?? found
  }

  var steps: ClosedRange<Int> {
    switch kind {
    case .ramp: 0...5
    case .shades: 1...5
    case .diverging: 0...6
    }
  }

  /// nil for what is missing.
  func step(_ value: Double) -> Int? {
    guard value.isDrawable else { return nil }
    if kind == .diverging {
      let most = max(low.magnitude, high.magnitude)
      guard most > 0 else { return 3 }
      return 3 + Int((min(max(value / most, -1), 1) * 3).rounded())
    }
    if kind == .ramp, value <= min(low, 0) || value == 0 { return 0 }
    let share = high > low ? min(max((value - low) / (high - low), 0), 1) : 1
    return 1 + min(4, Int(share * 5))
  }

  func fillClass(_ step: Int) -> String {
    switch kind {
    case .ramp: "c-r\(step)"
    case .shades: "c-h\(step)"
    case .diverging: "c-d\(step)"
    }
  }

  /// The colour of words on a shade.
  func textClass(_ step: Int) -> String {
    switch kind {
    case .ramp: "c-o\(step)"
    case .shades: "c-on"
    case .diverging: "c-e\(step)"
    }
  }

  /// A stroke in the shade; only `shades` are meant to stand alone, so others are drawn in them.
  func strokeClass(_ step: Int) -> String {
    switch kind {
    case .ramp: "c-hs\(min(max(step, 1), 5))"
    case .shades: "c-hs\(step)"
    case .diverging: step < 3 ? "c-l2" : "c-l1"
    }
  }
}
