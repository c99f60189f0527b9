/// Numbers as a division of the rows: each value by itself where there are few of them, tenths of the rows otherwise.
enum Division {
  private static let most = 32

  /// Where parts begin, ascending.
  static func cuts(_ values: SortedValues) -> [Double] {
    var distinct: [Double] = []
    var index = 0
    while index < values.count, distinct.count <= most {
      distinct.append(values[index])
      index = values.end(ofRunAt: index)
    }
    if distinct.count <= most { return distinct }
    return (0..<10).map { values.quantile(Double($0) / 10) }
  }

  /// The part that a value falls into: the number of cuts that it has reached.
  static func place(of value: Double, _ cuts: [Double]) -> Int32 { Int32(cuts.count { $0 <= value }) }
}

/// Numbers in order, of which some zeros are counted and not kept.
struct SortedValues {
  private let kept: [Double]
  private let zeros: Int
  /// How many numbers stand before the zeros that are not kept.
  private let negatives: Int

  init(_ values: [Double], zeros: Int) {
    kept = values.sorted()
    self.zeros = zeros
    negatives = kept.firstIndex { $0 >= 0 } ?? kept.count
  }

  var count: Int { kept.count + zeros }

  subscript(index: Int) -> Double {
    if index < negatives { return kept[index] }
    return index < negatives + zeros ? 0 : kept[index - zeros]
  }

  /// The index behind the values that are equal to the one at `index`.
  func end(ofRunAt index: Int) -> Int {
    let value = self[index]
    var end = index + 1
    if value == 0 { end = max(end, negatives + zeros) }
    while end < count, self[end] == value { end += 1 }
    return end
  }

  /// As `Moments.quantile(ofSorted:_:)`.
  func quantile(_ share: Double) -> Double {
    let position = share * Double(count - 1)
    let below = min(Int(position), count - 1)
    let near = [self[below], self[min(below + 1, count - 1)]]
    return Moments.interpolated(near[0], near[1], position - Double(below))
  }
}
