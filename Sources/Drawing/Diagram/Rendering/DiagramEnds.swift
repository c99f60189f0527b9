/// The parts of a diagram that edges join, numbered, so that style alone can find the edges of the part that a reader
/// points at or has reached by the keyboard, and the two ends of an edge.
///
/// A part with the number 7 has the class `d-n7`, its edges have `d-e7`.
struct DiagramEnds {
  /// Diagrams with more ends than this have no numbers.
  static let most = 40

  private var numbers: [DiagramIndex.Target: Int] = [:]
  /// By index of the edge: the numbers of its ends; nil where it is not drawn.
  private var ends: [[Int]?] = []

  init(_ diagram: Diagram, _ layout: DiagramLayout, _ index: DiagramIndex) {
    for (edge, path) in zip(diagram.edges, layout.edges) {
      guard path != nil, let from = index.target(edge.from), let to = index.target(edge.to) else {
        ends.append(nil)
        continue
      }
      let (first, second) = (number(from), number(to))
      ends.append(first == second ? [first] : [first, second])
    }
    if numbers.count > DiagramEnds.most { (numbers, ends) = ([:], ends.map { _ in nil }) }
  }

  private mutating func number(_ target: DiagramIndex.Target) -> Int {
    if let known = numbers[target] { return known }
    numbers[target] = numbers.count
    return numbers.count - 1
  }

  /// How many parts have a number.
  var count: Int { numbers.count }

  /// The class of a part; nil for one without edges.
  func className(of target: DiagramIndex.Target) -> String? { numbers[target].map { "d-n\($0)" } }

  /// The classes of an edge; nil where its ends have no numbers.
  func classes(ofEdge index: Int) -> String? {
    ends[index].map { ends in ends.map { "d-e\($0)" }.joined(separator: " ") }
  }
}

extension Theme {
  /// What is pointed at stands out by its colour and its width, and nothing else fades: every word stays readable.
  ///
  /// - Parameter count: how many ends are numbered (see `DiagramEnds`).
  static func pointing(ends count: Int) -> String {
    let own = ".diagram :is([data-id][class],[data-from]):hover,.diagram :focus-visible>.d-n"
    let joined = (0..<count).map { end in
      ",.diagram:has(.d-n\(end):hover,:focus-visible>.d-n\(end)) .d-e\(end)"
        + ",.diagram:has(.d-e\(end):hover) .d-n\(end)"
    }.joined()
    return "@media screen{\(own)\(joined){--lit:var(--accent);--bold:2.6}}\n"
  }
}
