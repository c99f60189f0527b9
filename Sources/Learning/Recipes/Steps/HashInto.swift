import Canonical
import Frame

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
    var factors: [[Int32]] = []
    for name in columns { factors.append(try places(name, try table.column(name).values)) }
    table.remove(columns)
    table.append(
      WorkingColumn(
        name: prefix,
        values: .sparse(
          names: (0..<size).map { "\(prefix)\($0)" }, rows: rows(of: factors, count: table.rowCount))))
  }

  /// By row, twice the place of its level, and one where the sign is negative; -1 where it has none.
  private func places(_ name: String, _ values: WorkingValues) throws(LearningError) -> [Int32] {
    let title = Array("\(name)=".utf8)
    if case .texts(let column) = values, let (bytes, ends) = column.plainTexts {
      return [Int32](count: ends.count) { rows, result in
        var token = title
        for row in rows {
          let start = row == 0 ? 0 : ends[row - 1]
          token.removeSubrange(title.count...)
          token.append(contentsOf: bytes[start..<ends[row]])
          result[row] = column.isMissing(row) ? -1 : packed(token)
        }
      }
    }
    let (codes, levels) = try KnownLevels.coded(HashInto.name, name, values)
    let known = levels.map { packed(title + Array($0.utf8)) }
    return codes.map { $0 < 0 ? -1 : known[Int($0)] }
  }

  private func packed(_ token: [UInt8]) -> Int32 {
    let place = HashedPlace(token, among: size, rule)
    return Int32(truncatingIfNeeded: place.feature << 1 | (place.sign < 0 ? 1 : 0))
  }

  /// The signs of each row's levels at their places; levels of one place are added up, and those that cancel out left out.
  private func rows(of factors: [[Int32]], count: Int) -> SparseRows {
    if factors.count == 1 { return rows(of: factors[0]) }
    var offsets = [0]
    offsets.reserveCapacity(count + 1)
    var features: [Int32] = []
    features.reserveCapacity(count * factors.count)
    var values: [Double] = []
    values.reserveCapacity(count * factors.count)
    var row: [Int32] = []
    for index in 0..<count {
      row.removeAll(keepingCapacity: true)
      for factor in factors where factor[index] >= 0 { row.append(factor[index]) }
      if row.count > 1 { row.sort() }
      var next = 0
      while next < row.count {
        let feature = row[next] >> 1
        var sum = 0.0
        while next < row.count, row[next] >> 1 == feature {
          sum += row[next] & 1 == 0 ? 1 : -1
          next += 1
        }
        guard sum != 0 else { continue }
        features.append(feature)
        values.append(sum)
      }
      offsets.append(features.count)
    }
    return SparseRows(rowCount: count, columnCount: size, offsets: offsets, columns: features, values: values)
  }

  /// The same of a single column, whose rows have one level each.
  private func rows(of places: [Int32]) -> SparseRows {
    var offsets = [Int](repeating: 0, count: places.count + 1)
    for (row, place) in places.enumerated() { offsets[row + 1] = offsets[row] + (place >= 0 ? 1 : 0) }
    let kept = offsets[places.count] == places.count ? places : places.filter { $0 >= 0 }
    return SparseRows(
      rowCount: places.count, columnCount: size, offsets: offsets, columns: kept.map { $0 >> 1 },
      values: kept.map { $0 & 1 == 0 ? 1 : -1 })
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
