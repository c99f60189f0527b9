import Canonical

/// Weights of rows: none missing, negative or infinite, and not all zero.
package struct Weights: Sendable {
  /// Divided by the largest, so that no sum overflows.
  let values: [Double]
  /// How many rows can be drawn at all.
  let positiveCount: Int
  /// The column they stand in, for messages.
  let name: String

  /// Fails with the first row whose weight is none.
  package init(_ values: [Double], name: String) throws(SamplingError) {
    self.name = name
    let missing = values.count { $0.isNaN }
    guard missing == 0 else {
      throw SamplingError(
        "the weight `\(name)` is missing in \(NumberText.count(missing, "row"))",
        hint: "leave those rows out, with `where \(name) is not missing` in `load`")
    }
    if let row = values.firstIndex(where: { $0 < 0 || $0.isInfinite }) {
      throw SamplingError(
        "the weight `\(name)` is \(NumberText.significant(values[row])) in row \(NumberText.thousands(row + 1))",
        hint: "weights are 0 or more")
    }
    let largest = values.max() ?? 0
    guard largest > 0 else {
      throw SamplingError("the weights `\(name)` are all zero", hint: "no row could be drawn")
    }
    self.values = values.map { $0 / largest }
    positiveCount = self.values.count { $0 > 0 }
  }
}

extension Sampling {
  /// Rows drawn one after the other without replacement, each time in proportion to the weights of those left; ascending.
  ///
  /// Algorithm A-ES (Efraimidis and Spirakis, "Weighted random sampling with a reservoir", 2006): the rows with the
  /// largest log(u) / weight. Rows of weight zero are never drawn; more rows than have a weight is an error.
  package static func takeWeighted(
    _ weights: Weights, amount: SampleAmount, seed: UInt64
  ) throws(SamplingError) -> Drawn {
    let count = try wanted(amount, of: weights.values.count)
    guard count <= weights.positiveCount else {
      throw SamplingError(
        "\(NumberText.count(count, "row")) wanted, and \(NumberText.thousands(weights.positiveCount)) have a weight above zero",
        hint: "take fewer rows")
    }
    var stream = RandomStream(seed: seed, stream: 0)
    var largest = KeyHeap()
    for (row, weight) in weights.values.enumerated() {
      let uniform = Double((stream.next() >> 11) + 1) * 0x1p-53
      guard weight > 0 else { continue }
      let entry = (key: logarithm(uniform) / weight, number: Int32(row))
      if largest.count < count {
        largest.insert(entry)
      } else if let smallest = largest.first, KeyHeap.isBefore(smallest, entry) {
        largest.replaceFirst(with: entry)
      }
    }
    return Drawn(RowDraw(largest.entries.map(\.number).sorted()))
  }
}
