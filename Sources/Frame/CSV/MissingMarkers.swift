/// The texts that stand for a missing value, tested quickly against bytes.
struct MissingMarkers: Sendable {
  private let markers: [[UInt8]]
  private var lengths: UInt64 = 0
  private var firstBytes = [Bool](repeating: false, count: 256)
  /// Whether a quoted empty field is missing; an unquoted one always is.
  let includesEmpty: Bool
  /// Whether none is a decimal number, such as `-999`.
  let areNoNumbers: Bool

  init(_ texts: [String]) {
    markers = texts.map { Array($0.utf8) }.filter { !$0.isEmpty }
    includesEmpty = texts.contains("")
    areNoNumbers = markers.allSatisfy { DecimalText($0.span, $0.indices) == nil }
    for marker in markers {
      lengths |= 1 << UInt64(min(marker.count, 63))
      firstBytes[Int(marker[0])] = true
    }
  }

  /// Whether the bytes are a marker. The range must not be empty.
  @inline(__always)
  func contain(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard lengths >> UInt64(min(range.count, 63)) & 1 == 1, firstBytes[Int(bytes[range.lowerBound])] else {
      return false
    }
    return markers.contains { marker in
      guard marker.count == range.count else { return false }
      for offset in marker.indices where bytes[range.lowerBound + offset] != marker[offset] { return false }
      return true
    }
  }
}
