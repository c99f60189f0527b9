import Frame

extension Forest {
  /// What each feature adds for each row to one output, summed over the trees, and what the trees say together on average.
  func shapley(
    _ rows: SinglePrecisionRows, output: Int, absent: Float
  ) throws(LearningError) -> (base: Double, values: [Double]) {
    var explainers: [TreeShapley] = []
    for tree in trees { explainers.append(try TreeShapley(tree, output: output)) }
    let known = explainers
    let width = rows.columnCount
    let values = [Double](unsafeUninitializedCapacity: rows.rowCount * width) { buffer, filled in
      let slots = Slots(buffer)
      let lanes = TreeShapley.Lanes.scalarCount
      _ = Parallel.map((rows.rowCount + lanes - 1) / lanes) { block in
        let range = block * lanes..<min(rows.rowCount, (block + 1) * lanes)
        rows.withRows(range, absent: absent) { base, width in
          Forest.explain(known, base, width, range, slots)
        }
      }
      filled = rows.rowCount * width
    }
    return (FixedOrder.sum(explainers.map(\.base)), values)
  }

  /// Eight rows at once; where there are fewer, the last one stands in for those that are not there.
  private static func explain(
    _ explainers: [TreeShapley], _ base: UnsafePointer<Float>, _ width: Int, _ range: Range<Int>,
    _ values: Slots<Double>
  ) {
    let starts = (0..<TreeShapley.Lanes.scalarCount).map { base + min($0, range.count - 1) * width }
    withUnsafeTemporaryAllocation(of: TreeShapley.Lanes.self, capacity: width) { sums in
      sums.initialize(repeating: .zero)
      guard let first = sums.baseAddress else { return }
      for explainer in explainers { explainer.add(starts, to: first) }
      for lane in 0..<range.count {
        for feature in 0..<width { values[(range.lowerBound + lane) * width + feature] = sums[feature][lane] }
      }
    }
  }
}

extension ShapleyValues {
  /// How trees understand the absence of a feature.
  static let treeMethod =
    "A feature that is not known goes both ways at a split, by the share of the training rows on either side."
}

extension TreeEnsemble: ExactlyExplained {
  package func shapleyValues(
    _ matrix: FeatureMatrix, of code: Int, background: FeatureMatrix
  ) throws(LearningError) -> ShapleyValues {
    let rows = try rows(matrix)
    let (sum, sums) = try forest.shapley(rows, output: forest.outputs > 1 ? code : 0, absent: 0)
    let isFirstOfTwo = classes?.count == 2 && code == 0
    let factor = (isFirstOfTwo ? -1 : 1) / Double(forest.trees.count)
    return ShapleyValues(
      names: featureNames, outputClass: classes?[code], base: (isFirstOfTwo ? 1 : 0) + sum * factor,
      values: sums.map { $0 * factor }, scale: .prediction, method: ShapleyValues.treeMethod)
  }
}

extension BoostedTrees: ExactlyExplained {
  package func shapleyValues(
    _ matrix: FeatureMatrix, of code: Int, background: FeatureMatrix
  ) throws(LearningError) -> ShapleyValues {
    let forest = forests[forests.count > 1 ? code : 0]
    let (sum, sums) = try forest.shapley(try rows(matrix), output: 0, absent: .nan)
    let sign: Double = objective == .binary && code == 0 ? -1 : 1
    return ShapleyValues(
      names: featureNames, outputClass: classes?[code], base: sign * (base + sum),
      values: sums.map { $0 * sign },
      scale: objective.scale, method: ShapleyValues.treeMethod)
  }
}
