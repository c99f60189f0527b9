import Syntax

/// All that a page shows of one notebook.
package struct PageContent: Sendable {
  package var tree: NotebookTree
  /// By index of the code block. Code blocks without an entry are listings.
  package var cells: [Int: CellReport]
  /// By index of the inline value: the text, or a message when it could not be computed.
  package var values: [Int: ValueText]
  /// Messages about the notebook as a whole (errors found by the checker when the page is written all the same).
  package var messages: [Message]

  package enum ValueText: Sendable, Hashable {
    case value(String)
    case failure(String)
  }

  package struct Message: Sendable, Hashable {
    package var severity: Diagnostic.Severity
    package var code: String
    /// Such as `line 12`.
    package var place: String
    package var text: String

    package init(severity: Diagnostic.Severity, code: String, place: String, text: String) {
      self.severity = severity
      self.code = code
      self.place = place
      self.text = text
    }
  }

  package init(
    tree: NotebookTree, cells: [Int: CellReport], values: [Int: ValueText], messages: [Message] = []
  ) {
    self.tree = tree
    self.cells = cells
    self.values = values
    self.messages = messages
  }
}

/// One cell on the page: its result first, its source folded beneath, and a quiet line that says what it rests on.
package struct CellReport: Sendable, Hashable {
  /// The names it defines, for the anchor and the label; empty for a cell that only shows something.
  package var names: [String]
  package var verb: String
  /// From the `label` clause: a place for links, `#label`.
  package var label: String?
  /// From the `caption` clause, or what the verb says of itself.
  package var caption: String?
  package var blocks: [ReportBlock]
  /// Left part of the quiet line: verb, input, rows.
  package var provenance: String
  /// Right part: the first eight digits of the key. Empty when the cell did not come to have one.
  package var key: String
  /// The source as pieces to be coloured.
  package var source: [SourcePiece]
  package var hideSource: Bool
  package var hideResult: Bool
  /// From the `note` clause.
  package var note: String?
  /// Why it has no result: its own failure, or that of what it needs.
  package var failure: Failure?

  package struct Failure: Sendable, Hashable {
    package var code: String
    package var message: String
    package var hint: String?
    /// `failed`, or `skipped` because something it needs has failed.
    package var skipped: Bool

    package init(code: String, message: String, hint: String?, skipped: Bool) {
      self.code = code
      self.message = message
      self.hint = hint
      self.skipped = skipped
    }
  }

  package struct SourcePiece: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable {
      case plain, keyword, option, name, value, text, comment
    }

    package var kind: Kind
    package var text: String

    package init(_ kind: Kind, _ text: String) {
      self.kind = kind
      self.text = text
    }
  }

  package init(
    names: [String], verb: String, label: String? = nil, caption: String?, blocks: [ReportBlock],
    provenance: String, key: String,
    source: [SourcePiece], hideSource: Bool = false, hideResult: Bool = false, note: String? = nil,
    failure: Failure? = nil
  ) {
    self.names = names
    self.verb = verb
    self.label = label
    self.caption = caption
    self.blocks = blocks
    self.provenance = provenance
    self.key = key
    self.source = source
    self.hideSource = hideSource
    self.hideResult = hideResult
    self.note = note
    self.failure = failure
  }
}
