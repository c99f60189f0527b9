import Canonical

/// What a step learned that chooses among features: which stay.
struct FeatureChoice: FittedStep {
  /// The columns it chose among, and the features of groups such as those of `one_hot`.
  private let columns: [String]
  private let kept: [String]

  init(columns: [String], kept: [String]) {
    self.columns = columns
    self.kept = kept
  }

  func apply(to table: inout WorkingTable) throws(LearningError) {
    let stays = NameIndex(kept)
    for name in columns {
      guard case .features(let names, let values) = try table.column(name).values else {
        if stays[name] == nil { table.remove([name]) }
        continue
      }
      let places = names.indices.filter { stays[names[$0]] != nil }
      if places.isEmpty {
        table.remove([name])
      } else if places.count < names.count {
        table.replace(
          name, by: .features(names: places.map { names[$0] }, columns: places.map { values[$0] }))
      }
    }
  }

  func encode(into writer: inout ByteWriter) {
    writer.write(each: columns) { $0.write($1) }
    writer.write(each: kept) { $0.write($1) }
  }

  init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    columns = try reader.readArray { reader throws(DecodingFailure) in try reader.readString() }
    kept = try reader.readArray { reader throws(DecodingFailure) in try reader.readString() }
  }

  /// What was left out, in words.
  static func summary(left: [String], of count: Int) -> String {
    left.isEmpty
      ? "all \(NumberText.thousands(count)) stay"
      : "\(NumberText.thousands(left.count)) of \(NumberText.thousands(count)) left out: "
        + left.prefix(8).joined(separator: ", ") + (left.count > 8 ? ", …" : "")
  }
}

/// A feature as it stands in the matrix.
struct NamedFeature {
  let name: String
  let values: [Double]
}

extension WorkingTable {
  /// The features that `columns` are by now: numbers, the positions of bins, and those of groups.
  func features(_ step: String, of columns: [String]) throws(LearningError) -> [NamedFeature] {
    var features: [NamedFeature] = []
    for name in columns {
      switch try column(name).values {
      case .numbers(let values, _): features.append(NamedFeature(name: name, values: values))
      case .codes(let codes, _, .bins):
        features.append(NamedFeature(name: name, values: codes.map { $0 < 0 ? .nan : Double($0) }))
      case .features(let names, let values):
        features += zip(names, values).map { NamedFeature(name: $0, values: $1) }
      case .codes, .moments: throw mismatch(step, name)
      }
    }
    return features
  }

  /// The same, where every one needs a value in every row.
  func completeFeatures(_ step: String, of columns: [String]) throws(LearningError) -> [NamedFeature] {
    let features = try features(step, of: columns)
    for feature in features {
      _ = try completeValues(step, feature.name, .numbers(feature.values, .number))
    }
    return features
  }
}

/// Steps that work on features as they stand take numbers, bins and groups of features.
func acceptsFeatures(_ kind: WorkingKind) -> Acceptance {
  switch kind {
  case .number, .integer, .boolean, .bins, .features: .taken
  case .category, .pairs: .refused(hint: "encode it first, for instance with `one_hot`")
  case .text, .date, .datetime: .refused(hint: nil)
  }
}
