/// A file cut into runs of whole rows, one for each core.
///
/// A cut is sought behind a line feed that lies outside of quotes if the quotation marks before it come in pairs. Where
/// stray quotation marks make that wrong, the reading before the cut shows it, and the file is read in one run.
struct Segments {
  private(set) var ranges: [Range<Int>]
  private let whole: Range<Int>

  init(_ file: OpenedFile, _ bytes: [UInt8], count: Int) {
    whole = file.start..<bytes.count
    let size = whole.count
    let nominal = (0...count).map { file.start + size * $0 / max(count, 1) }
    let odd = Parallel.map(max(count - 1, 0)) {
      Segments.hasOddCount(of: file.quote, bytes, nominal[$0]..<nominal[$0 + 1])
    }
    var cuts = [file.start]
    var isQuoted = false
    for index in 0..<max(count - 1, 0) {
      isQuoted = isQuoted != odd[index]
      let cut = Segments.rowStart(bytes, from: nominal[index + 1], isQuoted, file.quote)
      if cut > cuts[cuts.count - 1], cut < bytes.count { cuts.append(cut) }
    }
    cuts.append(bytes.count)
    ranges = zip(cuts, cuts.dropFirst()).map { $0..<$1 }
  }

  /// Reads all runs. Of several faults the one that a reading in one run would meet is thrown.
  mutating func read(
    _ reader: SegmentReader, into columns: [ColumnBuilder]
  ) throws(CSVError) -> [SegmentReader.Reading] {
    let cuts = ranges
    var readings = Parallel.map(cuts.count) { reader.read(cuts[$0], into: columns) }
    if let wrong = readings.firstIndex(where: { !$0.endsRow || $0.failure != nil }),
      readings[wrong].failure == nil || wrong > 0
    {
      ranges = [whole]
      readings = [reader.read(whole, into: columns)]
    }
    try check(readings, reader)
    return readings
  }

  private func check(_ readings: [SegmentReader.Reading], _ reader: SegmentReader) throws(CSVError) {
    let bytes = reader.bytes.span
    if let failure = readings.lazy.compactMap(\.failure).first { throw failure }
    let ragged = readings.compactMap(\.ragged)
    if var first = ragged.first {
      first.count = ragged.reduce(0) { $0 + $1.count }
      throw first.error(bytes)
    }
    if readings.reduce(0, { $0 + $1.cells }) > reader.limits.cells {
      throw .tooManyCells(reader.limits.cells, at: ranges[ranges.count - 1].lowerBound, bytes)
    }
    for reading in readings {
      let misfits = reading.columns.filter { $0.misfit != nil }
      let first = misfits.min { ($0.misfit?.lowerBound ?? 0) < ($1.misfit?.lowerBound ?? 0) }
      if let error = first?.misfitError(bytes) { throw error }
    }
  }

  private static func hasOddCount(of quote: UInt8, _ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    let blocks = ByteBlocks(delimiter: quote, quote: quote)
    var count = 0
    var position = range.lowerBound
    while range.upperBound - position >= 64 {
      count += blocks.masks(bytes.span, position).quotes.nonzeroBitCount
      position += 64
    }
    count += bytes[position..<range.upperBound].count { $0 == quote }
    return count % 2 == 1
  }

  /// Behind the first line feed outside of quotes.
  private static func rowStart(_ bytes: [UInt8], from start: Int, _ isQuoted: Bool, _ quote: UInt8) -> Int {
    var isQuoted = isQuoted
    for position in start..<bytes.count {
      if bytes[position] == quote { isQuoted.toggle() }
      if !isQuoted, bytes[position] == UInt8(ascii: "\n") { return position + 1 }
    }
    return bytes.count
  }
}
