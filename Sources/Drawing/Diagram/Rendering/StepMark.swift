/// The number of a step, and the story that it belongs to.
struct StepNumber {
  let number: Int
  let story: Int

  init(_ place: DiagramSteps.Place) { self.init(number: place.step.number, story: place.story) }

  init(number: Int, story: Int) {
    self.number = number
    self.story = story
  }

  /// Stories are told apart by the ground of their numbers: full, empty, grey, and so on again.
  var classes: String { ["d-no", "d-no d-no-2", "d-no d-no-3"][story % 3] }
}

/// The number of a step in a circle.
struct StepMark {
  let step: StepNumber
  let x: Double
  let y: Double

  static let radius = 8.0
  /// What it takes up in a line of text.
  static let room = 19.0

  var elements: [SVG] {
    [
      SVG(
        "circle",
        [
          "class": .text(step.classes), "cx": .number(x), "cy": .number(y), "r": .number(StepMark.radius),
        ]),
      .text("\(step.number)", ["x": .number(x), "y": .number(y + 3.8)]),
    ]
  }
}
