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
    DiagramPicture(FittedDiagram(diagram)).picture
  }

  /// Around every drawing.
  static let margin = 8
}

/// The drawing of a laid out diagram in both of its forms.
struct DiagramPicture {
  private let fitted: FittedDiagram
  private let text: DiagramText
  private let key: DiagramKey
  private let outline: DiagramOutline

  init(_ fitted: FittedDiagram) {
    self.fitted = fitted
    text = DiagramText(fitted.diagram)
    key = DiagramKey(fitted.diagram, fitted.layout)
    outline = DiagramOutline(fitted.diagram)
  }

  private var diagram: Diagram { fitted.diagram }

  var picture: Picture {
    let title = DiagramText.isBlank(diagram.title) ? "Diagram" : diagram.title ?? "Diagram"
    let description = outline.sentence(fitted.layout)
    // Ids hold a digest of everything that is drawn, so that those of two pictures on one page never clash.
    let draft = body(prefix: "x", isOnPage: true)
    let digest = Digest(of: draft.layers.map { $0.rendered() }.joined() + title)
    let prefix = "p" + digest.description.prefix(10)
    let page = body(prefix: prefix, isOnPage: true)
    var picture = Picture(
      svg: root(title, description, prefix, page, above: []), width: Double(page.size.width),
      height: Double(page.size.height), title: title, subtitle: diagram.scope, description: description)
    picture.outline = outline.lines
    picture.stories = stories
    picture.alone = alone(title, description, prefix)
    return picture
  }

  // MARK: In a page

  private struct Body {
    var layers: [SVG]
    var size: DiagramSize
  }

  /// The drawing and, below it, the key.
  private func body(prefix: String, isOnPage: Bool) -> Body {
    let canvas = DiagramCanvas(fitted, text, prefix: prefix, isOnPage: isOnPage)
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
    let margin = 2 * DiagramDrawing.margin
    return Body(
      layers: layers, size: DiagramSize(width: size.width + margin, height: size.height + margin))
  }

  private func root(
    _ title: String, _ description: String, _ prefix: String, _ body: Body, above: [SVG], shift: Int = 0
  ) -> String {
    var root = Picture.canvas(
      width: Double(body.size.width), height: Double(body.size.height), className: "picture diagram")
    root["role"] = "graphics-document"
    root["aria-labelledby"] = .text("\(prefix)-t \(prefix)-d")
    root.append(SVG("title", ["id": .text("\(prefix)-t")], [.characters(TextMeasure.clipped(title))]))
    root.append(SVG("desc", ["id": .text("\(prefix)-d")], [.characters(description)]))
    for part in above { root.append(part) }
    let margin = DiagramDrawing.margin
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

  /// The drawing with its title above it and its stories below.
  private func alone(_ title: String, _ description: String, _ prefix: String) -> String {
    var body = body(prefix: prefix, isOnPage: false)
    let heading = DiagramHeading(diagram, width: max(body.size.width, 320))
    let strip = StepStrip(diagram, width: body.size.width)
    let y = body.size.height - 2 * DiagramDrawing.margin
    if strip.height > 0 { body.layers.append(strip.element(y: y)) }
    body.size.height += strip.height + heading.height
    body.size.width = max(body.size.width, max(heading.width, strip.width) + 2 * DiagramDrawing.margin)
    return root(title, description, prefix, body, above: heading.elements, shift: heading.height)
  }
}
