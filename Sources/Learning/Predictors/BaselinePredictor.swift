import Canonical
import Frame

/// A fitted baseline: it reads no feature, and takes any matrix.
package struct BaselinePredictor: Predictor {
  package static let kind = "baseline"

  /// How a baseline predicts.
  enum Strategy: String, CaseIterable {
    /// The most frequent class, with certainty; ties to the first in byte order.
    case majority
    /// The classes' shares, for every row.
    case prior
    /// One class a row, drawn by the shares, with certainty.
    case stratified
    /// Even odds; the class of a row is drawn evenly, and stands out by 2⁻⁴⁰ alone.
    case uniform
    case mean, median
    /// The value of the last row: the naive forecast.
    case previous

    var tasks: Set<Task> {
      switch self {
      case .majority, .prior, .stratified, .uniform: [.classification]
      case .mean, .median: [.regression]
      case .previous: [.classification, .regression]
      }
    }
  }

  private let strategy: Strategy
  package let classes: [String]?
  /// The shares of the classes (for `majority` and `previous`: one of them is 1), or the one number.
  private let levels: [Double]
  private let seed: UInt64

  init(classesOf request: FitRequest, labels: [String], codes: [Int32], strategy: Strategy) {
    let weights = request.weights ?? [Double](repeating: 1, count: codes.count)
    var shares = [Double](repeating: 0, count: labels.count)
    for (code, weight) in zip(codes, weights) { shares[Int(code)] += weight }
    let total = FixedOrder.sum(shares)
    shares = shares.map { $0 / total }
    var certain: Int?
    if strategy == .majority {
      certain = shares.indices.reduce(0) { shares[$1] > shares[$0] ? $1 : $0 }
    } else if strategy == .previous {
      certain = codes.last.map(Int.init)
    }
    if let certain { shares = shares.indices.map { $0 == certain ? 1 : 0 } }
    self.init(strategy: strategy, classes: labels, levels: shares, seed: request.seed)
  }

  init(numbersOf request: FitRequest, values: [Double], strategy: Strategy) {
    let level: Double =
      switch strategy {
      case .median: BaselinePredictor.median(values, weights: request.weights)
      case .previous: values[values.count - 1]
      default: Moments.mean(values, weights: request.weights)
      }
    self.init(strategy: strategy, classes: nil, levels: [level], seed: request.seed)
  }

  private init(strategy: Strategy, classes: [String]?, levels: [Double], seed: UInt64) {
    self.strategy = strategy
    self.classes = classes
    self.levels = levels
    let draws = strategy == .stratified || strategy == .uniform
    self.seed = draws ? seed : 0
  }

  /// The median; with weights, the lowest value at which half of the weight is reached.
  static func median(_ values: [Double], weights: [Double]?) -> Double {
    guard let weights else { return Moments.median(ofSorted: values.sorted()) }
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    let half = FixedOrder.sum(weights) / 2
    var sum = 0.0
    for index in order {
      sum += weights[index]
      if sum >= half { return values[index] }
    }
    return values[order[order.count - 1]]
  }

  package var featureNames: [String] { [] }
  package var parameterCount: Int { levels.count }
  package var importance: [FeatureImportance] { [] }
  package var importanceMeaning: String { "" }

  package var facts: [ModelFact] {
    var facts = [ModelFact("strategy", strategy.rawValue)]
    if let classes {
      if let certain = levels.firstIndex(of: 1) {
        facts.append(ModelFact("always predicts", classes[certain]))
      }
    } else {
      facts.append(ModelFact("always predicts", NumberText.significant(levels[0], 6)))
    }
    return facts
  }

  package func predict(_ matrix: FeatureMatrix) throws(LearningError) -> Prediction {
    guard let classes else {
      return .values([Double](repeating: levels[0], count: matrix.rowCount))
    }
    var values: [Double] = []
    values.reserveCapacity(matrix.rowCount * classes.count)
    for row in 0..<matrix.rowCount { values += probabilities(row) }
    return .probabilities(labels: classes, values: values)
  }

  private func probabilities(_ row: Int) -> [Double] {
    switch strategy {
    case .stratified:
      let drawn = draw(row)
      return levels.indices.map { $0 == drawn ? 1 : 0 }
    case .uniform:
      var stream = RandomStream(seed: seed, stream: UInt64(row))
      let drawn = stream.next(below: levels.count)
      let even = 1 / Double(levels.count)
      let nudge = even * 0x1p-40
      return levels.indices.map { $0 == drawn ? even + nudge : even - nudge / Double(levels.count - 1) }
    default: return levels
    }
  }

  private func draw(_ row: Int) -> Int {
    var stream = RandomStream(seed: seed, stream: UInt64(row))
    var left = stream.nextDouble()
    for (code, share) in levels.enumerated() {
      left -= share
      if left < 0 { return code }
    }
    return levels.lastIndex { $0 > 0 } ?? 0
  }
}

extension BaselinePredictor {
  package func encode(into writer: inout ByteWriter) {
    writer.write(strategy.rawValue)
    writer.write(optional: classes) { $0.write(each: $1) { $0.write($1) } }
    writer.write(levels)
    writer.write(seed)
  }

  package init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    let name = try reader.readString()
    classes = try reader.readOptional { reader throws(DecodingFailure) in try readLabels(from: &reader) }
    levels = try reader.readDoubles()
    seed = try reader.readUInt64()
    guard let strategy = Strategy(rawValue: name),
      strategy.tasks.contains(classes == nil ? .regression : .classification),
      levels.count == classes?.count ?? 1, (classes?.count ?? 2) >= 2, levels.allSatisfy(\.isFinite),
      classes == nil || levels.allSatisfy({ (0...1).contains($0) })
    else { throw DecodingFailure("a baseline whose parts do not fit") }
    self.strategy = strategy
  }
}
