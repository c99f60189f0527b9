import Canonical

/// Where a link may lead: the web, mail, a place on this page, or a file beside it.
struct LinkTarget: Sendable, Hashable {
  let text: Escaped
  /// It leads to another host.
  let isExternal: Bool

  /// A place on this page.
  init(anchor: Anchor) {
    text = Escaped("#" + anchor.percentEncoded)
    isExternal = false
  }

  /// A file by its path relative to the page; nil for a path that leads to another host.
  init?(path: String) {
    let kept = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/".utf8)
    let encoded = path.utf8.map {
      kept.contains($0) ? String(Unicode.Scalar($0)) : "%" + Hexadecimal.text([$0]).uppercased()
    }
    self.init(encoded.joined())
    if isExternal { return nil }
  }

  /// The destination of a link in prose; nil where its scheme is not `http`, `https` or `mailto`, in which case the
  /// link is shown as plain text.
  ///
  /// Browsers drop control characters inside a scheme and white space before it, and a destination may have been
  /// escaped more than once on its way here; so both are undone before the scheme is looked at.
  init?(_ destination: String) {
    let cleaned = String(
      String.UnicodeScalarView(destination.unicodeScalars.filter { !LinkTarget.isIgnored($0) }))
    let decoded = Entities.decoded(cleaned)
    let bare = String(
      String.UnicodeScalarView(decoded.unicodeScalars.filter { !LinkTarget.isIgnored($0) && $0 != " " }))
    switch LinkTarget.scheme(of: bare) {
    case nil: isExternal = bare.hasPrefix("//") || bare.contains("\\")
    case "http", "https": isExternal = true
    case "mailto": isExternal = false
    default: return nil
    }
    text = Escaped(
      LinkTarget.trimmed(cleaned).split(separator: " ", omittingEmptySubsequences: false).joined(
        separator: "%20"))
  }

  /// What stands before the first colon, lower-cased, unless a `/`, `?` or `#` comes first. A percent sign in it is
  /// left as it is: no browser decodes a scheme, and none that has one is on the list.
  private static func scheme(of text: String) -> String? {
    let bytes = Array(text.utf8)
    let stops = Array(":/?#".utf8)
    guard let stop = bytes.firstIndex(where: stops.contains), bytes[stop] == UInt8(ascii: ":") else {
      return nil
    }
    return String(decoding: bytes[..<stop], as: UTF8.self).lowercased()
  }

  private static func isIgnored(_ scalar: Unicode.Scalar) -> Bool {
    "\u{00}"..."\u{1F}" ~= scalar || "\u{7F}"..."\u{A0}" ~= scalar || scalar == "\u{FEFF}"
      || "\u{200B}"..."\u{200F}" ~= scalar || "\u{2028}"..."\u{202E}" ~= scalar
      || "\u{2066}"..."\u{2069}" ~= scalar
  }

  private static func trimmed(_ text: String) -> String {
    let scalars = text.unicodeScalars
    let head = scalars.drop { $0 == " " }
    let count = head.reversed().drop { $0 == " " }.count
    return String(String.UnicodeScalarView(head.prefix(count)))
  }
}
