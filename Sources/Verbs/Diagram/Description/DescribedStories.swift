import Canonical
import Drawing
import Frame
import Syntax

/// `path 1: a -> b "…"` as it is written.
struct DescribedStep {
  var story: String?
  var number: Int
  var numberPlace: Span
  var chain: [Word]
  var sentence: String
}

extension DescriptionParser {
  /// `path ["STORY"] N: a -> b -> c "sentence"`.
  mutating func parseStep(_ keyword: Span) {
    tokens.advance()
    let story = tokens.text()?.text
    guard let token = tokens.current, case .number(.integer(let number)) = token.kind else {
      return stepError(tokens.current?.span ?? keyword, "a step of a story has a number")
    }
    tokens.advance()
    guard (1...999).contains(number), tokens.take(symbol: ":") else {
      return stepError(token.span, "steps are numbered from 1 to 999, and a colon follows")
    }
    guard let first = tokens.name() else {
      return stepError(tokens.current?.span ?? token.span, "a step leads along nodes")
    }
    guard let chain = chain(from: first, nil) else { return }
    if tokens.current == nil { tokens.openLine() }
    guard let sentence = tokens.text() else {
      return stepError(token.span, "a step is told in a sentence")
    }
    steps.append(
      DescribedStep(
        story: story, number: Int(number), numberPlace: token.span, chain: chain.names,
        sentence: sentence.text))
    endLine()
  }

  private mutating func stepError(_ span: Span, _ message: String) {
    error(
      .syntax, span, message,
      "such as `path 1: prepare -> fit \"The rows become features.\"`; a node called `path` stands in backticks"
    )
    tokens.skipLine()
  }

  /// Puts the steps into stories, in the order of their numbers, and holds each against the edges.
  mutating func resolveStories() {
    guard !steps.isEmpty else { return }
    var order: [ByteKey?] = []
    var stories: [ByteKey?: [DescribedStep]] = [:]
    for step in steps {
      let key = step.story.map { ByteKey($0) }
      if stories[key] == nil { order.append(key) }
      stories[key, default: []].append(step)
    }
    for key in order {
      let told = (stories[key] ?? []).enumerated().sorted {
        ($0.element.number, $0.offset) < ($1.element.number, $1.offset)
      }.map(\.element)
      checkNumbers(told)
      description.diagram.stories.append(
        Diagram.Story(
          title: key?.text,
          steps: told.map { .init(number: $0.number, chain: $0.chain.map(\.text), sentence: $0.sentence) }))
    }
    let ways = DescribedWays(description)
    for step in steps { checkWay(step, ways) }
  }

  private mutating func checkNumbers(_ told: [DescribedStep]) {
    var last = 0
    for step in told {
      if step.number == last {
        error(
          .brokenStory, step.numberPlace, "step \(step.number) is told twice",
          "number the steps 1, 2, 3, …; a second story has a title: `path \"Title\" 1: …`")
      } else if step.number != last + 1 {
        error(
          .brokenStory, step.numberPlace, "step \(last + 1) is missing before step \(step.number)",
          "number the steps 1, 2, 3, …")
        return
      }
      last = step.number
    }
  }

  private mutating func checkWay(_ step: DescribedStep, _ ways: DescribedWays) {
    for word in step.chain where description.target(word.text) == nil {
      let names =
        description.diagram.nodes.prefix(500).map(\.id) + description.diagram.groups.prefix(100).map(\.id)
      error(
        .unknownName, word.span, "there is no node `\(word.text)`",
        suggestion(for: word.text, in: names))
      return
    }
    for (from, to) in zip(step.chain, step.chain.dropFirst()) where !ways.leads(from.text, to.text) {
      error(
        .brokenStory, from.span.union(to.span),
        "step \(step.number) goes from `\(from.text)` to `\(to.text)`, where no edge leads",
        ways.hint(from.text, to.text))
      return
    }
  }
}

/// Where edges lead, for stories.
private struct DescribedWays {
  private var targets: [ByteKey: [String]] = [:]
  private var sources: [ByteKey: [String]] = [:]
  private var pairs: Set<[ByteKey]> = []

  init(_ description: Description) {
    for edge in description.diagram.edges {
      add(edge.from, edge.to)
      if edge.arrows != .forward { add(edge.to, edge.from) }
    }
  }

  private mutating func add(_ from: String, _ to: String) {
    guard pairs.insert([ByteKey(from), ByteKey(to)]).inserted else { return }
    targets[ByteKey(from), default: []].append(to)
    sources[ByteKey(to), default: []].append(from)
  }

  func leads(_ from: String, _ to: String) -> Bool { pairs.contains([ByteKey(from), ByteKey(to)]) }

  /// The edge that comes nearest to the one that is missing.
  func hint(_ from: String, _ to: String) -> String {
    if leads(to, from) { return "the edge leads the other way: `\(to) -> \(from)`" }
    let onwards = targets[ByteKey(from)] ?? []
    if let near = nearestName(to: to, in: onwards.prefix(100)) { return "did you mean `\(from) -> \(near)`?" }
    if !onwards.isEmpty { return "edges from there: \(listed(onwards.map { "`\(from) -> \($0)`" }))" }
    let before = sources[ByteKey(to)] ?? []
    if !before.isEmpty { return "edges to there: \(listed(before.map { "`\($0) -> \(to)`" }))" }
    return "describe the edge: `\(from) -> \(to)`"
  }

  private func listed(_ edges: [String]) -> String {
    edges.prefix(4).joined(separator: ", ") + (edges.count > 4 ? ", …" : "")
  }
}
