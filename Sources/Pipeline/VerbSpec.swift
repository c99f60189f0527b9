import Syntax

/// The declaration of a verb: it drives parsing, checking, colouring, `limn docs` and the generated reference.
package struct VerbSpec: Sendable {
  package var name: String
  /// One line: what the verb does.
  package var summary: String
  /// The manual page in Markdown, without the tables that are made from the clauses.
  package var manual: String
  package var names: Arity
  package var sources: Sources
  package var clauses: [ClauseSpec]
  /// The body is not made of clauses alone: lines that open with none of `clauses` go to the verb as they are.
  package var freeBody: Bool
  /// A whole notebook that shows the verb at work; it is run by the tests.
  package var example: String
  /// Raised whenever the same cell on the same inputs means another result; part of every key.
  package var meaning: Int
  /// Words that a clause takes and that need a definition each.
  package var glossary: Glossary?

  /// Words with their definitions, for the reference.
  package struct Glossary: Sendable {
    /// What they are, in the plural.
    package var title: String
    package var terms: [(word: String, definition: String)]

    package init(title: String, terms: [(word: String, definition: String)]) {
      self.title = title
      self.terms = terms
    }
  }

  /// How many names a cell may define.
  package enum Arity: Sendable { case none, optional, one, oneOrMore }

  /// What may stand behind `from`.
  package enum Sources: Sendable { case none, path, value, oneOrMoreValues }

  package init(
    name: String, summary: String, manual: String, names: Arity, sources: Sources, clauses: [ClauseSpec],
    freeBody: Bool = false, example: String, meaning: Int, glossary: Glossary? = nil
  ) {
    self.name = name
    self.summary = summary
    self.manual = manual
    self.names = names
    self.sources = sources
    self.clauses = clauses
    self.freeBody = freeBody
    self.example = example
    self.meaning = meaning
    self.glossary = glossary
  }

  /// The clauses of the verb, and those that every cell takes.
  package var allClauses: [ClauseSpec] { clauses + CommonClauses.specs }
}

/// The clauses that every cell takes. None but `seed` and `cache` has a part in what is computed.
package enum CommonClauses {
  package static let specs: [ClauseSpec] = [
    ClauseSpec("caption", .one("text", .text), summary: "The caption of the table or figure."),
    ClauseSpec("hide source", summary: "Leave the cell's source out of the page."),
    ClauseSpec("hide result", summary: "Leave the result out of the page."),
    ClauseSpec("label", .one("name", .newName), summary: "A name for links to the cell: `#label`."),
    ClauseSpec("note", .one("text", .text), repeatable: true, summary: "A remark under the result."),
    ClauseSpec(
      "seed", .one("seed", .integer(nil)),
      summary: "The seed of the cell's random choices, in place of the notebook's."),
    ClauseSpec("cache", .one("flag", .yesNo), summary: "`cache no`: compute on every run and keep nothing."),
  ]
}

/// What the common clauses of a cell say.
package struct CommonSettings: Sendable {
  package var caption: String?
  package var hideSource = false
  package var hideResult = false
  package var label: Word?
  package var notes: [String] = []
  package var seed: Int64?
  package var cache = true

  init(_ clauses: [ParsedClause]) {
    for clause in clauses {
      switch clause.keyword {
      case "caption": caption = clause.text("text")
      case "hide source": hideSource = true
      case "hide result": hideResult = true
      case "label": label = clause.word("name")
      case "note": clause.text("text").map { notes.append($0) }
      case "seed": seed = clause.integer("seed")
      case "cache": cache = clause.flag("flag") ?? true
      default: break
      }
    }
  }
}
