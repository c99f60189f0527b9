/// A drawing that has been read token by token and found to hold nothing but marks: no script, no event handler, no
/// style attribute, no foreign content, no reference out of the page.
///
/// Drawings are built by `Drawing.SVG`, which cannot make such things by accident; this is the second lock on the door,
/// and the place where the ids of a picture that stands on a page twice are told apart.
struct InertSVG: Sendable {
  /// In document order; the same pieces of text joined again are the drawing.
  private let pieces: [Piece]
  /// Every id of the drawing.
  let ids: [String]

  fileprivate enum Piece: Sendable {
    case verbatim(String)
    /// The value of an `id`.
    case identifier(String)
    /// A value in which `#id` refers to other elements.
    case reference(String)
    /// Ids with spaces between them, as in `aria-labelledby`.
    case identifierList(String)
  }

  /// nil where the text is not one well-formed `svg` element of harmless parts.
  init?(_ text: String) {
    var scanner = SVGScanner(Array(text.utf8))
    guard scanner.scan() else { return nil }
    pieces = scanner.pieces
    ids = scanner.pieces.compactMap { piece in
      if case .identifier(let id) = piece { id } else { nil }
    }
  }

  /// - Parameter places: ids outside of the drawing that belong to it and are renamed with its own.
  func written(places: [String] = [], renaming rename: (String) -> String) -> String {
    let own = Set((ids + places).map { Array($0.utf8) })
    return pieces.map { piece in
      switch piece {
      case .verbatim(let text): text
      case .identifier(let id): rename(id)
      case .identifierList(let list):
        list.split(separator: " ").map { rename(String($0)) }.joined(separator: " ")
      case .reference(let text): InertSVG.renamed(text, own: own, rename)
      }
    }.joined()
  }

  /// `#id` and `url(#id)`, where the id is one of the drawing's own; a link to elsewhere on the page stays.
  private static func renamed(_ text: String, own: Set<[UInt8]>, _ rename: (String) -> String) -> String {
    guard let start = text.utf8.firstIndex(of: UInt8(ascii: "#")) else { return text }
    let after = text.utf8.index(after: start)
    let end = text.utf8[after...].firstIndex(of: UInt8(ascii: ")")) ?? text.utf8.endIndex
    let id = String(text[after..<end])
    guard own.contains(Array(id.utf8)) else { return text }
    return String(text[..<after]) + rename(id) + String(text[end...])
  }
}

/// Reads one `svg` element.
private struct SVGScanner {
  private let bytes: [UInt8]
  private var index = 0
  private var open: [String] = []
  private var verbatimStart = 0
  var pieces: [InertSVG.Piece] = []

  private static let elements: Set<String> = [
    "svg", "g", "a", "defs", "title", "desc", "text", "tspan", "path", "rect", "circle", "ellipse", "line",
    "polyline",
    "polygon", "marker", "linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern", "symbol",
    "use",
    "textPath",
  ]
  private static let deepest = 256

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func scan() -> Bool {
    guard bytes.starts(with: "<svg".utf8) else { return false }
    repeat {
      guard index < bytes.count else { return false }
      if bytes[index] != UInt8(ascii: "<") {
        index += 1
      } else if !(peek(1) == UInt8(ascii: "/") ? endTag() : startTag()) {
        return false
      }
    } while !open.isEmpty
    flush(to: index)
    return bytes[index...].allSatisfy { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: " ") }
  }

  private mutating func endTag() -> Bool {
    index += 2
    let name = word()
    guard let last = open.popLast(), last.utf8.elementsEqual(name.utf8), peek(0) == UInt8(ascii: ">") else {
      return false
    }
    index += 1
    return true
  }

  /// Comments, declarations and processing instructions have no name and so are refused.
  private mutating func startTag() -> Bool {
    index += 1
    let name = word()
    guard SVGScanner.elements.contains(name), open.count < SVGScanner.deepest else { return false }
    while true {
      skipBlanks()
      switch peek(0) {
      case UInt8(ascii: ">"):
        index += 1
        open.append(name)
        return true
      case UInt8(ascii: "/") where peek(1) == UInt8(ascii: ">"):
        index += 2
        return true
      default:
        guard attribute(of: name) else { return false }
      }
    }
  }

  private mutating func attribute(of element: String) -> Bool {
    let name = word()
    guard !name.isEmpty, peek(0) == UInt8(ascii: "="), peek(1) == UInt8(ascii: "\"") else { return false }
    index += 2
    let start = index
    while let byte = peek(0), byte != UInt8(ascii: "\"") {
      guard byte != UInt8(ascii: "<") else { return false }
      index += 1
    }
    guard peek(0) != nil else { return false }
    let value = String(decoding: bytes[start..<index], as: UTF8.self)
    guard SVGScanner.isHarmless(name, value, in: element) else { return false }
    if let piece = SVGScanner.piece(name, value) {
      flush(to: start)
      pieces.append(piece)
      verbatimStart = index
    }
    index += 1
    return true
  }

  private static func piece(_ name: String, _ value: String) -> InertSVG.Piece? {
    switch name {
    case "id": .identifier(value)
    case "aria-labelledby", "aria-describedby": .identifierList(value)
    default: value.utf8.contains(UInt8(ascii: "#")) ? .reference(value) : nil
    }
  }

  private static func isHarmless(_ name: String, _ value: String, in element: String) -> Bool {
    let name = name.lowercased()
    if name == "style" || name.hasPrefix("on") { return false }
    if name == "xmlns" { return value == "http://www.w3.org/2000/svg" }
    if name == "href" || name == "xlink:href" { return isHarmless(reference: value, in: element) }
    if name.contains(":") { return name == "xml:space" || name == "xml:lang" }
    guard isPaint(name) else { return true }
    let paint = value.lowercased()
    guard !paint.contains("&"), !paint.contains("\\") else { return false }
    return !paint.contains("url") || paint.hasPrefix("url(#")
  }

  /// Elements refer to their like within the drawing; a link may lead to the web as well.
  private static func isHarmless(reference: String, in element: String) -> Bool {
    if reference.hasPrefix("#") { return true }
    return element == "a" && ["https://", "http://"].contains(where: reference.hasPrefix)
  }

  /// Attributes in which `url(…)` is a reference and not just text.
  private static func isPaint(_ name: String) -> Bool {
    [
      "fill", "stroke", "clip-path", "mask", "filter", "cursor", "marker", "marker-start", "marker-mid",
      "marker-end",
    ].contains(name)
  }

  private mutating func word() -> String {
    let start = index
    while let byte = peek(0), SVGScanner.isNameByte(byte) { index += 1 }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func skipBlanks() {
    while let byte = peek(0), byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") { index += 1 }
  }

  private mutating func flush(to end: Int) {
    guard end > verbatimStart else { return }
    pieces.append(.verbatim(String(decoding: bytes[verbatimStart..<end], as: UTF8.self)))
    verbatimStart = end
  }

  private func peek(_ offset: Int) -> UInt8? { index + offset < bytes.count ? bytes[index + offset] : nil }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ":"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }
}
