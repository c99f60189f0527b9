extension Sampling {
  /// Rows drawn one by one from all rows, each as likely as any other every time; ascending, so repeats stand together.
  ///
  /// More rows than there are can be drawn. A draw from no rows is an error, unless no row is wanted.
  package static func takeReplacing(
    rowCount: Int, amount: SampleAmount, seed: UInt64
  ) throws(SamplingError) -> Drawn {
    let count = try wanted(amount, of: rowCount, replacing: true)
    var stream = RandomStream(seed: seed, stream: 0)
    var times = [Int32](repeating: 0, count: rowCount)
    for _ in 0..<count { times[stream.next(below: rowCount)] += 1 }
    return repeated(times, count: count)
  }

  /// Each row as often as `times` says, ascending.
  static func repeated(_ times: [Int32], count: Int) -> Drawn {
    var rows: [Int32] = []
    rows.reserveCapacity(count)
    var distinct = 0
    for (row, times) in times.enumerated() where times > 0 {
      distinct += 1
      for _ in 0..<times { rows.append(Int32(row)) }
    }
    return Drawn(
      RowDraw(rows),
      facts: [DrawFact(.distinctRows, distinct), DrawFact(.rowsOutOfBag, times.count - distinct)])
  }
}
