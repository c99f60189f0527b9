import Canonical

/// Takes the pieces of a column as they are read, in the order of the rows.
protocol ColumnSink: AnyObject, Sendable {
  /// Takes the rows of a piece, whose type may be narrower than that of the column.
  func add(_ piece: Column)
  /// Forgets all pieces: they will come again.
  func clear()
}

/// A column of a file as it grows, run of rows by run of rows. One core at a time works on it.
final class GrowingColumn<Sink: ColumnSink>: @unchecked Sendable {
  private let empty: ColumnBuilder
  private let sink: Sink
  private var kind: ValueKind
  private var isExact = true

  init(_ empty: ColumnBuilder, _ sink: Sink) {
    self.empty = empty
    self.sink = sink
    kind = empty.kind
  }

  /// Whether the values are of different kinds.
  var isMixed: Bool { kind == .mixed }

  /// The builder for the next run.
  var next: ColumnBuilder { empty.beginning(as: kind) }

  /// Begins anew, with texts.
  func beginAgain() {
    kind = .texts
    sink.clear()
  }

  func add(_ run: Handover) {
    let builder = run.take()
    if isMixed { return }
    if builder.kind == .integers, !builder.integersAreExact { isExact = false }
    kind = kind.joined(with: builder.kind, exactly: isExact)
    if isMixed { sink.clear() } else { sink.add(builder.finish()) }
  }
}

/// A builder that is handed over once, so that its memory is free as soon as its column is made.
final class Handover: @unchecked Sendable {
  private var builder: ColumnBuilder?

  init(_ builder: ColumnBuilder) { self.builder = builder }

  /// The builder, an empty one from the second time on. One core takes a handover.
  func take() -> ColumnBuilder {
    defer { builder = nil }
    return builder ?? ColumnBuilder(column: 0, declared: nil)
  }
}

/// Holds the pieces of a column in memory.
final class HeldColumn: ColumnSink, @unchecked Sendable {
  private var pieces: [Column] = []
  private var census: ColumnCensus

  init(declared: ColumnType?) { census = ColumnCensus(declared: declared) }

  func add(_ piece: Column) {
    pieces.append(piece)
    census.add(piece)
  }

  func clear() {
    pieces = []
    census = ColumnCensus(declared: census.declared)
  }

  /// All pieces as one.
  func column() -> Column { .joined(pieces, as: census.type) }
}

/// Packs the pieces of a column.
final class PackedColumn: ColumnSink, @unchecked Sendable {
  private var writer: ChunkWriter
  private let declared: ColumnType?
  private let keeper: any PartKeeper

  init(declared: ColumnType?, _ keeper: any PartKeeper) {
    self.declared = declared
    self.keeper = keeper
    writer = ChunkWriter(declared: declared, keeper: keeper)
  }

  func add(_ piece: Column) { writer.append(piece) }

  func clear() { writer = ChunkWriter(declared: declared, keeper: keeper) }

  func column() -> ChunkedColumn { writer.finish() }
}
