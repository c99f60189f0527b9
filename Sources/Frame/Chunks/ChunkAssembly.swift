import Canonical

/// Columns put together from their chunks, on all cores. Numbers and codes are unpacked where they stay.
enum ChunkAssembly {
  /// A column of `count` rows, of which `bytes` brings the chunks. Fails where these are of another number, length or type.
  static func column(
    _ chunks: Int, of count: Int, _ type: ColumnType, _ levels: [String],
    _ bytes: @Sendable (Int) throws -> [UInt8]
  ) throws -> Column {
    switch type {
    case .number:
      let rows = try Rows(chunks, of: count, type, bytes)
      return try rows.column(placeholder: 0) {
        .numbers($0)
      } unpack: { reader throws(DecodingFailure) in
        let packed = try PackedDoubles.form(from: &reader)
        return (packed.count, { packed.unpack(into: $0) })
      }
    case .integer, .datetime:
      let rows = try Rows(chunks, of: count, type, bytes)
      return try rows.column(placeholder: 0) {
        type == .integer ? .integers($0) : .datetimes($0)
      } unpack: { reader throws(DecodingFailure) in
        let packed = try PackedIntegers.Packed(from: &reader)
        return (packed.count, { target in packed.forEach { target[$0] = $1 } })
      }
    default:
      return try joined(chunks, type, levels) { try ChunkedColumn.decoded(try bytes($0)) }
    }
  }

  /// A column of pieces, which `piece` brings.
  static func joined(
    _ count: Int, _ type: ColumnType, _ levels: [String], _ piece: @Sendable (Int) throws -> Column
  ) throws -> Column {
    let pieces = try Parallel.map(count) { index in Result { try piece(index) } }.map { try $0.get() }
    if pieces.count == 1, pieces[0].type == type { return pieces[0] }
    guard pieces.allSatisfy({ $0.type == ColumnType.stored(type) }) else {
      throw DecodingFailure("a chunk of another type")
    }
    return type == .category ? try category(pieces, levels) : .joined(pieces, as: type)
  }

  private static func category(_ pieces: [Column], _ levels: [String]) throws(DecodingFailure) -> Column {
    var places: [ByteKey: Int32] = [:]
    for (place, level) in levels.enumerated() { places[ByteKey(level)] = Int32(place) }
    var tables: [[Int32]] = []
    for piece in pieces {
      var table: [Int32] = [-1]
      for level in piece.levels {
        guard let place = places[ByteKey(level)] else { throw DecodingFailure("a level that is not listed") }
        table.append(place)
      }
      tables.append(table)
    }
    let starts = pieces.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    let codes = [Int32](unsafeUninitializedCapacity: starts[pieces.count]) { buffer, filled in
      LargePages.request(for: buffer)
      let target = Target(buffer)
      _ = Parallel.map(pieces.count) { [tables] index in
        let table = tables[index]
        let own = target.rows(starts[index]..<starts[index + 1])
        for (row, code) in (pieces[index].codes ?? []).enumerated() {
          own[row] = table[Int(max(code, -1)) + 1]
        }
      }
      filled = starts[pieces.count]
    }
    return Column(codes: codes, levels: levels, type: .category, keepsLevels: true)
  }

  /// A buffer whose pieces are written on several cores, each its own.
  private struct Target<Value: BitwiseCopyable>: @unchecked Sendable {
    private let buffer: UnsafeMutableBufferPointer<Value>

    init(_ buffer: UnsafeMutableBufferPointer<Value>) { self.buffer = buffer }

    func rows(_ range: Range<Int>) -> UnsafeMutableBufferPointer<Value> { .init(rebasing: buffer[range]) }
  }

  /// The bytes of all chunks of a column, whose types and lengths are what they should be.
  private struct Rows {
    private let count: Int
    private let bytes: [[UInt8]]

    init(
      _ chunks: Int, of count: Int, _ type: ColumnType, _ fetch: @Sendable (Int) throws -> [UInt8]
    ) throws {
      let size = ChunkedColumn.chunkRows
      guard count >= 0, chunks == max(1, count / size + (count % size == 0 ? 0 : 1)) else {
        throw DecodingFailure("a column of another number of chunks")
      }
      self.count = count
      bytes = try Parallel.map(chunks) { index in Result { try fetch(index) } }.map { try $0.get() }
      for (index, chunk) in bytes.enumerated() {
        var reader = ByteReader(chunk)
        guard try reader.readByte() == type.rawValue else { throw DecodingFailure("a chunk of another type") }
        guard try reader.readInt() == range(index).count else {
          throw DecodingFailure("a chunk of the wrong length")
        }
      }
    }

    private func range(_ index: Int) -> Range<Int> {
      index * ChunkedColumn.chunkRows..<min(count, (index + 1) * ChunkedColumn.chunkRows)
    }

    /// - Parameter unpack: reads the values that are there: how many they are, and how they are written to the start of a buffer.
    func column<Value: BitwiseCopyable & Sendable>(
      placeholder: Value, _ storage: ([Value]) -> Column.Storage,
      unpack:
        @Sendable (inout ByteReader) throws(DecodingFailure) -> (
          count: Int, write: (UnsafeMutableBufferPointer<Value>) -> Void
        )
    ) throws(DecodingFailure) -> Column {
      var outcomes: [Result<Bitmap?, DecodingFailure>] = []
      let values = [Value](unsafeUninitializedCapacity: count) { buffer, filled in
        LargePages.request(for: buffer)
        let target = Target(buffer)
        outcomes = Parallel.map(bytes.count) { index in
          Result { () throws(DecodingFailure) in
            let own = target.rows(range(index))
            var reader = ByteReader(bytes[index])
            let head = try Column.Head(from: &reader)
            let packed = try unpack(&reader)
            try reader.finish()
            guard packed.count == head.values else { throw DecodingFailure("a column of the wrong length") }
            packed.write(own)
            head.present?.spread(own, head.values, placeholder)
            return head.present
          }
        }
        filled = outcomes.allSatisfy { if case .success = $0 { true } else { false } } ? count : 0
      }
      var pieces: [(bits: Bitmap?, count: Int)] = []
      for (index, outcome) in outcomes.enumerated() { pieces.append((try outcome.get(), range(index).count)) }
      let missing = pieces.reduce(0) { $0 + ($1.bits.map { $0.count - $0.setCount } ?? 0) }
      return Column(
        normal: storage(values), validity: missing == 0 ? nil : Bitmap(joining: pieces), missingCount: missing
      )
    }
  }
}

extension Bitmap {
  /// Moves the `kept` values at the start of a buffer, one for each set bit, to their places, and `placeholder` to all others.
  fileprivate func spread<Value: BitwiseCopyable>(
    _ values: UnsafeMutableBufferPointer<Value>, _ kept: Int, _ placeholder: Value
  ) {
    var next = kept
    for index in words.indices.reversed() {
      let rows = index << 6..<min(count, (index + 1) << 6)
      let bits = words[index]
      if next == rows.upperBound { return }
      for row in rows.reversed() {
        let isPresent = bits >> UInt64(row & 63) & 1 == 1
        if isPresent { next -= 1 }
        values[row] = isPresent ? values[next] : placeholder
      }
    }
  }
}
