/// Student's t distribution.
package enum StudentQuantile {
  /// The quantile of 0.975 for so many degrees of freedom: half the width of an interval of 95 % in standard errors.
  ///
  /// Expansion of Cornish and Fisher about the normal quantile (Abramowitz and Stegun 26.7.5), within 0.2 %
  /// from three degrees on; exact values for one and two. Infinite for none.
  package static func upper95(degreesOfFreedom count: Int) -> Double {
    guard count > 0 else { return .infinity }
    if count == 1 { return 12.706_204_736 }
    if count == 2 { return 4.302_652_730 }
    let z = 1.959_963_984_540_054
    let n = Double(count)
    let z2 = z * z
    let first = z * (z2 + 1) / 4
    let second = z * (z2 * (5 * z2 + 16) + 3) / 96
    let third = z * (z2 * (z2 * (3 * z2 + 19) + 17) - 15) / 384
    let fourth = z * (z2 * (z2 * (z2 * (79 * z2 + 776) + 1482) - 1920) - 945) / 92_160
    return z + first / n + second / (n * n) + third / (n * n * n) + fourth / (n * n * n * n)
  }
}
