import Canonical

/// `normalize rows: l2`: divides the numbers of each row by their norm, as scikit-learn's `Normalizer`.
///
/// The norm is that of the chosen columns alone; a row of zeros stays as it is.
struct Normalize: FittedStep {
  static let name = "normalize"

  private enum Norm: UInt8 {
    case l1, l2, max

    init(_ text: String?) { self = text == "l1" ? .l1 : text == "max" ? .max : .l2 }
  }

  static let spec: StepSpec = {
    var spec = StepSpec(
      name: name, summary: "brings the numbers of each row to length 1", takes: .selector,
      hyperparameters: [
        Hyperparameter(
          "rows", .choice(["l2", "l1", "max"]), default: .text("l2"),
          summary: "the length of a row: root of the sum of squares, sum of magnitudes, or largest magnitude")
      ],
      meaningVersion: 1, accepts: { acceptsNumbersAndFeatures($0) },
      plan: { columns, _, schema throws(StepFailure) in
        for column in columns {
          let kind = try schema.field(column, orFeatures: true).kind
          schema.setKind(kind.isFeatures ? kind : .number, of: column)
        }
      },
      fit: { columns, options, _ throws(LearningError) in
        FitOutcome(step: Normalize(columns: columns, norm: Norm(options.text("rows"))), learned: [])
      },
      decode: { reader throws(DecodingFailure) in try Normalize(decoding: &reader) })
    spec.takesFeatures = true
    return spec
  }()

  private let columns: [String]
  private let norm: Norm

  private init(columns: [String], norm: Norm) {
    self.columns = columns
    self.norm = norm
  }

  func apply(to table: inout WorkingTable) throws(LearningError) {
    var lengths = [Double](repeating: 0, count: table.rowCount)
    let blocks = try table.completeBlocks(Normalize.name, of: columns)
    for block in blocks {
      if case .dense(_, let columns) = block {
        for column in columns {
          for (row, value) in column.values.enumerated() { add(value, to: &lengths[row]) }
        }
      } else if let rows = block.rows {
        for row in 0..<rows.rowCount {
          for position in rows.offsets[row]..<rows.offsets[row + 1] {
            add(rows.values[position], to: &lengths[row])
          }
        }
      }
    }
    if norm == .l2 { lengths = lengths.map { $0.squareRoot() } }
    if lengths.contains(where: { !$0.isFinite }) {
      throw LearningError("a row is too long to compute its norm", hint: "scale the columns first: `maxabs`")
    }
    let divisors = lengths.map { $0 < 10 * .ulpOfOne ? 1 : $0 }
    for (name, block) in zip(columns, blocks) {
      table.replace(name, by: Normalize.divided(block, try table.column(name).values, by: divisors))
    }
  }

  private func add(_ value: Double, to length: inout Double) {
    switch norm {
    case .l1: length += value.magnitude
    case .l2: length += value * value
    case .max: length = Swift.max(length, value.magnitude)
    }
  }

  private static func divided(
    _ block: FeatureBlock, _ values: WorkingValues, by divisors: [Double]
  ) -> WorkingValues {
    if case .dense(let names, let columns) = block {
      let divided = columns.map { column in zip(column.values, divisors).map { $0 / $1 } }
      return values.kind.isFeatures
        ? .features(names: names, columns: divided) : .numbers(divided[0], .number)
    }
    guard let rows = block.rows else { return values }
    var divided = rows.values
    for row in 0..<rows.rowCount {
      for position in rows.offsets[row]..<rows.offsets[row + 1] { divided[position] /= divisors[row] }
    }
    return .sparse(names: block.names, rows: rows.replacing(values: divided))
  }

  func encode(into writer: inout ByteWriter) {
    writer.write(norm.rawValue)
    writer.write(each: columns) { $0.write($1) }
  }

  private init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    guard let norm = Norm(rawValue: try reader.readByte()) else { throw DecodingFailure("an unknown norm") }
    self.norm = norm
    columns = try reader.readArray { reader throws(DecodingFailure) in try reader.readString() }
  }
}
