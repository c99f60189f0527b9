import Canonical

/// `bucket`: numbers into bins, as scikit-learn's `KBinsDiscretizer`.
///
/// The column becomes a category whose levels are ranges, in order; values outside the training range fall into
/// the outer bins. Where nothing encodes it later, it passes as the number of its bin, from 0.
struct Bucket: ColumnMap {
  static let name = "bucket"

  static let spec = ColumnwiseStep<Bucket>.spec(
    name, summary: "puts numbers into bins", meaningVersion: 2,
    hyperparameters: [
      Hyperparameter("bins", .integer(2...1000), default: .integer(5), summary: "the number of bins"),
      Hyperparameter(
        "by", .choice(["quantile", "uniform"]), default: .text("quantile"),
        summary: "bins with the same number of rows, or of the same width"),
      Hyperparameter(
        "edges", .scalars,
        summary: "instead: where one bin ends and the next begins, ascending; `[18, 65]` makes three bins"),
    ])

  /// Where one bin ends and the next begins, ascending; one fewer than bins.
  private let cuts: [Double]
  private let labels: [String]
  /// The number of bins asked for. There are fewer where many rows have the same value.
  private let asked: Int

  var learned: String {
    let fewer = labels.count < asked ? ", not \(asked): values repeat" : ""
    if cuts.isEmpty { return "one bin" + fewer }
    let shown = cuts.prefix(9).map { NumberText.significant($0, 4) }.joined(separator: ", ")
    return "\(labels.count) bins cut at \(shown)" + (cuts.count > 9 ? ", …" : "") + fewer
  }

  static func accepts(_ kind: WorkingKind) -> Acceptance { .ofNumbers(kind, hint: "only numbers have bins") }

  static func plan(_ name: String, _ kind: WorkingKind, _ options: Options) throws(StepFailure) -> WorkingKind
  {
    guard options.isWritten("edges") else { return .bins }
    guard !options.isWritten("bins"), !options.isWritten("by") else {
      throw StepFailure("`edges` says what the bins are, so `bins` and `by` cannot stand beside it")
    }
    guard let edges = options.numbers("edges"), zip(edges, edges.dropFirst()).allSatisfy(<) else {
      throw StepFailure("`edges` are numbers in ascending order", hint: "for instance `edges: [18, 65]`")
    }
    return .bins
  }

  init(_ name: String, _ values: WorkingValues, _ options: Options) throws(LearningError) {
    if let edges = options.numbers("edges") {
      self.init(cuts: edges, asked: edges.count + 1)
      return
    }
    let sorted = try presentValues(Bucket.name, name, values).sorted()
    let bins = options.integer("bins") ?? 5
    guard (sorted[sorted.count - 1] - sorted[0]).isFinite else {
      throw LearningError("the values of `\(name)` are too far apart to compute their range")
    }
    let edges =
      options.text("by") == "uniform"
      ? Bucket.uniformEdges(sorted, bins) : Bucket.quantileEdges(sorted, bins)
    self.init(cuts: Array(edges.dropFirst().dropLast()), asked: bins)
  }

  static func learn(
    _ name: String, _ values: WorkingValues, _ options: Options
  ) throws(LearningError) -> LearnedMap<Bucket> {
    var learned = LearnedMap(map: try Bucket(name, values, options))
    let (made, asked) = (learned.map.labels.count, learned.map.asked)
    if made < asked {
      learned.remark = StepRemark(
        .fewerBins,
        "`bucket` makes \(NumberText.count(made, "bin")) of `\(name)`, not \(asked): values repeat, and bins without a width are left out",
        hint: made == 1 ? "drop the column, or write `edges`" : "`bins: \(made)`, or `by: uniform`")
    }
    return learned
  }

  private init(cuts: [Double], asked: Int) {
    self.cuts = cuts
    self.asked = asked
    labels = Bucket.labels(cuts)
  }

  /// Quantiles at equal steps; an edge within 1e-8 of the one before it is left out.
  private static func quantileEdges(_ sorted: [Double], _ bins: Int) -> [Double] {
    let quantiles = (0...bins).map { Moments.quantile(ofSorted: sorted, Double($0) / Double(bins)) }
    var edges: [Double] = []
    for (index, edge) in quantiles.enumerated() where index == 0 || edge - quantiles[index - 1] > 1e-8 {
      edges.append(edge)
    }
    return edges
  }

  private static func uniformEdges(_ sorted: [Double], _ bins: Int) -> [Double] {
    let low = sorted[0]
    let high = sorted[sorted.count - 1]
    guard low < high else { return [low, high] }
    let step = (high - low) / Double(bins)
    return (0...bins).map { $0 == bins ? high : low + Double($0) * step }
  }

  /// `< 20`, `[20, 28)`, `≥ 28`, with as many digits as tell the cuts apart.
  private static func labels(_ cuts: [Double]) -> [String] {
    guard let first = cuts.first, let last = cuts.last else { return ["all"] }
    let rounded = cuts.map { NumberText.significant($0, 4) }
    let distinct = NameIndex.firstDuplicate(in: rounded) == nil
    let texts = distinct ? rounded : cuts.map(NumberText.exact)
    let middle = zip(texts, texts.dropFirst()).map { "[\($0), \($1))" }
    return ["< \(distinct ? texts[0] : NumberText.exact(first))"] + middle
      + ["≥ \(distinct ? texts[texts.count - 1] : NumberText.exact(last))"]
  }

  func apply(
    to values: WorkingValues, of name: String, rowCount: Int, unknown: inout [UnknownLevel]
  ) throws(LearningError) -> WorkingValues {
    guard let numbers = values.numbers else { throw mismatch(Bucket.name, name) }
    return .codes(numbers.map { $0.isNaN ? -1 : bin(of: $0) }, levels: labels, .bins)
  }

  /// The number of cuts that `value` has reached.
  private func bin(of value: Double) -> Int32 {
    var low = 0
    var high = cuts.count
    while low < high {
      let middle = (low + high) / 2
      if cuts[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return Int32(low)
  }

  func encode(into writer: inout ByteWriter) {
    writer.write(cuts)
    writer.write(asked)
  }

  init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    let cuts = try reader.readDoubles()
    guard cuts.allSatisfy(\.isFinite), zip(cuts, cuts.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw DecodingFailure("bins that are not in order")
    }
    self.init(cuts: cuts, asked: try reader.readInt())
  }
}
