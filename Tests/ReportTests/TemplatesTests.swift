import Report
import Testing

@Suite struct TemplatesTests {
  private let page = """
    <html><head><meta http-equiv="Content-Security-Policy" content="{{{policy}}}">
    <style>{{{style}}}</style><script>{{{script}}}</script></head>
    <body>{{title}}{{#subtitle}} – {{subtitle}}{{/subtitle}}{{^draft}} (final){{/draft}}{{! a remark }}
    {{{content}}}</body></html>
    """

  private func problem(_ file: String, _ text: String) -> String? {
    do {
      _ = try PageRenderer(templates: Templates(overrides: [file: Array(text.utf8)]))
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test func aProjectsOwnFilesTakeThePlaceOfTheBuiltIn() throws {
    var content = NotebookBuilder(title: "\"\u{301}<T>")
    content.front.subtitle = "{{x}}"
    content.paragraph(.text("Text."))
    let templates = Templates(
      overrides: [
        "page.html": Array(page.utf8), "style.css": Array("p { color: red; }".utf8), "README": [0xFF],
      ])
    let html = try PageRenderer(templates: templates).render(content.content)
    #expect(html.contains("<body>&quot;\u{301}&lt;T&gt; – {{x}} (final)"))
    #expect(html.contains("<p>Text.</p>"))
    #expect(html.contains("p { color: red; }</style>"))
    #expect(html.contains("--paper:"))
  }

  @Test func brokenTemplatesSayWhereAndWhy() {
    func broken(_ old: String, _ new: String) -> String? {
      problem("page.html", String(page.replacing(old, with: new)))
    }
    #expect(
      broken("{{title}}", "{{titel}}")
        == "templates/page.html:3: unknown name \"titel\"; did you mean \"title\"?")
    #expect(
      broken("{{title}}", "{{{title}}}")
        == "templates/page.html:3: \"title\" is text, so it is written {{title}}")
    #expect(
      broken("{{{content}}}", "{{content}}")
        == "templates/page.html:4: \"content\" is markup, so it is written {{{content}}}")
    #expect(broken("{{/subtitle}}", "") == "templates/page.html:3: {{#subtitle}} is never closed")
    #expect(
      broken("{{/subtitle}}", "{{/draft}}")
        == "templates/page.html:3: {{/draft}} closes a section that is not open here")
    #expect(
      broken("{{title}}", "{{> header}}")
        == "templates/page.html:3: {{>…}} is not used here; there are {{name}}, {{{name}}}, {{#name}} and {{^name}}"
    )
    #expect(broken("{{title}}", "{{title")?.hasPrefix("templates/page.html:3: ") ?? false)
    #expect(broken("{{title}}", "{{$a}}x{{/a}}")?.hasPrefix("templates/page.html:3: {{$…}}") ?? false)
    #expect(
      broken("{{{policy}}}", "x")?.hasPrefix(
        "templates/page.html: the template must contain <meta http-equiv") ?? false)
    #expect(
      broken("<body>", "<body><SCRIPT>x</SCRIPT>")
        == "templates/page.html: a second <script> would be blocked by the page's policy; write it into script.js"
    )
    #expect(
      broken("<head>", "<head><link href=x>")
        == "templates/page.html: <link> stands before {{{policy}}}, which must come first in the head")
  }

  @Test func sectionsAreNotNestedWithoutEnd() {
    let deep = String(repeating: "{{#draft}}", count: 5_000) + String(repeating: "{{/draft}}", count: 5_000)
    #expect(
      problem("page.html", String(page.replacing("{{title}}", with: deep)))
        == "templates/page.html:3: sections are nested too deeply")
  }

  @Test func styleAndScriptMustNotEndTheirElement() {
    #expect(
      problem("style.css", "a {} </STYLE >")?.hasPrefix("templates/style.css: </style must not stand here")
        ?? false)
    #expect(
      problem("script.js", "x = '</script>'")?.hasPrefix("templates/script.js: </script must not stand")
        ?? false)
    #expect(problem("script.js", "// <!-- x")?.hasPrefix("templates/script.js: <!-- must not stand") ?? false)
    #expect(
      problem("style.css", "a {}\r\nb {}")?.hasPrefix("templates/style.css: the file has control characters")
        ?? false)
  }

  @Test func filesThatCannotBeMeant() {
    #expect(problem("styles.css", "")?.hasPrefix("templates/styles.css: no template has this name") ?? false)
    do {
      _ = try PageRenderer(templates: Templates(overrides: ["page.html": [0x3C, 0xFF]]))
      Issue.record("a file that is not UTF-8 was taken")
    } catch {
      #expect("\(error)" == "templates/page.html: the file is not UTF-8")
    }
  }
}
