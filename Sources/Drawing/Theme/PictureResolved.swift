/// A colour scheme of the theme.
package enum ColorScheme: String, Sendable, CaseIterable {
  case light, dark
}

extension Picture {
  /// The picture as an SVG file in one colour scheme, for programs that know no CSS variables, no `light-dark()` and no
  /// media queries: every value is written out.
  package func standalone(in scheme: ColorScheme) -> String {
    ResolvedStyle(scheme).resolved(svg: standalone())
  }
}

/// Writes out what a style sheet leaves to the browser.
struct ResolvedStyle {
  private let scheme: ColorScheme
  private let variables: [String: String]

  private static let deepest = 8

  init(_ scheme: ColorScheme) {
    self.scheme = scheme
    var variables: [String: String] = [:]
    for declaration in Theme.fonts.split(separator: ";") {
      let parts = declaration.split(separator: ":", maxSplits: 1)
      if parts.count == 2 { variables[String(parts[0].dropFirst(2))] = String(parts[1]) }
    }
    for color in ThemeColor.all { variables[color.name] = scheme == .light ? color.light : color.dark }
    self.variables = variables
  }

  /// The text of an SVG file with its variables in place. Only the style sheet and the attributes that take colours and
  /// fonts are touched: what people wrote stays as it is.
  func resolved(svg: String) -> String {
    var out = ""
    var rest = svg[...]
    while let tag = rest.firstIndex(of: "<") {
      out += rest[..<tag]
      rest = rest[tag...]
      guard let end = rest.firstIndex(of: ">") else { break }
      out += resolvedAttributes(rest[...end])
      let isStyle = rest.hasPrefix("<style")
      rest = rest[rest.index(after: end)...]
      guard isStyle, let close = rest.firstRange(of: "</style>") else { continue }
      out += resolved(sheet: rest[..<close.lowerBound])
      rest = rest[close.lowerBound...]
    }
    return out + rest
  }

  private static let styled = ["fill", "stroke", "color", "style", "font-family", "stop-color"].map {
    " \($0)=\""
  }

  private func resolvedAttributes(_ tag: Substring) -> String {
    guard tag.contains("(") else { return String(tag) }
    var out = ""
    var rest = tag
    while let start = ResolvedStyle.styled.compactMap({ rest.firstRange(of: $0) }).min(by: {
      $0.lowerBound < $1.lowerBound
    }) {
      out += rest[..<start.upperBound]
      rest = rest[start.upperBound...]
      guard let end = rest.firstIndex(of: "\"") else { break }
      out += resolvedFunctions(rest[..<end], depth: 0)
      rest = rest[end...]
    }
    return out + rest
  }

  /// A style sheet without the definitions of the variables and the rules for other media.
  func resolved(sheet: Substring) -> String {
    let plain = ResolvedStyle.without(":root", ResolvedStyle.without("@media", sheet)[...])
    return resolvedFunctions(plain[...], depth: 0)
  }

  /// A style sheet without the rules that begin with `head`.
  private static func without(_ head: String, _ sheet: Substring) -> String {
    var out = ""
    var rest = sheet
    while let start = rest.firstRange(of: head) {
      out += rest[..<start.lowerBound]
      rest = rest[start.upperBound...]
      var depth = 0
      var end = rest.endIndex
      for index in rest.indices {
        if rest[index] == "{" { depth += 1 }
        if rest[index] == "}" {
          depth -= 1
          if depth <= 0 {
            end = rest.index(after: index)
            break
          }
        }
      }
      rest = rest[end...]
    }
    return out + rest
  }

  private func resolvedFunctions(_ text: Substring, depth: Int) -> String {
    guard depth < ResolvedStyle.deepest else { return String(text) }
    var out = ""
    var rest = text
    while let call = nextCall(in: rest) {
      out += rest[..<call.range.lowerBound]
      out += value(of: call.name, call.arguments, depth)
      rest = rest[call.range.upperBound...]
    }
    return out + rest
  }

  private struct Call {
    var name: String
    var arguments: [Substring]
    var range: Range<Substring.Index>
  }

  private func nextCall(in text: Substring) -> Call? {
    let found = ["var(", "light-dark("].compactMap { name in text.firstRange(of: name).map { (name, $0) } }
    guard let (name, start) = found.min(by: { $0.1.lowerBound < $1.1.lowerBound }) else { return nil }
    var depth = 1
    var arguments: [Substring] = []
    var from = start.upperBound
    for index in text[start.upperBound...].indices {
      switch text[index] {
      case "(": depth += 1
      case ")": depth -= 1
      case "," where depth == 1:
        arguments.append(text[from..<index])
        from = text.index(after: index)
      default: break
      }
      if depth == 0 {
        arguments.append(text[from..<index])
        return Call(name: name, arguments: arguments, range: start.lowerBound..<text.index(after: index))
      }
    }
    return nil
  }

  private func value(of name: String, _ arguments: [Substring], _ depth: Int) -> String {
    if name == "light-dark(" {
      let chosen = scheme == .light || arguments.count < 2 ? arguments[0] : arguments[1]
      return resolvedFunctions(chosen.drop { $0 == " " }, depth: depth + 1)
    }
    let variable = String(arguments[0].filter { $0 != " " }.dropFirst(2))
    if let known = variables[variable] { return known }
    guard arguments.count > 1 else { return "inherit" }
    return resolvedFunctions(arguments[1].drop { $0 == " " }, depth: depth + 1)
  }
}
