/// A place on the page that links can lead to.
package struct Anchor: Sendable, Hashable {
  /// The `id` of the element.
  package let id: String

  private init(_ id: String) { self.id = id }

  /// The place of a cell: `cell-NAME`. White space and control characters, which an id cannot hold, are written as
  /// `~`, their code in hexadecimal and a full stop, `~` itself as `~7E.`; different names have different places.
  package static func cell(_ name: String) -> Anchor { Anchor("cell-" + tokenized(name)) }

  /// The place of a heading by its id in the notebook. Ids that the page needs for itself are set apart.
  package static func heading(_ id: String) -> Anchor {
    let token = tokenized(id)
    let reserved = ["cell-", "note-", "noteref-", "page-", "section-"].contains(where: token.hasPrefix)
    return Anchor(reserved || token.isEmpty ? "section-" + token : token)
  }

  static func footnote(_ number: Int) -> Anchor { Anchor("note-\(number)") }

  static func footnoteReference(_ number: Int, occurrence: Int) -> Anchor {
    Anchor(occurrence == 1 ? "noteref-\(number)" : "noteref-\(number)-\(occurrence)")
  }

  /// A place of the page's own, such as where the text begins.
  static func page(_ name: StaticString) -> Anchor { Anchor("page-\(name)") }

  /// `#` and the id, for links from elsewhere, such as a node of a diagram.
  package var href: String { "#" + percentEncoded }

  var escaped: Escaped { Escaped(id) }

  /// The id as a fragment of a URL: letters of any script stay readable.
  var percentEncoded: String {
    var out = ""
    for scalar in id.unicodeScalars {
      if scalar.isASCII, !Anchor.isUnreserved(scalar) {
        let hex = String(scalar.value, radix: 16, uppercase: true)
        out += "%" + (hex.utf8.count < 2 ? "0" : "") + hex
      } else {
        out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  private static func tokenized(_ name: String) -> String {
    var out = ""
    for scalar in name.unicodeScalars {
      if scalar == "~" || scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
        || scalar.properties.generalCategory == .format
      {
        out += "~" + String(scalar.value, radix: 16, uppercase: true) + "."
      } else {
        out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  private static func isUnreserved(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "-", ".", "_", "~": true
    default: false
    }
  }
}
