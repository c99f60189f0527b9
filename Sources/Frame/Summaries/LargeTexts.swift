/// The summary of a long column of texts, categories or truth values, read chunk by chunk.
///
/// Levels of a category and truth values are counted as they are. Of texts, distinct ones are counted by a sketch, and
/// the most frequent are those of the ones that are frequent in the first million rows, with their exact counts.
struct LargeTexts {
  private let column: ChunkedColumn

  init(_ column: ChunkedColumn) { self.column = column }

  /// Rows in which frequent texts are sought.
  private static let searched = 1 << 20
  private static let candidates = 1000
  private static let shown = 10

  func summary() throws -> ColumnSummary {
    column.type == .text ? try ofTexts() : try ofLevels()
  }

  private func ofLevels() throws -> ColumnSummary {
    var counts: [ByteKey: Int] = [:]
    for index in column.chunks.indices {
      let chunk = try column.column(ofChunk: index).asCategory()
      for (level, count) in LevelFrequencies(of: chunk).all { counts[ByteKey(level), default: 0] += count }
    }
    return summary(counts.count, isEstimated: false, LargeTexts.best(counts))
  }

  private func ofTexts() throws -> ColumnSummary {
    var sketch = DistinctSketch()
    var candidates = Candidates(try frequentAtFirst())
    for index in column.chunks.indices {
      let chunk = try column.column(ofChunk: index)
      if case .texts(let texts) = chunk.storage {
        let run = texts.run
        let span = run.bytes.span
        for row in 0..<run.count where !chunk.isMissing(row) {
          let hash = LargeTexts.hash(span, run[row])
          sketch.add(hash: hash)
          candidates.add(hash)
        }
      } else {
        for (level, count) in LevelFrequencies(of: chunk).all {
          let hash = LargeTexts.hash(level)
          sketch.add(hash: hash)
          candidates.add(hash, count)
        }
      }
    }
    let present = column.count - column.missingCount
    return summary(
      min(sketch.estimate, present), isEstimated: true, LargeTexts.best(candidates.counts))
  }

  /// Texts that are frequent in the first rows.
  private func frequentAtFirst() throws -> [String] {
    let first = column.chunks.indices.prefix(LargeTexts.searched / ChunkedColumn.chunkRows)
    let pieces = try first.map { try column.column(ofChunk: $0) }
    let joined = Column.joined(pieces, as: .text)
    if case .texts(let texts) = joined.storage {
      return TextFrequencies(texts.run, joined.validity).mostFrequent(LargeTexts.candidates).map(\.text)
    }
    return LevelFrequencies(of: joined).mostFrequent(LargeTexts.candidates).map(\.text)
  }

  /// Texts that are counted, told by 64 bits of hash.
  private struct Candidates {
    private let texts: [String]
    private var places: [UInt64: Int] = [:]
    private var found: [Int]
    /// A bit for the lowest bits of each hash: nearly every other text is none of these at a glance.
    private var filter = [UInt64](repeating: 0, count: 1 << 10)

    init(_ texts: [String]) {
      self.texts = texts
      found = [Int](repeating: 0, count: texts.count)
      for (place, text) in texts.enumerated() {
        let hash = LargeTexts.hash(text)
        places[hash] = place
        filter[Int(truncatingIfNeeded: hash >> 6) & 1023] |= 1 << (hash & 63)
      }
    }

    @inline(__always)
    mutating func add(_ hash: UInt64, _ count: Int = 1) {
      guard filter[Int(truncatingIfNeeded: hash >> 6) & 1023] >> (hash & 63) & 1 == 1 else { return }
      if let place = places[hash] { found[place] += count }
    }

    /// How often those occur that do.
    var counts: [ByteKey: Int] {
      Dictionary(
        zip(texts, found).filter { $0.1 > 0 }.map { (ByteKey($0.0), $0.1) }, uniquingKeysWith: { a, _ in a })
    }
  }

  private static func hash(_ text: String) -> UInt64 {
    let bytes = Array(text.utf8)
    return hash(bytes.span, 0..<bytes.count)
  }

  @inline(__always)
  private static func hash(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
    RandomStream.mixed(TextTable.hash(bytes, range, seed: 0x9E37_79B9_7F4A_7C15))
  }

  private static func best(_ counts: [ByteKey: Int]) -> [(text: String, count: Int)] {
    counts.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }.prefix(shown).map {
      ($0.key.text, $0.value)
    }
  }

  private func summary(
    _ distinct: Int, isEstimated: Bool, _ top: [(text: String, count: Int)]
  ) -> ColumnSummary {
    ColumnSummary(
      count: column.count, missing: column.missingCount, distinct: distinct, isEstimated: isEstimated,
      numeric: nil, top: top, histogram: nil, range: nil)
  }
}
