import Canonical

/// The trees of a model that libxgboost has written.
struct BoosterTrees {
  /// Those of each output, in the order of the rounds. An inner node asks whether a value is below a number; as values are
  /// single-precision, that is whether it is at most the number below that one.
  let forests: [Forest]

  /// Fails where the bytes are not a model of `outputs` numbers a row over features below `featureCount`.
  init(model: [UInt8], outputs: Int, featureCount: Int) throws(DecodingFailure) {
    let json = try UniversalBinaryJSON(model)
    guard case .array(let written)? = json["learner", "gradient_booster", "model", "trees"],
      let outputOfTree = json["learner", "gradient_booster", "model", "tree_info"]?.wholeNumbers,
      outputOfTree.count == written.count
    else { throw DecodingFailure("a model without trees") }
    var trees = [[Tree]](repeating: [], count: outputs)
    for (tree, output) in zip(written, outputOfTree) {
      guard (0..<Int64(outputs)).contains(output) else {
        throw DecodingFailure("a tree for an output that is not there")
      }
      trees[Int(output)].append(try BoosterTrees.tree(tree, featureCount: featureCount))
    }
    guard trees.allSatisfy({ $0.count == trees[0].count && !$0.isEmpty }) else {
      throw DecodingFailure("outputs with different numbers of trees")
    }
    forests = trees.map { Forest(trees: $0, outputs: 1) }
  }

  private struct Written {
    let lefts: [Int64]
    let rights: [Int64]
    let features: [Int64]
    /// The value of a leaf, or what values are held against.
    let conditions: [Float]
    let missingLeft: [Int64]
    let covers: [Float]

    init(_ json: UniversalBinaryJSON) throws(DecodingFailure) {
      guard let lefts = json["left_children"]?.wholeNumbers,
        let rights = json["right_children"]?.wholeNumbers,
        let features = json["split_indices"]?.wholeNumbers,
        let conditions = json["split_conditions"]?.singles,
        let missingLeft = json["default_left"]?.wholeNumbers, let covers = json["sum_hessian"]?.singles,
        !lefts.isEmpty,
        [rights.count, features.count, conditions.count, missingLeft.count, covers.count]
          .allSatisfy({ $0 == lefts.count })
      else { throw DecodingFailure("a tree whose parts do not fit") }
      if let kinds = json["split_type"]?.wholeNumbers, kinds.contains(where: { $0 != 0 }) {
        throw DecodingFailure("a tree that splits by sets of categories")
      }
      self.lefts = lefts
      self.rights = rights
      self.features = features
      self.conditions = conditions
      self.missingLeft = missingLeft
      self.covers = covers
    }
  }

  /// The tree in preorder. A node that is reached twice makes more nodes than there are, and fails.
  private static func tree(_ json: UniversalBinaryJSON, featureCount: Int) throws(DecodingFailure) -> Tree {
    let written = try Written(json)
    var builder = PreorderNodes()
    var values: [Double] = []
    var covers: [Float] = []
    var waiting = [0]
    while let index = waiting.popLast() {
      guard written.lefts.indices.contains(index), builder.nodes.count < written.lefts.count else {
        throw DecodingFailure("a tree with a node that is not there")
      }
      guard written.conditions[index].isFinite else { throw DecodingFailure("values that are not finite") }
      guard written.lefts[index] != -1 else {
        try builder.appendLeaf()
        values.append(Double(written.conditions[index]))
        // A leaf without second derivatives has no share in what its tree expects, and still must not divide by zero.
        covers.append(max(written.covers[index], .leastNormalMagnitude))
        continue
      }
      let feature = written.features[index]
      guard (0..<Int64(featureCount)).contains(feature),
        let left = Int(exactly: written.lefts[index]), let right = Int(exactly: written.rights[index])
      else { throw DecodingFailure("a tree with a feature that is not there") }
      let test = Int32(truncatingIfNeeded: feature << 1) | (written.missingLeft[index] != 0 ? 1 : 0)
      try builder.append(test: test, threshold: written.conditions[index].nextDown)
      waiting.append(right)
      waiting.append(left)
    }
    guard covers.allSatisfy(\.isFinite) else {
      throw DecodingFailure("a tree with a cover that is no number")
    }
    return Tree(nodes: try builder.finished(), outputs: 1, values: values, leafCovers: covers)
  }
}
