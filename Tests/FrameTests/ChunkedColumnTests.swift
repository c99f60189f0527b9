import Canonical
import Testing

@testable import Frame

/// Packed columns are what they were made of, however their rows came.
@Suite struct ChunkedColumnTests {
  private static let rows = 2 * ChunkedColumn.chunkRows + 1234

  static let columns: [Column] = {
    var random = RandomStream(seed: 51, stream: 0)
    let draws = (0..<rows).map { _ in random.next(below: 1 << 40) }
    func some<Value>(_ value: (Int) -> Value) -> [Value?] {
      draws.map { $0 % 23 == 0 ? nil : value($0) }
    }
    return [
      .numbers(draws.map { $0 % 23 == 0 ? .nan : Double($0 % 100_000) / 64 }),
      .integers(some { Int64($0) - (1 << 39) }), .booleans(some { $0 % 3 == 0 }),
      .dates(some { Int32($0 % 40_000) }),
      .datetimes(some { Int64($0) * 1000 }), .category(some { "level \($0 % 40)" }), .text(some { "é\($0)" }),
      .text(some { "few \($0 % 9)" }), .missing(.text, count: rows), .missing(.category, count: rows),
      .numbers(draws.map { _ in 0.5 }),
    ]
  }()

  @Test(arguments: columns.indices) func unpacksToWhatWasPacked(index: Int) throws {
    let column = Self.columns[index]
    let packed = ChunkedColumn(column, keeper: HeldParts())
    #expect(packed.parts.count == 4 && packed.count == column.count)
    #expect(packed.missingCount == column.missingCount)
    #expect(try packed.column() == column)
    #expect(try fetched(packed) == column)
    for chunk in 0..<3 {
      let rows = chunk * ChunkedColumn.chunkRows..<min((chunk + 1) * ChunkedColumn.chunkRows, column.count)
      #expect(try packed.column(ofChunk: chunk).scalars() == rows.map { column[$0] })
    }
  }

  @Test(arguments: columns.indices) func piecesOfAnySizeGiveTheSameParts(index: Int) {
    let column = Self.columns[index]
    let whole = ChunkedColumn(column, keeper: HeldParts()).digest
    for size in [1000, 40_007, 100_000] {
      var writer = ChunkWriter(declared: column.type, keeper: HeldParts())
      for start in stride(from: 0, to: column.count, by: size) {
        writer.append(column.rows(start..<min(start + size, column.count)).droppingUnusedLevels())
      }
      #expect(writer.finish().digest == whole)
    }
  }

  @Test(arguments: columns.indices) func drawnRowsAreGathered(index: Int) throws {
    let column = Self.columns[index]
    let packed = ChunkedColumn(column, keeper: HeldParts())
    var random = RandomStream(seed: 52, stream: 0)
    let scattered = (0..<500).map { _ in Int32(random.next(below: column.count)) }
    for rows in [scattered, scattered.sorted(), [], [Int32(column.count - 1), 0, 0]] {
      #expect(try fetched(packed, rows) == column.gathered(by: rows))
    }
    #expect(throws: DecodingFailure.self) { try fetched(packed, [Int32(column.count)]) }
  }

  @Test func piecesWidenToTheTypeThatHoldsAll() throws {
    let many = (0..<ChunkedColumn.chunkRows + 10).map { Int64?(Int64($0)) }
    var numbers = ChunkWriter(declared: nil, keeper: HeldParts())
    numbers.append(.missing(.number, count: 70_000))
    numbers.append(.integers(many))
    numbers.append(.numbers([0.5]))
    let column = try numbers.finish().column()
    #expect(column.type == .number && column.count == 70_000 + many.count + 1)
    #expect(column[70_003] == .number(3) && column[column.count - 1] == .number(0.5) && column.isMissing(0))
    var times = ChunkWriter(declared: nil, keeper: HeldParts())
    times.append(.dates([Int32?](repeating: 1, count: 70_000)))
    times.append(.datetimes([5]))
    #expect(try times.finish().column()[69_999] == .datetime(86_400_000_000))
  }

  @Test func damagedListsAreRefused() throws {
    let packed = ChunkedColumn(Self.columns[5], keeper: HeldParts())
    let list = try packed.parts[0].bytes()
    for position in list.indices where position < 60 || position % 7 == 0 {
      var damaged = list
      damaged[position] ^= 0x10
      _ = try? fetched(packed, list: damaged)
      _ = try? fetched(packed, [1], list: Array(list[..<position]))
    }
    let other = ChunkedColumn(Self.columns[0], keeper: HeldParts())
    #expect(throws: DecodingFailure.self) {
      try ChunkedColumn.column(list) { _ in try other.parts[1].bytes() }
    }
  }

  private func fetched(_ packed: ChunkedColumn, _ rows: [Int32]? = nil, list: [UInt8]? = nil) throws -> Column
  {
    let parts = Dictionary(packed.parts.map { ($0.digest, $0) }, uniquingKeysWith: { a, _ in a })
    return try ChunkedColumn.column(try list ?? packed.parts[0].bytes(), rows: rows) { digest in
      guard let part = parts[digest] else { throw DecodingFailure("no such part") }
      return try part.bytes()
    }
  }
}
