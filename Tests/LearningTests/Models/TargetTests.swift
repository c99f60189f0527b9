import Canonical
import Frame
@testable import Learning
import Testing

@Suite("Targets")
struct TargetTests {
  private func parts(_ target: Target) -> (labels: [String], codes: [Int32]) {
    guard case .classes(let labels, let codes) = target else { return ([], []) }
    return (labels, codes)
  }

  @Test func classesInByteOrder() throws {
    let column = Column.category(["b", "Z", "é", "b", "a"])
    let (labels, codes) = parts(try Target(column: column, name: "y"))
    #expect(labels == ["Z", "a", "b", "é"])
    #expect(codes == [2, 0, 3, 2, 1])
    let text = parts(try Target(column: .text(["b", "a", "b"]), name: "y"))
    #expect(text.labels == ["a", "b"] && text.codes == [1, 0, 1])
    let truth = parts(try Target(column: .booleans([true, false]), name: "y"))
    #expect(truth.labels == ["false", "true"] && truth.codes == [1, 0])
  }

  /// A drawn category keeps levels that no longer occur; a target does not.
  @Test func leavesOutLevelsThatDoNotOccur() throws {
    let drawn = Column.category(["a", "b", "c"]).gathered(by: [2, 1])
    #expect(parts(try Target(column: drawn, name: "y")).labels == ["b", "c"])
    let rows = try Target(column: .category(["a", "b", "c"]), name: "y").rows([2, 0, 2])
    #expect(parts(rows).labels == ["a", "c"])
    #expect(parts(rows).codes == [1, 0, 1])
  }

  @Test func tellsFormsOfOneTextApart() throws {
    let (labels, _) = parts(try Target(column: .category(["\u{e9}", "e\u{301}"]), name: "y"))
    #expect(labels.count == 2)
  }

  @Test func numbersAndForcedClasses() throws {
    let column = Column.integers([10, 9, 10])
    guard case .numbers(let numbers) = try Target(column: column, name: "y") else {
      Issue.record("integers are numbers")
      return
    }
    #expect(numbers == [10, 9, 10])
    let (labels, codes) = parts(try Target(classesOf: column, name: "y"))
    #expect(labels == ["10", "9"] && codes == [0, 1, 0])
  }

  @Test func missingRowsAreCounted() {
    let error = learningError { _ = try Target(column: .numbers([1, .nan, .nan]), name: "price") }
    #expect(error?.message == "2 rows have no value for the target `price`")
    #expect(error?.hint?.contains("where price is not missing") == true)
    #expect(learningError { _ = try Target(column: .dates([1]), name: "day") } != nil)
    #expect(learningError { _ = try Target(column: .numbers([.infinity]), name: "y") } != nil)
    #expect(learningError { _ = try Target(column: .category([]), name: "y") } != nil)
  }

  @Test func canonicalBytes() throws {
    for target in [Target.numbers([1, -0.5]), .classes(labels: ["a", "b"], codes: [1, 0])] {
      var writer = ByteWriter()
      target.encode(into: &writer)
      var reader = ByteReader(writer.bytes)
      var again = ByteWriter()
      try Target(decoding: &reader).encode(into: &again)
      #expect(again.bytes == writer.bytes)
    }
    var writer = ByteWriter()
    Target.classes(labels: ["b", "a"], codes: [0]).encode(into: &writer)
    var unsorted = ByteReader(writer.bytes)
    #expect(throws: DecodingFailure.self) { try Target(decoding: &unsorted) }
    writer = ByteWriter()
    Target.classes(labels: ["a"], codes: [1]).encode(into: &writer)
    var outOfRange = ByteReader(writer.bytes)
    #expect(throws: DecodingFailure.self) { try Target(decoding: &outOfRange) }
  }

  @Test func matrixBytes() throws {
    let matrix = matrix([[1, .nan], [3, 4]])
    var writer = ByteWriter()
    matrix.encode(into: &writer)
    var reader = ByteReader(writer.bytes)
    #expect(try FeatureMatrix(decoding: &reader) == matrix)
    #expect(matrix.rows([1, 1]).values == [3, 3, 4, 4])
    for rows in [-1, 3, Int.max] {
      writer = ByteWriter()
      writer.write(rows)
      writer.write(each: ["a", "b"]) { $0.write($1) }
      writer.write([1.0, 2, 3, 4])
      var reader = ByteReader(writer.bytes)
      #expect(throws: DecodingFailure.self) { try FeatureMatrix(decoding: &reader) }
    }
  }
}
