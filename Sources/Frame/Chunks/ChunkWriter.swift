import Canonical

/// Makes a chunked column of pieces that come one behind the other, without ever holding all of it unpacked.
///
/// Pieces may be of different types as far as one type holds the values of all, as `Column.joined` says.
struct ChunkWriter {
  private let keeper: any PartKeeper
  /// Rows that have not been packed yet.
  private var pieces: [Column] = []
  private var waiting = 0
  private var chunks: [Chunk] = []
  private var census: ColumnCensus

  private struct Chunk {
    var part: Part
    var type: ColumnType
    var isMissing: Bool
  }

  /// Without a declared type it is the narrowest that holds all pieces; texts are a category by `CategoryRule`.
  init(declared: ColumnType?, keeper: any PartKeeper) {
    census = ColumnCensus(declared: declared)
    self.keeper = keeper
  }

  mutating func append(_ piece: Column) {
    census.add(piece)
    pieces.append(piece)
    waiting += piece.count
    while waiting >= ChunkedColumn.chunkRows, census.count > ChunkedColumn.chunkRows { pack() }
  }

  /// The column of all pieces. `keeping` are levels that a category has whether they occur or not.
  consuming func finish(keeping kept: [String] = []) -> ChunkedColumn {
    let type = census.type
    let (count, missingCount) = (census.count, census.missingCount)
    if chunks.isEmpty {
      var column = Column.joined(pieces.isEmpty ? [.missing(type, count: 0)] : pieces, as: type)
      if !kept.isEmpty { column = column.with(levels: kept) }
      return ChunkedColumn(
        type: type, count: count, missingCount: missingCount, chunks: [keeper.keep(column.canonicalBytes)],
        levels: [], keeper: keeper)
    }
    if waiting > 0 { pack() }
    let stored = ColumnType.stored(type)
    let parts = chunks.map { $0.type == stored ? $0.part : repacked($0, as: stored) }
    let levels = type == .category ? (kept.isEmpty ? categoryLevels(parts) : kept) : []
    return ChunkedColumn(
      type: type, count: count, missingCount: missingCount, chunks: parts, levels: levels, keeper: keeper)
  }

  /// Packs the next chunk of the waiting rows.
  private mutating func pack() {
    let rows = min(waiting, ChunkedColumn.chunkRows)
    var taken: [Column] = []
    var needed = rows
    var next = 0
    while needed > 0 {
      let piece = pieces[next]
      if piece.count <= needed {
        taken.append(piece)
        next += 1
      } else {
        taken.append(piece.rows(0..<needed))
        pieces[next] = piece.rows(needed..<piece.count)
      }
      needed -= min(needed, piece.count)
    }
    pieces.removeFirst(next)
    waiting -= rows
    let type = census.declared.map(ColumnType.stored) ?? ChunkWriter.type(of: taken)
    let column = Column.joined(taken, as: type)
    chunks.append(
      Chunk(
        part: keeper.keep(column.canonicalBytes), type: type, isMissing: column.missingCount == column.count))
  }

  /// The narrowest type that holds the values of all.
  private static func type(of pieces: [Column]) -> ColumnType {
    let types = Set(pieces.filter { $0.missingCount < $0.count }.map { ColumnType.stored($0.type) })
    if types.contains(.text) { return .text }
    if types.contains(.number) { return .number }
    if types.contains(.datetime) { return .datetime }
    return types.first ?? .number
  }

  /// A chunk in the type of the column. What cannot be read again is told when the column is.
  private func repacked(_ chunk: Chunk, as type: ColumnType) -> Part {
    guard let bytes = try? chunk.part.bytes() else { return chunk.part }
    var reader = ByteReader(bytes)
    guard let column = try? Column(decoding: &reader) else { return chunk.part }
    let wanted = chunk.isMissing ? Column.missing(type, count: column.count) : column
    return keeper.keep(Column.joined([wanted], as: type).canonicalBytes)
  }

  private func categoryLevels(_ parts: [Part]) -> [String] {
    var all = census.levels
    if all == nil {
      var known: Set<ByteKey> = []
      for part in parts {
        guard let bytes = try? part.bytes() else { continue }
        var reader = ByteReader(bytes)
        for level in (try? Column(decoding: &reader))?.levels ?? [] { known.insert(ByteKey(level)) }
      }
      all = known.map(\.text)
    }
    return (all ?? []).sorted { $0.precedesByBytes($1) }
  }
}

extension ColumnType {
  /// The type of the chunks of a column of the type.
  static func stored(_ type: ColumnType) -> ColumnType { type == .category ? .text : type }
}

extension Column {
  /// A category with these levels, which include its own, sorted by bytes.
  fileprivate func with(levels wanted: [String]) -> Column {
    guard let codes else { return self }
    return .category(codes: codes, levels: levels).recoded(to: wanted)
  }

  private func recoded(to wanted: [String]) -> Column {
    var places: [ByteKey: Int32] = [:]
    for (place, level) in wanted.enumerated() { places[ByteKey(level)] = Int32(place) }
    let map = levels.map { places[ByteKey($0)] ?? -1 }
    return Column(
      codes: (codes ?? []).map { $0 < 0 ? -1 : map[Int($0)] }, levels: wanted, type: .category,
      keepsLevels: true)
  }
}
