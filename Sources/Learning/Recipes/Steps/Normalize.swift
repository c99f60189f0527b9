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

  static let spec = StepSpec(
    name: name, summary: "brings the numbers of each row to length 1", takes: .selector,
    hyperparameters: [
      Hyperparameter(
        "rows", .choice(["l2", "l1", "max"]), default: .text("l2"),
        summary: "the length of a row: root of the sum of squares, sum of magnitudes, or largest magnitude")
    ],
    meaningVersion: 1, accepts: { acceptsNumbers($0, hint: "encode it with `one_hot`") },
    plan: { columns, _, schema throws(StepFailure) in
      for column in columns { schema.setKind(.number, of: column) }
    },
    fit: { columns, options, _ throws(LearningError) in
      FitOutcome(step: Normalize(columns: columns, norm: Norm(options.text("rows"))), learned: [])
    },
    decode: { reader throws(DecodingFailure) in try Normalize(decoding: &reader) })

  private let columns: [String]
  private let norm: Norm

  private init(columns: [String], norm: Norm) {
    self.columns = columns
    self.norm = norm
  }

  func apply(to table: inout WorkingTable) throws(LearningError) {
    var lengths = [Double](repeating: 0, count: table.rowCount)
    for name in columns {
      let values = try completeValues(Normalize.name, name, table.column(name).values)
      for (row, value) in values.enumerated() {
        switch norm {
        case .l1: lengths[row] += value.magnitude
        case .l2: lengths[row] += value * value
        case .max: lengths[row] = Swift.max(lengths[row], value.magnitude)
        }
      }
    }
    if norm == .l2 { lengths = lengths.map { $0.squareRoot() } }
    if lengths.contains(where: { !$0.isFinite }) {
      throw LearningError("a row is too long to compute its norm", hint: "scale the columns first: `maxabs`")
    }
    for name in columns {
      let values = try completeValues(Normalize.name, name, table.column(name).values)
      table.replace(
        name, by: .numbers(zip(values, lengths).map { $1 < 10 * .ulpOfOne ? $0 : $0 / $1 }, .number))
    }
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
