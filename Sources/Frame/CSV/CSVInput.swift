/// The checks that a file passes before it is read: its encoding, its size.
enum CSVInput {
  /// Where the text of a whole file starts: behind a byte-order mark, which is stripped once. Fails unless all is UTF-8.
  static func start(_ content: [UInt8], limits: CSVLimits) throws(CSVError) -> Int {
    guard content.count <= limits.fileBytes else {
      throw CSVError(.limit, "a file of 4 GB or more", hint: "split it, or take a sample of it")
    }
    let start = try textStart(content)
    let pieces = Parallel.pieces(of: content.count, atLeast: 1 << 20)
    let starts = pieces.map { piece in
      (piece.lowerBound..<content.count).first { content[$0] & 0xC0 != 0x80 } ?? content.count
    }
    let faults = Parallel.map(starts.count) { index in
      let end = index + 1 < starts.count ? starts[index + 1] : content.count
      return firstFault(content, (index == 0 ? 0 : starts[index])..<end)
    }
    if let offset = faults.lazy.compactMap({ $0 }).first {
      throw wrongByte(at: offset, in: content.span, .start)
    }
    return start
  }

  /// Where the text starts in the first bytes of a file. Fails where they are UTF-16.
  static func textStart(_ content: [UInt8]) throws(CSVError) -> Int {
    try refuseUTF16(content.span)
    return content.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  static func wrongByte(at offset: Int, in bytes: Span<UInt8>, _ origin: TextOrigin) -> CSVError {
    CSVError(
      .encoding, "the file is not UTF-8: byte \(origin.offset + offset) cannot stand there",
      hint: "convert it, for example with `iconv -f latin1 -t utf-8`", at: offset, in: bytes, origin)
  }

  /// The first byte of a range that is no UTF-8; nil where there is none. `mayBeCut` lets a character lack its end at
  /// the end of the range.
  static func firstFault(_ bytes: [UInt8], _ range: Range<Int>, mayBeCut: Bool = false) -> Int? {
    let end = mayBeCut ? wholeCharacters(bytes, range) : range.upperBound
    guard range.lowerBound < end else { return nil }
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: bytes.span.extracting(range.lowerBound..<end))
      return nil
    } catch {
      return range.lowerBound + min(error.byteOffsets.lowerBound, end - range.lowerBound - 1)
    }
  }

  /// Behind the last character of a range that is there as a whole.
  static func wholeCharacters(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
    for back in 1...3 where range.count >= back {
      let byte = bytes[range.upperBound - back]
      if byte & 0xC0 == 0x80 { continue }
      let length = byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
      return length > back ? range.upperBound - back : range.upperBound
    }
    return range.upperBound
  }

  private static func refuseUTF16(_ bytes: Span<UInt8>) throws(CSVError) {
    guard bytes.count >= 2 else { return }
    let isMarked = bytes[0] == 0xFF && bytes[1] == 0xFE || bytes[0] == 0xFE && bytes[1] == 0xFF
    let isLikely = (bytes[0] == 0) != (bytes[1] == 0)
    guard isMarked || isLikely else { return }
    throw CSVError(
      .encoding, "the file is UTF-16, not UTF-8", hint: "convert it with `iconv -f utf-16 -t utf-8`",
      offset: 0)
  }
}
