import Testing

@testable import Drawing

@Suite struct TextMeasureTests {
  /// Widths at 13 px by fontTools, in Inter, Liberation Sans, Roboto, Open Sans and DejaVu Sans.
  static let references: [(text: String, widths: [Double])] = [
    ("Bill length (mm)", [95.6, 90.3, 91.7, 95.2, 104.9]),
    ("predicted churn", [97.7, 89.6, 90.3, 96.7, 103.3]),
    ("random_forest", [89.2, 83.8, 84.9, 89.9, 94.7]),
    ("AUC 0.912", [65.2, 63.6, 61.2, 62.5, 68.8]),
    ("False positive rate", [112.4, 105.5, 105.3, 108.9, 119.5]),
    ("Chinstrap, female", [108.3, 101.9, 101.4, 106.9, 115.7]),
    ("gradient_boosting", [110.7, 103.3, 104.2, 109.5, 117.4]),
    ("monthly_charges = Fiber optic", [186.1, 174.5, 173.6, 181.5, 199.8]),
    ("Training platform", [105.1, 97.5, 100.0, 105.5, 112.8]),
    ("MWWWM", [60.1, 58.5, 57.3, 59.6, 61.0]),
    ("Größe, Café & Ñandú", [130.0, 125.7, 120.6, 128.9, 138.3]),
    ("“quoted” – dash — …", [128.2, 124.3, 118.2, 125.3, 139.5]),
  ]

  @Test(arguments: references)
  func isWideEnoughForCommonFonts(_ text: String, _ widths: [Double]) {
    let width = TextMeasure.width(text, size: 13)
    #expect(widths.dropLast().allSatisfy { $0 <= width })
    #expect(widths[4] <= width * 1.04, "DejaVu Sans is the widest")
    #expect(abs(width / 1.06 - widths[0]) < 0.6, "the table is that of Inter")
  }

  @Test func heavierIsWiderAndMonospacedIsEven() {
    let regular = TextMeasure.width("pipeline", size: 13)
    #expect(TextMeasure.width("pipeline", size: 13, weight: .medium) > regular)
    #expect(
      TextMeasure.width("pipeline", size: 13, weight: .bold)
        > TextMeasure.width("pipeline", size: 13, weight: .medium))
    #expect(
      TextMeasure.width("iiii", size: 10, mono: true) == TextMeasure.width("WWWW", size: 10, mono: true))
    #expect(TextMeasure.width("日本", size: 10) > 20)
    #expect(TextMeasure.width("e\u{301}", size: 10) == TextMeasure.width("e", size: 10))
    #expect(TextMeasure.width("", size: 10) == 0)
  }

  @Test func measuresWhatIsDrawn() {
    #expect(TextMeasure.width("a\u{0}", size: 10) == TextMeasure.width("a", size: 10))
    #expect(TextMeasure.width("\u{202E}", size: 10) == TextMeasure.width("\\u{202E}", size: 10))
  }

  static let texts = [
    "", " ", "a", "species", "internet_service = Fiber optic and more",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "Donaudampfschifffahrtsgesellschaft", "日本語の長いラベルがここにあります", "👩‍👩‍👧‍👦👩‍👩‍👧‍👦 family", "e\u{301}\u{302}\u{303} zalgo",
    String(repeating: "very long ", count: 500), "tab\tand\nline", "a-b-c-d-e-f/g/h/i",
  ]

  @Test(arguments: texts)
  func cutTextFits(_ text: String) {
    for width in [0.0, 5, 20, 60, 140, 400] {
      let fitted = TextMeasure.fitted(text, width: width, size: 12)
      #expect(TextMeasure.width(fitted, size: 12) <= width + 1e-9)
      if !fitted.utf8.elementsEqual(text.utf8), !fitted.isEmpty { #expect(fitted.last == "…") }
    }
  }

  @Test(arguments: texts)
  func wrappedTextFits(_ text: String) {
    for (width, lines) in [(40.0, 1), (60, 2), (90, 3), (150, 2), (300, 4)] {
      let wrapped = TextMeasure.wrapped(text, width: width, size: 12, maxLines: lines)
      #expect((1...lines).contains(wrapped.count))
      #expect(wrapped.allSatisfy { TextMeasure.width($0, size: 12) <= width })
      if let last = wrapped.last, last.last != "…" {
        let kept = wrapped.joined().filter { !$0.isWhitespace }
        #expect(kept == text.filter { !$0.isWhitespace })
      }
    }
  }

  @Test func wrapsEvenly() {
    #expect(
      TextMeasure.wrapped("Kubeflow training pipeline run", characters: 22) == [
        "Kubeflow training", "pipeline run",
      ])
    #expect(TextMeasure.wrapped("monthly_charges_total", characters: 14) == ["monthly_", "charges_total"])
    #expect(TextMeasure.wrapped("short", characters: 22) == ["short"])
    #expect(TextMeasure.wrapped("one two three four five six", characters: 9, maxLines: 2).last?.last == "…")
    #expect(TextMeasure.wrapped("", characters: 9) == [""])
  }
}
