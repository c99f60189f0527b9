import Canonical

/// Checks a Mustache template before it is used: its tags, its names, and that the security policy stays whole.
///
/// A small part of Mustache is enough for pages: variables, sections and comments. The rest is refused, so that
/// text can never stand in a page unescaped.
struct TemplateCheck {
  let file: String
  let names: [TemplateName]
  /// Texts that must stand in the template, word for word.
  let required: [String]

  private static let deepest = 16

  /// The template as Mustache is to read it, with every variable in three braces: values come to it escaped, as
  /// Mustache itself would overlook a quotation mark with a combining character behind it.
  func checked(_ template: String) throws(TemplateProblem) -> String {
    let bytes = Array(template.utf8)
    let brace = UInt8(ascii: "{")
    var out: [UInt8] = []
    var open: [(name: String, line: Int)] = []
    var line = 1
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "\n") { line += 1 }
      guard bytes[index] == brace, index + 1 < bytes.count, bytes[index + 1] == brace else {
        out.append(bytes[index])
        index += 1
        continue
      }
      guard let tag = TemplateTag(bytes, at: index) else {
        throw problem(line, "a tag that is never closed; tags are written {{name}}, and markup {{{name}}}")
      }
      try check(tag, line: line, open: &open)
      line += bytes[index..<tag.end].count { $0 == UInt8(ascii: "\n") }
      out += tag.isVariable ? Array("{{{\(tag.name)}}}".utf8) : Array(bytes[index..<tag.end])
      index = tag.end
    }
    if let last = open.last { throw problem(last.line, "{{#\(last.name)}} is never closed") }
    try checkPolicy(template)
    return String(decoding: out, as: UTF8.self)
  }

  private func check(
    _ tag: TemplateTag, line: Int, open: inout [(name: String, line: Int)]
  ) throws(TemplateProblem) {
    switch tag.kind {
    case .comment:
      return
    case .other(let sign):
      throw problem(
        line, "{{\(sign)…}} is not used here; there are {{name}}, {{{name}}}, {{#name}} and {{^name}}")
    case .text:
      if tag.name != "." { try check(tag, as: .text, line: line) }
    case .markup:
      try check(tag, as: .markup, line: line)
    case .open:
      if tag.name != "." { try check(tag, as: .section, line: line) }
      open.append((tag.name, line))
      guard open.count <= TemplateCheck.deepest else { throw problem(line, "sections are nested too deeply") }
    case .close:
      guard let last = open.popLast(), last.name.utf8.elementsEqual(tag.name.utf8) else {
        throw problem(line, "{{/\(tag.name)}} closes a section that is not open here")
      }
    }
  }

  private func check(_ tag: TemplateTag, as form: TemplateName.Form, line: Int) throws(TemplateProblem) {
    guard let known = names.first(where: { $0.name.utf8.elementsEqual(tag.name.utf8) }) else {
      let nearest = nearestName(to: tag.name, in: names.map(\.name))
      let hint = nearest.map { "; did you mean \"\($0)\"?" } ?? ""
      throw problem(line, "unknown name \"\(tag.name)\"\(hint)")
    }
    guard !known.forms.contains(form) else { return }
    if known.forms.contains(.markup) {
      throw problem(line, "\"\(tag.name)\" is markup, so it is written {{{\(tag.name)}}}")
    }
    if known.forms.contains(.text) {
      throw problem(line, "\"\(tag.name)\" is text, so it is written {{\(tag.name)}}")
    }
    throw problem(line, "\"\(tag.name)\" is a list, so it is written {{#\(tag.name)}}…{{/\(tag.name)}}")
  }

  /// The page's policy lets through the one style and the one script whose hashes it names.
  private func checkPolicy(_ template: String) throws(TemplateProblem) {
    for text in required where !template.contains(text) {
      throw problem(nil, "the template must contain \(text), word for word")
    }
    let bytes = Array(template.utf8)
    func first(_ text: String) -> Int? { ElementSearch.places(of: text, in: bytes).first }
    for (element, place) in [("<style", "style.css"), ("<script", "script.js")]
    where ElementSearch.places(of: element, in: bytes).count > 1 {
      throw problem(nil, "a second \(element)> would be blocked by the page's policy; write it into \(place)")
    }
    if let policy = first("{{{policy}}}"),
      let early = ["<style", "<script", "<link", "<img", "<base"].first(where: { element in
        first(element).map { $0 < policy } ?? false
      })
    {
      throw problem(nil, "\(early)> stands before {{{policy}}}, which must come first in the head")
    }
  }

  private func problem(_ line: Int?, _ reason: String) -> TemplateProblem {
    TemplateProblem(file: file, line: line, reason)
  }
}
