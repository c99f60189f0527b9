import Testing

@testable import Drawing

@Suite struct ThemeTests {
  /// The contrast ratio of WCAG 2.
  private func contrast(_ a: String, _ b: String) -> Double {
    let (x, y) = (luminance(a), luminance(b))
    return (max(x, y) + 0.05) / (min(x, y) + 0.05)
  }

  private func luminance(_ color: String) -> Double {
    let value = Int(color.dropFirst(), radix: 16) ?? 0
    let parts = [value >> 16 & 255, value >> 8 & 255, value & 255].map { part -> Double in
      let c = Double(part) / 255
      return c <= 0.04045 ? c / 12.92 : power((c + 0.055) / 1.055)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }

  /// `base` to the power of 2.4, as the fifth root of its twelfth power by Newton's method.
  private func power(_ base: Double) -> Double {
    let twelfth = (0..<12).reduce(1.0) { product, _ in product * base }
    var root = base
    for _ in 0..<60 { root -= (root * root * root * root * root - twelfth) / (5 * root * root * root * root) }
    return root
  }

  @Test func textIsReadableOnEveryPaper() {
    for paper in ThemeColor.papers {
      for ink in ThemeColor.inks {
        #expect(contrast(ink.light, paper.light) >= 4.5, "\(ink.name) on \(paper.name), light")
        #expect(contrast(ink.dark, paper.dark) >= 4.5, "\(ink.name) on \(paper.name), dark")
      }
    }
  }

  @Test func seriesStandOutAndCarryText() {
    let paper = ThemeColor.papers[0]
    for color in ThemeColor.series {
      #expect(contrast(color.light, paper.light) >= 4.5, "\(color.name), light")
      #expect(contrast(color.dark, paper.dark) >= 4.5, "\(color.name), dark")
    }
  }

  @Test func rampIsMonotoneAndReadable() throws {
    for (ground, text) in zip(ThemeColor.ramp, ThemeColor.onRamp) {
      #expect(contrast(ground.light, text.light) >= 4.5, "\(ground.name), light")
      #expect(contrast(ground.dark, text.dark) >= 4.5, "\(ground.name), dark")
    }
    let light = ThemeColor.ramp.map { luminance($0.light) }
    let dark = ThemeColor.ramp.map { luminance($0.dark) }
    #expect(light == light.sorted(by: >))
    #expect(dark == dark.sorted())
    let faint = try #require(ThemeColor.inks.first { $0.name == "faint" })
    #expect(contrast(faint.light, ThemeColor.ramp[0].light) >= 4.5)
    #expect(contrast(faint.dark, ThemeColor.ramp[0].dark) >= 4.5)
  }

  @Test func shadesStandAloneAndDivergingCarriesText() {
    for paper in ThemeColor.papers {
      for shade in ThemeColor.shades {
        let (light, dark) = (contrast(shade.light, paper.light), contrast(shade.dark, paper.dark))
        // Charts stand on paper; on other grounds a tenth less is let pass.
        let least = paper.name == "paper" ? 3 : 2.7
        #expect(light >= least && dark >= least, "\(shade.name) on \(paper.name)")
      }
    }
    for (ground, text) in zip(ThemeColor.diverging, ThemeColor.onDiverging) {
      #expect(contrast(ground.light, text.light) >= 4.5, "\(ground.name), light")
      #expect(contrast(ground.dark, text.dark) >= 4.5, "\(ground.name), dark")
    }
    let light = ThemeColor.shades.map { luminance($0.light) }
    let dark = ThemeColor.shades.map { luminance($0.dark) }
    #expect(light == light.sorted(by: >) && dark == dark.sorted())
  }

  @Test func everyVariableIsDefinedForBothSchemes() {
    let used = Set(Theme.styleSheet.matches(of: /var\(--([a-z0-9-]+)\)/).map { String($0.1) })
    for name in used {
      #expect(Theme.variables.contains("--\(name):"), "\(name)")
    }
    for color in ThemeColor.all {
      let count = Theme.variables.matches(of: /--([a-z0-9-]+):/).count { $0.1 == color.name }
      #expect(count == 3, "\(color.name) for light, for dark by system and for dark by choice")
    }
  }

  @Test func everyClassOfEveryChartIsDefined() {
    for (name, picture) in ChartSamples.all() {
      for used in DrawnSVG(picture.svg).classes {
        #expect(Theme.styleSheet.contains(".\(used){"), "\(used) in \(name)")
      }
    }
  }

  @Test func standaloneIsOneWellFormedFile() {
    for (name, picture) in ChartSamples.all() {
      let file = picture.standalone()
      let drawn = DrawnSVG(file)
      #expect(drawn.problem == nil, "\(name)")
      #expect(drawn.elements.count { $0.name == "style" } == 1)
      #expect(file.hasPrefix("<?xml"))
      #expect(!file.contains("@import") && !file.contains("url("))
    }
  }
}
