import Canonical

extension Picture {
  /// A picture made of `content`, named and described for readers who do not see it.
  ///
  /// - Parameters:
  ///   - role: `img` for a chart; `graphics-document` for a drawing whose parts are read one by one.
  ///   - content: the children of the `svg` element. It is given a prefix for ids (of markers, clips); the prefix comes
  ///     from a digest of everything that is drawn, so that the ids of two different pictures on one page never clash.
  ///     It is called twice and must draw the same each time.
  package init(
    title: String, subtitle: String? = nil, description: String, width: Double, height: Double,
    twin: PictureTable? = nil, role: String = "img", className: String = "picture",
    content: (_ prefix: String) -> [SVG]
  ) {
    let draft = Picture.element(title, description, (width, height), role, className, "x", content("x"))
    let prefix = "p" + String(Digest(of: draft.rendered()).description.prefix(10))
    let final = Picture.element(
      title, description, (width, height), role, className, prefix, content(prefix))
    self.init(
      svg: final.rendered(), width: width, height: height, title: title, subtitle: subtitle,
      description: description, twin: twin)
  }

  private static func element(
    _ title: String, _ description: String, _ size: (width: Double, height: Double), _ role: String,
    _ className: String, _ prefix: String, _ content: [SVG]
  ) -> SVG {
    var root = canvas(width: size.width, height: size.height, className: className)
    root["role"] = .text(role)
    root["aria-labelledby"] = .text(description.isEmpty ? "\(prefix)-t" : "\(prefix)-t \(prefix)-d")
    root.append(SVG("title", ["id": "\(prefix)-t"], [.characters(title)]))
    if !description.isEmpty {
      root.append(SVG("desc", ["id": "\(prefix)-d"], [.characters(description)]))
    }
    for child in content { root.append(child) }
    return root
  }

  /// An `svg` element of the given size in pixels, without children.
  static func canvas(width: Double, height: Double, className: String) -> SVG {
    SVG(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "class": .text(className),
        "viewBox": "0 0 \(SVG.number(width)) \(SVG.number(height))",
        "width": .number(width), "height": .number(height),
      ])
  }
}
