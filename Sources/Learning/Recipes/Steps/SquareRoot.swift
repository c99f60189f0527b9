/// `sqrt`: the square root of numbers.
struct SquareRoot: Elementwise {
  static let name = "sqrt"
  static let domain = "numbers from 0"

  static let spec = ColumnwiseStep<SquareRoot>.spec(
    name, summary: "the square root of numbers", meaningVersion: 1, hyperparameters: [])

  static func takes(_ value: Double) -> Bool { value >= 0 }

  static func value(of value: Double) -> Double { value.squareRoot() }
}
