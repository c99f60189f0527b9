import Canonical
import Frame
import SQL
import Testing

/// Tables and queries of databases, exactly; and nothing else of what SQL can do.
struct SQLiteReaderTests {
  private func read(
    _ script: String, _ selection: SQLiteSelection = .onlyTable, missing: [String]? = nil,
    _ declared: DeclaredColumn..., limits: SQLiteLimits = .standard
  ) throws -> Table {
    let reading = try SQLiteReader.read(
      databaseBytes(script), selection, missing: missing, declared: declared, limits: limits)
    #expect(reading.rowsRead == reading.table.rowCount + reading.rejected)
    return reading.table
  }

  private func error(
    _ script: String, _ selection: SQLiteSelection = .onlyTable, limits: SQLiteLimits = .standard
  ) throws -> ReadingError? {
    let bytes = try databaseBytes(script)
    do throws(ReadingError) {
      _ = try SQLiteReader.read(bytes, selection, limits: limits)
      return nil
    } catch {
      return error
    }
  }

  private func types(_ table: Table) -> [String] { table.schema.fields.map { "\($0.name) \($0.type.name)" } }

  private func cells(_ table: Table, _ column: String) -> [String] {
    table.column(column)?.scalars().map { $0 == .missing ? "–" : $0.text } ?? []
  }

  @Test func typesFollowFromTheValues() throws {
    let table = try read(
      """
      CREATE TABLE t(i, r, m, d, w, q, e, x);
      INSERT INTO t VALUES (-9223372036854775808, 5.0, 1, '2024-02-29', '2024-02-29', '12', NULL, 1);
      INSERT INTO t VALUES (9007199254740993, 0.1, 2.5, '2023-01-01', '2023-01-01 10:00', '013', NULL, 'one');
      """)
    #expect(
      types(table) == [
        "i integer", "r number", "m number", "d date", "w datetime", "q category", "e number", "x category",
      ])
    #expect(cells(table, "i") == ["-9223372036854775808", "9007199254740993"])
    #expect(table.column("r")?.doubles() == [5, 0.1])
    #expect(cells(table, "q") == ["12", "013"])
    #expect(cells(table, "x") == ["1", "one"])
  }

  @Test func everyDoubleComesBackToTheBit() throws {
    var random = RandomStream(seed: 5, stream: 0)
    let values =
      (0..<500).map { _ in Double(bitPattern: random.next()) }.filter(\.isFinite) + [
        .leastNonzeroMagnitude, .greatestFiniteMagnitude, 1e300, 3,
      ]
    let bytes = try databaseBytes("CREATE TABLE t(v REAL);", doubles: values)
    let table = try SQLiteReader.read(bytes, .onlyTable).table
    let direct = table.column("v")?.doubles() ?? []
    #expect(direct.count == values.count)
    for (a, b) in zip(direct, values) { #expect(a.bitPattern == b.bitPattern) }
  }

  @Test func integersBeyondTheDoublesBesideDecimalsAreTexts() throws {
    let table = try read("CREATE TABLE t(v); INSERT INTO t VALUES (9007199254740993), (0.5);")
    #expect(types(table) == ["v category"])
    #expect(cells(table, "v") == ["9007199254740993", "0.5"])
  }

  @Test func declarationsAndMarkersHold() throws {
    let table = try read(
      "CREATE TABLE t(a, b); INSERT INTO t VALUES (1, 'x'), (0, '?');", .onlyTable, missing: ["?"],
      DeclaredColumn("a", .boolean))
    #expect(types(table) == ["a boolean", "b category"])
    #expect(cells(table, "b") == ["x", "–"])
    #expect(throws: ReadingError.self) {
      try read("CREATE TABLE t(a); INSERT INTO t VALUES ('x');", .onlyTable, DeclaredColumn("a", .integer))
    }
    #expect(throws: ReadingError.self) {
      try read("CREATE TABLE t(a); INSERT INTO t VALUES ('x');", .onlyTable, DeclaredColumn("b", .integer))
    }
  }

  @Test(arguments: ["a b", "a\"b", "a]b", "a'b", "sélect", "--", "a;b"])
  func namesAreQuoted(_ name: String) throws {
    let quoted =
      "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    let table = try read(
      "CREATE TABLE \(quoted)(\(quoted)); INSERT INTO \(quoted) VALUES (1);", .table(name))
    #expect(table.schema.names == [name])
  }

  @Test func oneOfSeveralTablesMustBeNamed() throws {
    let script =
      "CREATE TABLE a(x); CREATE TABLE b(x); INSERT INTO b VALUES (2); CREATE VIEW c AS SELECT x*2 AS y FROM b;"
    #expect(try error(script)?.hint?.contains("`a`, `b`") == true)
    #expect(try error(script, .table("B"))?.kind == .query)
    #expect(cells(try read(script, .table("c")), "y") == ["4"])
    #expect(try error("CREATE VIEW v AS SELECT 1;")?.message == "the database has no tables")
  }

  private static let table = "CREATE TABLE t(a); INSERT INTO t VALUES (1),(2);"

  @Test(arguments: [
    "ATTACH ':memory:' AS x", "DETACH main", "PRAGMA user_version", "SELECT * FROM pragma_table_info('t')",
    "DELETE FROM t", "UPDATE t SET a = 3", "INSERT INTO t VALUES (3)", "DROP TABLE t", "CREATE TABLE u(a)",
    "CREATE TEMP TABLE u(a)", "VACUUM", "BEGIN", "REINDEX", "ANALYZE", "SAVEPOINT s",
    "SELECT load_extension('x')", "SELECT random() AS r", "SELECT hex(randomblob(2)) AS r",
    "SELECT current_timestamp AS n", "SELECT date('now') AS n", "SELECT datetime() AS n",
    "SELECT strftime('%s') AS n", "SELECT julianday('NOW') AS n", "SELECT time(1, 'localtime') AS n",
    "SELECT 1 AS a; SELECT 2 AS b", "SELECT ? AS a", "", ";", "-- nothing", "SELECT a AS b, a AS b FROM t",
    "EXPLAIN SELECT a FROM t", "SELECT a FROM", "SELECT \"text\" AS a", "SELECT x'00' AS a",
    "SELECT 1 AS \"\"",
    "SELECT sqlite_version() AS v", "SELECT writefile('x', 'y') AS w", "SELECT a FROM t\u{0}",
  ])
  func nothingButReadingTheSameEveryTime(_ query: String) throws {
    #expect(try error(Self.table, .query(query))?.kind == .query, "\(query)")
  }

  @Test func queriesRead() throws {
    #expect(cells(try read(Self.table, .query("SELECT sum(a) AS s FROM t;")), "s") == ["3"])
    let recursive =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT i FROM n"
    #expect(cells(try read(Self.table, .query(recursive)), "i").count == 5)
    #expect(
      cells(try read(Self.table, .query("SELECT date('2024-01-31', '+1 day') AS d")), "d") == ["2024-02-01"])
  }

  @Test(arguments: [
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) AS m FROM n",
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n",
    "WITH n(i) AS (VALUES (1),(2),(3),(4),(5),(6),(7),(8),(9)) SELECT count(*) AS c FROM n a, n b, n c, n d, n e, n f, n g, n h, n i, n j",
  ])
  func whatDoesNotEndIsStopped(_ query: String) throws {
    let limits = SQLiteLimits(steps: 200_000, stepsPerByte: 0, memory: 64 << 20, resultBytes: 1 << 20)
    #expect(try error(Self.table, .query(query), limits: limits)?.kind == .query)
  }

  @Test func sortsAndResultsAreCapped() throws {
    let many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) "
    let limits = SQLiteLimits(steps: .max / 2, stepsPerByte: 0, memory: 4 << 20, resultBytes: 1 << 16)
    let sorted = try error(
      Self.table, .query(many + "SELECT i, printf('%.50c', 'x') AS s FROM n ORDER BY s, i"), limits: limits)
    #expect(sorted?.message.contains("memory") == true)
    let wide = try error(Self.table, .query(many + "SELECT i FROM n"), limits: limits)
    #expect(wide?.message.contains("of values") == true)
  }

  @Test func hugeValuesAreRefused() throws {
    #expect(
      try error(
        Self.table, .query("SELECT replace(printf('%.1000000c', 'x'), 'x', printf('%.1000c', 'y')) AS a"))?
        .kind == .query)
    #expect(
      try error(
        Self.table,
        .query(
          "SELECT " + String(repeating: "(", count: 400) + "1" + String(repeating: ")", count: 400) + " AS a")
      )?.kind == .query)
  }

  @Test func textsThatAreNotUTF8AreErrors() throws {
    let found = try error("CREATE TABLE t(a); INSERT INTO t VALUES ('x'), (CAST(x'ff41' AS TEXT));")
    #expect(found?.kind == .encoding && found?.message == "column `a` is not UTF-8 in row 2")
    let table = try read("CREATE TABLE t(a); INSERT INTO t VALUES ('a' || char(0) || 'b');")
    #expect(cells(table, "a") == ["a\u{0}b"])
  }

  @Test func databasesInUTF16AreRead() throws {
    let bytes = try databaseBytes("CREATE TABLE t(a); INSERT INTO t VALUES ('é😀');", "encoding = 'UTF-16le'")
    #expect(cells(try SQLiteReader.read(bytes, .onlyTable).table, "a") == ["é😀"])
  }

  @Test func whatIsNoDatabaseIsAnError() {
    for bytes in [
      [], Array("a,b\n1,2\n".utf8), Array("SQLite format 3\0".utf8), [UInt8](repeating: 0, count: 4096),
    ] {
      #expect(throws: ReadingError.self) { try SQLiteReader.read(bytes, .onlyTable) }
    }
  }

  @Test func aDatabaseLeftInWriteAheadModeIsRead() throws {
    var bytes = try databaseBytes(Self.table)
    (bytes[18], bytes[19]) = (2, 2)
    #expect(cells(try SQLiteReader.read(bytes, .onlyTable).table, "a") == ["1", "2"])
  }

  /// Damaged databases give a table or an error, and never a trap.
  @Test func noBytesMakeItTrap() throws {
    let rows = (0..<60).map { "(\($0), 'text \($0)', \($0).5)" }.joined(separator: ",")
    let good = try databaseBytes(
      "CREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT, c REAL); CREATE INDEX i ON t(b); INSERT INTO t VALUES \(rows);"
    )
    let limits = SQLiteLimits(steps: 1_000_000, stepsPerByte: 0, memory: 64 << 20, resultBytes: 1 << 20)
    var random = RandomStream(seed: 9, stream: 0)
    for round in 0..<1500 {
      var bytes = good
      if round % 5 == 0 { bytes.removeLast(random.next(below: bytes.count)) }
      for _ in 0...random.next(below: 6) where !bytes.isEmpty {
        let place =
          random.next(below: 2) == 0
          ? random.next(below: min(200, bytes.count)) : random.next(below: bytes.count)
        bytes[place] = UInt8(truncatingIfNeeded: random.next())
      }
      let selection: SQLiteSelection =
        round % 2 == 0 ? .onlyTable : .query("SELECT b, count(*) AS n FROM t GROUP BY b")
      guard let reading = try? SQLiteReader.read(bytes, selection, limits: limits) else { continue }
      #expect(reading.rowsRead == reading.table.rowCount)
    }
  }
}
