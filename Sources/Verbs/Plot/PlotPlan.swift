import Canonical
import Frame
import Pipeline
import Syntax

/// A checked chart: what is read, and how it is drawn.
struct PlotPlan: Sendable {
  var source: PlotSource
  var form: PlotForm
  var gathering: PlotGathering
  /// The columns of `correlation`, `missing` and `parallel`.
  var columns: [String] = []
  var style = PlotStyle()
  var rules: [PlotRule] = []
  /// The table of `on`.
  var validation: InputUse?

  init(source: PlotSource, form: PlotForm, gathering: PlotGathering) {
    self.source = source
    self.form = form
    self.gathering = gathering
  }

  /// The columns of the sources that are read, in byte order.
  var columnsRead: [String] {
    var names = gathering.columns
    for name in columns + rules.flatMap(\.columns)
    where !names.contains(where: { $0.hasSameBytes(as: name) }) {
      names.append(name)
    }
    return names.sorted { $0.precedesByBytes($1) }
  }
}

/// How a chart looks, and what it says about itself.
struct PlotStyle: Sendable {
  var title: String?
  var subtitle: String?
  /// `linear`, `log` or `sqrt`.
  var scales: [PlotRole: String] = [:]
  var sorting: PlotSorting?
  var limit: Int?
  var bins: Int?
  var isSmooth = false
  /// The most colours; rows of other values become `other`.
  var colorLimit: Int?
  var facetLimit: Int?
  /// The class that counts as positive.
  var positive: String?
  var positiveSpan: Span?
  /// The scores of `chart metrics`; nil for all.
  var metrics: [String]?
}

/// `rule x 5 "label"`: a line at a place of an axis that does not depend on rows one by one.
struct PlotRule: Sendable {
  var role: PlotRole
  /// Of all rows together where there are aggregates, else a constant.
  var formula: Formula
  var aggregates: [AggregateCall]
  var label: String?
  /// Text is a day or a moment.
  var isTime: Bool

  var columns: [String] { aggregates.flatMap { $0.argument?.columns ?? [] } }

  var canonicalText: String {
    let parts = aggregates.map {
      "\($0.field.name) = \($0.function) of \($0.argument?.canonicalText ?? "rows")"
    }
    return (["\(role.rawValue) \(formula.canonicalText)"] + parts).joined(separator: "; ")
  }

  /// A checked rule; nil after an error.
  static func of(
    _ role: PlotRole, _ expression: Expression, label: String?, on kind: PlotChannel.Kind,
    over schema: Schema,
    _ cell: inout CellCheck
  ) -> PlotRule? {
    var reading = AggregateReading(areNumbers: true)
    guard let formula = reading.formula(expression, over: schema, &cell) else { return nil }
    if reading.calls.isEmpty, let column = formula.columns.first {
      cell.error(
        .typeError, at: expression.span, "a rule stands at one place, and `\(column)` has one for each row",
        hint: "an aggregate is one place: `mean(\(ExpressionPrinter.name(column)))`")
      return nil
    }
    guard kind != .category else {
      cell.error(
        .typeError, at: expression.span,
        "there are categories on \(role.rawValue), and a rule stands at a number",
        hint: "`rule \(role == .x ? "y" : "x")` stands on the other axis")
      return nil
    }
    let isTime = kind == .time
    let fits = isTime ? [.text, .date, .datetime] : [FormulaType.number, .integer]
    guard fits.contains(formula.type) else {
      cell.error(
        .typeError, at: expression.span,
        "`\(role.rawValue)` has \(kind.noun), and this is \(formula.type.name.withArticle)",
        hint: isTime ? "write a day as text: `rule \(role.rawValue) \"2024-12-31\"`" : nil)
      return nil
    }
    if formula.type == .text, PlotMoment.seconds(of: formula) == nil {
      cell.error(
        .wrongValue, at: expression.span, "this is no day", hint: "write it as in `\"2024-12-31\"`")
      return nil
    }
    return PlotRule(
      role: role, formula: formula, aggregates: reading.calls, label: label, isTime: isTime)
  }

  /// The place of the rule: a number, or seconds since 1970; nil where it is missing.
  func place(in tables: [Table]) throws -> Double? {
    if isTime { return PlotMoment.seconds(of: formula) }
    guard !aggregates.isEmpty else { return number(try formula.value()) }
    let fields = aggregates.map(\.field)
    let columns = try aggregates.map { aggregate -> Column in
      let values = try tables.flatMap { try Self.values(aggregate, $0) }
      return .numbers([aggregate.value(of: values)])
    }
    return number(
      try formula.evaluate(over: try Table(schema: Schema(fields), columns: columns))[0])
  }

  private static func values(_ aggregate: AggregateCall, _ table: Table) throws -> [Double] {
    guard let argument = aggregate.argument else {
      return [Double](repeating: 1, count: table.rowCount)
    }
    let column = try argument.evaluate(over: table)
    if column.type.isTextual { return (column.codes ?? []).filter { $0 >= 0 }.map { _ in 1 } }
    return column.doubles().filter(\.isFinite)
  }

  private func number(_ value: Scalar) -> Double? {
    switch value {
    case .number(let number): number.isFinite ? number : nil
    case .integer(let integer): Double(integer)
    default: nil
    }
  }
}

/// Days and moments that are written as text.
enum PlotMoment {
  /// Seconds since 1970-01-01 of a constant such as `"2024-12-31"` or `"2024-12-31 18:30"`.
  static func seconds(of formula: Formula) -> Double? {
    guard formula.columns.isEmpty, let value = try? formula.value() else { return nil }
    switch value {
    case .text(let text): return seconds(text)
    case .date(let day): return Double(day) * 86_400
    case .datetime(let microseconds): return Double(microseconds) / 1_000_000
    default: return nil
    }
  }

  private static func seconds(_ text: String) -> Double? {
    let parts = text.split(whereSeparator: { $0 == " " || $0 == "T" })
    guard parts.count == 1 || parts.count == 2 else { return nil }
    let day = parts[0].split(separator: "-", omittingEmptySubsequences: false).map { number($0, 4) }
    guard day.count == 3, let year = day[0], let month = day[1], let date = day[2],
      let civil = CivilDate(year: year, month: month, day: date)
    else { return nil }
    var seconds = civil.daysSinceEpoch * 86_400
    if parts.count == 2 {
      let time = parts[1].split(separator: ":", omittingEmptySubsequences: false).map { number($0, 2) }
      guard (2...3).contains(time.count), let hour = time[0], let minute = time[1], hour < 24, minute < 60
      else { return nil }
      let second = time.count == 3 ? time[2] : 0
      guard let second, second < 60 else { return nil }
      seconds += hour * 3600 + minute * 60 + second
    }
    return Double(seconds)
  }

  private static func number(_ text: Substring, _ digits: Int) -> Int? {
    guard (1...digits).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    return Int(text)
  }
}
