import Canonical
import Learning

/// What the store keeps of an explanation.
struct ExplainManifest {
  var permutation: Permutation?
  /// nil where the model has no exact Shapley values and they were not asked for.
  var shap: Shapley?
  var dependence: [Dependence]
  var rows: [TakenApart]

  struct Permutation {
    var columns: [String]
    var baseline: Double
    var means: [Double]
    var deviations: [Double]
  }

  /// Of the rows shown, for the features that matter most.
  struct Shapley {
    /// What is explained: a class, or nothing for a number.
    var outputClass: String?
    var scale: String
    var method: String
    var base: Double
    var rows: Int
    /// The mean size of every feature, largest first.
    var importance: [(feature: String, value: Double)]
    /// For the first features of `importance`: what they add to each row, and the value that they have there.
    var effects: [[Double]]
    var values: [[Double]]
  }

  struct Dependence {
    var column: String
    var outputClass: String?
    /// The values tried: numbers, or words.
    var grid: [Double]
    var words: [String]
    var averages: [Double]
    var individuals: [[Double]]
  }

  struct TakenApart {
    /// From 0.
    var number: Int
    var outputClass: String?
    var scale: String
    var base: Double
    var total: Double
    /// Largest first, with the feature's value.
    var effects: [(feature: String, value: Double, effect: Double)]
  }
}

extension ExplainManifest {
  init(_ bytes: [UInt8]) throws(DecodingFailure) {
    var reader = ByteReader(bytes)
    permutation = try reader.readOptional { reader throws(DecodingFailure) in
      Permutation(
        columns: try Self.names(&reader), baseline: try reader.readDouble(), means: try reader.readDoubles(),
        deviations: try reader.readDoubles())
    }
    if let permutation {
      guard permutation.means.count == permutation.columns.count,
        permutation.deviations.count == permutation.columns.count
      else { throw DecodingFailure("losses that do not fit their columns") }
    }
    shap = try reader.readOptional { reader throws(DecodingFailure) in try Shapley(decoding: &reader) }
    dependence = try reader.readArray { reader throws(DecodingFailure) in try Dependence(decoding: &reader) }
    rows = try reader.readArray { reader throws(DecodingFailure) in try TakenApart(decoding: &reader) }
    try reader.finish()
  }

  var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.write(optional: permutation) { writer, found in
      writer.write(each: found.columns) { $0.write($1) }
      writer.write(found.baseline)
      writer.write(found.means)
      writer.write(found.deviations)
    }
    writer.write(optional: shap) { $1.encode(into: &$0) }
    writer.write(each: dependence) { $1.encode(into: &$0) }
    writer.write(each: rows) { $1.encode(into: &$0) }
    return writer.bytes
  }

  fileprivate static func names(_ reader: inout ByteReader) throws(DecodingFailure) -> [String] {
    try reader.readArray { reader throws(DecodingFailure) in try reader.readString() }
  }

  fileprivate static func optionalName(_ reader: inout ByteReader) throws(DecodingFailure) -> String? {
    try reader.readOptional { reader throws(DecodingFailure) in try reader.readString() }
  }

  fileprivate static func lists(_ reader: inout ByteReader) throws(DecodingFailure) -> [[Double]] {
    try reader.readArray { reader throws(DecodingFailure) in try reader.readDoubles() }
  }
}

extension ExplainManifest.Shapley {
  fileprivate init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    outputClass = try ExplainManifest.optionalName(&reader)
    scale = try reader.readString()
    method = try reader.readString()
    base = try reader.readDouble()
    rows = try reader.readInt()
    importance = try reader.readArray { reader throws(DecodingFailure) in
      (try reader.readString(), try reader.readDouble())
    }
    effects = try ExplainManifest.lists(&reader)
    values = try ExplainManifest.lists(&reader)
    let rows = rows
    guard effects.count == values.count, effects.count <= importance.count,
      (effects + values).allSatisfy({ $0.count == rows })
    else { throw DecodingFailure("effects that do not fit their features") }
  }

  fileprivate func encode(into writer: inout ByteWriter) {
    writer.write(optional: outputClass) { $0.write($1) }
    writer.write(scale)
    writer.write(method)
    writer.write(base)
    writer.write(rows)
    writer.write(each: importance) {
      $0.write($1.feature)
      $0.write($1.value)
    }
    writer.write(each: effects) { $0.write($1) }
    writer.write(each: values) { $0.write($1) }
  }
}

extension ExplainManifest.Dependence {
  fileprivate init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    column = try reader.readString()
    outputClass = try ExplainManifest.optionalName(&reader)
    grid = try reader.readDoubles()
    words = try ExplainManifest.names(&reader)
    averages = try reader.readDoubles()
    individuals = try ExplainManifest.lists(&reader)
    let count = averages.count
    guard grid.count == count, words.isEmpty || words.count == count,
      individuals.allSatisfy({ $0.count == count })
    else { throw DecodingFailure("averages that do not fit their values") }
  }

  fileprivate func encode(into writer: inout ByteWriter) {
    writer.write(column)
    writer.write(optional: outputClass) { $0.write($1) }
    writer.write(grid)
    writer.write(each: words) { $0.write($1) }
    writer.write(averages)
    writer.write(each: individuals) { $0.write($1) }
  }
}

extension ExplainManifest.TakenApart {
  fileprivate init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    number = try reader.readInt()
    outputClass = try ExplainManifest.optionalName(&reader)
    scale = try reader.readString()
    base = try reader.readDouble()
    total = try reader.readDouble()
    effects = try reader.readArray { reader throws(DecodingFailure) in
      (try reader.readString(), try reader.readDouble(), try reader.readDouble())
    }
  }

  fileprivate func encode(into writer: inout ByteWriter) {
    writer.write(number)
    writer.write(optional: outputClass) { $0.write($1) }
    writer.write(scale)
    writer.write(base)
    writer.write(total)
    writer.write(each: effects) {
      $0.write($1.feature)
      $0.write($1.value)
      $0.write($1.effect)
    }
  }
}
