import Frame

extension FitRequest {
  /// The same rows with those of a query one behind the other, as libxgboost wants them: queries in the order in which they first
  /// occur, the rows of each in their own.
  func sortedByGroup() throws(LearningError) -> FitRequest {
    guard let groups else { return self }
    guard groups.count == matrix.rowCount else {
      throw LearningError("\(matrix.rowCount) rows of features stand beside \(groups.count) queries")
    }
    guard weights == nil else {
      throw LearningError(
        "a ranking learns from the order of rows, and rows of a query have no weights of their own",
        hint: "leave `weight` out")
    }
    var sorted = self
    let order = GroupOrder.rows(groups)
    sorted.matrix = matrix.rows(order)
    sorted.target = target.rows(order)
    sorted.groups = order.map { groups[Int($0)] }
    if var rows = validation {
      guard let own = rows.groups, own.count == rows.matrix.rowCount else {
        throw LearningError("the rows of `validate on` belong to no queries")
      }
      let order = GroupOrder.rows(own)
      rows.matrix = rows.matrix.rows(order)
      rows.target = rows.target.rows(order)
      rows.groups = order.map { own[Int($0)] }
      sorted.validation = rows
    }
    return sorted
  }
}

/// Rows with those of a query one behind the other.
enum GroupOrder {
  /// The numbers of the rows: queries as they first occur, the rows of each in their own order.
  static func rows(_ groups: [Int32]) -> [Int32] {
    var places: [Int32: Int] = [:]
    var rows: [[Int32]] = []
    for (row, group) in groups.enumerated() {
      let place = places[group] ?? rows.count
      if place == rows.count {
        places[group] = place
        rows.append([])
      }
      rows[place].append(Int32(row))
    }
    return Array(rows.joined())
  }

  /// How many rows each query has, where they stand one behind the other.
  static func sizes(_ groups: [Int32]) -> [UInt32] {
    var sizes: [UInt32] = []
    for (row, group) in groups.enumerated() {
      if row > 0, groups[row - 1] == group { sizes[sizes.count - 1] += 1 } else { sizes.append(1) }
    }
    return sizes
  }
}
