import Canonical

/// Draws diagrams.
package enum DiagramDrawing {
  /// The picture of `diagram`. Draws what is consistent in it and leaves out the rest (see `Diagram.problems()`).
  ///
  /// The layout is chosen to be readable at `diagram.targetWidth`. Nodes and groups carry `data-id`, edges `data-from`
  /// and `data-to`, labels `data-label-of` with `from->to`, and what belongs to a step of a story its ordinal in
  /// `data-steps`. In a file of its own the picture has its title above and its stories below; in a page those stand
  /// around it. The same diagram always gives the same bytes.
  package static func draw(_ diagram: Diagram) -> Picture {
    var budget = mostInsides
    var picture = picture(of: diagram, &budget)
    picture.outline = DiagramOutline(diagram).lines
    picture.diagram = diagram
    return picture
  }

  /// Closed groups within closed groups, and so on, are drawn as long as there are no more of them than this.
  private static let mostInsides = 60

  private static func picture(of diagram: Diagram, _ budget: inout Int) -> Picture {
    let fitted = FittedDiagram(diagram)
    var insides: [DiagramPicture.Inside] = []
    for group in fitted.closed where budget > 0 {
      guard let inside = fitted.description.inside(of: group.id) else { continue }
      budget -= 1
      let count = fitted.diagram.nodes.first { $0.id.utf8.elementsEqual(group.id.utf8) }?.contains ?? 0
      insides.append(.init(group: group, count: count, picture: picture(of: inside, &budget)))
    }
    return DiagramPicture(fitted, insides: insides).picture
  }
}

/// The drawing of a laid out diagram in both of its forms.
struct DiagramPicture {
  private let fitted: FittedDiagram
  private let text: DiagramText
  private let key: DiagramKey
  private let description: String
  /// Set before ids: a digest of what is drawn, so that those of two pictures on one page do not clash.
  private let prefix: String
  private let insides: [Inside]

  /// Around every drawing.
  static let margin = 8

  /// What lies in a group that is drawn closed.
  struct Inside {
    var group: Diagram.Group
    var count: Int
    var picture: Picture
  }

  init(_ fitted: FittedDiagram, insides: [Inside]) {
    self.fitted = fitted
    self.insides = insides
    text = fitted.text
    key = DiagramKey(fitted.diagram, fitted.layout)
    let outline = DiagramOutline(fitted.diagram)
    description = outline.sentence(fitted.layout)
    prefix = DiagramPicture.prefix(fitted, outline)
  }

  private var diagram: Diagram { fitted.diagram }

  var picture: Picture {
    let page = body(isOnPage: true)
    var picture = Picture(
      svg: root(page, above: []), width: Double(page.size.width),
      height: Double(page.size.height), title: title, subtitle: diagram.scope, description: description)
    picture.stories = stories
    picture.insides = insides.enumerated().map { number, inside in
      PictureInside(
        id: DiagramPicture.place(number, prefix), label: TextMeasure.clipped(inside.group.label),
        count: inside.count, picture: inside.picture)
    }
    return picture
  }

  private static func prefix(_ fitted: FittedDiagram, _ outline: DiagramOutline) -> String {
    let layout = fitted.layout
    var text = outline.text()
    for box in layout.nodes + layout.groups.map({ $0?.box }) {
      if let box { text += "\(box.x) \(box.y) \(box.width) \(box.height) " }
    }
    for node in fitted.diagram.nodes { text += "\(node.id) \(node.icon?.rawValue ?? "") " }
    return "p" + Digest(of: text).description.prefix(10)
  }

  private var title: String { DiagramText.isBlank(diagram.title) ? "Diagram" : diagram.title ?? "Diagram" }

  // MARK: In a page

  private struct Body {
    var layers: [SVG]
    var size: DiagramSize
  }

  /// The drawing and, below it, the key.
  private func body(isOnPage: Bool) -> Body {
    var canvas = DiagramCanvas(fitted, text, prefix: prefix, isOnPage: isOnPage)
    for (number, inside) in insides.enumerated() {
      canvas.places[Array(inside.group.id.utf8)] = "#" + DiagramPicture.place(number, prefix)
    }
    var layers = canvas.layers
    var size = fitted.layout.size
    if !key.isEmpty {
      let drawing = KeyDrawing(key, width: max(size.width, 320), symbol: canvas.symbol)
      let y = size.height + 20
      layers.append(drawing.element(y: y, width: size.width))
      size = DiagramSize(width: max(size.width, drawing.size.width), height: y + drawing.size.height)
    }
    let symbols = canvas.symbols(key: key)
    if symbols.hasChildren { layers.insert(symbols, at: 0) }
    let margin = 2 * DiagramPicture.margin
    return Body(
      layers: layers, size: DiagramSize(width: size.width + margin, height: size.height + margin))
  }

  /// Where the inside of a closed group stands on a page.
  private static func place(_ number: Int, _ prefix: String) -> String { "\(prefix)-inside-\(number + 1)" }

  private func root(_ body: Body, above: [SVG], shift: Int = 0) -> String {
    var root = Picture.canvas(
      width: Double(body.size.width), height: Double(body.size.height), className: "picture diagram")
    root["role"] = "graphics-document"
    root["aria-labelledby"] = .text("\(prefix)-t \(prefix)-d")
    root.append(SVG("title", ["id": .text("\(prefix)-t")], [.characters(TextMeasure.clipped(title))]))
    root.append(SVG("desc", ["id": .text("\(prefix)-d")], [.characters(description)]))
    for part in above { root.append(part) }
    let margin = DiagramPicture.margin
    root.append(SVG("g", ["transform": "translate(\(margin) \(margin + shift))"], body.layers))
    return root.rendered()
  }

  private var stories: [PictureStory] {
    var ordinal = 0
    return diagram.stories.filter { !$0.steps.isEmpty }.map { story in
      PictureStory(
        title: story.title,
        steps: story.steps.map { step in
          ordinal += 1
          return PictureStory.Step(
            ordinal: ordinal, number: step.number, sentence: TextMeasure.clipped(step.sentence))
        })
    }
  }

  // MARK: Alone

  /// How many parts are numbered for style to find them.
  var endCount: Int { DiagramEnds(diagram, fitted.layout, DiagramIndex(diagram)).count }

  /// The drawing with its title above it and its stories below.
  var alone: String {
    var body = body(isOnPage: false)
    let heading = DiagramHeading(diagram, width: max(body.size.width, 320))
    let strip = StepStrip(diagram, width: body.size.width)
    let y = body.size.height - 2 * DiagramPicture.margin
    if strip.height > 0 { body.layers.append(strip.element(y: y)) }
    body.size.height += strip.height + heading.height
    body.size.width = max(body.size.width, max(heading.width, strip.width) + 2 * DiagramPicture.margin)
    return root(body, above: heading.elements, shift: heading.height)
  }
}
