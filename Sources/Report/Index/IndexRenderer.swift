/// A page of the list of pages.
package struct IndexEntry: Sendable, Hashable {
  package var title: String
  package var description: String?
  /// ISO 8601, as in the front matter.
  package var date: String?
  /// Relative to the index, such as `penguins.html`, not percent-encoded.
  package var href: String
  package var tags: [String]

  package init(
    title: String, description: String? = nil, date: String? = nil, href: String, tags: [String] = []
  ) {
    self.title = title
    self.description = description
    self.date = date
    self.href = href
    self.tags = tags
  }
}

/// Makes the list of all pages of a project, `index.html`, in the manner of the pages themselves.
package struct IndexRenderer: Sendable {
  private let form: PageForm

  /// What `index.html` may name.
  static let names: [TemplateName] = [
    TemplateName("lang", .text), TemplateName("title", .text), TemplateName("count", .text),
    TemplateName("content", .markup),
  ]

  /// - Throws: `TemplateProblem` where a template of the project's own cannot be used.
  package init(templates: Templates = .builtin) throws {
    form = try PageForm(.index, of: templates, names: IndexRenderer.names)
  }

  /// The whole HTML file: the newest page first, pages without a date last, those of one day by title.
  package func render(_ entries: [IndexEntry], title: String) -> String {
    form.filled(with: [
      "lang": .text("en"), "title": .text(Escaped(title)),
      "count": .text(Escaped(entries.count == 1 ? "1 page" : "\(entries.count) pages")),
      "content": .markup(HTMLWriter.markup { list(entries.sorted(by: IndexRenderer.precedes), &$0) }),
    ])
  }

  private func list(_ entries: [IndexEntry], _ html: inout HTMLWriter) {
    html.element(.ol, [.class("pages"), .role("list")]) { html in
      for entry in entries {
        html.newline()
        html.element(.li) { item(entry, &$0) }
      }
      html.newline()
    }
  }

  private func item(_ entry: IndexEntry, _ html: inout HTMLWriter) {
    html.element(.h2) { html in
      if let target = LinkTarget(path: entry.href) {
        html.element(.a, [.href(target)], Escaped(entry.title))
      } else {
        html.text(Escaped(entry.title))
      }
    }
    if let description = entry.description { html.element(.p, [], Escaped(description)) }
    guard entry.date != nil || !entry.tags.isEmpty else { return }
    html.element(.ul, [.class("facts"), .role("list")]) { html in
      if let date = entry.date {
        html.element(.li) { html in
          let day: [Attribute] = LongDate.day(date).map { [.datetime(Escaped($0))] } ?? []
          html.element(day.isEmpty ? .span : .time, day, Escaped(LongDate.text(date) ?? date))
        }
      }
      if !entry.tags.isEmpty { html.element(.li, [], Escaped(entry.tags.joined(separator: " · "))) }
    }
  }

  private static func precedes(_ a: IndexEntry, _ b: IndexEntry) -> Bool {
    let (first, second) = (a.date ?? "", b.date ?? "")
    if !first.utf8.elementsEqual(second.utf8) { return second.utf8.lexicographicallyPrecedes(first.utf8) }
    if !a.title.utf8.elementsEqual(b.title.utf8) {
      return a.title.utf8.lexicographicallyPrecedes(b.title.utf8)
    }
    return a.href.utf8.lexicographicallyPrecedes(b.href.utf8)
  }
}
