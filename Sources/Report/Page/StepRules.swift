/// The style rules by which a page steps through the stories of its diagrams: without a script, from the input that is
/// checked. Paper shows all steps.
enum StepRules {
  /// How many steps of a picture can be chosen one by one; further ones are told with all others.
  static let most = 30

  static let text: String = {
    let chosen = ".told:has(>.steps input:not([value=\"0\"]):checked)"
    let parts = ":is(.d-n[data-id],.d-e[data-from],g[data-steps])"
    let steps = (1...most).map { step -> String in
      let told = ".told:has(>.steps input[value=\"\(step)\"]:checked)"
      return """
        \(told)>.canvas>svg g[data-steps][data-steps~="\(step)"]{opacity:1}
        \(told)>.canvas>svg .d-e[data-steps~="\(step)"]{stroke:var(--accent)}
        \(told)>.canvas>svg .d-e[data-steps~="\(step)"]>.d-h{fill:var(--accent)}
        \(told)>.sentences>.step-\(step){display:list-item}

        """
    }.joined()
    return """
      @media screen{
      \(chosen)>.canvas>svg \(parts){opacity:.25}
      \(chosen)>.canvas>svg .d-key{opacity:.5}
      \(chosen)>.sentences{order:-1;margin:0 0 .6rem}
      \(chosen)>.storytitle{display:none}
      \(chosen)>.sentences>li{display:none}
      \(steps)}

      """
  }()
}
