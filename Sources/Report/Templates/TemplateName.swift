/// What a template may name, and in which form.
struct TemplateName: Sendable {
  enum Form: Sendable {
    /// Plain text, written `{{name}}`.
    case text
    /// Finished HTML, CSS or script, written `{{{name}}}`.
    case markup
    /// A list or a condition, written `{{#name}}…{{/name}}`.
    case section
  }

  let name: String
  let forms: [Form]

  init(_ name: String, _ forms: Form...) {
    self.name = name
    self.forms = forms
  }
}
