import Frame

/// The places of an array that is being made by several cores, each of which writes places of its own.
struct Slots<Element: BitwiseCopyable>: @unchecked Sendable {
  private let base: UnsafeMutablePointer<Element>?

  init(_ buffer: UnsafeMutableBufferPointer<Element>) { base = buffer.baseAddress }

  /// The position must be one of the buffer's.
  @inline(__always)
  subscript(position: Int) -> Element {
    get { base.unsafelyUnwrapped[position] }
    nonmutating set { base.unsafelyUnwrapped[position] = newValue }
  }
}

extension Array where Element: BitwiseCopyable & Sendable {
  /// An array whose pieces are computed on all cores: `fill` writes the slots of its range and reads no others.
  init(
    count: Int, atLeast least: Int = 1 << 14, filledBy fill: @Sendable (Range<Int>, Slots<Element>) -> Void
  ) {
    self.init(unsafeUninitializedCapacity: count) { buffer, filled in
      let slots = Slots(buffer)
      let pieces = Parallel.pieces(of: count, atLeast: least)
      _ = Parallel.map(pieces.count) { fill(pieces[$0], slots) }
      filled = count
    }
  }
}
