import Canonical
import Frame

/// `cross a * b`: the product of numbers, or the pairs of categories, as one more column `a*b`.
///
/// A column of pairs is encoded by a later `one_hot`, or at the end. Where a factor is missing, so is the product.
struct Cross: FittedStep {
  static let name = "cross"

  static let spec = StepSpec(
    name: name, summary: "multiplies numbers, or pairs categories", takes: .product, hyperparameters: [],
    meaningVersion: 1, accepts: { $0.isNumeric || $0.isCoded ? .whenNamed : .refused(hint: nil) }, plan: plan,
    fit: { columns, _, _ throws(LearningError) in
      FitOutcome(step: Cross(factors: columns), learned: [], made: 1)
    },
    decode: { reader throws(DecodingFailure) in try Cross(decoding: &reader) })

  private let factors: [String]

  private static func title(_ factors: [String]) -> String { factors.joined(separator: "*") }

  private static func plan(
    _ columns: [String], _ options: Options, _ schema: inout WorkingSchema
  ) throws(StepFailure) {
    guard columns.count >= 2 else {
      throw StepFailure("`cross` needs two columns or more", hint: "for instance `cross age * fare`")
    }
    var fields: [WorkingField] = []
    for column in columns { fields.append(try schema.field(column)) }
    let isNumeric = fields.allSatisfy(\.kind.isNumeric)
    for field in fields where !isNumeric && !(field.kind.isCoded || field.kind == .boolean) {
      throw StepFailure(
        "`cross` pairs categories or multiplies numbers, and `\(field.name)` is \(field.kind.article)",
        hint: field.kind.isNumeric ? "put it into bins first: `bucket \(field.name)`" : nil,
        column: field.name)
    }
    let name = title(columns)
    if schema[name] != nil { throw StepFailure("there is already a column `\(name)`") }
    schema.append(
      WorkingField(name: name, kind: isNumeric ? .number : .pairs, sources: fields.flatMap(\.sources)))
  }

  private init(factors: [String]) { self.factors = factors }

  func apply(to table: inout WorkingTable) throws(LearningError) {
    var values: [WorkingValues] = []
    for factor in factors { values.append(try table.column(factor).values) }
    let numbers = values.compactMap(\.numbers)
    let product: WorkingValues
    if numbers.count == values.count {
      product = .numbers(try multiplied(numbers), .number)
    } else {
      product = try paired(values)
    }
    table.append(WorkingColumn(name: Cross.title(factors), values: product))
  }

  private func multiplied(_ numbers: [[Double]]) throws(LearningError) -> [Double] {
    let product = numbers.dropFirst().reduce(numbers[0]) { zip($0, $1).map { $0 * $1 } }
    if product.contains(where: \.isInfinite) {
      throw LearningError(
        "the product `\(Cross.title(factors))` has an infinite value", hint: "standardize the factors first")
    }
    return product
  }

  private func paired(_ values: [WorkingValues]) throws(LearningError) -> WorkingValues {
    var result = try coded(values[0], factors[0])
    for (value, factor) in zip(values, factors).dropFirst() {
      result = Cross.pairs(result, try coded(value, factor))
    }
    return .codes(result.codes, levels: result.levels, .pairs)
  }

  /// Levels with their `*` and `\` escaped, so that different pairs have different texts.
  private func coded(
    _ values: WorkingValues, _ name: String
  ) throws(LearningError) -> (codes: [Int32], levels: [String]) {
    switch values {
    case .codes(let codes, let levels, _): return (codes, levels.map(Cross.escaped))
    case .numbers(let numbers, .boolean):
      return (numbers.values.map { $0.isNaN ? -1 : $0 == 0 ? 0 : 1 }, ["false", "true"])
    default: throw mismatch(Cross.name, name)
    }
  }

  private static func escaped(_ level: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in level.unicodeScalars {
      if scalar == "*" || scalar == "\\" { result.append("\\") }
      result.append(scalar)
    }
    return String(result)
  }

  /// The pairs that occur, in the order of the first factor's levels, then the second's.
  private static func pairs(
    _ a: (codes: [Int32], levels: [String]), _ b: (codes: [Int32], levels: [String])
  ) -> (codes: [Int32], levels: [String]) {
    let width = Int64(max(1, b.levels.count))
    let numbers = zip(a.codes, b.codes).map { $0 < 0 || $1 < 0 ? -1 : Int64($0) * width + Int64($1) }
    let distinct = Set(numbers.filter { $0 >= 0 }).sorted()
    let position = Dictionary(uniqueKeysWithValues: zip(distinct, distinct.indices))
    return (
      numbers.map { number in position[number].map { Int32($0) } ?? -1 },
      distinct.map { a.levels[Int($0 / width)] + "*" + b.levels[Int($0 % width)] }
    )
  }

  func encode(into writer: inout ByteWriter) { writer.write(each: factors) { $0.write($1) } }

  private init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    factors = try reader.readArray { reader throws(DecodingFailure) in try reader.readString() }
    guard factors.count >= 2 else { throw DecodingFailure("a product of fewer than two columns") }
  }
}
