import Canonical
import Syntax

/// What the head of a page says of its notebook.
struct PageFacts {
  private let front: FrontMatter
  private let words: Int
  private let cells: Int

  /// Words that a reader takes in within a minute.
  private static let pace = 230

  init(_ tree: NotebookTree) {
    front = tree.frontMatter
    words = tree.markdown.wordCount
    cells = tree.cells.count
  }

  /// Facts that there are; the names are those of `PageRenderer.names`.
  var values: [String: PageForm.Value] {
    var values: [String: PageForm.Value] = [
      "lang": .text(Escaped(PageFacts.language(front.lang))),
      "reading": .text(Escaped("\(NumberText.thousands(minutes)) min read")),
      "cells": .text(Escaped(cells == 1 ? "1 cell" : "\(NumberText.thousands(cells)) cells")),
      "seed": .text(Escaped("seed \(front.seed)")),
      "draft": .flag(front.draft),
    ]
    let texts = ["subtitle": front.subtitle, "description": front.description ?? front.subtitle]
    for (name, text) in texts where text?.isEmpty == false { values[name] = text.map { .text(Escaped($0)) } }
    if !front.tags.isEmpty { values["tags"] = .text(Escaped(front.tags.joined(separator: " · "))) }
    if !front.authors.isEmpty { values["authors"] = .text(Escaped(PageFacts.sentence(front.authors))) }
    if let date = front.date {
      values["date"] = .text(Escaped(LongDate.text(date) ?? date))
      if let day = LongDate.day(date) { values["day"] = .text(Escaped(day)) }
    }
    if let theme = front.theme, ["light", "dark"].contains(theme) {
      values["scheme"] = .text(Escaped(theme))
    }
    return values
  }

  private var minutes: Int { max(1, (max(words, 0) + PageFacts.pace / 2) / PageFacts.pace) }

  /// `A`, `A and B`, `A, B and C`.
  private static func sentence(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }

  /// A language tag as BCP 47 has them; English, which the page's own words are in, for anything else.
  private static func language(_ tag: String?) -> String {
    guard let tag, !tag.isEmpty, tag.utf8.count <= 35 else { return "en" }
    let isTag = tag.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
      default: false
      }
    }
    return isTag ? tag : "en"
  }
}
