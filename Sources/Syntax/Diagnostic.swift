/// A finding about a notebook: where it is, what is wrong, and what would help.
package struct Diagnostic: Error, Sendable, Hashable {
  package enum Severity: String, Sendable, Comparable {
    case error, warning, note

    package static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }

    private var rank: Int { self == .error ? 0 : self == .warning ? 1 : 2 }
  }

  package var code: DiagnosticCode
  package var severity: Severity
  package var span: Span
  package var message: String
  package var hint: String?
  /// Other places that belong to the finding, such as the first definition of a name defined twice.
  package var related: [Related]

  package struct Related: Sendable, Hashable {
    package var span: Span
    package var message: String

    package init(_ span: Span, _ message: String) {
      self.span = span
      self.message = message
    }
  }

  package init(
    _ code: DiagnosticCode, _ severity: Severity = .error, at span: Span, _ message: String,
    hint: String? = nil, related: [Related] = []
  ) {
    self.code = code
    self.severity = severity
    self.span = span
    self.message = message
    self.hint = hint
    self.related = related
  }
}

/// The lasting name of a kind of diagnostic, such as `L0102`; every code has a page in `docs/diagnostics.md`.
package struct DiagnosticCode: Hashable, Sendable {
  package let id: String
  package let title: String
  /// What it means and what to do, as Markdown.
  package let explanation: String

  package static func == (a: DiagnosticCode, b: DiagnosticCode) -> Bool { a.id == b.id }

  package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

extension DiagnosticCode {
  /// Found in a data file, not in the text of the notebook.
  package var isAboutData: Bool { id.hasPrefix("L04") }
}
