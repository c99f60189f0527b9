/// Reads a run of whole rows of a file, on one core.
///
/// The rows are indexed and read by pieces that fit a processor's cache with all of their columns, and no index is
/// kept: reading takes little more memory than the columns do.
struct SegmentReader {
  let bytes: [UInt8]
  let file: OpenedFile
  let limits: CSVLimits

  /// What has been read of a run of rows, up to the first fault that ends the reading.
  struct Reading: Sendable {
    var columns: [ColumnBuilder]
    var blankLines = 0
    var cells = 0
    var ragged: RaggedRows?
    var failure: CSVError?
    /// Whether the run ends where a row does.
    var endsRow = true
  }

  /// Bytes of a piece.
  private static let piece = 192 << 10

  /// Reads `range` into builders that are empty. It begins at the start of a row, that of the header if it is the first.
  func read(_ range: Range<Int>, into columns: [ColumnBuilder]) -> Reading {
    var reading = Reading(columns: columns)
    var indexer = FieldIndexer(
      delimiter: file.delimiter, quote: file.quote, limits: limits, start: range.lowerBound,
      columnCount: file.columnCount)
    var skipped = range.lowerBound == file.start && file.hasHeader ? 1 : 0
    let span = bytes.span
    do throws(CSVError) {
      var position = range.lowerBound
      while position < range.upperBound {
        let end = min(position + SegmentReader.piece, range.upperBound)
        try indexer.read(span, position..<end)
        if end == bytes.count { try indexer.finish(span) }
        position = end
        let layout = FieldLayout(index: indexer.takeRows(), quote: file.quote, markers: file.markers)
        let rows = min(skipped, layout.index.rowCount)..<layout.index.rowCount
        skipped -= rows.lowerBound
        reading.cells += layout.index.ends.count
        for column in reading.columns.indices { reading.columns[column].read(span, layout, rows) }
        if position - range.lowerBound <= SegmentReader.piece {
          let expected = expectedRows(range.count, rows.count, in: position - range.lowerBound)
          for column in reading.columns.indices { reading.columns[column].reserve(expected) }
        }
      }
    } catch {
      reading.failure = error
    }
    reading.ragged = indexer.ragged
    reading.blankLines = indexer.blankLines
    reading.endsRow = range.upperBound == bytes.count || indexer.startsRow(at: range.upperBound)
    return reading
  }

  /// How many rows there will be if all are about as long as the first; no more than there can be.
  private func expectedRows(_ bytes: Int, _ rows: Int, in read: Int) -> Int {
    let likely = Double(rows) * Double(bytes) / Double(max(read, 1)) * 1.02
    return min(Int(likely) + 16, bytes / max(file.columnCount, 1) + 1)
  }
}
