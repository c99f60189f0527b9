import Drawing
import Mustache

/// A template together with the style and script that every page made from it carries, checked and ready for use.
struct PageForm: Sendable {
  private let template: MustacheTemplate
  private let style: String
  private let script: String
  private let policy: ContentPolicy

  /// - Parameter names: what the template may name besides `policy`, `style` and `script`.
  /// - Throws: `TemplateProblem`.
  init(_ file: Templates.File, of templates: Templates, names: [TemplateName]) throws(TemplateProblem) {
    let own = [
      TemplateName("policy", .markup), TemplateName("style", .markup), TemplateName("script", .markup),
    ]
    let required = [
      PageForm.policyElement, "<style>{{{style}}}</style>", "<script>{{{script}}}</script>", "{{{content}}}",
    ]
    let check = TemplateCheck(file: file.rawValue, names: names + own, required: required)
    let text = try check.checked(templates.text(file))
    do {
      template = try MustacheTemplate(string: text)
    } catch let error as MustacheTemplate.ParserError {
      throw TemplateProblem(file: file.rawValue, line: error.context.lineNumber, "\(error.error)")
    } catch {
      throw TemplateProblem(file: file.rawValue, line: nil, "\(error)")
    }
    style =
      Theme.styleSheet + StepRules.text + "\n"
      + (try PageForm.content(.style, of: templates, closedBy: "</style"))
    script = try PageForm.content(.script, of: templates, closedBy: "</script")
    policy = ContentPolicy(style: style, script: script)
  }

  /// What a template fills in.
  indirect enum Value: Sendable {
    case text(Escaped)
    case markup(Markup)
    case flag(Bool)
    case list([Value])
    case record([String: Value])

    fileprivate var plain: Any {
      switch self {
      case .text(let text): text.html
      case .markup(let markup): markup.html
      case .flag(let flag): flag
      case .list(let values): values.map(\.plain)
      case .record(let values): values.mapValues(\.plain)
      }
    }
  }

  /// The whole file. Names without a value are left out.
  func filled(with values: [String: Value]) -> String {
    var plain = values.mapValues(\.plain)
    plain["policy"] = policy.text
    plain["style"] = style
    plain["script"] = script
    return template.render(plain)
  }

  private static let policyElement =
    #"<meta http-equiv="Content-Security-Policy" content="{{{policy}}}">"#

  /// The text of a style sheet or script. Its element must not end early, or its hash would not be that of its bytes.
  private static func content(
    _ file: Templates.File, of templates: Templates, closedBy end: String
  ) throws(TemplateProblem) -> String {
    let text = try templates.text(file)
    let bytes = Array(text.utf8)
    for forbidden in [end, "<!--"] where !ElementSearch.places(of: forbidden, in: bytes).isEmpty {
      throw TemplateProblem(
        file: file.rawValue, line: nil,
        "\(forbidden) must not stand here, as the file is set into the page as it is")
    }
    guard bytes.allSatisfy({ $0 >= 0x20 || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\t") }) else {
      throw TemplateProblem(
        file: file.rawValue, line: nil,
        "the file has control characters; its lines must end in a line feed alone")
    }
    return text
  }
}
