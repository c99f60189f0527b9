import Canonical

/// One element of a drawing, or a run of text in it.
///
/// The rendered text is well-formed XML whatever the names, attributes and texts hold: everything is escaped here, and
/// there is no way to put markup in as a string. The same tree always gives the same bytes.
///
///     SVG("g", ["class": "c-axis"], [
///       SVG("line", ["x1": 0, "x2": .number(width)]),
///       .text("true & predicted", ["x": 4, "y": 12.5, "class": "t"]),
///     ])
package struct SVG: Sendable, Hashable {
  /// The value of an attribute.
  package enum Value: Sendable, Hashable, ExpressibleByStringLiteral, ExpressibleByStringInterpolation,
    ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral
  {
    /// Written by `SVG.number`.
    case number(Double)
    case text(String)

    package init(stringLiteral value: String) { self = .text(value) }
    package init(floatLiteral value: Double) { self = .number(value) }
    package init(integerLiteral value: Int) { self = .number(Double(value)) }
  }

  private enum Content: Sendable, Hashable {
    case element(name: String, attributes: [Attribute], children: [SVG])
    case characters(String)
  }

  private struct Attribute: Sendable, Hashable {
    var name: String
    var value: Value
  }

  private var content: Content

  /// An element. Where an attribute is given twice, the last value counts.
  package init(_ name: String, _ attributes: KeyValuePairs<String, Value> = [:], _ children: [SVG] = []) {
    content = .element(name: XMLText.name(name), attributes: [], children: children)
    for (key, value) in attributes { self[key] = value }
  }

  /// A run of text, to be a child of `text`, `tspan`, `title`, `desc` or `style`.
  package static func characters(_ text: String) -> SVG {
    var node = SVG("g")
    node.content = .characters(text)
    return node
  }

  /// A `text` element that holds `text`.
  package static func text(_ text: String, _ attributes: KeyValuePairs<String, Value> = [:]) -> SVG {
    SVG("text", attributes, [.characters(text)])
  }

  /// A `title` element: the name of the element it stands in, and the tooltip over it.
  package static func title(_ text: String) -> SVG { SVG("title", [:], [.characters(text)]) }

  /// An attribute by name; nil removes it, or says that it is not there. Runs of text have none.
  package subscript(_ name: String) -> Value? {
    get {
      guard case .element(_, let attributes, _) = content else { return nil }
      return attributes.first { $0.name == name }?.value
    }
    set {
      guard case .element(let element, var attributes, let children) = content else { return }
      let key = XMLText.name(name)
      let position = attributes.firstIndex { $0.name.utf8.elementsEqual(key.utf8) }
      switch (position, newValue) {
      case (let index?, let value?): attributes[index].value = value
      case (let index?, nil): attributes.remove(at: index)
      case (nil, let value?): attributes.append(Attribute(name: key, value: value))
      case (nil, nil): break
      }
      content = .element(name: element, attributes: attributes, children: children)
    }
  }

  /// Whether there is anything in it.
  var hasChildren: Bool {
    if case .element(_, _, let children) = content { !children.isEmpty } else { false }
  }

  /// Adds `child` as the last child; runs of text take none.
  package mutating func append(_ child: SVG) {
    guard case .element(let name, let attributes, var children) = content else { return }
    // Lets go of the array, so that it grows in place.
    content = .characters("")
    children.append(child)
    content = .element(name: name, attributes: attributes, children: children)
  }

  /// The text of the tree. A child of `svg`, `g` and `defs` begins a line of its own, so that two drawings compare well.
  package func rendered() -> String {
    var out = ""
    write(to: &out)
    return out
  }

  private func write(to out: inout String) {
    switch content {
    case .characters(let text): out += XMLText.escaped(text)
    case .element(let name, let attributes, let children):
      out += "<\(name)"
      for attribute in attributes {
        out += " \(attribute.name)=\"\(attribute.value.rendered)\""
      }
      if children.isEmpty {
        out += "/>"
        return
      }
      out += ">"
      let apart = ["svg", "g", "defs"].contains(name)
      for child in children {
        if apart { out += "\n" }
        child.write(to: &out)
      }
      out += apart ? "\n</\(name)>" : "</\(name)>"
    }
  }

  /// A coordinate as text: at most one decimal, `0` for what is not finite, held within ten million.
  package static func number(_ value: Double) -> String {
    guard value.isFinite else { return "0" }
    let text = NumberText.fixed(min(max(value, -1e7), 1e7), 1)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

extension SVG.Value {
  fileprivate var rendered: String {
    switch self {
    case .number(let value): SVG.number(value)
    case .text(let text): XMLText.escaped(text, attribute: true)
    }
  }
}
