import Canonical

/// `polynomial degree: 2`: the products of columns with each other, as scikit-learn's `PolynomialFeatures` without the constant.
///
/// The columns stay as they are; a product is one more column, such as `a^2` or `a b`. Where a factor is missing, so is the product.
struct Polynomial: FittedStep {
  static let name = "polynomial"

  static let spec = StepSpec(
    name: name, summary: "adds products of numbers, up to a degree", takes: .selector,
    hyperparameters: [
      Hyperparameter(
        "degree", .integer(2...6), default: .integer(2), summary: "the largest number of factors in a product"
      ),
      Hyperparameter(
        "interactions", .choice(["all", "only"]), default: .text("all"),
        summary: "only: no column is multiplied with itself"),
    ],
    meaningVersion: 1, accepts: { acceptsNumbers($0, hint: "`cross` pairs categories") }, plan: plan,
    fit: { columns, options, _ throws(LearningError) in
      let step = Polynomial(columns: columns, options)
      return FitOutcome(step: step, learned: [], made: columns.count + step.terms.count)
    },
    decode: { reader throws(DecodingFailure) in try Polynomial(decoding: &reader) })

  private let columns: [String]
  /// The factors of each product, as positions in `columns`, ascending.
  private let terms: [[Int]]

  private static let largestCount = 10_000

  private init(columns: [String], _ options: Options) {
    let repeats = options.text("interactions") != "only"
    var terms: [[Int]] = []
    var longest: [[Int]] = columns.indices.map { [$0] }
    for _ in 2...max(2, options.integer("degree") ?? 2) {
      guard terms.count <= Polynomial.largestCount else { break }
      longest = longest.flatMap { term in
        let last = term[term.count - 1]
        return (repeats ? last..<columns.count : last + 1..<max(columns.count, last + 1)).map { term + [$0] }
      }
      terms += longest
    }
    self.columns = columns
    self.terms = terms
  }

  private func title(_ term: [Int]) -> String {
    var parts: [String] = []
    for factor in Set(term).sorted() {
      let power = term.count { $0 == factor }
      parts.append(power == 1 ? columns[factor] : "\(columns[factor])^\(power)")
    }
    return parts.joined(separator: " ")
  }

  private static func plan(
    _ columns: [String], _ options: Options, _ schema: inout WorkingSchema
  ) throws(StepFailure) {
    guard columns.count <= largestCount else {
      throw StepFailure("`polynomial` would make too many products")
    }
    let step = Polynomial(columns: columns, options)
    guard step.terms.count <= largestCount else {
      throw StepFailure(
        "`polynomial` of \(NumberText.count(columns.count, "column")) would make more than "
          + "\(NumberText.thousands(largestCount)) products",
        hint: "choose fewer columns or a lower `degree`")
    }
    for term in step.terms {
      let sources = Set(term).sorted().flatMap { schema[columns[$0]]?.sources ?? [] }
      try schema.add(step.title(term), .number, from: sources)
    }
  }

  func apply(to table: inout WorkingTable) throws(LearningError) {
    try DenseLimit.check(
      Polynomial.name, of: enumeration(columns), rows: table.rowCount, features: terms.count,
      hint: "choose fewer columns or a lower `degree`")
    var factors: [[Double]] = []
    for name in columns {
      guard let numbers = try table.column(name).values.numbers else { throw mismatch(Polynomial.name, name) }
      factors.append(numbers)
    }
    for term in terms {
      var product = factors[term[0]]
      for factor in term.dropFirst() {
        for (row, value) in factors[factor].enumerated() { product[row] *= value }
      }
      if product.contains(where: \.isInfinite) {
        throw LearningError("the product `\(title(term))` has an infinite value", hint: "standardize first")
      }
      table.append(WorkingColumn(name: title(term), values: .numbers(product, .number)))
    }
  }

  func encode(into writer: inout ByteWriter) {
    writer.write(each: columns) { $0.write($1) }
    writer.write(each: terms) { writer, term in writer.write(term.map { Int32($0) }) }
  }

  private init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    let columns = try reader.readArray { reader throws(DecodingFailure) in try reader.readString() }
    terms = try reader.readArray { reader throws(DecodingFailure) in
      let term = try reader.readInt32s().map { Int($0) }
      guard !term.isEmpty, term.allSatisfy(columns.indices.contains) else {
        throw DecodingFailure("a product of columns that are not there")
      }
      return term
    }
    self.columns = columns
  }
}
