import Canonical

/// `hash into: 1024`: the levels of all its columns into a fixed number of features, as scikit-learn's `FeatureHasher` does with
/// `column=value`. Nothing is learned, so no level is unknown; a missing value counts nowhere.
struct HashInto: FittedStep {
  static let name = "hash"

  static let spec = StepSpec(
    name: name, summary: "puts levels into a fixed number of features by their hash", takes: .selector,
    hyperparameters: [
      Hyperparameter(
        "into", .integer(1...(1 << 20)), default: .integer(1024), summary: "the number of features"),
      Hyperparameter(
        "rule", .choice(["scikit_learn", "spark"]), default: .text("scikit_learn"),
        summary:
          "hash and sign as scikit-learn's `FeatureHasher`, or as Spark's, where every sign is positive"),
      Hyperparameter(
        "prefix", .text, default: .text("hash"), summary: "features are called by it and their number, from 0"
      ),
    ],
    meaningVersion: 1,
    accepts: { kind in
      switch kind {
      case .category, .bins, .pairs: .taken
      case .boolean, .integer, .text: .whenNamed
      case .number: .refused(hint: "put it into bins first: `bucket`")
      case .date, .datetime, .features, .sparse: .refused(hint: nil)
      }
    },
    plan: { columns, options, schema throws(StepFailure) in
      let sources = columns.flatMap { schema[$0]?.sources ?? [] }
      for column in columns { schema.remove(column, step: name) }
      try schema.add(
        options.text("prefix") ?? name, .sparse, from: sources, hint: "choose another `prefix`")
    },
    fit: { columns, options, _ throws(LearningError) in
      let step = HashInto(
        columns: columns, size: options.integer("into") ?? 1024,
        rule: HashedPlace.Rule(options.text("rule")), prefix: options.text("prefix") ?? name)
      return FitOutcome(step: step, learned: [])
    },
    decode: { reader throws(DecodingFailure) in try HashInto(decoding: &reader) })

  private let columns: [String]
  private let size: Int
  private let rule: HashedPlace.Rule
  private let prefix: String

  private init(columns: [String], size: Int, rule: HashedPlace.Rule, prefix: String) {
    self.columns = columns
    self.size = size
    self.rule = rule
    self.prefix = prefix
  }

  func apply(to table: inout WorkingTable) throws(LearningError) {
    var factors: [(codes: [Int32], places: [HashedPlace])] = []
    for name in columns {
      let coded = try KnownLevels.coded(HashInto.name, name, try table.column(name).values)
      factors.append(
        (coded.codes, coded.levels.map { HashedPlace(Array("\(name)=\($0)".utf8), among: size, rule) }))
    }
    table.remove(columns)
    table.append(
      WorkingColumn(
        name: prefix,
        values: .sparse(
          names: (0..<size).map { "\(prefix)\($0)" }, rows: rows(of: factors, count: table.rowCount))))
  }

  /// The signs of each row's levels at their places; levels of one place are added up, and those that cancel out left out.
  private func rows(of factors: [(codes: [Int32], places: [HashedPlace])], count: Int) -> SparseRows {
    var offsets = [0]
    offsets.reserveCapacity(count + 1)
    var features: [Int32] = []
    features.reserveCapacity(count * factors.count)
    var values: [Double] = []
    values.reserveCapacity(count * factors.count)
    for row in 0..<count {
      let first = features.count
      for (codes, places) in factors where codes[row] >= 0 {
        let place = places[Int(codes[row])]
        let feature = Int32(truncatingIfNeeded: place.feature)
        var position = features.count
        while position > first, features[position - 1] > feature { position -= 1 }
        if position > first, features[position - 1] == feature {
          values[position - 1] += place.sign
        } else {
          features.insert(feature, at: position)
          values.insert(place.sign, at: position)
        }
      }
      for position in (first..<features.count).reversed() where values[position] == 0 {
        features.remove(at: position)
        values.remove(at: position)
      }
      offsets.append(features.count)
    }
    return SparseRows(rowCount: count, columnCount: size, offsets: offsets, columns: features, values: values)
  }

  func encode(into writer: inout ByteWriter) {
    writer.write(each: columns) { $0.write($1) }
    writer.write(size)
    writer.write(rule.rawValue)
    writer.write(prefix)
  }

  private init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    columns = try reader.readArray { reader throws(DecodingFailure) in try reader.readString() }
    size = try reader.readInt()
    guard (1...(1 << 20)).contains(size), let rule = HashedPlace.Rule(rawValue: try reader.readByte()) else {
      throw DecodingFailure("hashed features of an unknown kind")
    }
    self.rule = rule
    prefix = try reader.readString()
  }
}
