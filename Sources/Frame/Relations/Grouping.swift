/// Rows that agree in all of some columns, as groups. A missing value is a value like any other here.
package struct Grouping: Sendable {
  /// The group of each row. Groups are numbered in the order of their first rows.
  package let codes: [Int32]
  /// The first row of each group.
  package let first: [Int32]

  package var count: Int { first.count }

  /// All rows as one group, also where there are none, unless there are columns to group by. O(rows).
  package init(by columns: [Column], rows: Int) {
    guard let column = columns.first else {
      self.init(codes: [Int32](repeating: 0, count: rows), first: [0])
      return
    }
    var keys = KeyCodes([column]).countingMissing
    for column in columns.dropFirst() { keys = keys.crossed(with: KeyCodes([column]).countingMissing) }
    self.init(numbers: keys.codes[0], below: keys.count)
  }

  /// Rows with the same number are a group; rows with a negative one are in none.
  package init(numbers: [Int32]) {
    self.init(numbers: numbers, below: Int(numbers.max() ?? -1) + 1)
  }

  private init(numbers: [Int32], below count: Int) {
    var group = [Int32](repeating: -1, count: count)
    var first: [Int32] = []
    var codes = numbers
    for row in codes.indices where codes[row] >= 0 {
      let number = Int(codes[row])
      if group[number] < 0 {
        group[number] = Int32(truncatingIfNeeded: first.count)
        first.append(Int32(truncatingIfNeeded: row))
      }
      codes[row] = group[number]
    }
    self.init(codes: codes, first: first)
  }

  private init(codes: [Int32], first: [Int32]) {
    self.codes = codes
    self.first = first
  }

  /// How many rows each group has.
  package var sizes: [Int] {
    var sizes = [Int](repeating: 0, count: count)
    for code in codes where code >= 0 { sizes[Int(code)] += 1 }
    return sizes
  }

  /// The values of each group that are numbers, in the order of their rows.
  func gathered(_ values: [Double]) -> [[Double]] {
    var members = sizes.map { size in
      var list: [Double] = []
      list.reserveCapacity(size)
      return list
    }
    for (code, value) in zip(codes, values) where code >= 0 && !value.isNaN {
      members[Int(code)].append(value)
    }
    return members
  }
}
