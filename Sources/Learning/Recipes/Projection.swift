import Canonical

/// What `pca` and `svd` learned: directions to project features on.
struct Projection: FittedStep {
  private let columns: [String]
  private let prefix: String
  /// What is subtracted from each feature.
  private let shifts: [Double]
  /// One vector a component, an element a feature.
  private let directions: [[Double]]

  /// The most features; the eigenvectors of more take too long.
  static let largestWidth = 1500

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
      meaningVersion: 1, accepts: { acceptsFeatures($0) },
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
    let features = try table.completeFeatures(name, of: columns)
    let most = min(features.count, table.rowCount)
    let wanted = options["components"]
    if case .integer(let count) = wanted, count > most {
      throw LearningError(
        "`\(name)` has \(NumberText.count(features.count, "feature")) over "
          + "\(NumberText.count(table.rowCount, "row")), and so no \(NumberText.thousands(Int(count))) components"
      )
    }
    guard features.count <= largestWidth else {
      throw LearningError(
        "`\(name)` takes \(NumberText.thousands(largestWidth)) features at most, not "
          + NumberText.thousands(features.count),
        hint: "`select` some of them first")
    }
    let shifts = features.map { centres ? Moments.mean($0.values) : 0 }
    let centred = zip(features, shifts).map { feature, shift in feature.values.map { $0 - shift } }
    let eigen = try eigen(name, of: centred)
    let total = eigen.values.reduce(0) { $0 + max($1, 0) }
    guard total > 0 else {
      throw LearningError("`\(name)` cannot learn from features that never vary")
    }
    let count = min(most, components(wanted, eigen.values.map { max($0, 0) / total }) ?? most)
    let share = eigen.values.prefix(count).reduce(0) { $0 + max($1, 0) } / total
    let step = Projection(
      columns: columns, prefix: options.text("prefix") ?? name, shifts: shifts,
      directions: Array(eigen.vectors.prefix(count)))
    let measure = centres ? "variance" : "sum of squares"
    return FitOutcome(
      step: step,
      learned: [
        "\(NumberText.count(count, "component")) with \(NumberText.significant(share * 100, 4)) % of the \(measure)"
      ], made: count)
  }

  /// Of the products of all features with each other.
  private static func eigen(_ name: String, of columns: [[Double]]) throws(LearningError) -> SymmetricEigen {
    let width = columns.count
    var products = [Double](repeating: 0, count: width * width)
    for a in 0..<width {
      for b in a..<width {
        let product = FixedOrder.dot(columns[a], columns[b])
        products[a * width + b] = product
        products[b * width + a] = product
      }
    }
    guard products.allSatisfy(\.isFinite) else {
      throw LearningError("the features are too large for `\(name)`", hint: "`standardize` them first")
    }
    return SymmetricEigen(products, size: width)
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
    let features = try table.completeFeatures(prefix, of: columns)
    guard features.count == shifts.count else {
      throw LearningError("`\(prefix)` was fitted on other features")
    }
    var projected = [[Double]](
      repeating: [Double](repeating: 0, count: table.rowCount), count: directions.count)
    for (place, feature) in features.enumerated() {
      let centred = feature.values.map { $0 - shifts[place] }
      for component in directions.indices {
        let weight = directions[component][place]
        for row in 0..<table.rowCount { projected[component][row] += weight * centred[row] }
      }
    }
    table.remove(columns)
    let names = directions.indices.map { Projection.title(prefix, $0) }
    table.append(WorkingColumn(name: prefix, values: .features(names: names, columns: projected)))
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
