import Canonical
import Frame
import Testing

@testable import Learning

/// Numbers that are filled and scaled when they are wanted, and what is learned of them block by block.
@Suite struct NumberColumnTests {
  /// Numbers of which about a tenth are missing where `gaps`.
  private func numbers(_ count: Int, seed: UInt64, gaps: Bool) -> [Double] {
    var stream = RandomStream(seed: seed, stream: 0)
    return (0..<count).map { _ in
      let value = 1e6 + stream.nextNormal()
      return gaps && stream.nextDouble() < 0.1 ? .nan : value
    }
  }

  private func isSame(_ a: [Double], _ b: [Double]) -> Bool {
    a.elementsEqual(b) { $0.bitPattern == $1.bitPattern || ($0.isNaN && $1.isNaN) }
  }

  @Test(arguments: [0, 1, 7, 8, 9, 1023, 1024, 1025, 5000])
  func momentsAreThoseOfAllRows(count: Int) {
    for gaps in [false, true] {
      let values = numbers(count, seed: UInt64(count), gaps: gaps)
      let present = values.filter { !$0.isNaN }
      for column in [NumberColumn(values), NumberColumn(Column.numbers(values))] {
        let moments = column.moments
        #expect(moments.count == present.count)
        guard !present.isEmpty else { continue }
        let mean = Moments.mean(present)
        #expect((moments.mean - mean).magnitude <= 1e-13 * mean)
        let variance = Moments.variance(present, mean: mean)
        #expect((moments.variance - variance).magnitude <= 1e-9 * max(variance, 1e-3))
      }
    }
  }

  @Test func momentsOfWhatIsFilledFollowFromWhatWasThere() {
    let column = NumberColumn(numbers(3000, seed: 5, gaps: true)).measured().filled(with: 12)
    let again = NumberColumn(column.values).moments
    #expect(column.moments.count == 3000)
    #expect((column.moments.mean - again.mean).magnitude <= 1e-9)
    #expect((column.moments.variance / again.variance - 1).magnitude <= 1e-12)
  }

  @Test func changesAreDoneInTheirOrder() {
    let values = numbers(2500, seed: 7, gaps: true)
    let affine = Affine(shift: 3, scale: 7)
    let filled = values.map { $0.isNaN ? 4.0 : $0 }
    let wanted = filled.map { ($0 - affine.shift) / affine.scale }
    for column in [NumberColumn(values), NumberColumn(Column.numbers(values))] {
      #expect(isSame(column.values, values))
      #expect(isSame(column.filled(with: 4).scaled(by: affine).values, wanted))
      let late = column.scaled(by: affine).filled(with: 4).values
      #expect(isSame(late, values.map { $0.isNaN ? 4 : ($0 - affine.shift) / affine.scale }))
      var part = [Double](repeating: 0, count: 777)
      part.withUnsafeMutableBufferPointer { column.filled(with: 4).copy(1000..<1777, to: $0) }
      #expect(isSame(part, Array(filled[1000..<1777])))
    }
  }

  @Test func aConstantIsOneThatNoRowLeaves() {
    #expect(NumberColumn([.nan, 0.1, 0.1, .nan]).constant == 0.1)
    #expect(NumberColumn([Double](repeating: 0.1, count: 5000)).constant == 0.1)
    #expect(NumberColumn([Double](repeating: 0.1, count: 5000) + [0.1 + 1e-16]).constant == nil)
    #expect(NumberColumn([.nan]).constant == nil)
  }

  @Test func infinityIsFoundWhereverItStands() {
    var values = numbers(4000, seed: 9, gaps: true)
    #expect(!NumberColumn(values).hasInfinite)
    values[3999] = -.infinity
    #expect(NumberColumn(values).hasInfinite)
    #expect(NumberColumn(values).measured().hasInfinite)
    #expect(!NumberColumn([1e308, 1e308, 1e308]).measured().hasInfinite)
  }
}

/// Categories as indicators that share the places of their rows.
@Suite struct IndicatorTests {
  private let places: [Int32] = [2, -1, 0, 1, 2, 0]

  private var columns: [FeatureColumn] { (0..<3).map { .indicator(at: $0, of: places) } }

  @Test func indicatorsAreZerosAndOnes() {
    #expect(columns[2].numbers == [1, 0, 0, 0, 1, 0])
    #expect(columns[0].flags == [0, 0, 1, 0, 0, 1])
    let shared = FeatureMatrix(rowCount: 6, names: ["a", "b", "c"], columns: columns)
    let own = FeatureMatrix(
      rowCount: 6, names: ["a", "b", "c"], columns: columns.map { FeatureColumn.flags($0.flags ?? []) })
    #expect(shared == own)
    #expect(shared.rows([4, 4, 1]) == own.rows([4, 4, 1]))
    #expect(shared.rowMajor == own.rowMajor)
  }

  @Test func bytesDoNotTellHowIndicatorsAreKept() {
    for column in columns {
      var shared = ByteWriter()
      column.encode(into: &shared)
      var own = ByteWriter()
      FeatureColumn.flags(column.flags ?? []).encode(into: &own)
      #expect(shared.bytes == own.bytes)
    }
  }
}
