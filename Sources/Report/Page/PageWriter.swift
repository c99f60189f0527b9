import Syntax

/// Writes the parts of one page, in document order.
///
/// The extensions in `Prose` and `Cells` add what each kind of block looks like.
struct PageWriter {
  let content: PageContent
  let labels: CellLabels
  let outline: Outline
  /// The `data:` URI of an image beside the notebook, by its path as written; nil where it may not be shown.
  let image: (String) -> String?
  var html = HTMLWriter()
  var headingLevels = HeadingLevels()
  /// Met on the way, to be written at the end.
  var footnotes: [Footnote] = []
  /// Why values in the prose are missing, as far as it has been said.
  var reasonsGiven: Set<[UInt8]> = []
  /// How often each id has come with a drawing.
  private var drawnIDs: [String: Int] = [:]
  private var inputs = 0

  struct Footnote {
    let number: Int
    let references: Int
    let blocks: [MarkdownBlock]
  }

  /// Parsers stop at this depth too; a tree made by hand may be deeper.
  static let deepest = 256

  init(_ content: PageContent, outline: Outline, image: @escaping (String) -> String?) {
    self.content = content
    self.outline = outline
    self.image = image
    labels = CellLabels(content)
  }

  /// What `body` writes, apart from the text around it.
  mutating func markup(_ body: (inout PageWriter) -> Void) -> Markup {
    let outer = html
    html = HTMLWriter()
    body(&self)
    let inner = html.markup
    html = outer
    return inner
  }

  /// A drawing. One that stands on the page a second time gets ids of its own; where there is none, as it was not
  /// inert, its description stands in its place.
  ///
  /// - Parameter places: ids beside the drawing that its links lead to.
  /// - Returns: the places as they are called on this page, in the same order.
  @discardableResult
  mutating func drawing(_ svg: InertSVG?, description: String, places: [String] = []) -> [String] {
    guard let inert = svg else {
      html.element(.span, [.class("absent")], Escaped(description))
      return places
    }
    let time = inert.ids.map { drawnIDs[$0, default: 0] }.max() ?? 0
    for id in inert.ids { drawnIDs[id] = time + 1 }
    func renamed(_ id: String) -> String { time == 0 ? id : "\(id)-\(time + 1)" }
    html.markup(inert.markup(places: places, renaming: renamed))
    return places.map(renamed)
  }

  /// A number for a group of inputs that is its own on this page.
  mutating func nextInputs() -> Int {
    inputs += 1
    return inputs
  }
}
