import Canonical
import Frame

/// Parts of the rows, of which each is left out once, as scikit-learn's `KFold` and, for classes, `StratifiedKFold` cut them.
struct CrossFolds {
  /// The part of each row.
  let fold: [Int]
  let count: Int

  /// Without a seed the rows are cut in their order; otherwise they are shuffled first. Fails where there are too few rows, or too
  /// few of every class.
  init(_ count: Int, of target: Target, shuffledBy seed: UInt64?) throws(LearningError) {
    self.count = count
    guard target.count >= count else {
      throw LearningError(
        "\(NumberText.count(target.count, "row")) cannot be cut into \(count) folds",
        hint: "choose fewer `folds`")
    }
    var stream = seed.map { RandomStream(seed: $0, stream: 0) }
    switch target {
    case .numbers, .labels, .none: fold = CrossFolds.plain(target.count, count, &stream)
    case .classes(let labels, let codes):
      fold = try CrossFolds.stratified(codes, classes: labels.count, count, &stream)
    }
  }

  /// Runs of rows, the first ones longer by one where the rows do not divide.
  private static func plain(_ rows: Int, _ count: Int, _ stream: inout RandomStream?) -> [Int] {
    var fold: [Int] = []
    fold.reserveCapacity(rows)
    for part in 0..<count {
      fold += [Int](repeating: part, count: rows / count + (part < rows % count ? 1 : 0))
    }
    stream?.shuffle(&fold)
    return fold
  }

  /// Every class is dealt out over the parts. Classes are taken in the order in which they first occur, and the rows sorted by
  /// class are dealt one to each part in turn: that says how many of each class a part gets.
  private static func stratified(
    _ codes: [Int32], classes: Int, _ count: Int, _ stream: inout RandomStream?
  ) throws(LearningError) -> [Int] {
    var order: [Int] = []
    var sizes = [Int](repeating: 0, count: classes)
    for code in codes {
      if sizes[Int(code)] == 0 { order.append(Int(code)) }
      sizes[Int(code)] += 1
    }
    let largest = sizes.max() ?? 0
    guard largest >= count else {
      throw LearningError(
        "no class has more than \(NumberText.count(largest, "row")), too few for \(count) folds",
        hint: "choose fewer `folds`")
    }
    var parts = [[Int]](repeating: [], count: classes)
    var start = 0
    for code in order {
      for part in 0..<count {
        let first = (part - start % count + count) % count
        let dealt = first < sizes[code] ? (sizes[code] - first - 1) / count + 1 : 0
        parts[code] += [Int](repeating: part, count: dealt)
      }
      start += sizes[code]
      stream?.shuffle(&parts[code])
    }
    var next = [Int](repeating: 0, count: classes)
    return codes.map { code in
      defer { next[Int(code)] += 1 }
      return parts[Int(code)][next[Int(code)]]
    }
  }
}
