/// `log`: the natural logarithm of numbers.
struct Log: Elementwise {
  static let name = "log"
  static let domain = "numbers above 0"

  static let spec = ColumnwiseStep<Log>.spec(
    name, summary: "the natural logarithm of numbers", meaningVersion: 1, hyperparameters: [])

  static func takes(_ value: Double) -> Bool { value > 0 }

  static func value(of value: Double) -> Double { Elementary.log(value) }
}
