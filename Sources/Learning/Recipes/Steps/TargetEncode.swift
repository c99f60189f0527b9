import Canonical
import Frame

/// `target_encode`: each level becomes what the target is on average where it occurs, as scikit-learn's `TargetEncoder`.
///
/// The rows learned from are encoded by the other folds, so that no row sees its own target; all other rows by all of them. Two
/// classes or a number make one feature a column, more classes one for each. An unknown level has the mean of all rows; missing
/// values are a level of their own.
struct TargetEncode: FittedStep {
  static let name = "target_encode"

  static let spec: StepSpec = {
    var spec = StepSpec(
      name: name, summary: "turns levels into the mean of the target, cross-fitted", takes: .selector,
      hyperparameters: [
        Hyperparameter(
          "folds", .integer(2...1000), default: .integer(5),
          summary: "the rows learned from are cut into so many parts, each encoded by the others"),
        Hyperparameter(
          "smooth", .scalar, default: .text("auto"),
          summary:
            "how many rows the mean of all rows counts as; \"auto\": by the variances, an empirical Bayes estimate"
        ),
        Hyperparameter(
          "shuffle", .boolean, default: .boolean(true),
          summary: "shuffle the rows before they are cut, by the seed"),
      ],
      meaningVersion: 1, accepts: { KnownLevels.accepts($0) }, plan: plan, fit: fit,
      decode: { reader throws(DecodingFailure) in try TargetEncode(decoding: &reader) })
    spec.readsTarget = true
    spec.isRandom = true
    return spec
  }()

  /// What was learned of one column.
  private struct Encoding {
    let column: String
    let known: KnownLevels
    /// For each number that is predicted: a mean for each level, and one for missing values where rows miss them.
    let means: [[Double]]

    var learned: String {
      let levels = NumberText.count(known.levels.count, "level")
      guard means.count == 1, let low = means[0].min(), let high = means[0].max() else {
        return "\(levels), means of \(means.count) classes"
      }
      return "\(levels), means \(NumberText.significant(low, 4)) to \(NumberText.significant(high, 4))"
    }
  }

  private let encodings: [Encoding]
  /// Nil where the target is a number; two or more classes otherwise.
  private let classes: [String]?
  /// The mean of each number that is predicted, over all rows.
  private let overall: [Double]

  private static func plan(
    _ columns: [String], _ options: Options, _ schema: inout WorkingSchema
  ) throws(StepFailure) {
    _ = try smoothing(options)
    let isNumber = schema.target?.type.isNumeric ?? false
    for column in columns { schema.setKind(isNumber ? .number : .features, of: column) }
  }

  private static func smoothing(_ options: Options) throws(StepFailure) -> LevelMeans.Smoothing {
    if options.text("smooth") == "auto" { return .automatic }
    guard let rows = options.number("smooth"), rows >= 0 else {
      throw StepFailure("`smooth` takes \"auto\" or a number from 0")
    }
    return .rows(rows)
  }

  private static func fit(
    _ columns: [String], _ options: Options, _ table: WorkingTable
  ) throws(LearningError) -> FitOutcome {
    let target = try table.target(for: name)
    let smoothing: LevelMeans.Smoothing
    do throws(StepFailure) { smoothing = try Self.smoothing(options) } catch { throw error.error }
    let shuffles = options.boolean("shuffle") ?? true
    let folds = try CrossFolds(
      options.integer("folds") ?? 5, of: target, shuffledBy: shuffles ? table.supervision?.seed : nil)
    let numbers = target.indicators
    var encodings: [Encoding] = []
    var training: [WorkingColumn] = []
    for column in columns {
      let values = try table.column(column).values
      let known = try KnownLevels(name, column, values)
      let places = try own(known.places(name, column, values).places, known)
      let levels = known.levels.count + (places.contains(Int32(known.levels.count)) ? 1 : 0)
      let means = numbers.map { LevelMeans($0, places: places, levels: levels, smoothing).means }
      encodings.append(Encoding(column: column, known: known, means: means))
      let crossed = numbers.map { crossFitted($0, places, levels, folds, smoothing) }
      training.append(WorkingColumn(name: column, values: shaped(crossed, column, target.labels)))
    }
    let step = TargetEncode(
      encodings: encodings, classes: target.labels, overall: numbers.map { Moments.mean($0) })
    return FitOutcome(step: step, learned: encodings.map(\.learned), training: training)
  }

  /// Missing values stand at a place of their own, behind the levels.
  private static func own(_ places: [Int32], _ known: KnownLevels) -> [Int32] {
    places.map { $0 == KnownLevels.missing ? Int32(known.levels.count) : $0 }
  }

  private static func crossFitted(
    _ target: [Double], _ places: [Int32], _ levels: Int, _ folds: CrossFolds,
    _ smoothing: LevelMeans.Smoothing
  ) -> [Double] {
    var result = [Double](repeating: 0, count: target.count)
    for fold in 0..<folds.count {
      let others = target.indices.filter { folds.fold[$0] != fold }
      let means = LevelMeans(
        others.map { target[$0] }, places: others.map { places[$0] }, levels: levels, smoothing)
      for row in target.indices where folds.fold[row] == fold { result[row] = means.means[Int(places[row])] }
    }
    return result
  }

  private static func shaped(_ columns: [[Double]], _ name: String, _ classes: [String]?) -> WorkingValues {
    guard let classes else { return .numbers(columns[0], .number) }
    let names = columns.count == 1 ? [name] : classes.map { "\(name)_\($0)" }
    return .features(names: names, columns: columns)
  }

  private init(encodings: [Encoding], classes: [String]?, overall: [Double]) {
    self.encodings = encodings
    self.classes = classes
    self.overall = overall
  }

  func apply(to table: inout WorkingTable) throws(LearningError) {
    for encoding in encodings {
      let values = try table.column(encoding.column).values
      let found = try encoding.known.places(TargetEncode.name, encoding.column, values)
      let places = TargetEncode.own(found.places, encoding.known)
      let columns = zip(encoding.means, overall).map { means, overall in
        places.map { means.indices.contains(Int($0)) ? means[Int($0)] : overall }
      }
      table.replace(encoding.column, by: TargetEncode.shaped(columns, encoding.column, classes))
      table.report(unknown: found.unknown)
    }
  }

  func encode(into writer: inout ByteWriter) {
    writer.write(optional: classes) { writer, classes in writer.write(each: classes) { $0.write($1) } }
    writer.write(overall)
    writer.write(each: encodings) { writer, encoding in
      writer.write(encoding.column)
      encoding.known.encode(into: &writer)
      writer.write(each: encoding.means) { $0.write($1) }
    }
  }

  private init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    let classes = try reader.readOptional { reader throws(DecodingFailure) in
      try reader.readArray { reader throws(DecodingFailure) in try reader.readString() }
    }
    let overall = try reader.readDoubles()
    let width = classes.map { $0.count == 2 ? 1 : $0.count } ?? 1
    guard overall.count == width, width > 0, overall.allSatisfy(\.isFinite) else {
      throw DecodingFailure("means that do not fit their target")
    }
    encodings = try reader.readArray { reader throws(DecodingFailure) in
      let column = try reader.readString()
      let known = try KnownLevels(decoding: &reader)
      let means = try reader.readArray { reader throws(DecodingFailure) in try reader.readDoubles() }
      let sizes = known.levels.count...known.levels.count + 1
      guard means.count == width,
        means.allSatisfy({
          $0.count == means[0].count && sizes.contains($0.count) && $0.allSatisfy(\.isFinite)
        })
      else { throw DecodingFailure("means that do not fit their levels") }
      return Encoding(column: column, known: known, means: means)
    }
    self.classes = classes
    self.overall = overall
  }
}

extension Target {
  /// The numbers to average: the target itself; of two classes, 1 for the second; of more, a column for each.
  fileprivate var indicators: [[Double]] {
    switch self {
    case .numbers(let values): [values]
    case .classes(let labels, let codes) where labels.count > 2:
      labels.indices.map { label in codes.map { Int($0) == label ? 1 : 0 } }
    case .classes(let labels, let codes): [codes.map { labels.count == 2 && $0 == 1 ? 1 : 0 }]
    case .labels, .none: []
    }
  }
}
