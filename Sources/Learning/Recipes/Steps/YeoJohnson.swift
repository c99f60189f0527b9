import Canonical

/// `yeo_johnson`: the power of each column that makes it most like a normal distribution, then standardized, as scikit-learn's
/// `PowerTransformer`.
///
/// I.-K. Yeo and R. A. Johnson, "A new family of power transformations to improve normality or symmetry", Biometrika (2000).
struct YeoJohnson: ColumnMap {
  static let name = "yeo_johnson"

  static let spec = ColumnwiseStep<YeoJohnson>.spec(
    name, summary: "bends numbers towards a normal distribution, then standardizes them", meaningVersion: 2,
    hyperparameters: [])

  private let lambda: Double
  private let affine: Affine

  var learned: String { "lambda \(NumberText.significant(lambda, 5))" }

  static func accepts(_ kind: WorkingKind) -> Acceptance { .ofNumbers(kind) }

  static func plan(_ name: String, _ kind: WorkingKind, _ options: Options) throws(StepFailure) -> WorkingKind
  {
    .number
  }

  init(_ name: String, _ values: WorkingValues, _ options: Options) throws(LearningError) {
    let present = try presentValues(YeoJohnson.name, name, values)
    let mean = Moments.mean(present)
    let variance = Moments.variance(present, mean: mean)
    guard variance.isFinite else {
      throw LearningError("the values of `\(name)` are too large to compute their variance")
    }
    let constant = Moments.isConstant(variance: variance, mean: mean, count: present.count)
    let lambda = constant ? 1 : YeoJohnson.mostLikely(present)
    self.lambda = lambda
    let powers = present.map { YeoJohnson.power($0, lambda) }
    affine = try Standardize.affine(name, NumberColumn(powers)).affine
  }

  /// The power of greatest likelihood, searched where the transformed values and their variance stay finite for values up to
  /// twenty times the largest, as SciPy bounds it.
  private static func mostLikely(_ values: [Double]) -> Double {
    let scale = Elementary.log1p(20 * values.reduce(0) { max($0, $1.magnitude) })
    let epsilon = Elementary.log(.ulpOfOne)
    var low = (Elementary.log(.leastNormalMagnitude) - epsilon) / 2 / scale
    var high = (Elementary.log(.greatestFiniteMagnitude) + epsilon) / 2 / scale
    if values.allSatisfy({ $0 < 0 }) {
      (low, high) = (2 - high, 2 - low)
    } else if values.contains(where: { $0 < 0 }) {
      (low, high) = (max(2 - high, low), min(2 - low, high))
    }
    let count = Double(values.count)
    let slope = FixedOrder.sum(values.map { $0 < 0 ? -Elementary.log1p(-$0) : Elementary.log1p($0) })
    return BrentMinimum.find(in: low...max(low, high), tolerance: 1e-9) { lambda in
      let powers = values.map { power($0, lambda) }
      let variance = Moments.variance(powers, mean: Moments.mean(powers))
      guard variance >= .leastNormalMagnitude else { return .infinity }
      return count / 2 * Elementary.log(variance) - (lambda - 1) * slope
    }
  }

  private static func power(_ value: Double, _ lambda: Double) -> Double {
    if value >= 0 {
      if lambda.magnitude < .ulpOfOne { return Elementary.log1p(value) }
      return (Elementary.power(value + 1, lambda) - 1) / lambda
    }
    if (lambda - 2).magnitude <= .ulpOfOne { return -Elementary.log1p(-value) }
    return -(Elementary.power(1 - value, 2 - lambda) - 1) / (2 - lambda)
  }

  func apply(
    to values: WorkingValues, of name: String, rowCount: Int, unknown: inout [UnknownLevel]
  ) throws(LearningError) -> WorkingValues {
    guard let numbers = values.numbers else { throw mismatch(YeoJohnson.name, name) }
    let powers = numbers.map { $0.isNaN ? .nan : YeoJohnson.power($0, lambda) }
    if powers.contains(where: \.isInfinite) {
      throw LearningError(
        "`yeo_johnson` of `\(name)` has an infinite value: the row lies too far from those it learned from",
        hint: "`clip \(name) low: 0% high: 100%` before it")
    }
    return try affine.apply(YeoJohnson.name, to: .numbers(powers, .number), of: name)
  }

  func encode(into writer: inout ByteWriter) {
    writer.write(lambda)
    affine.encode(into: &writer)
  }

  init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    lambda = try reader.readDouble()
    affine = try Affine(decoding: &reader)
    guard lambda.isFinite else { throw DecodingFailure("a power that is not finite") }
  }
}
