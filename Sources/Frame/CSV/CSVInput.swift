/// The checks that a file passes before it is read: its encoding, its size.
enum CSVInput {
  /// Where the text starts: behind a byte-order mark, which is stripped once. Fails unless all of it is UTF-8.
  static func start(_ content: [UInt8], limits: CSVLimits) throws(CSVError) -> Int {
    let bytes = content.span
    guard bytes.count <= limits.fileBytes else {
      throw CSVError(.limit, "a file of 4 GB or more", hint: "split it, or take a sample of it")
    }
    try refuseUTF16(bytes)
    if let offset = firstFault(content) {
      throw CSVError(
        .encoding, "the file is not UTF-8: byte \(offset) cannot stand there",
        hint: "convert it, for example with `iconv -f latin1 -t utf-8`", at: offset, in: bytes)
    }
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { return 3 }
    return 0
  }

  /// The first byte that is no UTF-8, sought on all cores; nil where there is none.
  private static func firstFault(_ bytes: [UInt8]) -> Int? {
    let pieces = Parallel.pieces(of: bytes.count, atLeast: 1 << 20)
    let starts = pieces.map { piece in
      (piece.lowerBound..<bytes.count).first { bytes[$0] & 0xC0 != 0x80 } ?? bytes.count
    }
    let faults = Parallel.map(starts.count) { index -> Int? in
      let start = index == 0 ? 0 : starts[index]
      let end = index + 1 < starts.count ? starts[index + 1] : bytes.count
      guard start < end else { return nil }
      do throws(UTF8.ValidationError) {
        _ = try UTF8Span(validating: bytes.span.extracting(start..<end))
        return nil
      } catch {
        return start + min(error.byteOffsets.lowerBound, end - start - 1)
      }
    }
    return faults.lazy.compactMap { $0 }.first
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
