import Testing

@testable import Frame

@Suite struct PatternTests {
  private func matches(_ pattern: String, _ text: String) throws -> Bool {
    try Pattern(pattern).matches(text)
  }

  @Test(arguments: [
    ("abc", "xabcx", true), ("^abc$", "abc", true), ("^abc$", "abcd", false), ("a|b|c$", "zc", true),
    ("^(ab|cd)+$", "abcdab", true), ("^(?:ab)*$", "", true), ("a.c", "a\nc", false), ("a.c", "aéc", true),
    ("[a-c]{2,3}$", "xxbc", true), ("^[^a-c]+$", "xyz", true), ("^[^a-c]+$", "xaz", false),
    ("\\d{4}-\\d\\d", "on 2024-12", true), ("^\\w+$", "größe_1", true), ("^\\w+$", "a-b", false),
    ("\\bcat\\b", "a cat!", true), ("\\bcat\\b", "concat", false), ("\\Bcat", "concat", true),
    ("^\\s*$", " \t\u{A0}", true), ("[]x]", "]", true), ("[\\d.]+%", "9.5%", true), ("a{2}", "aba", false),
    ("x{", "x{", true), ("a{,2}", "a{,2}", true), ("^a{0}b", "b", true), ("colou?r", "color", true),
    ("^.{3}$", "e\u{301}x", true), ("", "anything", true), ("(|a)+$", "", true), ("[-a]", "-", true),
    ("\\.csv$", "a.csv", true), ("^[\\w.]+@[\\w.]+$", "a.b@c.de", true), ("[^\\d]", "12", false),
    ("\\D", "1", false),
    ("a*?b", "aaab", true),
  ]) func searches(pattern: String, text: String, expected: Bool) throws {
    #expect(try matches(pattern, text) == expected)
  }

  @Test(arguments: [
    "(", ")", "[", "a**", "*", "a{2}{3}", "\\", "\\1", "\\q", "(?=a)", "[z-a]", "a{3,2}", "a{2000}",
  ])
  func refusesWhatItDoesNotKnow(pattern: String) {
    let error = #expect(throws: PatternError.self) { try Pattern(pattern) }
    #expect((error?.position ?? 0) >= 1)
  }

  @Test func hostilePatternsAreBounded() throws {
    #expect(throws: PatternError.self) { try Pattern(String(repeating: "a", count: 1025)) }
    #expect(throws: PatternError.self) { try Pattern("((a{100}){100}){100}") }
    #expect(throws: PatternError.self) { try Pattern(String(repeating: "(", count: 500)) }
    #expect(throws: PatternError.self) { try Pattern("(((a?){1000}){1000}){1000}") }
    #expect(try matches("((((){1000}){1000}){1000}){1000}", ""))
    #expect(try !matches("^(a+)+$", String(repeating: "a", count: 5000) + "!"))
    #expect(try !matches("^(a|a)*(a|aa)*$", String(repeating: "a", count: 2000) + "!"))
  }

  /// Against a matcher by backtracking that is simple enough to be seen to be right.
  @Test func agreesWithBacktrackingOnRandomPatterns() throws {
    var random = RandomStream(seed: 5, stream: 0)
    for _ in 0..<3000 {
      let node = Self.randomNode(&random, depth: 3)
      let program = try PatternProgram(node)
      for _ in 0..<4 {
        let text = String((0..<random.next(below: 7)).map { _ in "abc ".randomElement(&random) })
        let scalars = Array(text.unicodeScalars)
        let expected = (0...scalars.count).contains { start in
          !Self.ends(of: [node], scalars, start, fuel: 12).isEmpty
        }
        #expect(PatternMatcher(program).matches(text.unicodeScalars) == expected, "\(node) on \(text)")
      }
    }
  }

  private static func randomNode(_ random: inout RandomStream, depth: Int) -> PatternNode {
    switch random.next(below: depth > 0 ? 9 : 4) {
    case 0: return .scalar("a")
    case 1: return .scalar("b")
    case 2: return .any
    case 3: return .assertion([.start, .end, .wordBoundary, .noWordBoundary][random.next(below: 4)])
    case 4, 5: return .sequence((0...2).map { _ in randomNode(&random, depth: depth - 1) })
    case 6: return .alternatives((0...1).map { _ in randomNode(&random, depth: depth - 1) })
    case 7: return .repeated(randomNode(&random, depth: depth - 1), least: random.next(below: 2), most: nil)
    default:
      return .repeated(randomNode(&random, depth: depth - 1), least: 0, most: 1 + random.next(below: 2))
    }
  }

  /// Where matches of the nodes in sequence from `start` may end. Unbounded repetitions unroll `fuel` times,
  /// more often than a test's texts are long.
  private static func ends(
    of nodes: [PatternNode], _ text: [Unicode.Scalar], _ start: Int, fuel: Int
  ) -> Set<Int> {
    guard let first = nodes.first else { return [start] }
    var after: Set<Int> = []
    switch first {
    case .empty: after = [start]
    case .scalar(let scalar): if start < text.count, text[start] == scalar { after = [start + 1] }
    case .any: if start < text.count, text[start] != "\n" { after = [start + 1] }
    case .set(let set): if start < text.count, set.contains(text[start]) { after = [start + 1] }
    case .assertion(let assertion):
      let before = start > 0 ? text[start - 1] : nil
      if assertion.holds(between: before, and: start < text.count ? text[start] : nil) { after = [start] }
    case .sequence(let parts): after = ends(of: parts, text, start, fuel: fuel)
    case .alternatives(let branches):
      for branch in branches { after.formUnion(ends(of: [branch], text, start, fuel: fuel)) }
    case .repeated(let body, let least, let most):
      var reached: Set<Int> = [start]
      if least == 0 { after = reached }
      for round in 1...max(1, most ?? fuel) {
        reached = reached.reduce(into: []) { $0.formUnion(ends(of: [body], text, $1, fuel: fuel)) }
        if round >= least { after.formUnion(reached) }
      }
    }
    let rest = Array(nodes.dropFirst())
    return after.reduce(into: []) { $0.formUnion(ends(of: rest, text, $1, fuel: fuel)) }
  }
}

extension String {
  fileprivate func randomElement(_ random: inout RandomStream) -> Character {
    Array(self)[random.next(below: count)]
  }
}
