import Canonical

/// Masses and quantiles of the standard normal distribution in logarithms, by which they are exact far out in the tails.
///
/// As in SciPy's and Optuna's `truncnorm`, with the asymptotic series beyond -20.
enum TruncatedNormal {
  static let logRootTwoPi = 0.918_938_533_204_672_7

  /// The logarithm of the mass below `a`.
  static func logMass(below a: Double) -> Double {
    if a > 6 { return -mass(below: -a) }
    if a > -20 { return Elementary.log(mass(below: a)) }
    let left = -0.5 * a * a - Elementary.log(-a) - logRootTwoPi
    var (last, sum, numerator, factor, sign) = (0.0, 1.0, 1.0, 1.0, 1.0)
    let ratio = 1 / (a * a)
    var i = 0.0
    while (last - sum).magnitude > Double.ulpOfOne, i < 200 {
      i += 1
      last = sum
      sign = -sign
      factor *= ratio
      numerator *= 2 * i - 1
      sum += sign * numerator * factor
    }
    return left + Elementary.log(sum)
  }

  private static func mass(below a: Double) -> Double { 0.5 * Elementary.erfc(-a / 2.0.squareRoot()) }

  /// The logarithm of the mass between `a` and `b`, with `a` below `b`.
  static func logMass(_ a: Double, _ b: Double) -> Double {
    if b <= 0 { return difference(logMass(below: b), logMass(below: a)) }
    if a > 0 { return difference(logMass(below: -a), logMass(below: -b)) }
    return Elementary.log1p(-mass(below: a) - mass(below: -b))
  }

  /// `log(e^p - e^q)`.
  private static func difference(_ p: Double, _ q: Double) -> Double {
    p + Elementary.log1p(-Elementary.exp(q - p))
  }

  /// `log(e^p + e^q)`.
  private static func sum(_ p: Double, _ q: Double) -> Double {
    let (high, low) = (max(p, q), min(p, q))
    return high == -.infinity ? high : high + Elementary.log1p(Elementary.exp(low - high))
  }

  /// The place below which the share `q` of the mass between `a` and `b` lies.
  static func quantile(_ q: Double, _ a: Double, _ b: Double) -> Double {
    if q <= 0 || !(a < b) { return a }
    if q >= 1 { return b }
    let mass = logMass(a, b)
    let place =
      a < 0
      ? inverse(sum(logMass(below: a), Elementary.log(q) + mass))
      : -inverse(sum(logMass(below: -b), Elementary.log1p(-q) + mass))
    return min(max(place, a), b)
  }

  /// The `x` whose `logMass(below:)` is `y`, by Newton's method from the approximations that Optuna starts with.
  private static func inverse(_ y: Double) -> Double {
    let isFlipped = y > -1e-2
    let z = isFlipped ? Elementary.log(-Elementary.expm1(y)) : y
    guard z.isFinite else { return isFlipped ? .infinity : -.infinity }
    var x =
      z < -5
      ? -(-2 * (z + logRootTwoPi)).squareRoot()
      : -(3.0.squareRoot() / .pi) * Elementary.log(Elementary.expm1(-z))
    for _ in 0..<100 {
      let log = logMass(below: x)
      let step = (log - z) * Elementary.exp(log + 0.5 * x * x + logRootTwoPi)
      x -= step
      if step.magnitude < 1e-8 * x.magnitude || !x.isFinite { break }
    }
    return isFlipped ? -x : x
  }
}
