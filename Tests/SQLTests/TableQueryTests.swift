import Frame
import SQL
import Testing

/// Queries over tables: names and values are never read as SQL, types come back, and nothing but reading is done.
struct TableQueryTests {
  private func table(_ fields: [(Field, Column)]) throws -> (schema: Schema, table: Table) {
    let schema = Schema(fields.map(\.0))
    return (schema, try Table(schema: schema, columns: fields.map(\.1)))
  }

  private func sample() throws -> (schema: Schema, table: Table) {
    try table([
      (Field("id", .integer), .integers([1 << 53 + 1, .min, nil])),
      (Field("x", .number), .numbers([0.1, 2, .nan])),
      (Field("day", .date), .dates([0, nil, -1])),
      (Field("at", .datetime), .datetimes([1_500_000, nil, 0])),
      (Field("ok", .boolean), .booleans([true, false, nil])),
      (Field("kind", .category), .category(["a", "it's", nil])),
      (Field("note", .text), .text(["'; DROP TABLE t; --", "", nil])),
    ])
  }

  private func run(_ text: String, _ source: (schema: Schema, table: Table), named name: String = "t") throws
    -> Table
  {
    let outline = try TableQuery.outline(text, tables: [(name, source.schema)])
    let types = outline.columns.map { DeclaredColumn($0.name, $0.type ?? .text) }
    return try TableQuery.run(text, tables: [(name, source.schema, source.table)], types: types)
  }

  private func error(_ text: String, _ schema: Schema) -> QueryError? {
    do throws(QueryError) {
      _ = try TableQuery.outline(text, tables: [("t", schema)])
      return nil
    } catch {
      return error
    }
  }

  @Test func everyValueComesBack() throws {
    let source = try sample()
    let result = try run("SELECT * FROM t", source)
    #expect(result.schema.fields.map(\.type) == source.schema.fields.map(\.type))
    for (a, b) in zip(result.baseColumns, source.table.baseColumns) { #expect(a.scalars() == b.scalars()) }
  }

  @Test func typesOfWhatIsComputedAreTold() throws {
    let outline = try TableQuery.outline(
      "SELECT count(*) AS n, avg(id) AS m, max(day) AS d, max(at) AS a, upper(kind) AS k, sum(x) AS s FROM t WHERE kind = 'none' HAVING n > 9",
      tables: [("t", try sample().schema)])
    #expect(outline.columns.map(\.type) == [.integer, .number, .date, .datetime, .category, .number])
    #expect(outline.reads.map(\.column).sorted() == ["at", "day", "id", "kind", "x"])
  }

  @Test(arguments: ["a]b", "a\"b", "a'b", "select", "é", "a b", "--", "x;y", "?1", "%s", "\u{1F427}"])
  func namesAreNames(_ name: String) throws {
    let source = try table([(Field(name, .integer), .integers([7]))])
    let quoted =
      "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    let result = try run("SELECT \(quoted) FROM \(quoted)", source, named: name)
    #expect(result.schema.names == [name])
    #expect(result.column(name)?.integers == [7])
  }

  @Test(arguments: [
    "ATTACH 'x' AS y", "PRAGMA table_info(t)", "DELETE FROM t", "DROP TABLE t", "CREATE TABLE u(a)",
    "INSERT INTO t(id) VALUES (1)", "SELECT load_extension('x') AS a", "SELECT 1 AS a; SELECT 2 AS b",
    "VACUUM",
    "SELECT random() AS a FROM t", "EXPLAIN SELECT id FROM t", "", "-- nothing",
    "SELECT id FROM t WHERE id = ?1",
    "SELECT id, id FROM t", "SELECT datetime('now', 'localtime') AS a FROM t",
  ])
  func nothingButReadingIsDone(_ text: String) throws {
    #expect(error(text, try sample().schema) != nil)
  }

  @Test func mistakesHaveTheirPlace() throws {
    let schema = try sample().schema
    #expect(error("SELECT id FORM t", schema)?.offset == 15)
    #expect(error("SELECT id, idd FROM t", schema)?.offset == 11)
  }

  @Test func workIsLimited() throws {
    let source = try sample()
    let endless =
      "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT count(*) AS n FROM c"
    let limits = SQLiteLimits(steps: 1_000_000, stepsPerByte: 0, memory: 1 << 28, resultBytes: 1 << 20)
    #expect(throws: QueryError.self) {
      try TableQuery.run(
        endless, tables: [("t", source.schema, source.table)], types: [DeclaredColumn("n", .integer)],
        limits: limits)
    }
  }
}
