/// Character references of HTML, as far as they can hide the scheme of a link.
enum Entities {
  /// `text` with numeric references and the few named ones that matter in a scheme decoded, up to four times over.
  static func decoded(_ text: String) -> String {
    var text = text
    for _ in 0..<4 {
      let next = decodedOnce(text)
      if next.utf8.elementsEqual(text.utf8) { break }
      text = next
    }
    return text
  }

  private static let named: [String: Unicode.Scalar] = [
    "amp": "&", "colon": ":", "tab": "\t", "newline": "\n", "sol": "/", "bsol": "\\", "num": "#", "lpar": "(",
    "rpar": ")", "nbsp": "\u{A0}", "quot": "\"", "apos": "'", "lt": "<", "gt": ">",
    "zerowidthspace": "\u{200B}",
    "excl": "!", "period": ".", "comma": ",", "semi": ";", "equals": "=", "percnt": "%",
  ]

  private static func decodedOnce(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var out = String.UnicodeScalarView()
    var index = 0
    while index < scalars.count {
      if scalars[index] == "&", let (scalar, end) = reference(scalars, after: index + 1) {
        out.append(scalar)
        index = end
      } else {
        out.append(scalars[index])
        index += 1
      }
    }
    return String(out)
  }

  /// A reference without its closing semicolon counts too where it is numeric, as it does for browsers.
  private static func reference(
    _ scalars: [Unicode.Scalar], after start: Int
  ) -> (Unicode.Scalar, end: Int)? {
    var end = start
    while end < scalars.count, end - start < 24, scalars[end].isASCII,
      scalars[end].properties.isAlphabetic || "0"..."9" ~= scalars[end]
        || (end == start && scalars[end] == "#")
    { end += 1 }
    let name = String(String.UnicodeScalarView(scalars[start..<end]))
    let closed = end < scalars.count && scalars[end] == ";"
    guard name.hasPrefix("#") else {
      guard closed, let scalar = named[name.lowercased()] else { return nil }
      return (scalar, end + 1)
    }
    return numeric(scalars, from: start + 1)
  }

  private static func numeric(_ scalars: [Unicode.Scalar], from start: Int) -> (Unicode.Scalar, end: Int)? {
    let hexadecimal = start < scalars.count && (scalars[start] == "x" || scalars[start] == "X")
    let radix: UInt32 = hexadecimal ? 16 : 10
    var end = hexadecimal ? start + 1 : start
    let first = end
    var value: UInt32 = 0
    while end < scalars.count, let digit = Character(scalars[end]).hexDigitValue, digit < radix {
      value = min(value * radix + UInt32(digit), 0x11_0000)
      end += 1
    }
    guard end > first, let scalar = Unicode.Scalar(value) else { return nil }
    return (scalar, end < scalars.count && scalars[end] == ";" ? end + 1 : end)
  }
}
