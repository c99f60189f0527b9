import Canonical
import Frame
import Synchronization

/// A part that the store should hold and does not, or holds damaged. The engine forgets the actions that need it and runs again.
package struct MissingPart: Error, Sendable {
  package let digest: Digest

  package init(_ digest: Digest) { self.digest = digest }
}

/// The parts of this run by digest: fetched from the store once, verified there, and decoded once.
package final class PartCache: Sendable {
  private struct State {
    /// Made in this run.
    var parts: [Digest: Part] = [:]
    /// Fetched from the store.
    var bytes: [Digest: [UInt8]] = [:]
    var columns: [Digest: Column] = [:]
    var drawnColumns: [DrawnColumn: Column] = [:]
    var draws: [Digest: RowDraw] = [:]
    var values: [Digest: SharedValue] = [:]
  }

  /// A value that several cells may want at once, and one of them makes.
  private final class SharedValue: Sendable {
    let value = Mutex<(any Sendable)?>(nil)
  }

  private struct DrawnColumn: Hashable {
    var column: Digest
    var draw: Digest
  }

  private let state = Mutex(State())
  private let fetch: @Sendable (Digest) -> [UInt8]?
  package let memory: MemoryLimit

  /// `fetch` returns verified bytes, or nil.
  package init(memory: MemoryLimit, fetch: @escaping @Sendable (Digest) -> [UInt8]?) {
    self.memory = memory
    self.fetch = fetch
  }

  /// Keeps a part that was made in this run.
  package func add(_ part: Part) {
    state.withLock { $0.parts[part.digest] = part }
  }

  package func bytes(_ digest: Digest) throws(MissingPart) -> [UInt8] {
    if let known = state.withLock({ $0.bytes[digest] }) { return known }
    let fetched = try uncached(digest)
    state.withLock { $0.bytes[digest] = fetched }
    return fetched
  }

  /// The bytes of a part that nobody will want again: what is made of it is kept.
  private func uncached(_ digest: Digest) throws(MissingPart) -> [UInt8] {
    if let made = state.withLock({ $0.parts[digest] }), let bytes = try? made.bytes() { return bytes }
    guard let fetched = fetch(digest) else { throw MissingPart(digest) }
    return fetched
  }

  package func column(_ digest: Digest) throws(MissingPart) -> Column {
    if let known = state.withLock({ $0.columns[digest] }) { return known }
    let column = try unpacked(digest, nil)
    state.withLock { $0.columns[digest] = column }
    return column
  }

  /// The rows of a draw of a column, of which no more is unpacked at once than a chunk for each core.
  package func column(_ digest: Digest, drawn draw: Digest) throws(MissingPart) -> Column {
    let key = DrawnColumn(column: digest, draw: draw)
    if let known = state.withLock({ $0.drawnColumns[key] }) { return known }
    let rows = try self.draw(draw)
    let column: Column
    if let whole = state.withLock({ $0.columns[digest] }) {
      column = whole.gathered(by: rows.rows)
    } else {
      column = try unpacked(digest, rows.rows)
    }
    state.withLock { $0.drawnColumns[key] = column }
    return column
  }

  private func unpacked(_ digest: Digest, _ rows: [Int32]?) throws(MissingPart) -> Column {
    do {
      return try ChunkedColumn.column(try uncached(digest), rows: rows) { try uncached($0) }
    } catch {
      throw error as? MissingPart ?? MissingPart(digest)
    }
  }

  package func draw(_ digest: Digest) throws(MissingPart) -> RowDraw {
    if let known = state.withLock({ $0.draws[digest] }) { return known }
    let draw = try decoded(digest) { reader throws(DecodingFailure) in try RowDraw(decoding: &reader) }
    state.withLock { $0.draws[digest] = draw }
    return draw
  }

  /// What `make` makes, which follows from what `digest` is made of: made once in a run, and held in memory.
  package func value<Value: Sendable>(_ digest: Digest, _ make: () throws -> Value) throws -> Value {
    let shared = state.withLock { state in
      if let known = state.values[digest] { return known }
      let made = SharedValue()
      state.values[digest] = made
      return made
    }
    return try shared.value.withLock { known in
      if let value = known as? Value { return value }
      let value = try make()
      known = value
      return value
    }
  }

  /// Decodes a part; bytes that do not decode count as missing.
  package func decoded<Decoded>(
    _ digest: Digest, _ decode: (inout ByteReader) throws(DecodingFailure) -> Decoded
  ) throws(MissingPart) -> Decoded {
    var reader = ByteReader(try bytes(digest))
    do throws(DecodingFailure) {
      let value = try decode(&reader)
      try reader.finish()
      return value
    } catch {
      throw MissingPart(digest)
    }
  }
}

/// Things that are costly to make and wanted twice in one process, such as a file that `check` has parsed and `load` needs.
package final class SessionMemo: Sendable {
  private let entries = Mutex<[Digest: any Sendable]>([:])

  package init() {}

  package subscript(key: Digest) -> (any Sendable)? {
    entries.withLock { $0[key] }
  }

  package func keep(_ value: any Sendable, for key: Digest) {
    entries.withLock { $0[key] = value }
  }
}
