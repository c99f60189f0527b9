/// A simple random sample of rows whose number is not known before the last of them has been seen.
///
/// Algorithm R (Vitter, "Random Sampling with a Reservoir", 1985): every set of `capacity` rows is equally likely. What
/// becomes of a row depends on seed and row number alone, so rows may be offered in chunks of any size.
package struct Reservoir: Sendable {
  private let capacity: Int
  private let seed: UInt64
  private var kept: [Int32] = []
  private var seen = 0

  /// A reservoir for at most `capacity` rows; a negative one holds none.
  package init(capacity: Int, seed: UInt64) {
    self.capacity = max(0, capacity)
    self.seed = seed
  }

  /// Offers the next row; rows are numbered from 0 in the order they are offered.
  package mutating func offer() {
    let row = seen
    seen += 1
    guard kept.count >= capacity else { return kept.append(Int32(truncatingIfNeeded: row)) }
    var stream = RandomStream(seed: seed, stream: UInt64(row))
    let place = stream.next(below: row + 1)
    if place < capacity { kept[place] = Int32(truncatingIfNeeded: row) }
  }

  /// The rows held now, ascending.
  package var rows: RowDraw { RowDraw(kept.sorted()) }
}

extension Sampling {
  /// Rows drawn without replacement in one pass over them: the distribution of a simple draw.
  package static func takeReservoir(
    rowCount: Int, amount: SampleAmount, seed: UInt64
  ) throws(SamplingError) -> Drawn {
    var reservoir = Reservoir(capacity: try wanted(amount, of: rowCount), seed: seed)
    for _ in 0..<rowCount { reservoir.offer() }
    return Drawn(reservoir.rows)
  }
}
