/// Row weights from class frequencies.
package enum ClassWeights {
  /// Weights under which every class counts the same: `rows / (classes * rows of the class)`,
  /// the definition of scikit-learn's `class_weight="balanced"`. Codes are not negative.
  ///
  /// - Parameter weights: of the rows, multiplied with those of their classes, as scikit-learn's `fit` does.
  package static func balanced(_ codes: [Int32], weights: [Double]? = nil) -> [Double] {
    let counts = codes.reduce(into: [Int](repeating: 0, count: Int(codes.max() ?? -1) + 1)) {
      $0[Int($1)] += 1
    }
    let occurring = counts.reduce(0) { $0 + ($1 > 0 ? 1 : 0) }
    let shares = counts.map { Double(codes.count) / (Double(occurring) * Double($0)) }
    guard let weights else { return codes.map { shares[Int($0)] } }
    return zip(codes, weights).map { shares[Int($0)] * $1 }
  }
}
