import Drawing

extension PageWriter {
  // MARK: Stories

  /// The choice of a step, one at a time. Style alone acts on it; where there is none, all steps are shown.
  mutating func steps(of picture: Picture) {
    let name = Escaped("page-steps-\(nextInputs())")
    html.newline()
    html.open(.fieldset, [.class("steps")])
    html.element(.legend, [.class("spoken")], Escaped("Steps: \(picture.title)"))
    html.open(.label)
    html.void(.input, [.radio, .name(name), .value(0), .checked])
    html.element(.span, [], "All steps")
    html.close(.label)
    for (index, story) in picture.stories.enumerated() {
      if let title = story.title { html.element(.span, [.class("story")], Escaped(title)) }
      for step in story.steps where step.ordinal <= StepRules.most {
        html.open(.label, [.class(Escaped("tone-\(index % 3 + 1)"))])
        html.void(.input, [.radio, .name(name), .value(step.ordinal)])
        html.open(.span)
        html.spoken("Step ")
        html.text(Escaped("\(step.number)"))
        html.close(.span)
        html.close(.label)
      }
    }
    html.close(.fieldset)
    html.newline()
  }

  /// What the steps say, in order.
  mutating func sentences(of picture: Picture) {
    for (index, story) in picture.stories.enumerated() {
      html.newline()
      if let title = story.title { html.element(.p, [.class("storytitle")], Escaped(title)) }
      html.open(.ol, [.class(Escaped("sentences tone-\(index % 3 + 1)"))])
      for step in story.steps {
        html.newline()
        html.element(
          .li, [.class(Escaped("step-\(step.ordinal)")), .value(step.number)], Escaped(step.sentence))
      }
      html.newline()
      html.close(.ol)
    }
  }

  // MARK: Closed parts

  /// What lies in a part that is drawn closed, folded. The link of that part leads into it, which unfolds it.
  mutating func inside(_ inside: PictureInside, at place: String, wide: Bool, of name: CellName) {
    html.newline()
    html.open(.details, [.class("inside")])
    html.open(.summary)
    html.element(.span, [.class("fold")], Escaped("inside \(inside.label)"))
    html.text(" ")
    html.element(.span, [.class("count")], Escaped("\(inside.count) part\(inside.count == 1 ? "" : "s")"))
    html.close(.summary)
    html.open(.div, [.id(Escaped(place))])
    picture(inside.picture, wide: wide, of: name, alone: true)
    html.close(.div)
    html.close(.details)
  }

  // MARK: In words

  mutating func outline(of picture: Picture, name: CellName) {
    html.newline()
    html.open(.details, [.class("twin")])
    html.open(.summary)
    html.element(.span, [.class("fold")], "in words")
    html.spoken(Escaped(": \(picture.title)"))
    html.close(.summary)
    let label = picture.title.isEmpty ? name.text : picture.title
    html.open(
      .div,
      [.class("frame outline"), .focusable, .role("group"), .label(Escaped("\(label), in words"))])
    list(picture.outline, depth: 0)
    html.close(.div)
    html.close(.details)
  }

  private mutating func list(_ lines: [PictureLine], depth: Int) {
    guard !lines.isEmpty, depth < PageWriter.deepest else { return }
    html.open(.ul)
    for line in lines {
      html.newline()
      html.open(.li)
      html.text(Escaped(line.text))
      list(line.children, depth: depth + 1)
      html.close(.li)
    }
    html.close(.ul)
  }
}
