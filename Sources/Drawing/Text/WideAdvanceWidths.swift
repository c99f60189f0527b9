/// Advance widths of the widest face that a system is likely to put in place of those that a page asks for: DejaVu Sans
/// 2.37, regular and bold, in thousandths of an em (Bitstream Vera licence; widths are facts about it).
enum WideAdvanceWidths {
  /// Other letters are set somewhat wider than in `AdvanceWidths`; scripts whose characters fill a square are not.
  static func units(_ scalar: Unicode.Scalar, bold: Bool) -> Int {
    let value = scalar.value
    guard 0x20...0x7E ~= value else {
      let width = AdvanceWidths.proportional(scalar)
      if [0xAC, 0xB1, 0xD7, 0xF7].contains(value) || 0x2200...0x22FF ~= value { return max(width, 838) }
      return value < 0x2000 ? width * (bold ? 125 : 113) / 100 : width
    }
    return bold ? self.bold[Int(value) - 0x20] : regular[Int(value) - 0x20]
  }

  private static let regular: [Int] = [
    318, 401, 460, 838, 637, 951, 780, 275, 391, 391, 500, 838, 318, 361, 318, 337,
    637, 637, 637, 637, 637, 637, 637, 637, 637, 637, 337, 337, 838, 838, 838, 531,
    1000, 685, 687, 699, 771, 632, 576, 775, 752, 295, 295, 656, 558, 863, 749, 788,
    604, 788, 695, 635, 611, 732, 685, 989, 686, 611, 686, 391, 337, 391, 838, 500,
    500, 613, 635, 550, 635, 616, 353, 635, 634, 278, 278, 580, 278, 975, 634, 612,
    635, 635, 412, 521, 393, 634, 592, 818, 592, 592, 525, 637, 337, 637, 838,
  ]

  private static let bold: [Int] = [
    349, 457, 521, 838, 696, 1002, 873, 307, 458, 458, 523, 838, 380, 416, 380, 366,
    696, 696, 696, 696, 696, 696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 581,
    1000, 774, 763, 734, 831, 684, 684, 821, 837, 373, 373, 775, 638, 996, 837, 851,
    733, 851, 771, 721, 683, 813, 774, 1104, 771, 725, 726, 458, 366, 458, 838, 500,
    500, 675, 716, 593, 716, 679, 436, 716, 712, 343, 343, 666, 343, 1042, 712, 688,
    716, 716, 494, 596, 479, 712, 652, 924, 646, 652, 583, 712, 366, 712, 838,
  ]
}

extension TextMeasure {
  /// The width in pixels of one line of `text` in the widest of the common faces, so that what is made this wide holds
  /// the text wherever it is shown. Bold where the weight is; faces without a medium weight show the regular one.
  package static func widest(_ text: String, size: Double, weight: Weight = .regular) -> Double {
    var units = 0
    for scalar in text.unicodeScalars {
      XMLText.visible(scalar) { units += WideAdvanceWidths.units($0, bold: weight == .bold) }
    }
    return max(width(text, size: size, weight: weight), Double(units) / 1000 * size)
  }
}
