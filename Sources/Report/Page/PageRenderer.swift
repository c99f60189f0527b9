import Syntax

/// Makes the HTML page of a notebook: one file without anything to fetch, readable without scripts.
///
/// The same content gives the same bytes, on any day and any machine. Nothing in the content can become code in the
/// page: all text is escaped, raw HTML is shown and not used, links lead to the web, to mail and to files beside the
/// page only, and the page's policy allows no script but its own.
package struct PageRenderer: Sendable {
  private let form: PageForm

  /// What `page.html` may name.
  static let names: [TemplateName] = [
    TemplateName("lang", .text), TemplateName("scheme", .text, .section), TemplateName("title", .text),
    TemplateName("subtitle", .text, .section), TemplateName("description", .text, .section),
    TemplateName("authors", .text, .section), TemplateName("date", .text, .section),
    TemplateName("day", .text, .section), TemplateName("reading", .text), TemplateName("cells", .text),
    TemplateName("seed", .text), TemplateName("tags", .text, .section), TemplateName("draft", .section),
    TemplateName("contents", .markup, .section), TemplateName("messages", .markup, .section),
    TemplateName("content", .markup), TemplateName("notes", .markup, .section),
    TemplateName("keys", .section),
  ]

  /// - Throws: `TemplateProblem` where a template of the project's own cannot be used.
  package init(templates: Templates = .builtin) throws {
    form = try PageForm(.page, of: templates, names: PageRenderer.names)
  }

  /// The whole HTML file. O(size of the content).
  ///
  /// - Parameter image: the `data:` URI (PNG, JPEG, GIF or WebP, base64) of an image beside the notebook, by its path as
  ///   written in the notebook, not decoded; nil where there is none or it may not be shown, in which case the
  ///   image's alternative text stands in its place.
  package func render(_ content: PageContent, image: (String) -> String? = { _ in nil }) throws -> String {
    withoutActuallyEscaping(image) { image in
      let outline = Outline(content.tree)
      var writer = PageWriter(content, outline: outline, image: image)
      let body = writer.markup { $0.body() }
      let parts = [
        "content": body, "notes": writer.markup { $0.notes() }, "messages": writer.markup { $0.messages() },
        "contents": writer.markup { $0.contents() },
      ]
      var values = PageFacts(content.tree).values
      values["title"] = .text(Escaped(outline.title))
      for (name, markup) in parts where !markup.isEmpty { values[name] = .markup(markup) }
      values["keys"] = .flag(content.cells.values.contains { !$0.key.isEmpty })
      return form.filled(with: values)
    }
  }
}
