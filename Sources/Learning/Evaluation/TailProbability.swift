/// The tails of the distributions that tests compare with.
package enum TailProbability {
  /// How likely a standard normal number is as far from 0 as `z` on either side.
  package static func normal(_ z: Double) -> Double { Elementary.erfc(z.magnitude * 0.5.squareRoot()) }

  /// How likely Student's t of so many degrees of freedom is above `t`.
  package static func studentAbove(_ t: Double, degreesOfFreedom count: Double) -> Double {
    guard count > 0, !t.isNaN else { return 1 }
    if t.isInfinite { return t > 0 ? 0 : 1 }
    let half = incompleteBeta(count / (count + t * t), count / 2, 0.5) / 2
    return t > 0 ? half : 1 - half
  }

  /// How likely it is that of `trials` fair coins at most `least` or at least `trials − least` show heads.
  package static func fairCoin(least: Int, of trials: Int) -> Double {
    guard trials > 0 else { return 1 }
    // Terms from the middle of the tail outwards: each is the one before times a ratio below 1.
    var sum = 0.0
    for heads in 0...max(0, min(least, trials)) {
      sum += Elementary.exp(
        logChoose(trials, heads) - Double(trials) * Elementary.log(2))
    }
    return min(1, 2 * sum)
  }

  private static func logChoose(_ all: Int, _ part: Int) -> Double {
    logGamma(Double(all) + 1) - logGamma(Double(part) + 1) - logGamma(Double(all - part) + 1)
  }

  /// The regularised incomplete beta function, by the continued fraction of Abramowitz and Stegun 26.5.8 (Lentz's method).
  static func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
    if x <= 0 { return 0 }
    if x >= 1 { return 1 }
    let front = Elementary.exp(
      logGamma(a + b) - logGamma(a) - logGamma(b) + a * Elementary.log(x) + b * Elementary.log1p(-x))
    return x < (a + 1) / (a + b + 2)
      ? front * fraction(x, a, b) / a : 1 - front * fraction(1 - x, b, a) / b
  }

  private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let tiny = 1e-300
    func bounded(_ value: Double) -> Double { value.magnitude < tiny ? tiny : value }
    var c = 1.0
    var d = 1 / bounded(1 - (a + b) * x / (a + 1))
    var result = d
    for step in 1...300 {
      let m = Double(step)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / bounded(1 + even * d)
      c = bounded(1 + even / c)
      result *= d * c
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / bounded(1 + odd * d)
      c = bounded(1 + odd / c)
      result *= d * c
      if (d * c - 1).magnitude < 1e-15 { break }
    }
    return result
  }

  /// The logarithm of the gamma function for numbers above 0 (Stirling's series from 10 on, the recurrence below).
  static func logGamma(_ value: Double) -> Double {
    var (x, shift) = (value, 0.0)
    while x < 10 {
      shift -= Elementary.log(x)
      x += 1
    }
    let square = 1 / (x * x)
    let series =
      (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square * (1.0 / 1680 - square / 1188)))) / x
    return (x - 0.5) * Elementary.log(x) - x + 0.918_938_533_204_672_741_78 + series + shift
  }
}
