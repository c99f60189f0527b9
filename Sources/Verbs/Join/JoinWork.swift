import Canonical
import Drawing
import Frame
import Pipeline
import Report
import Syntax

/// A checked `join`.
struct JoinWork: PresentedWork {
  var plan: JoinPlan
  var type: TableType
  /// The clause to point at when the rows are not as it says.
  var span: Span?
  /// The left table, then the right one.
  var inputs: [InputUse]

  var outputs: [any ValueType] { [type] }

  var settings: [Ingredient] {
    [
      Ingredient(.setting, role: "join", value: plan.text),
      Ingredient(
        .setting, role: "names of the second table",
        value: plan.renamed.map { "`\($0.name)` as `\($0.new)`" }.joined(separator: ", ")),
    ]
  }

  /// So many rows take a few gigabytes; more are mostly a key that is none.
  private static let mostRows = 100_000_000

  func run(_ context: RunContext) throws -> CellResult {
    let (leftValue, rightValue) = try sources(context)
    let left = try leftValue.table(columns: inputs[0].reads.columns)
    let right = try rightValue.table(columns: inputs[1].reads.columns)
    let leftKeys = plan.keys.compactMap { left.column($0.left) }
    let rightKeys = plan.keys.compactMap { right.column($0.right) }
    let matches = RowMatches(leftKeys, rightKeys, leftRows: left.rowCount, rightRows: right.rowCount)
    try requireCardinality(matches, leftKeys, rightKeys)
    let rows = try rowCount(matches)
    try requireMemory(rows, context)
    let account = JoinAccount(
      left: matches.leftSide, right: matches.rightSide, rows: rows,
      examples: matches.unmatchedLeft(3).map { keyText(leftKeys, $0) })
    if plan.kind.isFilter { return try filtered(matches, account, leftValue) }
    let made = try joined(matches, left, right, known: leftValue, keeper: context.keeper)
    let manifest = JoinManifest(account: account, content: .table(made.manifest.bytes))
    return CellResult(manifest: manifest.bytes, parts: made.parts)
  }

  private func sources(_ context: RunContext) throws -> (TableValue, TableValue) {
    (try context.input(0, as: TableValue.self), try context.input(1, as: TableValue.self))
  }

  // MARK: Rows

  private func requireCardinality(_ matches: RowMatches, _ left: [Column], _ right: [Column]) throws {
    guard let cardinality = plan.cardinality else { return }
    if cardinality.isUniqueRight, let repeated = matches.repeatedRight {
      throw failure(cardinality, inputs[1].name, keyText(right, repeated.row), repeated.count)
    }
    if cardinality.isUniqueLeft, let repeated = matches.repeatedLeft {
      throw failure(cardinality, inputs[0].name, keyText(left, repeated.row), repeated.count)
    }
  }

  private func failure(_ cardinality: Cardinality, _ table: String, _ key: String, _ count: Int)
    -> CellFailure
  {
    CellFailure(
      .cardinality,
      "`\(cardinality.rawValue)` wants each key once in `\(table)`, and \(plan.keyText) \(key) stands in \(NumberText.count(count, "row")) there",
      hint:
        "add the columns that tell these rows apart, or let the rows multiply: `cardinality: many_to_many`",
      at: span)
  }

  private func keyText(_ keys: [Column], _ row: Int) -> String {
    keys.map { column in
      let text = column[row].text
      let short = text.count > 40 ? text.prefix(39) + "…" : text
      return column.type.isTextual ? "\"\(short)\"" : short
    }.joined(separator: ", ")
  }

  private func rowCount(_ matches: RowMatches) throws -> Int {
    let rows = plan.kind.rowCount(matches)
    guard rows <= JoinWork.mostRows else {
      let text = rows == .max ? "more rows than can be counted" : NumberText.count(rows, "row")
      throw CellFailure(
        .cellFailed,
        "the join would give \(text), and \(NumberText.thousands(JoinWork.mostRows)) are the most",
        hint: plan.kind == .cross
          ? "take some of the rows first" : "add a key, or `query` one row for each key first", at: span)
    }
    guard rows > 0 || plan.kind == .anti else {
      throw CellFailure(
        .cellFailed, "no row of `\(inputs[0].name)` has a match in `\(inputs[1].name)`",
        hint: plan.keys.isEmpty
          ? nil : "are the keys written alike in both? `kind: left` keeps rows without a match",
        at: span)
    }
    return rows
  }

  private func requireMemory(_ rows: Int, _ context: RunContext) throws {
    guard !plan.kind.isFilter else { return }
    let width = plan.outputs.reduce(0) { $0 + MemoryLimit.width($1.field.type) }
    try context.parts.memory.require(width * rows, for: "a join of \(NumberText.count(rows, "row"))")
  }

  private func filtered(_ matches: RowMatches, _ account: JoinAccount, _ left: TableValue) throws
    -> CellResult
  {
    let rows = RowDraw(matches.leftRows(matching: plan.kind == .semi))
    let drawn = try left.baseRowNumbers().map(rows.composed(over:)) ?? rows
    var writer = ByteWriter()
    drawn.encode(into: &writer)
    let part = Part(writer.bytes)
    let manifest = JoinManifest(
      account: account, content: .draw(.init(digest: part.digest, rows: drawn.count)))
    return CellResult(manifest: manifest.bytes, parts: [part])
  }

  private func joined(
    _ matches: RowMatches, _ left: Table, _ right: Table, known: TableValue, keeper: any PartKeeper
  ) throws -> MadeTable {
    let rows = matches.rows(keepLeft: plan.kind.keepsLeft, keepRight: plan.kind.keepsRight)
    let isWhole = left.draw == nil && rows.isWholeLeft(left.rowCount)
    let columns = Parallel.map(plan.outputs.count) { index -> Column? in
      let output = plan.outputs[index]
      switch output.source {
      case .left(let name):
        return isWhole ? left.column(name) : left.column(name)?.gathered(orMissing: rows.left)
      case .right(let name): return right.column(name)?.gathered(orMissing: rows.right)
      case .key(let key):
        guard let a = left.column(plan.keys[key].left), let b = right.column(plan.keys[key].right) else {
          return nil
        }
        let merged = isWhole ? a : rows.key(a, b)
        return output.field.type == .text && merged.type == .category
          ? .text(codes: merged.codes ?? [], levels: merged.levels) : merged
      }
    }.compactMap { isWhole ? $0 : $0?.droppingUnusedLevels() }
    var parts: [String: TableValue.ColumnPart] = [:]
    if isWhole {
      for output in plan.outputs {
        let part = known.columns.first { $0.field == output.field }
        if case .right = output.source { continue }
        parts[output.field.name] = part
      }
    }
    let table = try Table(schema: plan.schema, columns: columns, rowCount: rows.left.count)
    return MadeTable(table, known: parts, keeper: keeper)
  }

  // MARK: Values

  func values(of result: StoredResult, _ context: RunContext) throws -> [any Value] {
    let manifest = try JoinManifest(result.manifest)
    switch manifest.content {
    case .draw(let draw):
      guard plan.kind.isFilter else { throw DecodingFailure("a join of another kind") }
      return [try context.input(0, as: TableValue.self).drawing(draw)]
    case .table(let bytes):
      let table = try LoadManifest(bytes)
      guard table.columns.map(\.field) == plan.schema.fields else { throw DecodingFailure("other columns") }
      return [TableValue(columns: table.columns, baseRows: table.rows, draw: nil, parts: context.parts)]
    }
  }

  func diagramNode(_ values: [any Value]) -> (kind: Diagram.Kind, subtitle: String?)? {
    (.step, plan.keys.isEmpty ? "cross join" : "\(plan.kind.rawValue) join on \(plan.keyText)")
  }
}

/// How the rows of both tables fared.
struct JoinAccount: Sendable {
  var left: RowMatches.Side
  var right: RowMatches.Side
  /// Rows of the result.
  var rows: Int
  /// The first keys of the left table that the right one does not have.
  var examples: [String]
}

/// What the store keeps of a join.
struct JoinManifest {
  enum Content {
    /// Rows of the left table.
    case draw(TableValue.DrawPart)
    /// A table of its own: the bytes of its description.
    case table([UInt8])
  }

  var account: JoinAccount
  var content: Content

  init(account: JoinAccount, content: Content) {
    self.account = account
    self.content = content
  }

  init(_ bytes: [UInt8]) throws(DecodingFailure) {
    var reader = ByteReader(bytes)
    let left = try RowMatches.Side(decoding: &reader)
    let right = try RowMatches.Side(decoding: &reader)
    let rows = try reader.readInt()
    let examples = try reader.readArray { reader throws(DecodingFailure) in try reader.readString() }
    account = JoinAccount(left: left, right: right, rows: rows, examples: examples)
    let draw = try reader.readOptional { reader throws(DecodingFailure) in
      TableValue.DrawPart(digest: try reader.readDigest(), rows: try reader.readInt())
    }
    if let draw {
      content = .draw(draw)
    } else {
      content = .table(try reader.readBytes())
    }
    try reader.finish()
  }

  var bytes: [UInt8] {
    var writer = ByteWriter()
    account.left.encode(into: &writer)
    account.right.encode(into: &writer)
    writer.write(account.rows)
    writer.write(each: account.examples) { $0.write($1) }
    switch content {
    case .draw(let draw):
      writer.write(optional: draw) { writer, draw in
        writer.write(draw.digest)
        writer.write(draw.rows)
      }
    case .table(let bytes):
      writer.write(false)
      writer.write(bytes)
    }
    return writer.bytes
  }
}

extension RowMatches.Side {
  fileprivate init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    self.init(
      rows: try reader.readInt(), matched: try reader.readInt(), multiplied: try reader.readInt(),
      missing: try reader.readInt())
    guard rows >= 0, 0...rows ~= matched, 0...matched ~= multiplied, 0...(rows - matched) ~= missing else {
      throw DecodingFailure("counts that do not agree")
    }
  }

  fileprivate func encode(into writer: inout ByteWriter) {
    for count in [rows, matched, multiplied, missing] { writer.write(count) }
  }
}
