import Canonical

/// How the rows of a stratified sample are shared out among the strata.
package enum Allocation: Sendable, Hashable {
  /// In proportion to the rows of each stratum.
  case proportional
  /// The same number from each.
  case equal
  /// So that the mean of the values given is estimated as exactly as so many rows can: in proportion to rows times
  /// standard deviation (Neyman 1934). A value a row, NaN where it is missing; `name` for messages.
  case neyman([Double], name: String)
}

extension Strata {
  /// Rows to take of each stratum, `count` in all.
  ///
  /// With `equal` and `neyman` every stratum gives one row at least and all of its rows at most. Seats go one after the
  /// other to the largest N·S / √(n(n+1)), which is the exact optimum in whole rows (Wright, "The Equivalence of Neyman
  /// Optimum Allocation for Sampling and Equal Proportions for Apportioning the U.S. House of Representatives", 2012).
  func quotas(_ count: Int, _ allocation: Allocation) throws(SamplingError) -> [Int] {
    switch allocation {
    case .proportional: return Apportionment.shares(of: count, weights: sizes)
    case .equal: return try seats(count, weights: sizes.map { _ in 1 })
    case .neyman(let values, let name):
      let deviations = try deviations(of: values, name: name)
      return try seats(count, weights: zip(sizes, deviations).map { Double($0) * $1 })
    }
  }

  private func seats(_ count: Int, weights: [Double]) throws(SamplingError) -> [Int] {
    let sizes = sizes
    var seats = sizes.map { min($0, 1) }
    var left = count - seats.reduce(0, +)
    guard left >= 0 else {
      throw SamplingError(
        "\(NumberText.count(count, "row")) for \(NumberText.thousands(count - left)) strata",
        hint: "take a row of each at least, or use `allocation: proportional`")
    }
    var queue = KeyHeap()
    func queueUp(_ stratum: Int) {
      guard seats[stratum] < sizes[stratum] else { return }
      let taken = Double(seats[stratum])
      let claim = weights[stratum] / (taken * (taken + 1)).squareRoot()
      queue.insert((key: -claim, number: -Int32(stratum)))
    }
    for stratum in sizes.indices { queueUp(stratum) }
    while left > 0, let next = queue.removeFirst() {
      let stratum = Int(-next.number)
      seats[stratum] += 1
      left -= 1
      queueUp(stratum)
    }
    return seats
  }

  /// The standard deviation of the values in each stratum, with n − 1; the strata must have two values each.
  private func deviations(of values: [Double], name: String) throws(SamplingError) -> [Double] {
    guard values.allSatisfy({ !$0.isInfinite }) else {
      throw SamplingError("`\(name)` is infinite in some row", hint: "leave those rows out with `where`")
    }
    // Divided by the largest, so that no square overflows; what counts are the deviations beside each other.
    let largest = values.lazy.filter { !$0.isNaN }.map(\.magnitude).max() ?? 0
    let scale = largest > 0 ? 1 / largest : 1
    var deviations = [Double](repeating: 0, count: sizes.count)
    for (code, members) in members.enumerated() where !members.isEmpty {
      let known = members.sorted().map { values[Int($0)] * scale }.filter { !$0.isNaN }
      guard known.count > 1 else { throw .noDeviation(label(of: code), name: name, rows: members.count) }
      let mean = known.reduce(0, +) / Double(known.count)
      let squares = known.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      deviations[code] = (squares / Double(known.count - 1)).squareRoot()
    }
    guard deviations.contains(where: { $0 > 0 }) else {
      throw SamplingError(
        "`\(name)` is the same in all rows of each stratum", hint: "use `allocation: proportional`")
    }
    return deviations
  }
}

extension SamplingError {
  fileprivate static func noDeviation(_ label: String, name: String, rows: Int) -> SamplingError {
    SamplingError(
      "the stratum `\(label)` has \(rows == 1 ? "a single row" : "fewer than two values of `\(name)`"), and so no spread of `\(name)`",
      hint: "leave it out with `where`, or use `allocation: proportional` or `equal`")
  }
}
