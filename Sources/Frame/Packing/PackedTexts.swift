import Canonical

/// Texts as their distinct values and a code for each, or, where most are distinct, one behind the other.
///
/// Which of the two it is follows from the texts alone.
enum PackedTexts {
  /// Beyond so many distinct texts they stand one behind the other, as no code would save anything.
  static let mostLevels = 1 << 14

  /// `codes` are of values that are there. `isOrdered` says that the levels, which may stand for nothing, are in the
  /// order of their bytes; else they are in the order of their first appearance, and all occur.
  static func encode(
    _ codes: [Int32], of levels: [String], isOrdered: Bool, into writer: inout ByteWriter
  ) {
    if isOrdered || levels.count <= mostLevels {
      writer.write(UInt8(0))
      TextRun(levels).encode(into: &writer)
      PackedIntegers.encode(codes, into: &writer)
    } else {
      writer.write(UInt8(1))
      var texts = TextRun()
      for code in codes { texts.append(levels[Int(code)]) }
      texts.encode(into: &writer)
    }
  }

  /// Texts that stand one behind the other, those of the rows that have one.
  static func encode(_ run: TextRun, _ present: Bitmap?, into writer: inout ByteWriter) {
    let run = present.map(run.kept) ?? run
    if let (codes, levels) = run.coded(atMost: mostLevels) {
      encode(codes, of: levels.texts(), isOrdered: false, into: &writer)
    } else {
      writer.write(UInt8(1))
      run.encode(into: &writer)
    }
  }

  /// What `encode` wrote.
  enum Decoded {
    case coded([Int32], levels: [String])
    case plain(TextRun)
  }

  /// Reads what `encode` wrote, and fails on what it never writes.
  static func decode(isOrdered: Bool, from reader: inout ByteReader) throws(DecodingFailure) -> Decoded {
    let isPlain = try reader.readBool()
    let texts = try TextRun(decoding: &reader)
    if isPlain {
      guard !isOrdered, texts.count > mostLevels else { throw DecodingFailure("texts without levels") }
      return .plain(texts)
    }
    let levels = texts.texts()
    let codes = try PackedIntegers.decode(Int32.self, from: &reader)
    guard codes.allSatisfy({ $0 >= 0 && Int($0) < levels.count }) else {
      throw DecodingFailure("a code without a level")
    }
    if isOrdered {
      try requireAscending(levels)
    } else {
      try requireAppearance(codes, levels)
    }
    return .coded(codes, levels: levels)
  }

  private static func requireAscending(_ levels: [String]) throws(DecodingFailure) {
    for (level, next) in zip(levels, levels.dropFirst()) where !level.precedesByBytes(next) {
      throw DecodingFailure("levels out of order")
    }
  }

  private static func requireAppearance(_ codes: [Int32], _ levels: [String]) throws(DecodingFailure) {
    var seen: Int32 = 0
    for code in codes where code >= seen {
      guard code == seen else { throw DecodingFailure("levels out of order") }
      seen += 1
    }
    guard Int(seen) == levels.count, levels.count <= mostLevels else {
      throw DecodingFailure("text levels that do not occur, or are too many")
    }
  }
}
