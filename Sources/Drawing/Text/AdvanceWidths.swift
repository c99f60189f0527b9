/// Advance widths of one em in thousandths.
///
/// The table for Latin and punctuation is that of Inter 4.0 Regular (SIL Open Font License; widths are facts about it);
/// other scripts have the mean width of their letters in common fonts, rounded up.
enum AdvanceWidths {
  /// The width of every character of the usual monospaced fonts (DejaVu Sans Mono, Menlo, JetBrains Mono), the widest.
  static let monospaced = 602

  static func proportional(_ scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    switch value {
    case 0x20...0x7E: return ascii[Int(value) - 0x20]
    case 0xA0...0xFF: return latin1[Int(value) - 0xA0]
    case 0x100...0x17F: return latinExtendedA[Int(value) - 0x100]
    default: return punctuation(value) ?? script(value)
    }
  }

  /// The width of `scalar` in ems of a monospaced font: 0, 1 or 2 characters.
  static func cells(_ scalar: Unicode.Scalar) -> Int {
    let width = proportional(scalar)
    return width == 0 ? 0 : width >= 1000 && script(scalar.value) == 1000 ? 2 : 1
  }

  private static func punctuation(_ value: UInt32) -> Int? {
    switch value {
    case 0x2002, 0x2010...0x2013: 500
    case 0x2003, 0x2014, 0x2015: 1000
    case 0x2009, 0x200A, 0x202F: 182
    case 0x2004...0x2008: 333
    case 0x200B...0x200D, 0x2060, 0xFEFF: 0
    case 0x2018, 0x2019, 0x201A: 200
    case 0x201C...0x201E: 381
    case 0x2020...0x2022: 562
    case 0x2026: 821
    case 0x2030: 1045
    case 0x2032, 0x2033: 350
    case 0x2039, 0x203A: 313
    case 0x20A0...0x20CF: 665
    case 0x2190...0x21FF: 955
    case 0x2212, 0x2248, 0x2260...0x2265: 659
    case 0x221A: 631
    case 0x221E: 930
    case 0x2200...0x22FF: 760
    case 0x2500...0x257F: 602
    case 0x2580...0x27BF: 881
    default: nil
    }
  }

  private static func script(_ value: UInt32) -> Int {
    switch value {
    case 0x0300...0x036F, 0x0483...0x0489, 0x0591...0x05BD, 0x0610...0x061A, 0x064B...0x065F,
      0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF, 0xFE00...0xFE0F, 0xFE20...0xFE2F,
      0xE0100...0xE01EF:
      0
    case 0x0180...0x02FF: 640
    case 0x0370...0x03A9: 700
    case 0x03AA...0x03FF: 610
    case 0x0400...0x042F: 760
    case 0x0430...0x052F: 660
    case 0x0530...0x05FF: 650
    case 0x0600...0x08FF: 740
    case 0x0900...0x0DFF: 760
    case 0x0E00...0x0FFF: 620
    case 0x1100...0x11FF, 0x2E80...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7FF, 0xF900...0xFAFF,
      0xFE30...0xFE4F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      1000
    case 0xFF61...0xFFDC: 500
    case 0x1F000...0x1FAFF: 1300
    default: 800
    }
  }

  private static let ascii: [Int] = [
    281, 278, 403, 631, 638, 812, 639, 222, 362, 362, 500, 659, 280, 460, 276, 357,  // space to /
    625, 464, 605, 636, 642, 608, 624, 571, 616, 624, 276, 280, 659, 659, 659, 507,  // 0 to ?
    936, 676, 651, 727, 719, 598, 587, 743, 740, 264, 543, 652, 562, 889, 753, 761,  // @ to O
    635, 761, 639, 638, 642, 741, 676, 949, 642, 665, 625, 362, 357, 362, 469, 452,  // P to _
    497, 564, 621, 558, 621, 582, 361, 609, 591, 237, 237, 544, 237, 869, 585, 597,  // ` to o
    609, 609, 372, 523, 364, 581, 557, 812, 540, 557, 541, 362, 327, 362, 659,  // p to ~
  ]

  private static let latin1: [Int] = [
    281, 278, 558, 631, 723, 548, 266, 551, 591, 915, 449, 540, 540, 460, 670, 449,
    455, 659, 420, 430, 497, 622, 599, 276, 267, 313, 449, 540, 884, 926, 949, 507,
    676, 676, 676, 676, 676, 676, 990, 727, 598, 598, 598, 598, 264, 264, 264, 264,
    719, 753, 761, 761, 761, 761, 761, 659, 761, 741, 741, 741, 741, 665, 631, 609,
    564, 564, 564, 564, 564, 564, 925, 558, 582, 582, 582, 582, 237, 237, 237, 237,
    580, 585, 597, 597, 597, 597, 597, 659, 597, 581, 581, 581, 581, 557, 609, 557,
  ]

  private static let latinExtendedA: [Int] = [
    676, 564, 676, 564, 676, 564, 727, 558, 727, 558, 727, 558, 727, 558, 719, 677,
    719, 621, 598, 582, 598, 582, 598, 582, 598, 582, 598, 582, 743, 609, 743, 609,
    743, 609, 743, 609, 740, 591, 777, 591, 443, 278, 264, 237, 264, 237, 264, 237,
    264, 237, 807, 474, 543, 237, 652, 544, 631, 562, 237, 562, 237, 562, 305, 562,
    315, 562, 237, 753, 585, 753, 585, 753, 585, 761, 753, 585, 761, 597, 761, 597,
    761, 597, 953, 990, 639, 372, 639, 372, 639, 372, 638, 523, 638, 523, 638, 523,
    638, 523, 642, 364, 642, 364, 642, 364, 741, 581, 741, 581, 741, 581, 741, 581,
    741, 581, 741, 581, 949, 812, 665, 557, 665, 625, 541, 625, 541, 625, 541, 267,
  ]
}
