import Canonical

/// Tables of several files as one: rows behind one another, columns by name, in the order of the first file.
///
/// The columns of all must be the same. Types may differ where one file's values are those of a wider type by chance:
/// integers become numbers, dates datetimes, and a column without values takes the type that it has elsewhere; texts
/// are a category or not by the values of all files. So the table is what one file with all rows would give.
package enum TableUnion {
  /// A file's table, under the name that messages give it.
  package struct Part: Sendable {
    package var name: String
    package var table: ChunkedTable

    package init(_ name: String, _ table: ChunkedTable) {
      self.name = name
      self.table = table
    }
  }

  /// Fails where columns or types differ, and names both files, the column and what differs.
  package static func table(
    _ parts: [Part], declared: [DeclaredColumn] = [], keeper: any PartKeeper
  ) throws(ReadingError) -> ChunkedTable {
    let parts = parts.filter { !$0.table.columns.isEmpty || $0.table.rowCount > 0 }
    guard let first = parts.first else {
      throw ReadingError(.noRows, "the files have no rows", hint: "a table needs at least one row")
    }
    let rows = parts.reduce(0) { $0 + $1.table.rowCount }
    guard rows > 0 else {
      throw ReadingError(.noRows, "the files have no rows", hint: "a table needs at least one row")
    }
    guard rows <= Int(Int32.max) else {
      throw ReadingError(.format, "more than 2,147,483,647 rows", hint: "take fewer files at once")
    }
    for part in parts.dropFirst() { try compare(first, part) }
    var types: [ColumnType?] = []
    for name in first.table.schema.names {
      let declaration = declared.last { $0.name.hasSameBytes(as: name) }
      let type = try UnifiedType(name, parts, declaration).type
      types.append(declaration?.type ?? (type.isTextual ? nil : type))
    }
    let names = first.table.schema.names
    let joined = Parallel.map(names.count) { [types] index in
      Result { try TableUnion.joined(names[index], parts, types[index], keeper) }
    }
    do {
      let columns = try joined.map { try $0.get() }
      let schema = Schema(zip(names, columns).map { Field($0, $1.type) })
      return ChunkedTable(schema: schema, columns: columns, rowCount: rows)
    } catch {
      throw ReadingError(.unreadable, "what was read of the files cannot be had again: \(error)")
    }
  }

  /// The parts with every declared column: where a file has none of that name, as keys of objects may be left out, it is
  /// all missing. Fails for one that no file has.
  package static func completed(
    _ parts: [Part], declared: [DeclaredColumn], keeper: any PartKeeper
  ) throws(ReadingError) -> [Part] {
    var parts = parts
    for column in declared {
      guard parts.contains(where: { $0.table.schema.index(of: column.name) != nil }) else {
        throw .unknownColumn(column.name, among: parts.flatMap { $0.table.schema.names })
      }
      for index in parts.indices where parts[index].table.schema.index(of: column.name) == nil {
        let table = parts[index].table
        parts[index].table = ChunkedTable(
          schema: Schema(table.schema.fields + [Field(column.name, column.type)]),
          columns: table.columns + [
            ChunkedColumn(.missing(column.type, count: table.rowCount), keeper: keeper)
          ], rowCount: table.rowCount)
      }
    }
    return parts
  }

  private static func compare(_ first: Part, _ other: Part) throws(ReadingError) {
    let (known, found) = (first.table.schema.names, other.table.schema.names)
    let lost = known.first { name in !found.contains { $0.hasSameBytes(as: name) } }
    let new = found.first { name in !known.contains { $0.hasSameBytes(as: name) } }
    if let lost {
      throw .drift(
        "`\(other.name)` has no column `\(lost)`, which `\(first.name)` has", name: lost,
        hint: new.map { "it has `\($0)` instead: is that another name for it?" }
          ?? "files of one table have the same columns")
    }
    if let new {
      throw .drift(
        "`\(other.name)` has a column `\(new)`, which `\(first.name)` has not", name: new,
        hint: "files of one table have the same columns")
    }
  }

  /// The chunks of all files behind one another; texts without a declared type are a category or not by all of them.
  private static func joined(
    _ name: String, _ parts: [Part], _ type: ColumnType?, _ keeper: any PartKeeper
  ) throws -> ChunkedColumn {
    var writer = ChunkWriter(declared: type, keeper: keeper)
    for part in parts {
      guard let column = part.table.column(name) else { continue }
      for chunk in column.chunks.indices {
        writer.append(try column.column(ofChunk: chunk).droppingUnusedLevels())
      }
    }
    return writer.finish()
  }
}

/// The type of one column over all files.
private struct UnifiedType {
  private(set) var type = ColumnType.number
  private var since: String?

  init(_ name: String, _ parts: [TableUnion.Part], _ declared: DeclaredColumn?) throws(ReadingError) {
    for part in parts {
      guard let column = part.table.column(name) else { continue }
      if declared == nil, column.missingCount == column.count { continue }
      guard let since else {
        type = column.type
        self.since = part.name
        continue
      }
      guard let wider = UnifiedType.wider(type, column.type) else {
        throw .drift(
          "`\(name)` is \(type.name) in `\(since)` and \(column.type.name) in `\(part.name)`",
          hint: "mend the file, or read it as text in all of them: `column \(name) text`")
      }
      if wider != type {
        type = wider
        self.since = part.name
      }
    }
    if type == .number { try checkExact(name, parts) }
  }

  private static func wider(_ a: ColumnType, _ b: ColumnType) -> ColumnType? {
    if a == b { return a }
    if a.isNumeric, b.isNumeric { return .number }
    if a.isTemporal, b.isTemporal { return .datetime }
    if a.isTextual, b.isTextual { return .text }
    return nil
  }

  /// Integers of one file beside decimals of another become doubles only where those hold them.
  private func checkExact(_ name: String, _ parts: [TableUnion.Part]) throws(ReadingError) {
    for part in parts {
      guard let column = part.table.column(name), column.type == .integer else { continue }
      let isExact = column.chunks.indices.allSatisfy { index in
        let integers = (try? column.column(ofChunk: index))?.integers ?? []
        return integers.allSatisfy { Int64(exactly: Double($0)) == $0 }
      }
      guard isExact else {
        throw .drift(
          "`\(name)` holds integers beyond 2^53 in `\(part.name)` and decimal numbers in `\(since ?? "")`",
          hint: "no type holds both exactly: read it as text in all files, `column \(name) text`")
      }
    }
  }
}

extension ReadingError {
  fileprivate static func drift(_ message: String, name: String? = nil, hint: String) -> ReadingError {
    ReadingError(.drift, message, hint: hint, name: name)
  }
}
