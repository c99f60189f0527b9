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
    var counts = try frequentAtFirst()
    for index in column.chunks.indices {
      let chunk = try column.column(ofChunk: index)
      if case .texts(let texts) = chunk.storage {
        let run = texts.run
        for row in 0..<run.count where !chunk.isMissing(row) {
          sketch.add(hash: LargeTexts.hash(run, row))
          if let count = counts[ByteKey(run.text(row))] { counts[ByteKey(run.text(row))] = count + 1 }
        }
      } else {
        for (level, count) in LevelFrequencies(of: chunk).all {
          sketch.add(hash: LargeTexts.hash(TextRun([level]), 0))
          if let known = counts[ByteKey(level)] { counts[ByteKey(level)] = known + count }
        }
      }
    }
    let present = column.count - column.missingCount
    return summary(
      min(sketch.estimate, present), isEstimated: true, LargeTexts.best(counts.filter { $0.value > 0 }))
  }

  /// Texts that are frequent in the first rows, not counted yet.
  private func frequentAtFirst() throws -> [ByteKey: Int] {
    let first = column.chunks.indices.prefix(LargeTexts.searched / ChunkedColumn.chunkRows)
    let pieces = try first.map { try column.column(ofChunk: $0) }
    let joined = Column.joined(pieces, as: .text)
    let best: [(text: String, count: Int)]
    if case .texts(let texts) = joined.storage {
      best = TextFrequencies(texts.run, joined.validity).mostFrequent(LargeTexts.candidates)
    } else {
      best = LevelFrequencies(of: joined).mostFrequent(LargeTexts.candidates)
    }
    return Dictionary(best.map { (ByteKey($0.text), 0) }, uniquingKeysWith: { a, _ in a })
  }

  private static func hash(_ run: TextRun, _ index: Int) -> UInt64 {
    RandomStream.mixed(TextTable.hash(run.bytes.span, run[index], seed: 0x9E37_79B9_7F4A_7C15))
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
