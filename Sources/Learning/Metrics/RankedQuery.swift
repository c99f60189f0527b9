/// The rows of one query in the order that scores give them.
struct RankedQuery: Sendable {
  /// By falling score.
  let relevance: [Double]
  /// Falling.
  let scores: [Double]

  init(relevance: [Double], scores: [Double]) {
    let order = scores.indices.sorted { scores[$0] > scores[$1] }
    self.relevance = order.map { relevance[$0] }
    self.scores = order.map { scores[$0] }
  }

  /// The queries in the order in which they first occur.
  static func all(_ relevance: [Double], _ scores: [Double], _ queries: [Int32]) -> [RankedQuery] {
    var places: [Int32: Int] = [:]
    var rows: [[Int]] = []
    for (row, code) in queries.enumerated() {
      let place = places[code] ?? rows.count
      if place == rows.count {
        places[code] = place
        rows.append([])
      }
      rows[place].append(row)
    }
    return rows.map { rows in
      RankedQuery(relevance: rows.map { relevance[$0] }, scores: rows.map { scores[$0] })
    }
  }

  /// K. Järvelin and J. Kekäläinen's (2002) sum of relevances, each divided by the logarithm of 1 + its place to the base of
  /// 2; rows with equal scores share the mean of their relevances.
  func discountedGain(cut: Int?) -> Double { RankedQuery.gain(relevance, keys: scores, cut: cut) }

  /// The discounted gain relative to that of the best order; 0 where no row is relevant.
  func normalizedGain(cut: Int?) -> Double {
    let sorted = relevance.sorted(by: >)
    let ideal = RankedQuery.gain(sorted, keys: sorted, cut: cut)
    return ideal == 0 ? 0 : discountedGain(cut: cut) / ideal
  }

  /// For each relevant row, how many rows are not below it, and how many relevant ones.
  var places: [(rows: Int, relevant: Int)] {
    var places: [(rows: Int, relevant: Int)] = []
    forEachRun { run in
      let tied = run.count { relevance[$0] > 0 }
      places += [(rows: Int, relevant: Int)](repeating: (run.upperBound, places.count + tied), count: tied)
    }
    return places
  }

  /// How many of the first `cut` rows are relevant: of rows with one score at the cut, their share.
  func relevant(among cut: Int) -> Double {
    var sum = 0.0
    forEachRun { run in
      let taken = min(run.upperBound, cut) - run.lowerBound
      guard taken > 0 else { return }
      sum += Double(run.count { relevance[$0] > 0 }) * Double(taken) / Double(run.count)
    }
    return sum
  }

  /// Runs of rows with one score.
  private func forEachRun(_ body: (Range<Int>) -> Void) {
    var start = 0
    while start < scores.count {
      var end = start + 1
      while end < scores.count, scores[end] == scores[start] { end += 1 }
      body(start..<end)
      start = end
    }
  }

  /// Runs of equal keys share the mean of their gains.
  private static func gain(_ gains: [Double], keys: [Double], cut: Int?) -> Double {
    var (sum, start) = (0.0, 0)
    while start < gains.count {
      var end = start + 1
      while end < gains.count, keys[end] == keys[start] { end += 1 }
      let mean = FixedOrder.sum(Array(gains[start..<end])) / Double(end - start)
      let last = min(end, cut ?? end)
      if start < last {
        sum +=
          mean * (start..<last).reduce(0.0) { $0 + 1 / (Elementary.log(Double($1) + 2) / Elementary.log(2)) }
      }
      start = end
    }
    return sum
  }
}
