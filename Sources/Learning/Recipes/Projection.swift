import Canonical

/// What `pca` and `svd` learned: directions to project features on.
struct Projection: FittedStep {
  private let columns: [String]
  private let prefix: String
  /// What is subtracted from each feature.
  private let shifts: [Double]
  /// One vector a component, an element a feature.
  private let directions: [[Double]]

  var isSlow: Bool { true }

  private static func title(_ prefix: String, _ component: Int) -> String { "\(prefix)\(component)" }

  /// The declaration of a step that replaces its columns by projections.
  static func spec(
    _ name: String, summary: String, prefix: String, components: Hyperparameter, centres: Bool
  ) -> StepSpec {
    var spec = StepSpec(
      name: name, summary: summary, takes: .selector,
      hyperparameters: [
        components,
        Hyperparameter(
          "prefix", .text, default: .text(prefix),
          summary: "features are called by it and their number, from 0"),
      ],
      meaningVersion: 2, accepts: { acceptsFeatures($0) },
      plan: { columns, options, schema throws(StepFailure) in
        let sources = columns.flatMap { schema[$0]?.sources ?? [] }
        for column in columns { schema.remove(column, step: name) }
        try schema.add(
          options.text("prefix") ?? prefix, .features, from: sources, hint: "choose another `prefix`")
      },
      fit: { columns, options, table throws(LearningError) in
        try Projection.fit(name, columns, options, table, centres: centres)
      },
      decode: { reader throws(DecodingFailure) in try Projection(decoding: &reader) })
    spec.takesFeatures = true
    return spec
  }

  private static func fit(
    _ name: String, _ columns: [String], _ options: Options, _ table: WorkingTable, centres: Bool
  ) throws(LearningError) -> FitOutcome {
    let blocks = try table.completeBlocks(name, of: columns)
    let width = blocks.reduce(0) { $0 + $1.names.count }
    let most = min(width, table.rowCount)
    let wanted = options["components"]
    if case .integer(let count) = wanted, count > most {
      throw LearningError(
        "`\(name)` has \(NumberText.count(width, "feature")) over "
          + "\(NumberText.count(table.rowCount, "row")), and so no \(NumberText.thousands(Int(count))) components"
      )
    }
    let shifts = blocks.flatMap { centres ? $0.means : [Double](repeating: 0, count: $0.names.count) }
    let axes = try axes(name, blocks, shifts, wanted, rows: table.rowCount)
    let count = min(most, components(wanted, axes.shares) ?? most)
    let share = axes.shares.prefix(count).reduce(0, +)
    let step = Projection(
      columns: columns, prefix: options.text("prefix") ?? name, shifts: shifts,
      directions: Array(axes.directions.prefix(count)))
    let measure = centres ? "variance" : "sum of squares"
    return FitOutcome(
      step: step,
      learned: [
        "\(NumberText.count(count, "component")) with \(NumberText.significant(share * 100, 4)) % of the \(measure)"
      ], made: count)
  }

  private static func axes(
    _ name: String, _ blocks: [FeatureBlock], _ shifts: [Double], _ wanted: HyperparameterValue?, rows: Int
  ) throws(LearningError) -> ProjectionAxes {
    let count: Int? = if case .integer(let count) = wanted { Int(count) } else { nil }
    if shifts.count > ProjectionAxes.mostForPairs { try checkWide(name, shifts.count, count, rows: rows) }
    do throws(ProjectionAxes.Failure) {
      guard let sparse = sparse(blocks, shifts.count) else {
        let columns = blocks.flatMap { block in block.columns(rows).map(\.numbers) }
        let shifted = zip(columns, shifts).map { column, shift in column.map { $0 - shift } }
        return try ProjectionAxes(columns: shifted, wanted: count)
      }
      if shifts.count <= ProjectionAxes.mostForPairs {
        return try ProjectionAxes(sparse, shifts: shifts, wanted: count)
      }
      return try ProjectionAxes(wide: sparse, shifts: shifts, wanted: count ?? 1)
    } catch {
      switch error {
      case .tooLarge:
        throw LearningError(
          "the features are too large for `\(name)`", hint: "`standardize` or `maxabs` them first")
      case .constant: throw LearningError("`\(name)` cannot learn from features that never vary")
      case .notFound:
        throw LearningError("`\(name)` did not find the components", hint: "choose fewer `components`")
      }
    }
  }

  /// All features beside each other without their zeros; nil where all are dense and few.
  private static func sparse(_ blocks: [FeatureBlock], _ width: Int) -> SparseRows? {
    guard width > ProjectionAxes.mostForPairs || blocks.contains(where: \.isSparse) else { return nil }
    return SparseRows(blocks)
  }

  /// Of many features only a number of components that is small beside them can be found.
  private static func checkWide(
    _ name: String, _ width: Int, _ count: Int?, rows: Int
  ) throws(LearningError) {
    let features = NumberText.count(width, "feature")
    guard let count else {
      throw LearningError(
        "`\(name)` of \(features) needs the number of `components`",
        hint:
          "for instance `components: 100`, at most \(ProjectionAxes.mostWithoutPairs); or `select` some of the features first"
      )
    }
    let most = min(ProjectionAxes.mostWithoutPairs, min(width, rows) / 8)
    guard count > most else { return }
    throw LearningError(
      "`\(name)` of \(features) over \(NumberText.count(rows, "row")) has at most "
        + "\(NumberText.count(most, "component")), not \(NumberText.thousands(count))",
      hint: "choose fewer `components`, or `select` some of the features first")
  }

  /// The number that is wanted: a count, or as many as it takes to pass a share. Nil: all.
  private static func components(_ wanted: HyperparameterValue?, _ shares: [Double]) -> Int? {
    switch wanted {
    case .integer(let count): return Int(count)
    case .share(let share):
      var sum = 0.0
      for (index, part) in shares.enumerated() {
        sum += part
        if sum > share { return index + 1 }
      }
      return shares.count
    default: return nil
    }
  }

  private init(columns: [String], prefix: String, shifts: [Double], directions: [[Double]]) {
    self.columns = columns
    self.prefix = prefix
    self.shifts = shifts
    self.directions = directions
  }

  func apply(to table: inout WorkingTable) throws(LearningError) {
    let blocks = try table.completeBlocks(prefix, of: columns)
    guard blocks.reduce(0, { $0 + $1.names.count }) == shifts.count else {
      throw LearningError("`\(prefix)` was fitted on other features")
    }
    var projected = [[Double]](
      repeating: [Double](repeating: 0, count: table.rowCount), count: directions.count)
    var first = 0
    for block in blocks {
      let places = first..<first + block.names.count
      if let rows = block.rows {
        add(rows, places, to: &projected)
      } else {
        for (place, column) in zip(places, block.columns(table.rowCount)) {
          let centred = column.numbers.map { $0 - shifts[place] }
          for component in directions.indices {
            let weight = directions[component][place]
            for row in 0..<table.rowCount { projected[component][row] += weight * centred[row] }
          }
        }
      }
      first = places.upperBound
    }
    table.remove(columns)
    let names = directions.indices.map { Projection.title(prefix, $0) }
    table.append(WorkingColumn(name: prefix, values: .features(names: names, columns: projected)))
  }

  /// Adds the projections of features of which most numbers are zero; their shifts project to one point.
  private func add(_ rows: SparseRows, _ places: Range<Int>, to projected: inout [[Double]]) {
    let origin = directions.map { direction in
      FixedOrder.dot(Array(direction[places]), Array(shifts[places]))
    }
    for component in directions.indices {
      let scores = rows.scores(Array(directions[component][places]), constant: -origin[component])
      for row in scores.indices { projected[component][row] += scores[row] }
    }
  }

  func encode(into writer: inout ByteWriter) {
    writer.write(each: columns) { $0.write($1) }
    writer.write(prefix)
    writer.write(shifts)
    writer.write(each: directions) { $0.write($1) }
  }

  private init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    columns = try reader.readArray { reader throws(DecodingFailure) in try reader.readString() }
    prefix = try reader.readString()
    let shifts = try reader.readDoubles()
    directions = try reader.readArray { reader throws(DecodingFailure) in
      let direction = try reader.readDoubles()
      guard direction.count == shifts.count, direction.allSatisfy(\.isFinite) else {
        throw DecodingFailure("a direction of another number of features")
      }
      return direction
    }
    guard shifts.allSatisfy(\.isFinite) else { throw DecodingFailure("a mean that is not finite") }
    self.shifts = shifts
  }
}

extension FeatureBlock {
  /// Of each feature, over all rows.
  fileprivate var means: [Double] {
    switch self {
    case .dense(_, let columns): columns.map(\.moments.mean)
    case .indicators, .sparse:
      rows.map { SparseMoments($0, weights: nil).means } ?? []
    }
  }
}
