import Drawing
import Report

func render(_ content: PageContent, image: (String) -> String? = { _ in nil }) throws -> String {
  try PageRenderer().render(content, image: image)
}

/// The inside of the page's `main` element.
func body(_ page: String) -> String {
  let probe = PageProbe(page)
  return probe.all("main").first.map(probe.text) ?? ""
}

extension Picture {
  static func sample(_ title: String = "A drawing", twin: Bool = true) -> Picture {
    Picture(
      title: title, description: "It shows \(title).", width: 300, height: 100,
      twin: twin ? PictureTable(header: ["name", "n"], numeric: [false, true], rows: [["a", "1"]]) : nil
    ) { prefix in
      [
        SVG("clipPath", ["id": "\(prefix)-c"], [SVG("rect", ["width": 10, "height": 10])]),
        SVG("rect", ["width": 300, "height": 100, "class": "c-bar", "clip-path": "url(#\(prefix)-c)"]),
        .text(title, ["x": 4, "y": 20]),
      ]
    }
  }
}

extension SamplePage {
  static var plain: PageContent {
    content(
      pictures: Pictures(
        sparks: [.sample("spark", twin: false)], chart: .sample("Chart"), confusion: .sample("Confusion"),
        diagram: .sample("Pipeline")))
  }
}
