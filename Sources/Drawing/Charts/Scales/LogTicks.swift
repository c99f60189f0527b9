/// Round values of a logarithmic axis: powers of ten, and twice and five times them where those are few.
enum LogTicks {
  static func values(_ low: Double, _ high: Double) -> [Double] {
    guard low > 0, high > low else { return low > 0 ? [low] : [] }
    let first = Int(Logarithm.base10(low).rounded(.down))
    let last = Int(Logarithm.base10(high).rounded(.up))
    let decades = max(last - first, 1)
    let mantissas = decades <= 3 ? [1, 2, 5] : [1]
    let step = decades <= 8 ? 1 : (decades + 5) / 6
    var values: [Double] = []
    for exponent in stride(from: first, through: last, by: step) {
      for mantissa in mantissas {
        guard let value = Double("\(mantissa)e\(exponent)") else { continue }
        if value >= low * 0.999_999, value <= high * 1.000_001 { values.append(value) }
      }
    }
    return values
  }
}
