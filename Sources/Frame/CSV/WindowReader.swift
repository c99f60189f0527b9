import Synchronization

/// Reads a file window by window, each on all cores while the next one is fetched.
///
/// A window begins with a row. The rows that it holds as a whole are read; what is left begins the next window, which
/// grows where a row is longer than it. Any size of windows gives the same columns or the same error.
struct WindowReader {
  let source: ByteSource
  let file: OpenedFile
  let limits: CSVLimits
  /// Bytes that are fetched at once.
  let windowBytes: Int
  /// Runs that a window is read in.
  let segments: Int

  /// What has been read beside the columns.
  struct Account {
    var rows = 0
    var blankLines = 0
  }

  /// The account of all windows; `take` is given the columns of each run of rows in their order.
  ///
  /// - Parameter columns: the builders that each window begins with, which may be others for each.
  func read(
    columns: () -> [ColumnBuilder], take: ([[ColumnBuilder]]) -> Void
  ) throws(CSVError) -> Account {
    var account = Account()
    var faults = Faults()
    var origin = TextOrigin.start
    // The first window holds a byte-order mark as a whole.
    var size = max(windowBytes, file.start)
    let ahead = Ahead(source)
    while true {
      let range = range(from: origin.offset, size)
      var bytes = try ahead.take(range)
      let isLast = range.upperBound == source.byteCount
      if !isLast, bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
      let window = TextWindow(bytes: bytes, origin: origin, isLast: isLast)
      let reader = SegmentReader(window: window, file: file, limits: limits)
      let next =
        isLast ? range.upperBound..<range.upperBound : self.range(from: window.likelyRest, windowBytes)
      let readings = Segments(file, window, count: segments).read(reader, into: columns()) {
        ahead.fetch(next)
      }
      if let fault = faults.ending(readings, window) {
        throw try isLast ? fault : wrongByte(after: fault, window) ?? fault
      }
      faults.add(readings, window, limits)
      account.rows += readings.reduce(0) { $0 + $1.rows }
      account.blankLines += readings.reduce(0) { $0 + $1.blankLines }
      take(readings.map(\.columns))
      if isLast { break }
      let rest = readings.last?.rest ?? 0
      if rest == 0 {
        guard bytes.count <= limits.recordBytes else {
          throw .tooLarge("a row of more than", limits.recordBytes, "bytes", at: 0, bytes.span, origin)
        }
        size = 2 * range.count
      } else {
        size = windowBytes
        origin = TextOrigin(origin.offset + rest, in: source)
      }
      ahead.reuse(bytes)
    }
    if let fault = faults.first { throw fault }
    return account
  }

  /// So many bytes of the file from a place on, or all there are.
  private func range(from start: Int, _ size: Int) -> Range<Int> {
    start..<(size < source.byteCount - start ? start + size : source.byteCount)
  }

  /// The first byte behind a fault that is no UTF-8: it counts more, whereever it is.
  private func wrongByte(after fault: CSVError, _ window: TextWindow) throws(CSVError) -> CSVError? {
    guard fault.kind != .encoding else { return nil }
    var origin = window.origin
    var bytes = window.bytes
    while origin.offset + bytes.count < source.byteCount {
      let position = origin.offset + bytes.count
      let whole = CSVInput.wholeCharacters(bytes, 0..<bytes.count)
      origin = TextOrigin(origin.offset + whole, in: source)
      let range = range(from: position, windowBytes)
      bytes = Array(bytes[whole...]) + (try fetched(range))
      let isCut = range.upperBound < source.byteCount
      if let wrong = CSVInput.firstFault(bytes, 0..<bytes.count, mayBeCut: isCut) {
        return CSVInput.wrongByte(at: wrong, in: bytes.span, origin)
      }
    }
    return nil
  }

  private func fetched(_ range: Range<Int>) throws(CSVError) -> [UInt8] {
    do throws(ByteSource.Failure) { return try source.bytes(range) } catch { throw CSVError(error) }
  }
}

/// What is wrong with rows, of which the worst is told when all have been read.
private struct Faults {
  private var ragged: (error: RaggedRows, text: CSVError)?
  private var raggedCount = 0
  private var cells = 0
  private var tooManyCells: CSVError?
  private var misfit: CSVError?

  /// A fault that ends the reading at once.
  func ending(_ readings: [SegmentReader.Reading], _ window: TextWindow) -> CSVError? {
    let bytes = window.bytes.span
    if let wrong = readings.lazy.compactMap(\.wrongByte).first {
      return CSVInput.wrongByte(at: wrong, in: bytes, window.origin)
    }
    return readings.lazy.compactMap(\.failure).first
  }

  mutating func add(_ readings: [SegmentReader.Reading], _ window: TextWindow, _ limits: CSVLimits) {
    let bytes = window.bytes.span
    let found = readings.compactMap(\.ragged)
    raggedCount += found.reduce(0) { $0 + $1.count }
    if ragged == nil, let first = found.first { ragged = (first, first.error(bytes, window.origin)) }
    cells += readings.reduce(0) { $0 + $1.cells }
    if cells > limits.cells, tooManyCells == nil {
      tooManyCells = .tooLarge("more than", limits.cells, "cells", at: 0, bytes, window.origin)
    }
    for reading in readings where misfit == nil {
      let misfits = reading.columns.filter { $0.misfit != nil }
      let first = misfits.min { ($0.misfit?.lowerBound ?? 0) < ($1.misfit?.lowerBound ?? 0) }
      misfit = first?.misfitError(bytes, window.origin)
    }
  }

  var first: CSVError? {
    if let ragged { return ragged.error.error(at: ragged.text, count: raggedCount) }
    return tooManyCells ?? misfit
  }
}

extension TextWindow {
  /// Where the next window will begin in the file if no row ends otherwise than in a line feed, and none has one in
  /// quotes where this window ends.
  fileprivate var likelyRest: Int {
    origin.offset + (bytes.lastIndex(of: UInt8(ascii: "\n")) ?? bytes.count - 1) + 1
  }
}

/// The bytes of the next window, fetched before they are wanted.
private struct Ahead: Sendable {
  private let source: ByteSource
  private let held = Held()

  private final class Held: Sendable {
    let fetched = Mutex<(range: Range<Int>, bytes: Result<[UInt8], ByteSource.Failure>)?>(nil)
    /// What held bytes that nobody wants any more: memory that has been written to costs nothing to write to again.
    let spare = Mutex<[UInt8]>([])
  }

  init(_ source: ByteSource) { self.source = source }

  func fetch(_ range: Range<Int>) {
    if range.isEmpty { return }
    var bytes = held.spare.withLock { spare in
      defer { spare = [] }
      return spare
    }
    let result: Result<[UInt8], ByteSource.Failure>
    do throws(ByteSource.Failure) {
      try source.read(range, into: &bytes)
      result = .success(bytes)
    } catch {
      result = .failure(error)
    }
    held.fetched.withLock { $0 = (range, result) }
  }

  /// Takes the memory of a window that has been read.
  func reuse(_ bytes: [UInt8]) { held.spare.withLock { $0 = bytes } }

  /// The bytes of a range: those that have been fetched, as far as it is theirs.
  func take(_ range: Range<Int>) throws(CSVError) -> [UInt8] {
    let fetched = held.fetched.withLock { held in
      defer { held = nil }
      return held
    }
    do throws(ByteSource.Failure) {
      guard let fetched, fetched.range.lowerBound == range.lowerBound,
        fetched.range.upperBound <= range.upperBound
      else {
        return try source.bytes(range)
      }
      let bytes = try fetched.bytes.get()
      return bytes.count == range.count
        ? bytes : bytes + (try source.bytes(fetched.range.upperBound..<range.upperBound))
    } catch {
      throw CSVError(error)
    }
  }
}

extension CSVError {
  init(_ failure: ByteSource.Failure) {
    self.init(.unreadable, failure.message, hint: failure.hint)
  }
}
