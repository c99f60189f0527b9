/// Sets of classes, or intervals of numbers, that hold the truth as often as is asked for: split conformal prediction
/// (V. Vovk, A. Gammerman and G. Shafer 2005; classes by the probability of the true one, as in M. Sadinle, J. Lei and
/// L. Wasserman, "Least Ambiguous Set-Valued Classifiers", 2019).
package struct ConformalPrediction: Sendable, Hashable {
  /// The share of sets that is to hold the truth.
  package var level: Double
  /// The rows that the sets were calibrated on.
  package var calibrationRows: Int
  /// Classes: those with at least 1 − this probability are in the set. Numbers: half the width of the interval.
  package var reach: Double
  /// The share of the rows judged whose set holds the truth.
  package var coverage: Double
  /// The mean number of classes in a set, or the width of the intervals.
  package var size: Double
  /// Classes: how many rows have sets of no class, of one, and of more.
  package var sizes: [Int]

  /// Fails where a model gives no probabilities, and where there are too few rows to calibrate on.
  package init(level: Double, calibration: Evaluated, judged: Evaluated) throws(LearningError) {
    self.level = level
    calibrationRows = calibration.count
    let strangeness = try Self.strangeness(calibration).sorted()
    // A level such as 0.55 is no sum of powers of two: of 99 rows it asks for the 55th, and not for the 56th.
    let place = Int((Double(strangeness.count + 1) * level - 1e-9).rounded(.up))
    guard place <= strangeness.count else {
      let wanted = Int((level / (1 - level) - 1e-9).rounded(.up))
      throw LearningError(
        "\(strangeness.count) rows are too few to calibrate sets that hold the truth so often",
        hint: "\(wanted) rows are needed at least")
    }
    let reach = strangeness[place - 1]
    self.reach = reach
    if let (truth, predicted) = judged.numbers {
      coverage = Double(zip(truth, predicted).count { ($0 - $1).magnitude <= reach }) / Double(judged.count)
      size = 2 * reach
      sizes = []
    } else {
      guard let values = judged.probabilities else { throw Self.withoutProbabilities }
      let width = judged.labels.count
      var counts = [0, 0, 0]
      var (held, members) = (0, 0)
      for row in 0..<judged.count {
        let set = Self.classes(of: values[row * width..<(row + 1) * width], within: reach)
        counts[min(set.count, 2)] += 1
        members += set.count
        if set.contains(Int(judged.truthCodes[row])) { held += 1 }
      }
      coverage = Double(held) / Double(judged.count)
      size = Double(members) / Double(judged.count)
      sizes = counts
    }
  }

  /// The positions of the classes that are in a set: those whose probability lacks no more than `reach` of being certain.
  static func classes(of probabilities: ArraySlice<Double>, within reach: Double) -> [Int] {
    probabilities.enumerated().filter { 1 - $1 <= reach }.map(\.offset)
  }

  package init(
    level: Double, calibrationRows: Int, reach: Double, coverage: Double, size: Double, sizes: [Int]
  ) {
    self.level = level
    self.calibrationRows = calibrationRows
    self.reach = reach
    self.coverage = coverage
    self.size = size
    self.sizes = sizes
  }

  private static let withoutProbabilities = LearningError(
    "the model gives no probabilities, which conformal sets are made of",
    hint: "`calibrate sigmoid` where it is trained makes them")

  private static func strangeness(_ evaluated: Evaluated) throws(LearningError) -> [Double] {
    if let (truth, predicted) = evaluated.numbers { return zip(truth, predicted).map { ($0 - $1).magnitude } }
    guard let values = evaluated.probabilities else { throw withoutProbabilities }
    return evaluated.truthCodes.enumerated().map { row, code in
      1 - values[row * evaluated.labels.count + Int(code)]
    }
  }
}
