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
      let column = try table.column(name)
      guard column.values.kind.isFeatures, let block = column.block else {
        if stays[name] == nil { table.remove([name]) }
        continue
      }
      let places = block.names.indices.filter { stays[block.names[$0]] != nil }
      if places.isEmpty {
        table.remove([name])
      } else if places.count < block.names.count {
        table.replace(name, by: block.keeping(places).values)
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
  /// The features that `columns` are by now, with their zeros. Fails, before they are laid out, where they are too many.
  func features(
    _ step: String, of columns: [String], hint: String
  ) throws(LearningError) -> [NamedFeature] {
    var features: [NamedFeature] = []
    let blocks = try blocks(step, of: columns)
    if blocks.contains(where: \.isSparse) {
      let count = blocks.reduce(0) { $0 + $1.names.count }
      try DenseLimit.check(step, of: enumeration(columns), rows: rowCount, features: count, hint: hint)
    }
    for block in blocks {
      features += zip(block.names, block.columns(rowCount)).map { NamedFeature(name: $0, values: $1.numbers) }
    }
    return features
  }
}

/// Steps that work on features as they stand take numbers, bins and groups of features.
func acceptsFeatures(_ kind: WorkingKind) -> Acceptance {
  switch kind {
  case .number, .integer, .boolean, .bins, .features, .sparse: .taken
  case .category, .pairs: .refused(hint: "encode it first, for instance with `one_hot`")
  case .text, .date, .datetime: .refused(hint: nil)
  }
}
