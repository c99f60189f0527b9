import Dispatch

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Work of independent pieces on the cores there are. What comes out never depends on how many that is.
package enum Parallel {
  /// The results of `piece` for `0 ..< count`, in that order. Pieces start in order; one that is about to start does so
  /// on whatever core is free.
  package static func map<Result: Sendable>(
    _ count: Int, _ piece: @Sendable (Int) -> Result
  ) -> [Result] {
    if count < 2 { return (0..<count).map(piece) }
    return [Result](unsafeUninitializedCapacity: count) { buffer, filled in
      let slots = Slots(base: buffer.baseAddress)
      DispatchQueue.concurrentPerform(iterations: count) { index in
        slots.base.unsafelyUnwrapped.advanced(by: index).initialize(to: piece(index))
      }
      filled = count
    }
  }

  /// How many cores there are.
  package static let cores = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))

  /// `0 ..< count` in as many even pieces as there are cores, in fewer where they would be smaller than `least`; one
  /// at least.
  package static func pieces(of count: Int, atLeast least: Int) -> [Range<Int>] {
    let wanted = max(1, min(cores, count / max(least, 1)))
    return (0..<wanted).map { (count * $0 / wanted)..<(count * ($0 + 1) / wanted) }
  }

  /// Each iteration writes a slot of its own.
  private struct Slots<Result>: @unchecked Sendable {
    let base: UnsafeMutablePointer<Result>?
  }
}
