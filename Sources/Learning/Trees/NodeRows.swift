/// The rows that a tree grows from, those of each node beside each other and ascending.
final class NodeRows<Sample: BitwiseCopyable> {
  let count: Int
  private let rows: Room<Int32>
  private let samples: Room<Sample>
  private let otherRows: Room<Int32>
  private let otherSamples: Room<Sample>

  init(_ rows: [Int32], _ samples: [Sample]) {
    count = rows.count
    self.rows = Room(rows.count)
    self.samples = Room(rows.count)
    otherRows = Room(rows.count)
    otherSamples = Room(rows.count)
    for (index, row) in rows.enumerated() {
      self.rows.base[index] = row
      self.samples.base[index] = samples[index]
    }
  }

  func rows(from start: Int) -> UnsafePointer<Int32> { UnsafePointer(rows.base + start) }

  func samples(_ range: Range<Int>) -> UnsafeBufferPointer<Sample> {
    UnsafeBufferPointer(start: samples.base + range.lowerBound, count: range.count)
  }

  /// Puts the rows of a node that go left before the others, and tells where those begin.
  func divide(_ range: Range<Int>, by split: Split, _ feature: RankedFeatures.Feature) -> Int {
    let missingLeft = split.missingLeft
    switch split.cut {
    case .between(let rank, _):
      return feature.ranks.withUnsafeBufferPointer { ranks in
        divide(range) { row in
          let own = ranks[row]
          return own == RankedFeatures.missing ? missingLeft : own <= rank
        }
      }
    case .at(let threshold):
      return feature.values.withUnsafeBufferPointer { values in
        divide(range) { row in
          let value = values[row]
          return value <= threshold || (missingLeft && value.isNaN)
        }
      }
    }
  }

  @inline(__always)
  private func divide(_ range: Range<Int>, _ goesLeft: (Int) -> Bool) -> Int {
    let (rows, samples) = (rows.base, samples.base)
    let (otherRows, otherSamples) = (otherRows.base, otherSamples.base)
    var left = range.lowerBound
    var right = 0
    for index in range {
      let row = rows[index]
      let sample = samples[index]
      let isLeft = goesLeft(Int(row))
      rows[left] = row
      samples[left] = sample
      otherRows[right] = row
      otherSamples[right] = sample
      left &+= isLeft ? 1 : 0
      right &+= isLeft ? 0 : 1
    }
    (rows + left).update(from: otherRows, count: right)
    (samples + left).update(from: otherSamples, count: right)
    return left
  }
}
