import Canonical
import Frame

/// What a step learned of one column, for steps that treat each column by itself.
protocol ColumnMap: Sendable {
  /// Which columns the step works on.
  static func accepts(_ kind: WorkingKind) -> Acceptance

  /// What a column of this kind becomes. Fails where the options do not suit it.
  static func plan(_ name: String, _ kind: WorkingKind, _ options: Options) throws(StepFailure) -> WorkingKind

  /// Learns from the values of the column.
  init(_ name: String, _ values: WorkingValues, _ options: Options) throws(LearningError)

  /// Learns from the values of the column, and tells what else was found out on the way.
  static func learn(
    _ name: String, _ values: WorkingValues, _ options: Options
  ) throws(LearningError) -> LearnedMap<Self>

  /// Whether what it makes of a column takes longer to make again than to read back.
  static var isSlow: Bool { get }

  /// What was learned, in words, such as `mean 4,201.8`; empty for steps that learn nothing.
  var learned: String { get }

  /// Does what was learned to the values of any table. Unknown levels are reported.
  func apply(
    to values: WorkingValues, of name: String, rowCount: Int, unknown: inout [UnknownLevel]
  ) throws(LearningError) -> WorkingValues

  func encode(into writer: inout ByteWriter)

  init(decoding reader: inout ByteReader) throws(DecodingFailure)
}

extension ColumnMap {
  static var isSlow: Bool { false }

  static func learn(
    _ name: String, _ values: WorkingValues, _ options: Options
  ) throws(LearningError) -> LearnedMap<Self> {
    LearnedMap(map: try Self(name, values, options))
  }
}

/// What a step learned of one column.
struct LearnedMap<Map: Sendable>: Sendable {
  let map: Map
  /// What `apply` would make of the values learned from, where that is known already.
  var applied: WorkingValues?
  /// What a reader should know of it.
  var remark: StepRemark?
}

/// A step that does its own to each of its columns, on all cores.
struct ColumnwiseStep<Map: ColumnMap>: FittedStep {
  private let columns: [String]
  /// One a column.
  private let maps: [Map]

  var isSlow: Bool { Map.isSlow }

  func apply(to table: inout WorkingTable) throws(LearningError) {
    let places = try table.places(of: columns)
    guard table.rowCount >= Parallel.leastRows else {
      for index in places.indices {
        var unknown: [UnknownLevel] = []
        let values = try maps[index].apply(
          to: table.columns[places[index]].values, of: columns[index], rowCount: table.rowCount,
          unknown: &unknown)
        table.replace(at: places[index], by: values)
        if !unknown.isEmpty { table.report(unknown: unknown) }
      }
      return
    }
    let before = table
    let outcomes = Parallel.map(maps.count) { index in
      Result { () throws(LearningError) in
        var unknown: [UnknownLevel] = []
        let values = try maps[index].apply(
          to: before.columns[places[index]].values, of: columns[index], rowCount: before.rowCount,
          unknown: &unknown)
        return (values: values, unknown: unknown)
      }
    }
    for (place, outcome) in zip(places, outcomes) {
      let (values, unknown) = try outcome.get()
      table.replace(at: place, by: values)
      table.report(unknown: unknown)
    }
  }

  func encode(into writer: inout ByteWriter) {
    writer.write(maps.count)
    for index in maps.indices {
      writer.write(columns[index])
      maps[index].encode(into: &writer)
    }
  }

  init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    let count = try reader.readCount()
    var columns: [String] = []
    var maps: [Map] = []
    for _ in 0..<count {
      columns.append(try reader.readString())
      maps.append(try Map(decoding: &reader))
    }
    self.columns = columns
    self.maps = maps
  }

  private init(columns: [String], maps: [Map]) {
    self.columns = columns
    self.maps = maps
  }

  /// The declaration of the step.
  static func spec(
    _ name: String, summary: String, meaningVersion: Int, hyperparameters: [Hyperparameter]
  ) -> StepSpec {
    StepSpec(
      name: name, summary: summary, takes: .selector, hyperparameters: hyperparameters,
      meaningVersion: meaningVersion, accepts: { Map.accepts($0) },
      plan: { columns, options, schema throws(StepFailure) in
        for column in columns {
          let field = try schema.field(column, orFeatures: true)
          schema.setKind(try Map.plan(column, field.kind, options), of: column)
        }
      },
      fit: { columns, options, table throws(LearningError) in
        let outcomes = Parallel.map(columns.count, rows: table.rowCount) { index in
          Result { () throws(LearningError) in
            try Map.learn(columns[index], try table.column(columns[index]).values, options)
          }
        }
        var maps: [Map] = []
        var applied: [WorkingColumn] = []
        var remarks: [StepRemark] = []
        for (column, outcome) in zip(columns, outcomes) {
          let learned = try outcome.get()
          maps.append(learned.map)
          if let values = learned.applied { applied.append(WorkingColumn(name: column, values: values)) }
          if let remark = learned.remark { remarks.append(remark) }
        }
        let learned = maps.map { $0.learned }
        return FitOutcome(
          step: ColumnwiseStep(columns: columns, maps: maps),
          learned: learned.allSatisfy(\.isEmpty) ? [] : learned,
          applied: applied.count == columns.count ? applied : [], remarks: remarks)
      },
      decode: { reader throws(DecodingFailure) in try ColumnwiseStep(decoding: &reader) })
  }
}

extension WorkingValues {
  /// Numbers that stand in memory; NaN is a missing one.
  static func numbers(_ values: [Double], _ kind: WorkingKind) -> WorkingValues {
    .numbers(NumberColumn(values), kind)
  }

  /// The numbers, where these are numbers. O(rows).
  var numbers: [Double]? {
    guard case .numbers(let column, _) = self else { return nil }
    return column.values
  }
}

/// A recipe applied to a column of a kind it was not fitted on; bytes of a foreign recipe can ask for it.
func mismatch(_ step: String, _ name: String) -> LearningError {
  LearningError("`\(step)` was not fitted on a column like `\(name)`")
}

/// Fails where one of the numbers is missing, with how many are.
func requireComplete(_ step: String, _ name: String, _ numbers: NumberColumn) throws(LearningError) {
  let missing = numbers.count - numbers.moments.count
  guard missing > 0 else { return }
  throw LearningError(
    "`\(step)` needs a value in every row, and `\(name)` has none in \(NumberText.count(missing, "row"))",
    hint: "`impute \(name)` before it")
}

/// The numbers that are not missing. Fails where there is none.
func presentValues(_ step: String, _ name: String, _ values: WorkingValues) throws(LearningError) -> [Double]
{
  guard case .numbers(let column, _) = values else { throw mismatch(step, name) }
  return try presentValues(step, name, column)
}

/// The numbers that are not missing. Fails where there is none.
func presentValues(_ step: String, _ name: String, _ column: NumberColumn) throws(LearningError) -> [Double] {
  let numbers = column.values
  let missing = numbers.count(where: \.isNaN)
  if missing == 0, !numbers.isEmpty { return numbers }
  let present = [Double](unsafeUninitializedCapacity: numbers.count - missing) { present, count in
    for number in numbers where !number.isNaN {
      present[count] = number
      count += 1
    }
  }
  if present.isEmpty { throw withoutValues(step, name) }
  return present
}

func withoutValues(_ step: String, _ name: String) -> LearningError {
  LearningError(
    "`\(step)` cannot learn from `\(name)`, which has no value in any row",
    hint: "add `drop \(name)` before it", kind: .noValues)
}
