import Canonical
import Frame

/// `impute`: a value in the place of every missing one.
struct Impute: ColumnMap {
  static let name = "impute"

  static let spec = StepSpec(
    name: name, summary: byColumn.summary, takes: byColumn.takes, hyperparameters: byColumn.hyperparameters,
    meaningVersion: byColumn.meaningVersion, accepts: byColumn.accepts,
    plan: { columns, options, schema throws(StepFailure) in
      guard options.text("with") == NearestRows.name else {
        if options.isWritten("n_neighbors") { throw StepFailure("`n_neighbors` goes with `with: knn`") }
        return try byColumn.plan(columns, options, &schema)
      }
      try NearestRows.plan(columns, options, &schema)
    },
    fit: { columns, options, table throws(LearningError) in
      let isNearest = options.text("with") == NearestRows.name
      let outcome =
        isNearest ? try NearestRows.fit(columns, options, table) : try byColumn.fit(columns, options, table)
      return FitOutcome(
        step: Way(isNearest: isNearest, step: outcome.step), learned: outcome.learned,
        remarks: outcome.remarks)
    },
    decode: { reader throws(DecodingFailure) in
      let isNearest = try reader.readBool()
      let step = isNearest ? try NearestRows(decoding: &reader) : try byColumn.decode(&reader)
      return Way(isNearest: isNearest, step: step)
    })

  /// Column by column, or by the nearest rows.
  private struct Way: FittedStep {
    let isNearest: Bool
    let step: any FittedStep

    var isSlow: Bool { isNearest }

    func apply(to table: inout WorkingTable) throws(LearningError) { try step.apply(to: &table) }

    func encode(into writer: inout ByteWriter) {
      writer.write(isNearest)
      step.encode(into: &writer)
    }
  }

  private static let byColumn = ColumnwiseStep<Impute>.spec(
    name, summary: "fills missing values", meaningVersion: 3,
    hyperparameters: [
      Hyperparameter(
        "with", .choice(["mean", "median", "most_frequent", "constant", NearestRows.name]),
        summary: "left out: the mean of numbers, the most frequent value of categories and truth values"),
      Hyperparameter("value", .scalar, summary: "the constant, for `with: constant`"),
      Hyperparameter(
        "n_neighbors", .integer(1...1000), default: .integer(5),
        summary: "for `with: knn`: the mean of so many nearest rows, by the columns of this step"),
    ])

  private enum Filling {
    case number(Double)
    case level(String)
  }

  private let filling: Filling
  let learned: String
  /// Whether whole numbers stay whole.
  private let keepsKind: Bool

  static func accepts(_ kind: WorkingKind) -> Acceptance {
    switch kind {
    case .number, .integer, .boolean, .category, .bins, .pairs: .taken
    case .text: .refused(hint: "declare it as a category where the table is loaded")
    case .date, .datetime, .features, .sparse: .refused(hint: nil)
    }
  }

  static func plan(_ name: String, _ kind: WorkingKind, _ options: Options) throws(StepFailure) -> WorkingKind
  {
    let strategy = strategy(options, kind)
    if kind.isCoded, strategy == "mean" || strategy == "median" {
      throw StepFailure(
        "`\(name)` is \(kind.article) and has no \(strategy)",
        hint: "use `with: most_frequent`, or write `impute numeric`", column: name)
    }
    if strategy == "constant" {
      guard let value = options["value"] else {
        throw StepFailure("`impute with: constant` needs a `value`", hint: "for instance `value: 0`")
      }
      if case .text(let text) = value, !kind.isCoded {
        throw StepFailure(
          "`\(name)` is \(kind.article) and cannot be filled with the text \"\(text)\"", column: name)
      }
    } else if options.isWritten("value") {
      throw StepFailure("`value` goes with `with: constant`, not with `with: \(strategy)`")
    }
    return kept(kind, options) ? kind : .number
  }

  private static func strategy(_ options: Options, _ kind: WorkingKind) -> String {
    if let written = options.text("with") { return written }
    if options.isWritten("value") { return "constant" }
    return kind.isCoded || kind == .boolean ? "most_frequent" : "mean"
  }

  private static func kept(_ kind: WorkingKind, _ options: Options) -> Bool {
    switch (kind, strategy(options, kind)) {
    case (.category, _), (.bins, _), (.pairs, _), (_, "most_frequent"): true
    case (.integer, "constant"): options.number("value").map { Int64(exactly: $0) != nil } ?? true
    default: false
    }
  }

  init(_ name: String, _ values: WorkingValues, _ options: Options) throws(LearningError) {
    let strategy = Impute.strategy(options, values.kind)
    keepsKind = Impute.kept(values.kind, options)
    if case .codes(let codes, let levels, _) = values {
      filling = .level(try Impute.level(name, codes, levels, strategy, options))
    } else {
      filling = .number(try Impute.number(name, values, strategy, options))
    }
    let text = strategy.replacing("_", by: " ")
    switch filling {
    case .number(let value): learned = text + " " + NumberText.significant(value, 5)
    case .level(let level): learned = text + " " + level
    }
  }

  private static func number(
    _ name: String, _ values: WorkingValues, _ strategy: String, _ options: Options
  ) throws(LearningError) -> Double {
    if strategy == "constant" { return options.number("value") ?? 0 }
    guard case .numbers(let numbers, _) = values else { throw mismatch(Impute.name, name) }
    switch strategy {
    case "median":
      return Moments.median(ofSorted: try presentValues(Impute.name, name, numbers).sorted())
    case "most_frequent": return mode(ofSorted: try presentValues(Impute.name, name, numbers).sorted())
    default:
      let moments = numbers.moments
      if moments.count == 0 { throw withoutValues(Impute.name, name) }
      guard moments.mean.isFinite else {
        throw LearningError("the values of `\(name)` are too large to compute their mean")
      }
      return moments.mean
    }
  }

  /// The most frequent value; ties to the smallest.
  private static func mode(ofSorted sorted: [Double]) -> Double {
    var best = (value: sorted[0], count: 0)
    var start = 0
    for index in sorted.indices where index + 1 == sorted.count || sorted[index + 1] != sorted[index] {
      if index + 1 - start > best.count { best = (sorted[start], index + 1 - start) }
      start = index + 1
    }
    return best.value
  }

  /// The most frequent level; ties to the first in byte order.
  private static func level(
    _ name: String, _ codes: [Int32], _ levels: [String], _ strategy: String, _ options: Options
  ) throws(LearningError) -> String {
    if strategy == "constant" { return options["value"]?.text ?? "" }
    var counts = [Int](repeating: 0, count: levels.count)
    for code in codes where code >= 0 { counts[Int(code)] += 1 }
    guard let most = counts.max(), most > 0 else { throw withoutValues(Impute.name, name) }
    let tied = levels.indices.filter { counts[$0] == most }.map { levels[$0] }
    return tied.min { $0.precedesByBytes($1) } ?? ""
  }

  func apply(
    to values: WorkingValues, of name: String, rowCount: Int, unknown: inout [UnknownLevel]
  ) throws(LearningError) -> WorkingValues {
    switch (values, filling) {
    case (.numbers(let numbers, let kind), .number(let value)):
      return .numbers(numbers.filled(with: value), keepsKind ? kind : .number)
    case (.codes(let codes, var levels, let kind), .level(let level)):
      guard codes.contains(where: { $0 < 0 }) else { return values }
      let known = levels.firstIndex { $0.hasSameBytes(as: level) }
      if known == nil { levels.append(level) }
      let code = Int32(known ?? levels.count - 1)
      return .codes(codes.map { $0 < 0 ? code : $0 }, levels: levels, kind)
    default: throw mismatch(Impute.name, name)
    }
  }

  func encode(into writer: inout ByteWriter) {
    switch filling {
    case .number(let value):
      writer.write(UInt8(0))
      writer.write(value)
    case .level(let level):
      writer.write(UInt8(1))
      writer.write(level)
    }
    writer.write(keepsKind)
    writer.write(learned)
  }

  init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    switch try reader.readByte() {
    case 0:
      let value = try reader.readDouble()
      guard value.isFinite else { throw DecodingFailure("a filling that is not finite") }
      filling = .number(value)
    case 1: filling = .level(try reader.readString())
    default: throw DecodingFailure("a filling of an unknown kind")
    }
    keepsKind = try reader.readBool()
    learned = try reader.readString()
  }
}

extension String {
  /// The text with one ASCII character in the place of another.
  fileprivate func replacing(_ old: Character, by new: Character) -> String {
    String(map { $0 == old ? new : $0 })
  }
}
