/// A window cut into runs of whole rows, which cores read at once.
///
/// A cut is sought behind a line feed that lies outside of quotes if the quotation marks before it come in pairs. Where
/// stray quotation marks make that wrong, the reading before the cut shows it, and the window is read in one run.
struct Segments {
  private var ranges: [Range<Int>]
  private let whole: Range<Int>

  init(_ file: OpenedFile, _ window: TextWindow, count: Int) {
    let bytes = window.bytes
    let start = window.isFirst ? file.start : 0
    whole = start..<bytes.count
    let size = whole.count
    let nominal = (0...count).map { start + size * $0 / max(count, 1) }
    let odd = Parallel.map(max(count - 1, 0)) {
      Segments.hasOddCount(of: file.quote, bytes, nominal[$0]..<nominal[$0 + 1])
    }
    var cuts = [start]
    var isQuoted = false
    for index in 0..<max(count - 1, 0) {
      isQuoted = isQuoted != odd[index]
      let cut = Segments.rowStart(bytes, from: nominal[index + 1], isQuoted, file.quote)
      if cut > cuts[cuts.count - 1], cut < bytes.count { cuts.append(cut) }
    }
    cuts.append(bytes.count)
    ranges = zip(cuts, cuts.dropFirst()).map { $0..<$1 }
  }

  /// Reads all runs, and does `meanwhile` beside them.
  func read(
    _ reader: SegmentReader, into columns: [ColumnBuilder], meanwhile: @escaping @Sendable () -> Void
  ) -> [SegmentReader.Reading] {
    let readings = Parallel.map(ranges.count + 1) { index -> SegmentReader.Reading? in
      if index < ranges.count { return reader.read(ranges[index], into: columns) }
      meanwhile()
      return nil
    }.compactMap { $0 }
    let wrong = readings.firstIndex { !$0.endsRow || $0.failure != nil }
    guard let wrong, readings[wrong].failure == nil || wrong > 0 else { return readings }
    return [reader.read(whole, into: columns)]
  }

  private static func hasOddCount(of quote: UInt8, _ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    let blocks = ByteBlocks(delimiter: quote, quote: quote)
    var count = 0
    var position = range.lowerBound
    while range.upperBound - position >= 64 {
      count += blocks.quoteCount(bytes.span.bytes, position)
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
