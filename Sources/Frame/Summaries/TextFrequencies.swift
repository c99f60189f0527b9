/// How often each of many texts occurs, counted by their hashes: no table of all of them is made.
///
/// Two texts are one where 64 bits of hash agree, which among n texts has a chance of about n² / 2^65.
struct TextFrequencies {
  /// Texts that differ.
  let distinct: Int
  private let run: TextRun
  /// Of each text, and in ascending order without those of rows that have none.
  private let hashes: [UInt64]
  private let sorted: [UInt64]

  /// Of the rows whose bit is set, or of all. O(bytes).
  init(_ run: TextRun, _ validity: Bitmap?) {
    self.run = run
    let span = run.bytes.span
    var hashes: [UInt64] = []
    hashes.reserveCapacity(run.count)
    for row in 0..<run.count { hashes.append(TextTable.hash(span, run[row], seed: TextFrequencies.seed)) }
    let present = validity.map { validity in hashes.indices.filter { validity[$0] }.map { hashes[$0] } }
    sorted = RadixSort.ascending(present ?? hashes)
    self.hashes = hashes
    self.validity = validity
    distinct = TextFrequencies.runs(sorted).count
  }

  private let validity: Bitmap?
  private static let seed: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// The most frequent texts, ties by bytes.
  func mostFrequent(_ wanted: Int) -> [(text: String, count: Int)] {
    guard let least = largest(wanted).last else { return [] }
    let candidates = Candidates(sorted, least: least)
    var best: [(row: Int, count: Int)] = []
    var seen: Set<UInt64> = []
    for row in hashes.indices where validity?[row] ?? true {
      let hash = hashes[row]
      var count = candidates.known(hash)
      if count == nil, candidates.isMany {
        if best.count == wanted, let worst = best.last, worst.count == least, !precedes(row, worst.row) {
          continue
        }
        count = candidates.tied(hash)
      }
      guard let count, seen.insert(hash).inserted else { continue }
      let entry = (row: row, count: count)
      best.insert(entry, at: best.firstIndex { precedes(entry, $0) } ?? best.count)
      if best.count > wanted { best.removeLast() }
    }
    return best.map { (run.text($0.row), $0.count) }
  }

  /// The hashes that stand for texts of at least some frequency.
  private struct Candidates {
    private var counts: [UInt64: Int] = [:]
    /// A bit for the lowest bits of each hash that is among `counts`.
    private var filter = [UInt64](repeating: 0, count: 1 << 10)
    private let sorted: [UInt64]
    private let least: Int
    /// Whether those of just the least frequency are too many to be listed: they are sought when they may matter.
    let isMany: Bool

    init(_ sorted: [UInt64], least: Int) {
      self.sorted = sorted
      self.least = least
      var total = 0
      for (_, count) in TextFrequencies.runs(sorted) where count == least { total += 1 }
      isMany = total > 4096
      for (hash, count) in TextFrequencies.runs(sorted) where count > least || count == least && !isMany {
        counts[hash] = count
        filter[Int(truncatingIfNeeded: hash >> 6) & 1023] |= 1 << (hash & 63)
      }
    }

    /// How often the text is there, if it is listed.
    @inline(__always)
    func known(_ hash: UInt64) -> Int? {
      filter[Int(truncatingIfNeeded: hash >> 6) & 1023] >> (hash & 63) & 1 == 0 ? nil : counts[hash]
    }

    /// The least frequency, if it is that of the text.
    func tied(_ hash: UInt64) -> Int? {
      if least == 1 { return 1 }
      var (low, high) = (0, sorted.count)
      while low < high {
        let middle = (low + high) / 2
        if sorted[middle] < hash { low = middle + 1 } else { high = middle }
      }
      return sorted[low...].prefix { $0 == hash }.count == least ? least : nil
    }
  }

  private func precedes(_ a: (row: Int, count: Int), _ b: (row: Int, count: Int)) -> Bool {
    a.count != b.count ? a.count > b.count : precedes(a.row, b.row)
  }

  private func precedes(_ a: Int, _ b: Int) -> Bool {
    run.bytes[run[a]].lexicographicallyPrecedes(run.bytes[run[b]])
  }

  /// The largest counts, in descending order.
  private func largest(_ wanted: Int) -> [Int] {
    var counts: [Int] = []
    for (_, count) in TextFrequencies.runs(sorted) {
      if counts.count == wanted, let last = counts.last, count <= last { continue }
      counts.insert(count, at: counts.firstIndex { $0 < count } ?? counts.count)
      if counts.count > wanted { counts.removeLast() }
    }
    return counts
  }

  /// Each hash and how often it stands in ascending hashes.
  private static func runs(_ sorted: [UInt64]) -> Runs { Runs(sorted: sorted) }

  private struct Runs: Sequence, IteratorProtocol {
    let sorted: [UInt64]
    var position = 0

    /// How many there are.
    var count: Int {
      var runs = self
      var count = 0
      while runs.next() != nil { count += 1 }
      return count
    }

    mutating func next() -> (UInt64, Int)? {
      guard position < sorted.count else { return nil }
      let hash = sorted[position]
      let start = position
      while position < sorted.count, sorted[position] == hash { position += 1 }
      return (hash, position - start)
    }
  }
}
