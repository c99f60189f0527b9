/// A piece of a file that begins with a row, and mostly ends within one.
struct TextWindow: Sendable {
  let bytes: [UInt8]
  let origin: TextOrigin
  /// Whether the file ends with it.
  let isLast: Bool

  var isFirst: Bool { origin.offset == 0 }
}

/// Reads a run of whole rows of a window, on one core.
///
/// The rows are indexed and read by pieces that fit a processor's cache with all of their columns, and no index is
/// kept: reading takes little more memory than the columns do.
struct SegmentReader {
  let window: TextWindow
  let file: OpenedFile
  let limits: CSVLimits

  /// What has been read of a run of rows, up to the first fault that ends the reading.
  struct Reading: Sendable {
    var columns: [ColumnBuilder]
    var rows = 0
    var blankLines = 0
    var cells = 0
    var ragged: RaggedRows?
    var failure: CSVError?
    /// The first byte that is not UTF-8.
    var wrongByte: Int?
    /// Whether the run ends where a row does.
    var endsRow = true
    /// Where the first row begins that the window does not hold as a whole.
    var rest = 0
  }

  /// Bytes of a piece.
  private static let piece = 192 << 10

  /// Reads `range` into builders that are empty. It begins at the start of a row; a header in it is passed over.
  func read(_ range: Range<Int>, into columns: [ColumnBuilder]) -> Reading {
    var reading = Reading(columns: columns)
    var indexer = FieldIndexer(
      delimiter: file.delimiter, quote: file.quote, limits: limits, start: range.lowerBound,
      columnCount: file.columnCount, origin: window.origin)
    let bytes = window.bytes
    var skipped = file.headerStart.map { range.contains($0 - window.origin.offset) } ?? false ? 1 : 0
    let span = bytes.span
    do throws(CSVError) {
      var position = range.lowerBound
      while position < range.upperBound {
        let end = min(position + SegmentReader.piece, range.upperBound)
        try indexer.read(span, position..<end)
        if end == bytes.count, window.isLast { try indexer.finish(span) }
        position = end
        let layout = FieldLayout(index: indexer.takeRows(), quote: file.quote, markers: file.markers)
        let rows = min(skipped, layout.index.rowCount)..<layout.index.rowCount
        skipped -= rows.lowerBound
        reading.rows += rows.count
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
    reading.rest = window.isLast || range.upperBound < bytes.count ? range.upperBound : indexer.rowStart
    if reading.failure == nil, indexer.characters.isSound { return reading }
    let checked = reading.failure == nil ? reading.rest : range.upperBound
    reading.wrongByte = CSVInput.firstFault(
      bytes, range.lowerBound..<checked, mayBeCut: checked == bytes.count && !window.isLast)
    return reading
  }

  /// How many rows there will be if all are about as long as the first; no more than there can be.
  private func expectedRows(_ bytes: Int, _ rows: Int, in read: Int) -> Int {
    let likely = Double(rows) * Double(bytes) / Double(max(read, 1)) * 1.02
    return min(Int(likely) + 16, bytes / max(file.columnCount, 1) + 1)
  }
}
