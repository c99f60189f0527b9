/// Numbers as text, one way everywhere: independent of locale, the same bytes on every machine.
package enum NumberText {
  /// `value` with exactly `places` decimals (0...12), halves away from zero; `-0.00` is written `0.00`.
  ///
  /// Values of 2^53 and above, or too large for their decimals, fall back to the shortest exact text.
  package static func fixed(_ value: Double, _ places: Int, grouped: Bool = false) -> String {
    guard value.isFinite else { return nonFinite(value) }
    let places = min(max(places, 0), 12)
    let scale = powersOfTen[places]
    let scaled = (value.magnitude * scale).rounded(.toNearestOrAwayFromZero)
    guard scaled < 9_007_199_254_740_992 else { return "\(value)" }
    var digits = Array(String(UInt64(scaled)).utf8)
    while digits.count <= places { digits.insert(UInt8(ascii: "0"), at: 0) }
    var whole = Array(digits[..<(digits.count - places)])
    if grouped { whole = group(whole) }
    var out: [UInt8] = value < 0 && scaled > 0 ? [UInt8(ascii: "-")] : []
    out += whole
    if places > 0 {
      out.append(UInt8(ascii: "."))
      out += digits[(digits.count - places)...]
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// An integer with thousands separated by commas.
  package static func thousands(_ value: Int) -> String {
    let digits = group(Array(String(value.magnitude).utf8))
    return (value < 0 ? "-" : "") + String(decoding: digits, as: UTF8.self)
  }

  /// A count with its noun, such as `1 row` and `1,204 rows`; the plural is formed with an s.
  package static func count(_ value: Int, _ noun: String) -> String {
    "\(thousands(value)) \(noun)\(value == 1 ? "" : "s")"
  }

  /// About `digits` significant digits, without trailing zeros: for table cells of unknown magnitude.
  /// Very small and very large magnitudes are written with an exponent.
  package static func significant(_ value: Double, _ digits: Int = 4) -> String {
    guard value.isFinite else { return nonFinite(value) }
    if value == 0 { return "0" }
    var exponent = 0
    var mantissa = value.magnitude
    while mantissa >= 10, exponent < 400 { mantissa /= 10; exponent += 1 }
    while mantissa < 1, exponent > -400 { mantissa *= 10; exponent -= 1 }
    if exponent >= 9 || exponent < -4 {
      return trimmed(fixed(value < 0 ? -mantissa : mantissa, digits - 1)) + "e\(exponent)"
    }
    let places = max(0, digits - 1 - exponent)
    let text = fixed(value, places, grouped: value.magnitude >= 10_000)
    return places > 0 ? trimmed(text) : text
  }

  /// `value` as a percentage of one, with `places` decimals and a narrow no-break space before the sign.
  package static func percent(_ value: Double, _ places: Int = 1) -> String {
    fixed(value * 100, places) + "\u{202F}%"
  }

  /// The shortest text that reads back as the same double; integers without a fraction.
  package static func exact(_ value: Double) -> String {
    guard value.isFinite else { return nonFinite(value) }
    if value == value.rounded(), value.magnitude < 9_007_199_254_740_992 { return String(Int64(value)) }
    return "\(value)"
  }

  private static func nonFinite(_ value: Double) -> String {
    value.isNaN ? "NaN" : value < 0 ? "−∞" : "∞"
  }

  private static func trimmed(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: ".")) else { return text }
    var utf8 = Array(text.utf8)
    while utf8.last == UInt8(ascii: "0") { utf8.removeLast() }
    if utf8.last == UInt8(ascii: ".") { utf8.removeLast() }
    return String(decoding: utf8, as: UTF8.self)
  }

  private static func group(_ digits: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { out.append(UInt8(ascii: ",")) }
      out.append(digit)
    }
    return out
  }

  private static let powersOfTen: [Double] = (0...12).map { exponent in
    (0..<exponent).reduce(1.0) { power, _ in power * 10 }
  }
}
