import Canonical

/// Rows cut into folds for cross-validation: each fold is held out once, and a model is trained on other rows.
package struct Folds: Sendable, Hashable {
  /// One round: what to train on, and what to judge on.
  package struct Fold: Sendable, Hashable {
    package var training: RowDraw
    package var validation: RowDraw
  }

  enum Plan: Sendable, Hashable {
    /// The fold of each row, once for each repeat.
    case parts([[Int32]])
    /// Rows in their order, and for each fold where training ends and between which positions the fold lies.
    case along([Int32], [Run])
  }

  struct Run: Sendable, Hashable {
    var trainingEnd: Int
    var start: Int
    var end: Int
  }

  /// Folds of each repeat.
  package let count: Int
  let plan: Plan

  init(count: Int, plan: Plan) {
    self.count = count
    self.plan = plan
  }

  /// How often the rows are cut into folds anew.
  package var repeats: Int {
    if case .parts(let repeats) = plan { repeats.count } else { 1 }
  }

  /// How many models a cross-validation trains.
  package var rounds: Int { count * repeats }

  /// The fold of a round, in `0 ..< rounds`; row numbers are those of the table, ascending.
  package func fold(_ round: Int) -> Fold {
    switch plan {
    case .parts(let repeats):
      let (codes, fold) = (repeats[round / count], Int32(round % count))
      return Fold(training: rows(codes) { $0 != fold }, validation: rows(codes) { $0 == fold })
    case .along(let order, let runs):
      let run = runs[round]
      return Fold(
        training: RowDraw(order[..<run.trainingEnd].sorted()),
        validation: RowDraw(order[run.start..<run.end].sorted()))
    }
  }

  private func rows(_ codes: [Int32], _ isIn: (Int32) -> Bool) -> RowDraw {
    RowDraw(codes.indices.filter { isIn(codes[$0]) }.map { Int32($0) })
  }
}

extension Sampling {
  /// Folds whose sizes differ by one row at most, drawn anew for each repeat.
  ///
  /// With `strata` each fold has its share of each stratum, to the row: rows are dealt out to the folds in turn, stratum
  /// after stratum, as scikit-learn's StratifiedKFold shares them out. A stratum with fewer rows than folds is an error.
  package static func folds(
    rowCount: Int, count: Int, repeats: Int = 1, strata: [Int32]? = nil, labels: [String] = [], seed: UInt64
  ) throws(SamplingError) -> Folds {
    try check(folds: count, of: rowCount, "row")
    let strata = try Strata(codes: strata, rowCount: rowCount, labels: labels)
    if strata.isStratified { try strata.requireRows(count) }
    return Folds(
      count: count,
      plan: .parts(
        (0..<max(1, repeats)).map { time in
          var shuffled = strata
          shuffled.shuffle(seed: repeatSeed(seed, time))
          var folds = [Int32](repeating: 0, count: rowCount)
          for (place, row) in shuffled.members.joined().enumerated() {
            folds[Int(row)] = Int32(place % count)
          }
          return folds
        }))
  }

  /// Folds that keep groups whole: from the largest to the smallest, equals in a random order, each group goes to the
  /// fold with the fewest rows, as in scikit-learn's GroupKFold. Fewer groups than folds is an error.
  package static func folds(
    groups: GroupedRows, count: Int, repeats: Int = 1, seed: UInt64
  ) throws(SamplingError) -> Folds {
    try check(folds: count, of: groups.labels.count, "group")
    let counts = groups.counts
    return Folds(
      count: count,
      plan: .parts(
        (0..<max(1, repeats)).map { time in
          let order = groups.shuffled(seed: repeatSeed(seed, time)).enumerated().sorted {
            (counts[$1.element], $0.offset) < (counts[$0.element], $1.offset)
          }
          var sizes = [Int](repeating: 0, count: count)
          var fold = [Int32](repeating: 0, count: counts.count)
          for (_, group) in order {
            let smallest = sizes.indices.min { (sizes[$0], $0) < (sizes[$1], $1) } ?? 0
            fold[group] = Int32(smallest)
            sizes[smallest] += counts[group]
          }
          return groups.codes.map { fold[Int($0)] }
        }))
  }

  /// Folds along the values of a column: each is judged by a model of all rows before it, but for the embargo.
  ///
  /// Sizes are those of scikit-learn's TimeSeriesSplit: rows / (folds + 1) for each fold, and the rest for the training
  /// of the first. Rows of one value stay together.
  package static func folds(
    along column: Column, name: String, count: Int, embargo: Embargo = .none
  ) throws(SamplingError) -> Folds {
    try check(folds: count, of: column.count - 1, "row")
    let order = try RowOrder(column, name: name)
    let size = column.count / (count + 1)
    let cuts = (0...count).map { order.nearestBoundary(to: column.count - (count - $0) * size) }
    var runs: [Folds.Run] = []
    for fold in 0..<count {
      let (start, end) = (cuts[fold], cuts[fold + 1])
      guard 0 < start, start < end else { throw .emptyRun(name, parts: count + 1) }
      let trainingEnd = order.end(of: 0..<start, before: embargo)
      guard trainingEnd > 0 else { throw .embargoedPart(fold + 1, rows: start) }
      runs.append(Folds.Run(trainingEnd: trainingEnd, start: start, end: end))
    }
    return Folds(count: count, plan: .along(order.rows, runs))
  }

  private static func check(folds: Int, of count: Int, _ noun: String) throws(SamplingError) {
    guard folds >= 2 else {
      throw SamplingError("\(NumberText.count(folds, "fold"))", hint: "cross-validation needs two at least")
    }
    guard folds <= count else {
      throw SamplingError(
        "\(NumberText.count(folds, "fold")) of \(NumberText.count(max(0, count), noun))",
        hint: "use fewer folds")
    }
  }

  /// The seed of a repeat; the first is that of a single time.
  private static func repeatSeed(_ seed: UInt64, _ time: Int) -> UInt64 {
    time == 0 ? seed : RandomStream.mixed(seed &+ UInt64(time) &* RandomStream.gamma)
  }
}

extension Folds {
  /// Writes the canonical bytes.
  package func encode(into writer: inout ByteWriter) {
    writer.write(count)
    switch plan {
    case .parts(let repeats):
      writer.write(true)
      writer.write(each: repeats) { $0.write($1) }
    case .along(let order, let runs):
      writer.write(false)
      writer.write(order)
      writer.write(each: runs) { writer, run in
        writer.write(run.trainingEnd)
        writer.write(run.start)
        writer.write(run.end)
      }
    }
  }

  /// Fails on folds that cannot be: codes and positions out of range, repeats of different lengths.
  package init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    count = try reader.readInt()
    guard (2...Int(Int32.max)).contains(count) else {
      throw DecodingFailure("a number of folds that cannot be")
    }
    let folds = count
    if try reader.readBool() {
      let repeats = try reader.readArray { reader throws(DecodingFailure) in try reader.readInt32s() }
      guard let first = repeats.first, repeats.allSatisfy({ $0.count == first.count }),
        repeats.allSatisfy({ $0.allSatisfy { $0 >= 0 && Int($0) < folds } })
      else { throw DecodingFailure("folds of rows that are not there") }
      plan = .parts(repeats)
    } else {
      let order = try reader.readInt32s()
      let runs = try reader.readArray { reader throws(DecodingFailure) in
        Run(trainingEnd: try reader.readInt(), start: try reader.readInt(), end: try reader.readInt())
      }
      guard runs.count == folds, order.allSatisfy({ $0 >= 0 && Int($0) < order.count }),
        runs.allSatisfy({
          0 <= $0.trainingEnd && $0.trainingEnd <= $0.start && $0.start <= $0.end && $0.end <= order.count
        })
      else { throw DecodingFailure("folds of rows that are not there") }
      plan = .along(order, runs)
    }
  }
}
