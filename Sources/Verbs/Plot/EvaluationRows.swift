import Frame
import Learning

/// An evaluation as a table: a row for each row judged and each model.
struct EvaluationRows {
  /// The columns that an evaluation makes; all others are those of the table that was judged on.
  static let columns = ["model", "actual", "predicted", "residual", "correct", "confidence"]

  var value: EvaluationValue
  var stored: EvaluationPredictions
  /// As the models are called in the chart.
  var names: [String]

  init(_ value: EvaluationValue, names: [String]) throws {
    self.value = value
    self.names = names
    stored = try value.stored()
  }

  /// The columns asked for; those of the table judged come once for each model.
  func table(columns: [String]) throws -> Table {
    let rows = stored.truth.count
    let judged = try value.judged.table(columns: columns)
    let again = names.indices.flatMap { _ in (0..<rows).map { Int32($0) } }
    var (fields, parts): ([Field], [Column]) = ([], [])
    for field in judged.schema.fields where !Self.columns.contains(where: { $0.hasSameBytes(as: field.name) })
    {
      guard let column = judged.column(field.name), column.count == rows else { continue }
      fields.append(field)
      parts.append(column.gathered(by: again))
    }
    for name in Self.columns where columns.contains(name) {
      guard let column = made(name, rows) else { continue }
      fields.append(Field(name, column.type))
      parts.append(column)
    }
    return try Table(schema: Schema(fields), columns: parts, rowCount: rows * names.count)
  }

  private func made(_ name: String, _ rows: Int) -> Column? {
    let predictions = stored.predictions.prefix(names.count)
    switch name {
    case "model":
      let codes = names.indices.flatMap { [Int32](repeating: Int32($0), count: rows) }
      return .category(codes: codes, levels: names)
    case "actual": return actual(times: names.count)
    case "predicted":
      if stored.truth.task == .regression { return .numbers(predictions.flatMap(\.numbers)) }
      return .category(predictions.flatMap(\.words))
    case "residual":
      guard case .numbers(let actual) = stored.truth else { return nil }
      return .numbers(predictions.flatMap { zip(actual, $0.numbers).map { $0 - $1 } })
    case "correct":
      guard case .classes(let labels, let codes) = stored.truth else { return nil }
      return .booleans(
        predictions.flatMap { prediction in
          zip(codes, prediction.words).map { labels[Int($0)].hasSameBytes(as: $1) as Bool? }
        })
    case "confidence":
      return .numbers(predictions.flatMap(\.confidence))
    default: return nil
    }
  }

  private func actual(times: Int) -> Column {
    switch stored.truth {
    case .numbers(let values): .numbers((0..<times).flatMap { _ in values })
    case .classes(let labels, let codes):
      .category(codes: (0..<times).flatMap { _ in codes }, levels: labels)
    case .labels(let sets): .category([String?](repeating: nil, count: sets.count * times))
    case .none(let count): .category([String?](repeating: nil, count: count * times))
    }
  }
}

extension Prediction {
  /// The numbers; none for classes.
  fileprivate var numbers: [Double] {
    if case .values(let values) = self { values } else { [] }
  }

  /// The class predicted for each row.
  fileprivate var words: [String] {
    guard let labels else { return [] }
    return labelCodes.map { labels[Int($0)] }
  }

  /// The probability of the class predicted.
  fileprivate var confidence: [Double] {
    guard let (labels, values) = probabilities else { return [] }
    return labelCodes.enumerated().map { values[$0.offset * labels.count + Int($0.element)] }
  }
}
