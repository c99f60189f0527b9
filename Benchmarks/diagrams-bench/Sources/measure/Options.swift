import Drawing

/// The options of the command line.
struct Options {
  /// Which ways of drawing to look at.
  var ways: [Way] = [.whole, .drawn]
  var direction: Diagram.Direction?
  var width: Double?
  var namesGraphs = false
  var records = false

  enum Way: String {
    /// Every group open.
    case whole
    /// Groups without room closed.
    case drawn
  }

  /// Takes what begins with two hyphens out of `arguments`.
  init(taking arguments: inout [String]) {
    var rest: [String] = []
    var pending = arguments[...]
    while let argument = pending.popFirst() {
      switch argument {
      case "--whole": ways = [.whole]
      case "--drawn": ways = [.drawn]
      case "--down": direction = .down
      case "--flag": namesGraphs = true
      case "--record": records = true
      case "--width": width = pending.popFirst().flatMap(Double.init)
      default: rest.append(argument)
      }
    }
    arguments = rest
  }

  /// The diagram that `operand` names: a generated one by its number, else a file.
  func diagram(_ operand: String) throws -> (name: String, diagram: Diagram) {
    if let number = Int(operand) { return ("p\(number)", prepared(PipelineCorpus.diagram(number))) }
    let file = try GraphFile(contentsOf: operand)
    return (file.name, prepared(file.diagram))
  }

  func prepared(_ diagram: Diagram) -> Diagram {
    var diagram = diagram
    if let direction { diagram.direction = direction }
    if let width { diagram.targetWidth = width }
    return diagram
  }

  func fitted(_ diagram: Diagram, _ way: Way) -> FittedDiagram {
    var diagram = diagram
    diagram.collapse = way == .whole ? .never : .automatic
    return FittedDiagram(diagram)
  }
}
