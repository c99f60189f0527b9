import Foundation

@testable import Drawing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What an XML parser finds in a drawing: its elements, and where its lines of text stand.
struct DrawnSVG {
  struct Element {
    var name: String
    var attributes: [String: String]
  }

  struct TextLine {
    var text: String
    var left: Double
    var right: Double
    var top: Double
    var bottom: Double

    func overlaps(_ other: TextLine) -> Bool {
      left < other.right - 0.1 && other.left < right - 0.1 && top < other.bottom - 0.1
        && other.top < bottom - 0.1
    }
  }

  var elements: [Element] = []
  /// Text that is not turned.
  var lines: [TextLine] = []
  var problem: String?

  init(_ svg: String) {
    let reader = Reader()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.shouldProcessNamespaces = true
    parser.delegate = reader
    let good = parser.parse()
    elements = reader.elements
    lines = reader.lines
    if !good { problem = "\(parser.lineNumber): \(parser.parserError.map { "\($0)" } ?? "unknown")" }
  }

  var ids: [String] { elements.compactMap { $0.attributes["id"] } }

  var classes: Set<String> {
    Set(elements.flatMap { ($0.attributes["class"] ?? "").split(separator: " ").map(String.init) })
  }

  /// All numbers that stand in attributes of position, size and path.
  var coordinates: String {
    elements.map { element in
      ["x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "d", "width", "height", "transform", "viewBox"]
        .compactMap { element.attributes[$0] }.joined(separator: " ")
    }.joined(separator: " ")
  }
}

private final class Reader: NSObject, XMLParserDelegate {
  var elements: [DrawnSVG.Element] = []
  var lines: [DrawnSVG.TextLine] = []
  private var classes: [String] = []
  private var inTitle = false
  private var open: (text: String, attributes: [String: String], classes: String)?

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    elements.append(DrawnSVG.Element(name: name, attributes: attributes))
    classes.append(attributes["class"] ?? "")
    inTitle = name == "title"
    if name == "text" { open = ("", attributes, classes.joined(separator: " ")) }
    if name == "tspan", let dx = attributes["dx"].flatMap(Double.init) {
      open?.text += String(repeating: "\u{2009}", count: Int(dx / 2))
    }
  }

  /// The title of a text is a tooltip, not part of its line.
  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if !inTitle { open?.text += string }
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    classes.removeLast()
    inTitle = false
    guard name == "text", let text = open else { return }
    open = nil
    guard text.attributes["transform"] == nil, let x = Double(text.attributes["x"] ?? "0"),
      let y = Double(text.attributes["y"] ?? "0")
    else { return }
    let names = text.classes.split(separator: " ")
    let sizes = ["c-t": 13.0, "c-s": 12, "c-f": 11, "c-on": 12, "c-reft": 11]
    let size =
      text.attributes["font-size"].flatMap(Double.init) ?? names.last { sizes[String($0)] != nil }.flatMap {
        sizes[String($0)]
      } ?? 13
    // Without the margin for wider fonts, so that only real overlaps count.
    let width = TextMeasure.width(text.text, size: size) / 1.06
    let anchor = names.last { ["c-start", "c-mid", "c-end"].contains($0) } ?? "c-start"
    let left = anchor == "c-mid" ? x - width / 2 : anchor == "c-end" ? x - width : x
    lines.append(
      DrawnSVG.TextLine(
        text: text.text, left: left, right: left + width, top: y - size * 0.75, bottom: y + size * 0.2))
  }
}
