/// Logarithms by a series, so that they are the same on every machine.
enum Logarithm {
  /// To base two; `x` is positive and finite. ln m = 2 artanh((m - 1) / (m + 1)), for m in [1, 2).
  static func base2(_ x: Double) -> Double {
    let m = x.significand
    let z = (m - 1) / (m + 1)
    let square = z * z
    var (term, sum) = (z, 0.0)
    for k in stride(from: 1, through: 31, by: 2) {
      sum += term / Double(k)
      term *= square
    }
    return Double(x.exponent) + 2 * sum / 0.693_147_180_559_945_3
  }

  static func base10(_ x: Double) -> Double { base2(x) * 0.301_029_995_663_981_2 }
}
