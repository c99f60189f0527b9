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
  func divide(_ range: Range<Int>, by split: Split, _ ranks: [UInt32]) -> Int {
    ranks.withUnsafeBufferPointer { ranks in
      let rows = rows.base
      let samples = samples.base
      var left = range.lowerBound
      var right = 0
      for index in range {
        let row = rows[index]
        let sample = samples[index]
        let goesLeft = split.sendsLeft(ranks[Int(row)])
        rows[left] = row
        samples[left] = sample
        otherRows.base[right] = row
        otherSamples.base[right] = sample
        left &+= goesLeft ? 1 : 0
        right &+= goesLeft ? 0 : 1
      }
      (rows + left).update(from: otherRows.base, count: right)
      (samples + left).update(from: otherSamples.base, count: right)
      return left
    }
  }
}
