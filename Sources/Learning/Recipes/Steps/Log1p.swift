/// `log1p`: the natural logarithm of one plus the number.
struct Log1p: Elementwise {
  static let name = "log1p"
  static let domain = "numbers above -1"

  static let spec = ColumnwiseStep<Log1p>.spec(
    name, summary: "the natural logarithm of one plus the number", meaningVersion: 1, hyperparameters: [])

  static func takes(_ value: Double) -> Bool { value > -1 }

  static func value(of value: Double) -> Double { Elementary.log1p(value) }
}
