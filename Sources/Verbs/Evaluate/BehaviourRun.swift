import Canonical
import Frame
import Learning
import Pipeline

/// Runs behavioural tests of one model.
struct BehaviourRun {
  let model: ModelValue
  /// The position of the model.
  let index: Int
  /// The rows judged, with the columns that the model reads.
  let table: Table
  /// What the model says of them as they are.
  let before: Prediction
  /// The standard deviation of the target, for numbers.
  let spread: Double
  let seed: UInt64

  func result(_ test: BehaviourTest) throws -> TestResult {
    var tally = Tally(rows: table.rowCount)
    switch test.kind {
    case .invariant(let column):
      for (text, changed) in try exchanges(column) {
        let after = try predict(column, changed)
        tally.add(after, before, moved(after, test.tolerance)) { row in
          "\(column): \(cell(column, row)) → \(text)"
        }
      }
    case .directional(let column, let up, let by, let label):
      let (changed, step) = try raised(column, by: by)
      let after = try predict(column, changed)
      let position = try labelPosition(label)
      tally.add(after, before, against(after, up: up, label: position, test.tolerance)) { row in
        "\(column): \(cell(column, row)) + \(NumberText.significant(step))"
      }
    case .perturb(let columns, let noise, let draws):
      tally.repeats = draws
      for draw in 0..<draws {
        let after = try model.predictor.predict(
          model.features.recipe.apply(to: try noisy(columns, noise, draw)))
        tally.add(after, before, moved(after, test.tolerance)) { _ in
          "noise in \(columns.count == 1 ? columns[0] : NumberText.count(columns.count, "column"))"
        }
      }
    }
    return TestResult(
      test: test.text, model: index, tried: tally.tried, failed: tally.failed, atMost: test.atMost,
      examples: tally.examples)
  }

  /// Rows that fail, each once for each draw, and the first of them.
  private struct Tally {
    let rows: Int
    var repeats = 1
    var examples: [TestResult.Example] = []
    private var failing: Set<Int> = []
    private var count = 0

    init(rows: Int) { self.rows = rows }

    var tried: Int { rows * repeats }
    var failed: Int { repeats > 1 ? count : failing.count }

    mutating func add(
      _ after: Prediction, _ before: Prediction, _ fails: (Int) -> Bool, change: (Int) -> String
    ) {
      for row in 0..<rows where fails(row) {
        count += 1
        guard failing.insert(row).inserted, examples.count < TestResult.mostExamples else { continue }
        examples.append(
          .init(row: row, change: change(row), before: before.shown(row), after: after.shown(row)))
      }
    }
  }

  // MARK: What counts as a change

  private func moved(_ after: Prediction, _ tolerance: Double) -> (Int) -> Bool {
    if case .values(let a) = before, case .values(let b) = after {
      return { (a[$0] - b[$0]).magnitude > tolerance * spread }
    }
    if case .labels(let a) = before, case .labels(let b) = after {
      let width = a.names.count
      return { row in
        let range = row * width..<(row + 1) * width
        return a.decided[range] != b.decided[range]
      }
    }
    let (a, b) = (before.choices, after.choices)
    return { a[$0] != b[$0] }
  }

  private func against(_ after: Prediction, up: Bool, label: Int, _ tolerance: Double) -> (Int) -> Bool {
    if case .values(let a) = before, case .values(let b) = after {
      return { (up ? a[$0] - b[$0] : b[$0] - a[$0]) > tolerance * spread }
    }
    let (a, b) = (before.score(of: label), after.score(of: label))
    return { (up ? a[$0] - b[$0] : b[$0] - a[$0]) > 1e-9 }
  }

  private func labelPosition(_ label: String?) throws -> Int {
    let names: [String]? = if case .labels(let said) = before { said.names } else { before.labels }
    guard let labels = names else { return 0 }
    guard let label else {
      guard before.labels?.count == 2 else {
        throw LearningError(
          "of \(labels.count) \(before.labels == nil ? "labels" : "classes") `directional` must be told which one is meant",
          hint: "`class: \"\(labels.first ?? "")\"`")
      }
      return 1
    }
    guard let index = labels.firstIndex(where: { $0.hasSameBytes(as: label) }) else {
      let unknown = UnknownClass(name: label, known: labels)
      throw LearningError(
        "`\(label)` is no \(before.labels == nil ? "label" : "class") of the target", hint: unknown.hint)
    }
    return index
  }

  // MARK: Changed columns

  private func predict(_ name: String, _ column: Column) throws -> Prediction {
    try model.predictor.predict(model.features.recipe.apply(to: try replaced([name: column])))
  }

  private func replaced(_ changed: [String: Column]) throws -> Table {
    let columns = table.schema.fields.map { field in
      changed[field.name] ?? table.column(field.name) ?? .missing(field.type, count: table.rowCount)
    }
    return try Table(schema: table.schema, columns: columns, rowCount: table.rowCount)
  }

  private func cell(_ name: String, _ row: Int) -> String { table.column(name).map { $0[row].shown } ?? "" }

  /// The most values that stand in for those of the rows.
  private static let mostExchanges = 12

  /// Columns in which all rows have one value: each of the most frequent ones, or a low, a middle and a high number.
  private func exchanges(_ name: String) throws -> [(text: String, column: Column)] {
    guard let column = table.column(name) else { return [] }
    let rows: [Int]
    switch column.type {
    case .category, .text:
      let codes = column.codes ?? []
      var (counts, first) = ([Int](repeating: 0, count: column.levels.count), [Int: Int]())
      for (row, code) in codes.enumerated() where code >= 0 {
        counts[Int(code)] += 1
        if first[Int(code)] == nil { first[Int(code)] = row }
      }
      let frequent = counts.indices.filter { counts[$0] > 0 }
        .sorted { counts[$0] != counts[$1] ? counts[$0] > counts[$1] : $0 < $1 }
      rows = frequent.prefix(Self.mostExchanges).compactMap { first[$0] }
    case .boolean:
      let values = column.booleans ?? []
      rows = [false, true].compactMap { value in
        values.indices.first { values[$0] == value && !column.isMissing($0) }
      }
    default:
      let values = column.doubles()
      let sorted = values.indices.filter { !values[$0].isNaN }.sorted {
        values[$0] != values[$1] ? values[$0] < values[$1] : $0 < $1
      }
      rows = sorted.isEmpty ? [] : [0.1, 0.5, 0.9].map { sorted[Int($0 * Double(sorted.count - 1))] }
    }
    return rows.map { row in
      (column[row].shown, column.gathered(by: [Int32](repeating: Int32(row), count: column.count)))
    }
  }

  private func raised(_ name: String, by: Double?) throws -> (column: Column, step: Double) {
    guard let column = table.column(name) else { throw LearningError("there is no column `\(name)`") }
    let values = column.doubles()
    var step = by ?? values.spread
    if column.type == .integer { step = max(1, step.rounded()) }
    return (column.rebuilt(values.map { $0 + step }), step)
  }

  private func noisy(_ names: [String], _ noise: Double, _ draw: Int) throws -> Table {
    var changed: [String: Column] = [:]
    for (index, name) in names.enumerated() {
      guard let column = table.column(name) else { continue }
      let values = column.doubles()
      let scale = noise * values.spread
      var stream = RandomStream(
        seed: seed, stream: 0x7074_0000_0000_0000 | UInt64(draw) << 24 | UInt64(index))
      changed[name] = column.rebuilt(values.map { $0 + scale * stream.nextNormal() })
    }
    return try replaced(changed)
  }
}

extension Column {
  /// Numbers in the column's own type; integers are rounded.
  fileprivate func rebuilt(_ values: [Double]) -> Column {
    guard type == .integer else { return .numbers(values) }
    return .integers(values.map { $0.isNaN ? nil : Int64(exactly: $0.rounded()) })
  }
}

extension [Double] {
  /// The standard deviation of those that are numbers; 0 for none.
  var spread: Double {
    let known = filter(\.isFinite)
    guard known.count > 1 else { return 0 }
    let mean = known.reduce(0, +) / Double(known.count)
    return (known.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(known.count)).squareRoot()
  }
}

extension Scalar {
  /// As a page shows it.
  var shown: String {
    switch self {
    case .number(let value): NumberText.significant(value)
    case .missing: "missing"
    default: text
    }
  }
}

extension Prediction {
  /// What is predicted of each row: a class or a cluster by its position, or whether it is an anomaly.
  fileprivate var choices: [Int32] {
    switch self {
    case .clusters(let codes, _): codes
    case .anomalies(_, let flagged): flagged.map { $0 ? 1 : 0 }
    default: labelCodes
    }
  }

  /// A prediction as a page shows it: the class with its probability, or the number.
  func shown(_ row: Int) -> String {
    let one = rows([Int32(row)])
    switch one {
    case .values(let values): return NumberText.significant(values[0])
    case .labels(let labels):
      let said = labels.labels(of: 0)
      return said.isEmpty ? "no label" : said.joined(separator: ", ")
    case .clusters(let codes, _): return "cluster \(codes[0] + 1)"
    case .anomalies(let scores, let flagged):
      return "\(flagged[0] ? "anomaly" : "usual"), \(NumberText.significant(scores[0]))"
    case .probabilities, .thresholded, .scores:
      guard let labels = one.labels, let code = one.labelCodes.first else { return "" }
      let label = labels[Int(code)]
      guard let values = one.probabilities?.values else { return label }
      return "\(label) \(NumberText.percent(values[Int(code)], 1))"
    }
  }
}
