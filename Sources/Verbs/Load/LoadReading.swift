import Canonical
import Compression
import Frame
import Pipeline
import SQL
import Syntax

extension LoadSource {
  /// The schema as inferred from all of the data, remembered by the store so that unchanged data are not parsed again.
  func schema(
    files: any DataFiles, memo: SessionMemo, store: (any Store)?, keeper: any PartKeeper,
    memory: MemoryLimit
  ) throws(LoadFailure) -> Schema {
    let content = try content(files)
    let key = Digest(of: "schema \(content.digest) \(readingText)")
    if let stored = store?.result(for: key) {
      var reader = ByteReader(stored.manifest)
      if let schema = try? Schema(decoding: &reader) { return schema }
    }
    let schema = try reading(content, memo, keeper, memory).table.schema
    var writer = ByteWriter()
    schema.encode(into: &writer)
    store?.keep(CellResult(manifest: writer.bytes), key: key, verb: "schema", ingredients: [], seconds: 0)
    return schema
  }

  /// The table as the data have it. Parsed once in a process.
  func read(
    files: any DataFiles, memo: SessionMemo, keeper: any PartKeeper, memory: MemoryLimit
  ) throws(CellFailure) -> PackedReading {
    do throws(LoadFailure) { return try reading(content(files), memo, keeper, memory) } catch {
      throw error.failure
    }
  }

  func content(_ files: any DataFiles) throws(LoadFailure) -> LoadContent {
    do throws(CellFailure) { return try LoadContent(place, format, from: files) } catch {
      throw LoadFailure(error)
    }
  }

  private func reading(
    _ content: LoadContent, _ memo: SessionMemo, _ keeper: any PartKeeper, _ memory: MemoryLimit
  ) throws(LoadFailure) -> PackedReading {
    let key = Digest(of: content.digest.description + readingText)
    if let known = memo[key] as? PackedReading { return known }
    let reading: PackedReading
    if case .files = place {
      reading = try union(content.files, keeper, memory)
    } else if let file = content.files.first {
      do throws(ReadingFault) { reading = try read(file, partial: false, keeper, memory) } catch {
        throw error.failure { failure($0, in: file) }
      }
    } else {
      throw LoadFailure(CellFailure(.dataFormat, "there is nothing to read", at: place.path?.span))
    }
    memo.keep(reading, for: key)
    return reading
  }

  /// What one file holds: CSV in UTF-8 window by window, all else in memory.
  private func read(
    _ file: LoadContent.File, partial: Bool, _ keeper: any PartKeeper, _ memory: MemoryLimit
  ) throws(ReadingFault) -> PackedReading {
    let isText = format == .csv || format == .tsv
    guard isText, encoding == .utf8 else {
      do throws(LoadFailure) { try requireMemory(file, memory) } catch { throw .load(error) }
      let bytes: [UInt8]
      do throws(LoadFailure) { bytes = try text(file) } catch { throw .load(error) }
      do throws(ReadingError) {
        return PackedReading(try parse(bytes, partial: partial), keeper)
      } catch {
        throw .data(error)
      }
    }
    let source: ByteSource
    do throws(LoadFailure) { source = try self.source(file, keeper) } catch { throw .load(error) }
    do throws(CSVError) {
      let read = try CSVReader.read(source, dialect: dialect, declared: declared, keeper: keeper)
      return PackedReading(table: read.table, account: read.account)
    } catch {
      guard partial, error.kind == .noRows else { throw .data(ReadingError(error)) }
    }
    do throws(CSVError) { return PackedReading(try headerOnly(source), keeper) } catch {
      throw .data(ReadingError(error))
    }
  }

  /// The text of a file, to be read piece by piece; that of a packed one is unpacked into parts.
  private func source(
    _ file: LoadContent.File, _ keeper: any PartKeeper
  ) throws(LoadFailure) -> ByteSource {
    guard let packing = try packing(file) else {
      return ByteSource(byteCount: file.data.byteCount) { range, bytes throws(ByteSource.Failure) in
        do throws(FileProblem) { try file.data.read(range, into: &bytes) } catch {
          throw ByteSource.Failure(error.message, hint: error.hint)
        }
      }
    }
    let bytes = try packedBytes(file)
    var blocks: [Part] = []
    do throws(UnpackingError) {
      try packing.unpack(bytes) { blocks.append(keeper.keep($0)) }
    } catch {
      throw unpacking(error, file)
    }
    return ByteSource(blocks)
  }

  /// What is not read piece by piece is in memory as a whole, with the table that is made of it.
  private func requireMemory(_ file: LoadContent.File, _ memory: MemoryLimit) throws(LoadFailure) {
    do throws(CellFailure) {
      try memory.require(3 * file.data.byteCount, for: "reading \(file.path.isEmpty ? title : file.path)")
    } catch {
      var failure = error
      failure.span = place.path?.span
      failure.hint = "CSV in UTF-8 is read piece by piece; or give it more with `--memory`"
      throw LoadFailure(failure)
    }
  }

  /// How a file is packed, by its name and its first bytes, which must agree; nil where it is plain.
  private func packing(_ file: LoadContent.File) throws(LoadFailure) -> Packing? {
    let start: [UInt8]
    do throws(FileProblem) { start = try file.data.bytes(0..<min(4, file.data.byteCount)) } catch {
      throw LoadFailure(CellFailure(error, at: place.path?.span))
    }
    let inside = Packing(content: start)
    guard let packing = Packing(path: file.path) else {
      guard let inside, !file.path.isEmpty else { return nil }
      throw packed(
        "`\(file.path)` is packed with \(inside.rawValue), and its name does not say so",
        hint: "call it `\(file.path)\(inside.suffix)`, or unpack it")
    }
    guard inside == packing || start.isEmpty else {
      throw packed(
        "`\(file.path)` is not packed with \(packing.rawValue)",
        hint: inside.map { "it is packed with \($0.rawValue): its name should end in `\($0.suffix)`" }
          ?? "its first bytes are others; if it is plain, its name should not end in `\(packing.suffix)`")
    }
    return packing
  }

  private func packedBytes(_ file: LoadContent.File) throws(LoadFailure) -> [UInt8] {
    do throws(FileProblem) { return try file.data.bytes() } catch {
      throw LoadFailure(CellFailure(error, at: place.path?.span))
    }
  }

  /// The content of a file without its packing.
  func text(_ file: LoadContent.File) throws(LoadFailure) -> [UInt8] {
    let packing = try packing(file)
    let bytes = try packedBytes(file)
    guard let packing else { return bytes }
    do throws(UnpackingError) {
      return try packing.unpacked(bytes)
    } catch {
      throw unpacking(error, file)
    }
  }

  private func unpacking(_ error: UnpackingError, _ file: LoadContent.File) -> LoadFailure {
    if error.kind == .tooLarge {
      return LoadFailure(
        CellFailure(
          .unpackedSize, "`\(file.path)` is not unpacked: \(error.reason)",
          hint: "so much in so small a file is mostly an attack; if it is not, unpack it yourself",
          at: place.path?.span))
    }
    return packed(
      "`\(file.path)` cannot be unpacked: near byte \(NumberText.thousands(error.offset)) of \(NumberText.thousands(file.data.byteCount)), \(error.reason)",
      hint: error.kind == .truncated
        ? "it may have been cut off while it was written or copied" : "it was damaged: fetch it again")
  }

  private func packed(_ message: String, hint: String) -> LoadFailure {
    LoadFailure(CellFailure(.packedData, message, hint: hint, at: place.path?.span))
  }

  /// Bytes without packing as a table.
  private func parse(_ bytes: [UInt8], partial: Bool) throws(ReadingError) -> TableReading {
    let text = try encoding.utf8(bytes)
    switch format {
    case .csv, .tsv:
      do throws(CSVError) {
        return TableReading(try CSVReader.read(text, dialect: dialect, declared: declared))
      } catch {
        guard partial, error.kind == .noRows else { throw ReadingError(error) }
      }
      do throws(CSVError) { return try headerOnly(ByteSource(text)) } catch { throw ReadingError(error) }
    case .jsonl:
      return try JSONReader.read(text, missing: dialect.missing, declared: declared, partial: partial)
    case .sqlite:
      return try SQLiteReader.read(
        text, selection, missing: dialect.missing, declared: declared, partial: partial)
    }
  }

  /// A file of several that has its names and no rows.
  private func headerOnly(_ source: ByteSource) throws(CSVError) -> TableReading {
    let fields = try CSVReader.header(source, dialect: dialect).map { name in
      Field(name, declared.last { $0.name.hasSameBytes(as: name) }?.type ?? .number)
    }
    return TableReading(.empty(Schema(fields)), rowsRead: 0)
  }

  /// All files as one table.
  private func union(
    _ files: [LoadContent.File], _ keeper: any PartKeeper, _ memory: MemoryLimit
  ) throws(LoadFailure) -> PackedReading {
    var parts: [TableUnion.Part] = []
    var account = RowAccount(read: 0, rejected: 0)
    for file in files {
      try checkFormat(file, besides: files)
      do throws(ReadingFault) {
        let reading = try read(file, partial: true, keeper, memory)
        account.read += reading.account.read
        account.rejected += reading.account.rejected
        parts.append(TableUnion.Part(file.path, reading.table))
      } catch {
        throw error.failure { error in
          guard error.kind == .unknownColumn, let first = parts.first, let name = error.name else {
            return failure(error, in: file)
          }
          return failure(
            ReadingError(
              .drift, "`\(file.path)` has no column `\(name)`, which `\(first.name)` has", hint: error.hint))
        }
      }
    }
    do throws(ReadingError) {
      if format == .jsonl { parts = try TableUnion.completed(parts, declared: declared, keeper: keeper) }
      let table = try TableUnion.table(parts, declared: declared, keeper: keeper)
      return PackedReading(table: table, account: account)
    } catch {
      var error = error
      if format == .jsonl, error.kind == .drift, let name = error.name {
        error.hint = "where files may lack the key, declare its column, such as `column \(name) text`"
      }
      throw failure(error)
    }
  }

  /// A pattern that meets files of several kinds is not meant so.
  private func checkFormat(
    _ file: LoadContent.File, besides files: [LoadContent.File]
  ) throws(LoadFailure) {
    guard !isFormatSaid, case let guess = LoadFormat.guess(file.path), guess != .unknown,
      guess != .format(format)
    else { return }
    throw failure(
      ReadingError(
        .drift, "`\(file.path)` is not \(format.rawValue), as `\(files.first?.path ?? "")` is",
        hint: "narrow the pattern, such as `*.csv`, or say `format \(format.rawValue)`"))
  }

  /// An error as the failure of the cell, in its place in the notebook and in the file.
  private func failure(_ error: ReadingError, in file: LoadContent.File? = nil) -> LoadFailure {
    let isAboutText = [.unknownColumn, .declaration, .unreadable].contains(error.kind)
    let named = error.kind == .query ? selectionSpan : error.name.flatMap { place(ofDeclared: $0) }
    let hint = error.kind == .encoding ? encodingHint(error) : error.hint
    let failure: CellFailure
    switch place {
    case .file(_, let span), .files(_, _, let span):
      let line = error.line > 0 ? ":\(error.line)\(error.column.map { ":\($0)" } ?? "")" : ""
      let message = file.map { isAboutText ? error.message : "\($0.path)\(line): \(error.message)" }
      failure = CellFailure(error.code, message ?? error.message, hint: hint, at: named ?? span)
    case .inline(_, let lines, let keyword):
      let line = error.line > 0 && error.line <= lines.count && !isAboutText ? lines[error.line - 1] : keyword
      let fromFile = error.message.hasPrefix("the file ")
      let message = fromFile ? "the table " + error.message.dropFirst(9) : error.message
      failure = CellFailure(error.code, message, hint: hint, at: isAboutText ? named ?? keyword : line)
    }
    return LoadFailure(failure, column: error.name)
  }

  /// What to write where the bytes are no text in the encoding.
  private func encodingHint(_ error: ReadingError) -> String? {
    guard encoding == .utf8 else { return error.hint }
    return error.message.contains("UTF-16")
      ? "write `encoding utf-16`" : "write `encoding latin-1`, or convert it to UTF-8"
  }
}

/// Why one file cannot be read: its data, or what is around them.
private enum ReadingFault: Error {
  case data(ReadingError)
  case load(LoadFailure)

  func failure(_ place: (ReadingError) -> LoadFailure) -> LoadFailure {
    switch self {
    case .data(let error): place(error)
    case .load(let failure): failure
    }
  }
}

/// A table as the data have it, packed, and what became of the rows.
struct PackedReading: Sendable {
  var table: ChunkedTable
  var account: RowAccount

  init(table: ChunkedTable, account: RowAccount) {
    self.table = table
    self.account = account
  }

  init(_ reading: TableReading, _ keeper: any PartKeeper) {
    table = ChunkedTable(reading.table, keeper: keeper)
    account = RowAccount(read: reading.rowsRead, rejected: reading.rejected)
  }
}

/// Why a table cannot be read, and the declared column that is to blame, if one is.
struct LoadFailure: Error {
  var failure: CellFailure
  var column: String?

  init(_ failure: CellFailure, column: String? = nil) {
    self.failure = failure
    self.column = column
  }
}

extension ReadingError {
  fileprivate var code: DiagnosticCode {
    switch kind {
    case .value: .dataValue
    case .unknownColumn: .unknownColumn
    case .declaration: .wrongValue
    case .drift: .dataDrift
    case .query: .database
    case .unreadable: .fileAccess
    case .format, .encoding, .noRows: .dataFormat
    }
  }
}
