import Testing

@testable import Drawing

/// Text fits where it stands in the widest of the faces that may be put in the place of those asked for.
@Suite struct WorstFontTests {
  @Test func measuredWidthsHoldTheWidestFace() {
    for sample in LabelWidths.samples {
      for (width, weight) in [
        (sample.regular, TextMeasure.Weight.regular), (sample.medium, .medium), (sample.bold, .bold),
      ] {
        let measured = TextMeasure.widest(sample.label, size: 1000, weight: weight)
        #expect(measured >= Double(width), "\(sample.label), \(weight)")
        #expect(measured < Double(width) * 1.22, "\(sample.label), \(weight)")
      }
    }
  }

  @Test(arguments: Diagram.Kind.allCases) func labelsStayInTheirNodes(kind: Diagram.Kind) {
    for sample in LabelWidths.samples {
      var node = Diagram.Node(id: "a", label: sample.label, subtitle: sample.label, kind: kind)
      node.chip = sample.label
      let text = NodeText(node)
      let insets = text.shape.insets(text: text.height, height: text.size.height)
      let room = Double(text.size.width - insets.left - NodeText.inset - insets.right)
      guard text.lines == [sample.label] else { continue }
      #expect(Double(sample.medium) * 13 / 1000 <= room - 8, "\(sample.label)")
      #expect(Double(sample.regular) * 11 / 1000 <= room - 4, "\(sample.label)")
      for tag in text.tags.joined() where tag.text == sample.label {
        #expect(Double(sample.bold) * NodeTag.textSize / 1000 <= Double(tag.width) - 12)
      }
    }
  }

  @Test func labelsStayInTheRoomAtTheirEdges() {
    for sample in LabelWidths.samples {
      let text = EdgeText(Diagram.Edge(from: "a", to: "b", label: sample.label))
      guard text.lines == [sample.label], let size = text.size else { continue }
      #expect(Double(sample.regular) * 11 / 1000 <= Double(size.width) - 6, "\(sample.label)")
    }
  }

  @Test func longLabelsTakeTwoLinesOfLittleMoreThanTwentyCharacters() {
    let text = NodeText(Diagram.Node(id: "a", label: "Evaluate every candidate on the holdout of last week"))
    #expect(text.lines.count == 2)
    #expect(text.lines.allSatisfy { $0.count <= 28 })
    #expect(NodeText(Diagram.Node(id: "a", label: "Prepare the rows of today")).lines.count <= 2)
  }
}
