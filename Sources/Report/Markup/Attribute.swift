/// An attribute of an element. There is none for style, events, or anything that fetches from elsewhere.
struct Attribute: Sendable, Hashable {
  let name: String
  /// nil for one that is there or not.
  let value: Escaped?

  private init(_ name: String, _ value: Escaped?) {
    self.name = name
    self.value = value
  }

  static func id(_ value: Escaped) -> Attribute { Attribute("id", value) }
  static func `class`(_ value: Escaped) -> Attribute { Attribute("class", value) }
  static func title(_ value: Escaped) -> Attribute { Attribute("title", value) }
  static func role(_ value: Escaped) -> Attribute { Attribute("role", value) }
  static func label(_ value: Escaped) -> Attribute { Attribute("aria-label", value) }
  static func labelled(by id: Escaped) -> Attribute { Attribute("aria-labelledby", id) }
  static func described(by id: Escaped) -> Attribute { Attribute("aria-describedby", id) }
  static func scope(_ value: Escaped) -> Attribute { Attribute("scope", value) }
  static func datetime(_ value: Escaped) -> Attribute { Attribute("datetime", value) }
  static func start(_ value: Int) -> Attribute { Attribute("start", Escaped(String(value))) }
  static func value(_ value: Int) -> Attribute { Attribute("value", Escaped(String(value))) }
  /// Of the inputs of which one at a time is chosen.
  static func name(_ value: Escaped) -> Attribute { Attribute("name", value) }
  static func href(_ target: LinkTarget) -> Attribute { Attribute("href", target.text) }
  static func source(_ image: EmbeddedImage) -> Attribute { Attribute("src", image.uri) }
  static func alternative(_ value: Escaped) -> Attribute { Attribute("alt", value) }

  /// Hidden from screen readers, as it says nothing that its neighbours do not.
  static let decoration = Attribute("aria-hidden", "true")
  /// Reached by the tabulator key, so that the keyboard can scroll it.
  static let focusable = Attribute("tabindex", "0")
  static let checkbox = Attribute("type", "checkbox")
  static let radio = Attribute("type", "radio")
  static let open = Attribute("open", nil)
  static let checked = Attribute("checked", nil)
  static let disabled = Attribute("disabled", nil)
  /// The page that is linked to learns nothing of this one.
  static let external = Attribute("rel", "noopener noreferrer")
}
