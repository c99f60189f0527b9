import Testing

@testable import Drawing

@Suite struct ChartTests {
  @Test func everyChartIsWellFormedNamedAndDescribed() {
    for (name, picture) in ChartSamples.all() where !name.hasPrefix("spark") {
      let drawn = DrawnSVG(picture.svg)
      #expect(drawn.problem == nil, "\(name)")
      let root = drawn.elements[0].attributes
      #expect(root["role"] == "img")
      #expect(root["aria-labelledby"]?.split(separator: " ").map(String.init) == drawn.ids, "\(name)")
      #expect(drawn.elements[1].name == "title" && drawn.elements[2].name == "desc")
      #expect(!picture.title.isEmpty && picture.description.hasSuffix("."))
      #expect(picture.caption == picture.description, "\(name)")
      #expect([700, 440].contains(picture.width) && picture.height > 0, "\(name)")
    }
  }

  @Test func everyChartHasItsNumbersAsATable() throws {
    for (name, picture) in ChartSamples.all() where !name.hasPrefix("spark") {
      let twin = try #require(picture.twin, "\(name)")
      #expect(!twin.rows.isEmpty && twin.numeric.count == twin.header.count)
      #expect(twin.rows.allSatisfy { $0.count == twin.header.count }, "\(name)")
    }
  }

  @Test func sparksAreDecoration() {
    let picture = Charts.spark(histogram: [1, 2, 3]).picture()
    #expect(picture.twin == nil && picture.width == 72 && picture.height == 16)
    #expect(DrawnSVG(picture.svg).elements[0].attributes["aria-hidden"] == "true")
    #expect(DrawnSVG(picture.svg).ids.isEmpty)
  }

  @Test func coloursComeFromTheThemeAlone() {
    for (name, picture) in ChartSamples.all() {
      for element in DrawnSVG(picture.svg).elements {
        #expect(element.attributes["style"] == nil && element.attributes["fill"] == nil, "\(name)")
        #expect(element.attributes["stroke"] == nil, "\(name)")
      }
    }
  }

  @Test func ordinaryChartsAreSmall() {
    for (name, picture) in ChartSamples.all() {
      #expect(picture.svg.utf8.count <= 12_288, "\(name): \(picture.svg.utf8.count)")
    }
  }

  @Test func sameInputSameBytes() {
    let first = ChartSamples.all().map(\.picture)
    #expect(first == ChartSamples.all().map(\.picture))
  }

  @Test func idsOfDifferentChartsNeverClash() {
    var seen: [String: String] = [:]
    for (name, picture) in ChartSamples.all() {
      for id in DrawnSVG(picture.svg).ids {
        #expect(seen[id] == nil, "\(id) in \(name) and \(seen[id] ?? "")")
        seen[id] = name
      }
    }
  }

  @Test(arguments: [
    "plain", "</text><script>alert(1)</script>", "\" onload=\"x", "a\u{0}b\u{1F}", "]]><![CDATA[",
    "&amp;&#0;",
    "\u{202E}evil\u{2066}", "日本語のラベル", "", "   ", "\u{FFFE}\u{FFFF}",
  ])
  func hostileLabelsStayText(_ hostile: String) {
    let harmless = ChartSamples.all { "x\($0)" }
    for (index, (name, picture)) in ChartSamples.all({ hostile + $0 }).enumerated() {
      let drawn = DrawnSVG(picture.svg)
      #expect(drawn.problem == nil, "\(name): \(drawn.problem ?? "")")
      let names = Set(drawn.elements.map(\.name))
      #expect(
        names.isSubset(of: ["svg", "title", "desc", "g", "path", "rect", "circle", "line", "text", "tspan"]))
      let attributes = Set(drawn.elements.flatMap(\.attributes.keys))
      let known = Set(DrawnSVG(harmless[index].picture.svg).elements.flatMap(\.attributes.keys))
      #expect(attributes.isSubset(of: known.union(["transform", "class", "d", "x", "y"])), "\(name)")
      #expect(!picture.svg.unicodeScalars.contains("\u{202E}"))
    }
  }

  @Test func endlessLabelsStayInside() {
    let long = String(repeating: "endless label ", count: 300)
    for (name, picture) in ChartSamples.all({ long + $0 }) where !name.hasPrefix("confusion") {
      for line in DrawnSVG(picture.svg).lines {
        #expect(line.left >= -1 && line.right <= picture.width + 1, "\(name): \(line.text.prefix(30))")
      }
    }
  }

  @Test func noTextOverlapsAnotherOrLeavesThePicture() {
    for (name, picture) in ChartSamples.all() {
      let lines = DrawnSVG(picture.svg).lines
      for (index, line) in lines.enumerated() {
        #expect(line.left >= -0.5 && line.right <= picture.width + 0.5, "\(name): \(line.text)")
        #expect(line.top >= -0.5 && line.bottom <= picture.height + 0.5, "\(name): \(line.text)")
        for other in lines[(index + 1)...] {
          #expect(!line.overlaps(other), "\(name): \(line.text) and \(other.text)")
        }
      }
    }
  }
}
