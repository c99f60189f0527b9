import ArgumentParser
import Canonical
import Drawing
import Workspace

/// Where a diagram is written, and how it looks there.
struct DiagramOutput: ParsableArguments {
  enum Look: String, ExpressibleByArgument, CaseIterable {
    case auto, light, dark

    /// The one scheme that is asked for; nil for both.
    var scheme: ColorScheme? { ColorScheme(rawValue: rawValue) }
  }

  @Option(
    name: .shortAndLong,
    help:
      "The file to write: .svg, .png (needs rsvg-convert) or .txt (an outline). Standard output when left out."
  )
  var output: String?

  @Option(help: "The colours: light, dark, or both by the reader's choice (auto; a .png is light).")
  var theme: Look = .auto

  @Option(help: "Pixels of a .png by those of the drawing.")
  var scale: Double = 2

  func validate() throws {
    guard scale.isFinite, (0.1...10).contains(scale) else {
      throw ValidationError("--scale wants a number from 0.1 to 10")
    }
    if let output { _ = try kind(of: output) }
  }

  private enum Kind { case svg, png, text }

  private func kind(of path: String) throws -> Kind {
    if path == "-" || path.hasSuffix(".svg") { return .svg }
    if path.hasSuffix(".png") { return .png }
    if path.hasSuffix(".txt") { return .text }
    throw ValidationError("\(path): diagrams are written as .svg, .png or .txt")
  }

  /// Whether something other than a file takes the picture.
  var isStandardOutput: Bool { output == nil || output == "-" }

  /// Writes the diagram; nothing is said of it.
  func write(_ diagram: Diagram) throws {
    let diagram = DiagramOutput.alone(diagram)
    guard let output, output != "-" else { return Terminal.standardOutput.raw(svg(diagram)) }
    let bytes: [UInt8]
    switch try kind(of: output) {
    case .svg: bytes = Array(svg(diagram).utf8)
    case .text: bytes = Array(DiagramOutline(diagram).text().utf8)
    case .png:
      let picture = DiagramDrawing.draw(diagram).standalone(in: theme.scheme ?? .light)
      bytes = try workspace { () throws(WorkspaceError) in try PNGConversion.png(picture, scale: scale) }
    }
    try workspace { () throws(WorkspaceError) in try AtomicFile.write(bytes, to: output) }
  }

  private func svg(_ diagram: Diagram) -> String {
    let picture = DiagramDrawing.draw(diagram)
    return (theme.scheme.map { picture.standalone(in: $0) } ?? picture.standalone()) + "\n"
  }

  /// Links to places on the notebook's page lead nowhere from a file of its own.
  private static func alone(_ diagram: Diagram) -> Diagram {
    var diagram = diagram
    for index in diagram.nodes.indices where diagram.nodes[index].link?.hasPrefix("#") ?? false {
      diagram.nodes[index].link = nil
    }
    return diagram
  }
}
