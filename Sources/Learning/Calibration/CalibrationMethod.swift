/// How the probabilities of a model are brought in line with what happens.
package enum CalibrationMethod: String, Sendable, CaseIterable {
  /// A logistic curve over the log-odds of each class (Platt, 1999).
  case sigmoid
  /// The best rising step curve of each class (Zadrozny and Elkan, 2002); needs about a thousand rows.
  case isotonic
  /// All log-probabilities divided by one number (Guo and others, 2017): never changes which class is most probable.
  case temperature
}

/// A curve that has been fitted to what a model said of rows it had not seen, and to what they were.
enum Calibration: Sendable, Equatable {
  /// One curve a class, or one for the second of two classes.
  case sigmoid([SigmoidCurve])
  case isotonic([IsotonicCurve])
  /// The divisor of the log-probabilities, above 0.
  case temperature(Double)

  /// Fits `method`. Fails where a class has no row, or all rows: there is nothing to calibrate against.
  ///
  /// - Parameters:
  ///   - prediction: of classes, by models that have not seen the rows.
  ///   - truth: the position of each row's class among the labels.
  ///   - weights: of the rows; nil: all count the same.
  init(
    _ method: CalibrationMethod, _ prediction: Prediction, truth: [Int32], weights: [Double]?
  ) throws(LearningError) {
    guard let (labels, _) = prediction.ofClasses else {
      throw LearningError("only classes have probabilities to calibrate")
    }
    for (code, label) in labels.enumerated() {
      let rows = truth.reduce(0) { $0 + (Int($1) == code ? 1 : 0) }
      guard rows > 0, rows < truth.count else {
        throw LearningError(
          "\(rows == 0 ? "no" : "every") row is of the class `\(label)`, so it cannot be calibrated")
      }
    }
    let curves = labels.count == 2 ? [1] : Array(labels.indices)
    switch method {
    case .sigmoid:
      self = .sigmoid(
        curves.map { code in
          SigmoidCurve(
            Calibration.logits(prediction, of: code), truth.map { Int($0) == code }, weights: weights)
        })
    case .isotonic:
      self = .isotonic(
        curves.map { code in
          IsotonicCurve(prediction.score(of: code), truth.map { Int($0) == code }, weights: weights)
        })
    case .temperature:
      self = .temperature(Calibration.temperature(prediction, truth: truth, weights: weights))
    }
  }

  /// The calibrated probabilities. Those of several classes are divided by their sum; where it is 0 they are even.
  func apply(to prediction: Prediction) -> Prediction {
    guard let (labels, values) = prediction.ofClasses else { return prediction }
    switch self {
    case .sigmoid(let curves):
      return Calibration.assembled(
        labels,
        curves.indices.map { index in
          let code = curves.count == 1 ? 1 : index
          return Calibration.logits(prediction, of: code).map(curves[index].probability)
        })
    case .isotonic(let curves):
      return Calibration.assembled(
        labels,
        curves.indices.map { index in
          prediction.score(of: curves.count == 1 ? 1 : index).map(curves[index].probability)
        })
    case .temperature(let divisor):
      let isScore = if case .scores = prediction { true } else { false }
      var result: [Double] = []
      result.reserveCapacity(values.count)
      for start in stride(from: 0, to: values.count, by: labels.count) {
        let row = values[start..<start + labels.count].map { isScore ? $0 : Calibration.logarithm($0) }
        result += Calibration.softmax(row, divisor)
      }
      return .probabilities(labels: labels, values: result)
    }
  }

  /// Whether the curves fit a model of so many classes.
  func fits(classes: Int) -> Bool {
    switch self {
    case .sigmoid(let curves): curves.count == (classes == 2 ? 1 : classes)
    case .isotonic(let curves): curves.count == (classes == 2 ? 1 : classes)
    case .temperature: true
    }
  }

  /// The log-odds of a class against all others; of a model without probabilities its score.
  private static func logits(_ prediction: Prediction, of code: Int) -> [Double] {
    let scores = prediction.score(of: code)
    if case .scores = prediction { return scores }
    return scores.map { logarithm($0) - logarithm(1 - $0) }
  }

  /// Probabilities of 0 count as the smallest normal number.
  private static func logarithm(_ probability: Double) -> Double {
    Elementary.log(max(probability, .leastNormalMagnitude))
  }

  private static func assembled(_ labels: [String], _ columns: [[Double]]) -> Prediction {
    if labels.count == 2 {
      return .probabilities(labels: labels, values: columns[0].flatMap { [1 - $0, $0] })
    }
    var values: [Double] = []
    for row in columns[0].indices {
      let odds = columns.map { $0[row] }
      let sum = FixedOrder.sum(odds)
      values += odds.map { sum > 0 ? $0 / sum : 1 / Double(labels.count) }
    }
    return .probabilities(labels: labels, values: values)
  }

  private static func softmax(_ row: [Double], _ divisor: Double) -> [Double] {
    let largest = row.max() ?? 0
    let powers = row.map { Elementary.exp(($0 - largest) / divisor) }
    let sum = FixedOrder.sum(powers)
    return powers.map { $0 / sum }
  }

  /// The divisor under which the true classes are most likely, between e⁻⁵ and e⁵.
  private static func temperature(_ prediction: Prediction, truth: [Int32], weights: [Double]?) -> Double {
    guard let (labels, values) = prediction.ofClasses else { return 1 }
    let isScore = if case .scores = prediction { true } else { false }
    let logs = isScore ? values : values.map(logarithm)
    let logarithmOfBest = BrentMinimum.find(in: -5...5, tolerance: 1e-10) { logDivisor in
      let divisor = Elementary.exp(logDivisor)
      let losses = truth.indices.map { row in
        let scores = logs[row * labels.count..<(row + 1) * labels.count]
        let largest = scores.max() ?? 0
        let sum = FixedOrder.sum(scores.map { Elementary.exp(($0 - largest) / divisor) })
        let own = (scores[scores.startIndex + Int(truth[row])] - largest) / divisor
        return (Elementary.log(sum) - own) * (weights?[row] ?? 1)
      }
      return FixedOrder.sum(losses)
    }
    return Elementary.exp(logarithmOfBest)
  }
}
