import Canonical
import Testing

@testable import Frame

@Suite struct ColumnTests {
  static let samples: [Column] = [
    .numbers([1.5, .nan, -0.0, .infinity]),
    .integers([1, nil, .min, .max]),
    .booleans([true, nil, false]),
    .category(["b", nil, "a", "b"]),
    .text(["z", nil, "a", "z", "é"]),
    .dates([0, nil, -719_162]),
    .datetimes([0, nil, .min, .max]),
    .missing(.number, count: 3), .missing(.category, count: 2), .missing(.text, count: 0),
    .numbers([]), .category([]),
  ]

  @Test(arguments: samples) func decodesWhatItEncodes(column: Column) throws {
    var reader = ByteReader(column.canonicalBytes)
    let decoded = try Column(decoding: &reader)
    try reader.finish()
    #expect(decoded == column)
    #expect(decoded.missingCount == column.missingCount)
    #expect(decoded.scalars() == column.scalars())
  }

  @Test(arguments: samples) func neverTrapsOnDamagedBytes(column: Column) {
    let bytes = column.canonicalBytes
    for position in bytes.indices {
      for bit in 0..<8 {
        var damaged = bytes
        damaged[position] ^= 1 << UInt8(bit)
        var reader = ByteReader(damaged)
        if let decoded = try? Column(decoding: &reader) { _ = decoded.scalars().map(\.text) }
      }
      var reader = ByteReader(Array(bytes[..<position]))
      #expect(throws: DecodingFailure.self) { try Column(decoding: &reader) }
    }
  }

  @Test func equalContentHasEqualBytes() {
    let direct = Column.category(["b", nil, "a"])
    let coded = Column.category(codes: [2, -1, 1], levels: ["unused", "a", "b"])
    #expect(direct == coded)
    #expect(direct.canonicalBytes == coded.canonicalBytes)
    #expect(direct.levels == ["a", "b"])
    let text = Column.text(["x", "b", "x", "a"]).gathered(by: [3, 2])
    #expect(text.canonicalBytes == Column.text(["a", "x"]).canonicalBytes)
  }

  @Test func missingSlotsAreNormal() {
    let numbers = Column.numbers([.nan, 2])
    #expect(numbers.doubles()[0].isNaN)
    #expect(numbers.missingCount == 1)
    #expect(numbers.gathered(by: [1, 1]).validity == nil)
    #expect(numbers.gathered(by: [1, 1]).canonicalBytes == Column.numbers([2, 2]).canonicalBytes)
  }

  @Test func normalisationFormsAreDifferentLevels() {
    let column = Column.category(["caf\u{E9}", "cafe\u{301}"])
    #expect(column.levels.count == 2)
    #expect(column.codes == [1, 0])
  }

  @Test func doublesConvertWhatIsANumber() {
    #expect(Column.integers([1, 2]).doubles() == [1, 2])
    #expect(Column.booleans([true, false]).doubles() == [1, 0])
    #expect(Column.dates([5]).doubles() == [5])
    #expect(Column.category(["1"]).doubles()[0].isNaN)
  }

  @Test(arguments: samples) func someRowsAreCopiedAsAllAreConverted(column: Column) {
    let rows = (0..<200).map { Int32(column.count == 0 ? 0 : $0 % column.count) }
    let long = column.count == 0 ? column : column.gathered(by: rows)
    let all = long.doubles()
    for range in [0..<long.count, long.count / 3..<long.count / 2, long.count / 2..<long.count] {
      var copied = [Double](repeating: -1, count: range.count)
      copied.withUnsafeMutableBufferPointer { long.copyDoubles(of: range, to: $0) }
      #expect(copied.map(\.description) == all[range].map(\.description))
    }
  }

  @Test func aCategoryKeepsItsLevelsInAView() {
    let column = Column.category(["a", "b", "c"]).gathered(by: [2])
    #expect(column.levels == ["a", "b", "c"])
    #expect(column[0] == .text("c"))
  }
}
