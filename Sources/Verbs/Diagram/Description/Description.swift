import Drawing
import Frame
import Syntax

/// A described diagram with the places of its parts in the notebook.
struct Description {
  var diagram = Diagram()
  /// By node, group and edge of the diagram: where each is described, or first mentioned.
  var nodePlaces: [Span] = []
  var groupPlaces: [Span] = []
  var edgePlaces: [Span] = []
  /// What nodes name with `cell:` and `link:`, by node; not yet held against the notebook.
  var cells: [Int: Word] = [:]
  var links: [Int: Word] = [:]
  /// What identifiers name.
  var targets: [ByteKey: Target] = [:]

  enum Target: Hashable {
    case node(Int)
    case group(Int)
  }

  func target(_ id: String) -> Target? { targets[ByteKey(id)] }

  func place(of target: Target) -> Span {
    switch target {
    case .node(let index): nodePlaces[index]
    case .group(let index): groupPlaces[index]
    }
  }

  /// Groups around a target, the innermost first.
  func holders(of target: Target) -> [Int] {
    var found: [Int] = []
    var next =
      switch target {
      case .node(let index): diagram.nodes[index].group
      case .group(let index): diagram.groups[index].parent
      }
    while let id = next, case .group(let index)? = self.target(id) {
      found.append(index)
      next = diagram.groups[index].parent
    }
    return found
  }
}
