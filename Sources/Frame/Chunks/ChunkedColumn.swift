import Canonical

/// A column in packed parts: one where it has at most 65,536 rows, else one for each so many rows and a list of them.
///
/// The parts follow from the column alone, so that equal columns have equal digests. Those of a category with a list are
/// texts, and its levels stand in the list.
package struct ChunkedColumn: Sendable {
  package let type: ColumnType
  package let count: Int
  package let missingCount: Int
  /// In the order of the rows.
  let chunks: [Part]
  /// Of a category in several chunks, sorted by bytes.
  let levels: [String]
  /// Nil for a single chunk.
  private let list: Part?

  /// Rows of all chunks but the last.
  package static let chunkRows = 1 << 16

  init(
    type: ColumnType, count: Int, missingCount: Int, chunks: [Part], levels: [String], keeper: any PartKeeper
  ) {
    self.type = type
    self.count = count
    self.missingCount = missingCount
    self.chunks = chunks
    self.levels = levels
    list =
      chunks.count == 1
      ? nil
      : keeper.keep(
        ChunkList(
          type: type, count: count, missingCount: missingCount, levels: levels, chunks: chunks.map(\.digest)
        ).bytes)
  }

  /// Packs a column.
  package init(_ column: Column, keeper: any PartKeeper) {
    var writer = ChunkWriter(declared: column.type, keeper: keeper)
    writer.append(column)
    self = writer.finish(keeping: column.type == .category ? column.levels : [])
  }

  /// The address of the whole column.
  package var digest: Digest { list?.digest ?? chunks[0].digest }

  /// All that must be kept for the column to come back.
  package var parts: [Part] { (list.map { [$0] } ?? []) + chunks }

  /// The whole column in memory. O(rows), on all cores.
  package func column() throws -> Column {
    try ChunkAssembly.column(chunks.count, of: count, type, levels) { try chunks[$0].bytes() }
  }

  /// Rows of one chunk, as a column of this type. Levels of a category are those of its chunk.
  func column(ofChunk index: Int) throws -> Column {
    let chunk = try ChunkedColumn.decoded(try chunks[index].bytes())
    return chunk.type == type ? chunk : .joined([chunk], as: type)
  }

  /// A column from the bytes of its only part, or from its list, whose chunks `fetch` brings; all of its rows, or those
  /// of the numbers given, in their order.
  package static func column(
    _ bytes: [UInt8], rows: [Int32]? = nil, fetch: @Sendable (Digest) throws -> [UInt8]
  ) throws -> Column {
    guard bytes.first == ChunkList.mark else {
      let column = try decoded(bytes)
      return rows.map { column.gathered(by: $0) } ?? column
    }
    let list = try ChunkList(bytes)
    if let rows { return try drawn(rows, list, fetch) }
    let column = try ChunkAssembly.column(list.chunks.count, of: list.count, list.type, list.levels) {
      try fetch(list.chunks[$0])
    }
    guard column.count == list.count, column.missingCount == list.missingCount, column.type == list.type
    else {
      throw DecodingFailure("a list of other chunks")
    }
    return column
  }

  /// Rows of a column, which are gathered chunk by chunk and then brought into their order.
  private static func drawn(
    _ rows: [Int32], _ list: ChunkList, _ fetch: @Sendable (Digest) throws -> [UInt8]
  ) throws -> Column {
    guard rows.allSatisfy({ $0 >= 0 && Int($0) < list.count }) else {
      throw DecodingFailure("a row number behind the last row")
    }
    let isAscending = zip(rows, rows.dropFirst()).allSatisfy { $0 <= $1 }
    let order = isAscending ? nil : rows.indices.sorted { (rows[$0], $0) < (rows[$1], $1) }
    let sorted = order.map { $0.map { rows[$0] } } ?? rows
    var ends: [Int] = []
    var end = 0
    for chunk in list.chunks.indices {
      while end < sorted.count, Int(sorted[end]) < (chunk + 1) * chunkRows { end += 1 }
      ends.append(end)
    }
    let column = try ChunkAssembly.joined(list.chunks.count, list.type, list.levels) { [ends] index in
      let own = sorted[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
      guard !own.isEmpty else { return .missing(ColumnType.stored(list.type), count: 0) }
      let chunk = try decoded(try fetch(list.chunks[index]))
      let first = Int32(index * chunkRows)
      guard let last = own.last, Int(last - first) < chunk.count else {
        throw DecodingFailure("a chunk of the wrong length")
      }
      return chunk.gathered(by: own.map { $0 - first })
    }
    guard let order else { return column }
    var places = [Int32](repeating: 0, count: rows.count)
    for (place, row) in order.enumerated() { places[row] = Int32(place) }
    return column.gathered(by: places)
  }

  static func decoded(_ bytes: [UInt8]) throws(DecodingFailure) -> Column {
    var reader = ByteReader(bytes)
    let column = try Column(decoding: &reader)
    try reader.finish()
    return column
  }
}

/// What names the chunks of a column.
struct ChunkList {
  var type: ColumnType
  var count: Int
  var missingCount: Int
  var levels: [String]
  var chunks: [Digest]

  /// The first byte, which is that of no column.
  static let mark: UInt8 = 0xFE

  init(type: ColumnType, count: Int, missingCount: Int, levels: [String], chunks: [Digest]) {
    self.type = type
    self.count = count
    self.missingCount = missingCount
    self.levels = levels
    self.chunks = chunks
  }

  init(_ bytes: [UInt8]) throws(DecodingFailure) {
    var reader = ByteReader(bytes)
    guard try reader.readByte() == ChunkList.mark, let type = ColumnType(rawValue: try reader.readByte())
    else {
      throw DecodingFailure("no list of chunks")
    }
    self.type = type
    count = try reader.readInt()
    missingCount = try reader.readInt()
    levels = try TextRun(decoding: &reader).texts()
    for (level, next) in zip(levels, levels.dropFirst()) where !level.precedesByBytes(next) {
      throw DecodingFailure("levels out of order")
    }
    chunks = try reader.readArray { reader throws(DecodingFailure) in try reader.readDigest() }
    try reader.finish()
  }

  var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.write(ChunkList.mark)
    writer.write(type.rawValue)
    writer.write(count)
    writer.write(missingCount)
    TextRun(levels).encode(into: &writer)
    writer.write(each: chunks) { $0.write($1) }
    return writer.bytes
  }
}
