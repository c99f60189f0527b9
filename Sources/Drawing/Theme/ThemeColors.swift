/// A colour of the theme: the name of its CSS variable, and its value on light and on dark paper.
package struct ThemeColor: Sendable, Hashable {
  /// Without the leading dashes, such as `role-data`.
  package let name: String
  /// Six hexadecimal digits with `#` before them.
  package let light: String
  package let dark: String

  private init(_ name: String, _ light: String, _ dark: String) {
    self.name = name
    self.light = light
    self.dark = dark
  }

  /// Backgrounds that text may stand on.
  package static let papers: [ThemeColor] = [
    ThemeColor("paper", "#fdfcfa", "#16171a"),
    ThemeColor("raised", "#ffffff", "#1c1e22"),
    ThemeColor("wash", "#f5f2ec", "#1f2125"),
    ThemeColor("tint-data", "#ecf1f6", "#23272e"),
    ThemeColor("tint-step", "#ffffff", "#1c1e22"),
    ThemeColor("tint-model", "#f3eff7", "#26262e"),
    ThemeColor("tint-metric", "#eaf2f2", "#20282b"),
    ThemeColor("tint-service", "#f7f0e9", "#282625"),
    ThemeColor("tint-external", "#f1f1f1", "#25272a"),
  ]

  /// Colours for text and marks: at least 4.5 to 1 on every paper.
  package static let inks: [ThemeColor] = [
    ThemeColor("ink", "#1c1b19", "#e9e6df"),
    ThemeColor("soft", "#5d5a54", "#a9a59c"),
    ThemeColor("faint", "#716d66", "#918d85"),
    ThemeColor("accent", "#0b6b63", "#5cc2b5"),
    ThemeColor("warn", "#a4540b", "#e0a25c"),
    ThemeColor("bad", "#a8322a", "#ec8a80"),
    ThemeColor("good", "#2f6b2f", "#8cc48c"),
    ThemeColor("role-data", "#3b6ea5", "#8db8e8"),
    ThemeColor("role-step", "#6b6459", "#b6ae9f"),
    ThemeColor("role-model", "#7a4fa3", "#c4a1ea"),
    ThemeColor("role-metric", "#0b6b63", "#5cc2b5"),
    ThemeColor("role-service", "#a4540b", "#e0a25c"),
    ThemeColor("role-external", "#6e6d6a", "#9b9890"),
  ]

  /// Lines and tints that carry no meaning alone.
  package static let quiet: [ThemeColor] = [
    ThemeColor("line", "#e6e2da", "#2e3036"),
    ThemeColor("accent-wash", "#e3f0ee", "#16302d"),
  ]

  /// `series-1` to `series-8`: at least 4.5 to 1 on paper, and no two alike to readers with protanopia or deuteranopia.
  package static let series: [ThemeColor] = [
    ThemeColor("series-1", "#1f66a8", "#6db3ee"),
    ThemeColor("series-2", "#bb540c", "#f0915a"),
    ThemeColor("series-3", "#0d7560", "#3fb596"),
    ThemeColor("series-4", "#8f2f70", "#ee9bd0"),
    ThemeColor("series-5", "#5c4a00", "#e6cf6a"),
    ThemeColor("series-6", "#5a50c8", "#8f8af0"),
    ThemeColor("series-7", "#16808f", "#9be6f2"),
    ThemeColor("series-8", "#403c36", "#d5cec2"),
  ]

  /// `ramp-0` to `ramp-5`: one hue, away from the paper as the number grows.
  package static let ramp: [ThemeColor] = [
    ThemeColor("ramp-0", "#f2f5f8", "#1b2027"),
    ThemeColor("ramp-1", "#d5e3f1", "#1f3146"),
    ThemeColor("ramp-2", "#a9c8e6", "#27496d"),
    ThemeColor("ramp-3", "#6f9fcd", "#3a6a9c"),
    ThemeColor("ramp-4", "#3b6ea5", "#6fa3d8"),
    ThemeColor("ramp-5", "#1f4570", "#b4d4f5"),
  ]

  /// `on-ramp-0` to `on-ramp-5`: text on the ramp, at least 4.5 to 1.
  package static let onRamp: [ThemeColor] = [
    ThemeColor("on-ramp-0", "#1c1b19", "#e9e6df"),
    ThemeColor("on-ramp-1", "#1c1b19", "#e9e6df"),
    ThemeColor("on-ramp-2", "#1c1b19", "#e9e6df"),
    ThemeColor("on-ramp-3", "#1c1b19", "#ffffff"),
    ThemeColor("on-ramp-4", "#ffffff", "#101114"),
    ThemeColor("on-ramp-5", "#ffffff", "#101114"),
  ]

  /// `shade-1` to `shade-5`: one hue away from the paper, each at least 3 to 1 on it, for marks that stand alone.
  package static let shades: [ThemeColor] = [
    ThemeColor("shade-1", "#5b90c4", "#4c7fb2"),
    ThemeColor("shade-2", "#437cb4", "#6796c7"),
    ThemeColor("shade-3", "#2f659d", "#85b0db"),
    ThemeColor("shade-4", "#1f4f82", "#a8cbeb"),
    ThemeColor("shade-5", "#123862", "#d3e6f8"),
  ]

  /// `diverging-0` to `diverging-6`: from below zero by the quiet middle to above it.
  package static let diverging: [ThemeColor] = [
    ThemeColor("diverging-0", "#a8480a", "#f0a061"),
    ThemeColor("diverging-1", "#dd8f52", "#a65d24"),
    ThemeColor("diverging-2", "#f5d3b5", "#53351f"),
    ThemeColor("diverging-3", "#f4f3f0", "#222429"),
    ThemeColor("diverging-4", "#c3d9ee", "#24405e"),
    ThemeColor("diverging-5", "#6f9fcd", "#3f76ad"),
    ThemeColor("diverging-6", "#265a91", "#8fc0ee"),
  ]

  /// `on-diverging-0` to `on-diverging-6`: text on them, at least 4.5 to 1.
  package static let onDiverging: [ThemeColor] = [
    ThemeColor("on-diverging-0", "#ffffff", "#101114"),
    ThemeColor("on-diverging-1", "#1c1b19", "#ffffff"),
    ThemeColor("on-diverging-2", "#1c1b19", "#e9e6df"),
    ThemeColor("on-diverging-3", "#1c1b19", "#e9e6df"),
    ThemeColor("on-diverging-4", "#1c1b19", "#e9e6df"),
    ThemeColor("on-diverging-5", "#1c1b19", "#ffffff"),
    ThemeColor("on-diverging-6", "#ffffff", "#101114"),
  ]

  static let all = papers + inks + quiet + series + ramp + onRamp + shades + diverging + onDiverging
}
