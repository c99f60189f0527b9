extension Sampling {
  /// Rows at equal distances from a random start: exactly as many as wanted, and each row equally likely.
  ///
  /// The distance is rows divided by rows wanted and need not be whole; positions are computed in integers, so that
  /// no rounding favours a row (the fractional interval method: Särndal, Swensson and Wretman, "Model Assisted Survey
  /// Sampling", 1992, §3.4).
  package static func takeSystematic(
    rowCount: Int, amount: SampleAmount, seed: UInt64
  ) throws(SamplingError) -> Drawn {
    let count = try wanted(amount, of: rowCount)
    guard count > 0 else { return Drawn(RowDraw([])) }
    var stream = RandomStream(seed: seed, stream: 0)
    let start = stream.next(below: rowCount)
    let rows = (0..<count).map { Int32((start + $0 * rowCount) / count) }
    return Drawn(
      RowDraw(rows),
      facts: [
        DrawFact(.firstRow, Int(rows[0]) + 1), DrawFact(.step, Double(rowCount) / Double(count)),
      ])
  }

  /// The first rows as they stand: easy to get, and no random sample of anything.
  package static func takeFirst(rowCount: Int, amount: SampleAmount) throws(SamplingError) -> Drawn {
    let count = try wanted(amount, of: rowCount)
    return Drawn(RowDraw((0..<Int32(count)).map { $0 }))
  }
}
