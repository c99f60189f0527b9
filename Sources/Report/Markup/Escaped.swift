/// Text that may stand in HTML, as character data or inside a quoted attribute value.
///
/// The only way to get one from a `String` is to escape it, and whatever writes HTML takes nothing else, so that a
/// label, name or message which has not been escaped does not compile.
package struct Escaped: Sendable, Hashable {
  let html: String

  /// `text` with `& < > " '` as entities. Control characters other than tab and line feed are dropped; characters
  /// that override the direction of what follows them are shown as escapes, such as `\u{202E}`, so that they can
  /// neither hide nor reorder anything. O(n).
  package init(_ text: String) {
    var out: [UInt8] = []
    out.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out += "&amp;".utf8
      case "<": out += "&lt;".utf8
      case ">": out += "&gt;".utf8
      case "\"": out += "&quot;".utf8
      case "'": out += "&#39;".utf8
      case _ where Escaped.isDirectionOverride(scalar):
        out += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".utf8
      case _ where Escaped.isDropped(scalar): break
      default: out += scalar.utf8
      }
    }
    html = String(decoding: out, as: UTF8.self)
  }

  private init(html: String) { self.html = html }

  static func + (a: Escaped, b: Escaped) -> Escaped { Escaped(html: a.html + b.html) }

  /// Embeddings, overrides and isolates of the Unicode bidirectional algorithm.
  private static func isDirectionOverride(_ scalar: Unicode.Scalar) -> Bool {
    "\u{202A}"..."\u{202E}" ~= scalar || "\u{2066}"..."\u{2069}" ~= scalar
  }

  private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\t", "\n": false
    case "\u{00}"..."\u{1F}", "\u{7F}"..."\u{9F}": true
    default: false
    }
  }
}

/// A literal is escaped as well; a `String` at run time is not a literal.
extension Escaped: ExpressibleByStringLiteral {
  package init(stringLiteral value: StaticString) {
    self.init(value.withUTF8Buffer { String(decoding: $0, as: UTF8.self) })
  }
}
