/// Row weights from class frequencies.
package enum ClassWeights {
  /// Weights under which every class counts the same: `rows / (classes * rows of the class)`,
  /// the definition of scikit-learn's `class_weight="balanced"`. Codes are not negative.
  package static func balanced(_ codes: [Int32]) -> [Double] {
    let counts = codes.reduce(into: [Int](repeating: 0, count: Int(codes.max() ?? -1) + 1)) {
      $0[Int($1)] += 1
    }
    let occurring = counts.reduce(0) { $0 + ($1 > 0 ? 1 : 0) }
    return codes.map { Double(codes.count) / (Double(occurring) * Double(counts[Int($0)])) }
  }
}
