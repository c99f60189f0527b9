/// How good it is to divide the rows of a node.
///
/// The score of a division is a sum over its two sides; what it gains over the score of the whole is the weighted decrease of
/// impurity. Sums are taken in the order of the rows.
protocol SplitCriterion {
  /// What is known of a row: its weight and its target.
  associatedtype Sample: BitwiseCopyable

  /// How many numbers describe a node.
  var outputs: Int { get }

  /// The weight of the node's rows.
  var weight: Double { get }
  /// The weight of the rows on the left.
  var leftWeight: Double { get }
  /// The score of the node undivided.
  var whole: Double { get }
  /// The score of the present division; both sides have a weight.
  var score: Double { get }
  /// The weight of the node times its impurity.
  var risk: Double { get }
  /// Whether all rows of the node have one target.
  var isPure: Bool { get }

  /// Takes the rows of a node, all of them on the right.
  mutating func begin(_ samples: UnsafeBufferPointer<Sample>)
  /// Brings all rows back to the right.
  mutating func restart()
  mutating func moveLeft(_ sample: Sample)
  /// Appends what the node predicts.
  func appendValue(to values: inout [Double])
}

/// A row of a classification.
struct ClassSample: BitwiseCopyable {
  let weight: Double
  let code: Int
}

/// A row of a regression.
struct NumberSample: BitwiseCopyable {
  let weight: Double
  /// The target, less the mean of all rows.
  let value: Double
}

/// The weights of the classes, of a whole and of its left side.
struct ClassTotals {
  let classes: Int
  private let room: Room<Double>
  private let counts: UnsafeMutablePointer<Double>

  init(classes: Int) {
    self.classes = classes
    room = Room(2 * classes)
    counts = room.base
  }

  @inline(__always)
  func left(_ code: Int) -> Double { counts[code] }

  @inline(__always)
  func all(_ code: Int) -> Double { counts[classes &+ code] }

  /// Whether one class has all the weight.
  var isOfOneClass: Bool { (0..<classes).count { all($0) > 0 } == 1 }

  @inline(__always)
  func addLeft(_ sample: ClassSample) { counts[sample.code] += sample.weight }

  func clearLeft() { for code in 0..<classes { counts[code] = 0 } }

  /// Counts the samples, and gives their weight.
  func begin(_ samples: UnsafeBufferPointer<ClassSample>) -> Double {
    for place in 0..<2 * classes { counts[place] = 0 }
    var weight = 0.0
    for sample in samples {
      counts[classes &+ sample.code] += sample.weight
      weight += sample.weight
    }
    return weight
  }

  /// The share of each class, or of the second of two.
  func appendShares(of weight: Double, to values: inout [Double]) {
    if classes == 2 {
      values.append(all(1) / weight)
    } else {
      for code in 0..<classes { values.append(all(code) / weight) }
    }
  }
}

/// The probability that two rows of the node are of different classes (Breiman, Friedman, Olshen and Stone, 1984).
struct Gini: SplitCriterion {
  private let totals: ClassTotals
  private(set) var weight = 0.0
  private(set) var leftWeight = 0.0
  private var square = 0.0
  private var leftSquare = 0.0
  private var rightSquare = 0.0

  init(classes: Int) { totals = ClassTotals(classes: classes) }

  var outputs: Int { totals.classes == 2 ? 1 : totals.classes }
  var whole: Double { square / weight }
  var risk: Double { weight - square / weight }
  var isPure: Bool { totals.isOfOneClass }

  @inline(__always)
  var score: Double { leftSquare / leftWeight + rightSquare / (weight - leftWeight) }

  mutating func begin(_ samples: UnsafeBufferPointer<ClassSample>) {
    weight = totals.begin(samples)
    square = 0
    for code in 0..<totals.classes { square += totals.all(code) * totals.all(code) }
    restart()
  }

  mutating func restart() {
    totals.clearLeft()
    leftWeight = 0
    leftSquare = 0
    rightSquare = square
  }

  @inline(__always)
  mutating func moveLeft(_ sample: ClassSample) {
    let left = totals.left(sample.code)
    let right = totals.all(sample.code) - left
    leftSquare += sample.weight * (2 * left + sample.weight)
    rightSquare -= sample.weight * (2 * right - sample.weight)
    leftWeight += sample.weight
    totals.addLeft(sample)
  }

  func appendValue(to values: inout [Double]) { totals.appendShares(of: weight, to: &values) }
}

/// The entropy of the classes, in bits: the information that the division gains.
struct ClassEntropy: SplitCriterion {
  private let totals: ClassTotals
  private(set) var weight = 0.0
  private(set) var leftWeight = 0.0
  private(set) var whole = 0.0

  init(classes: Int) { totals = ClassTotals(classes: classes) }

  var outputs: Int { totals.classes == 2 ? 1 : totals.classes }
  var risk: Double { -whole }
  var isPure: Bool { totals.isOfOneClass }

  /// `Σ n log n` of the classes less `N log N`, on both sides.
  var score: Double {
    let rightWeight = weight - leftWeight
    var sum = -ClassEntropy.term(leftWeight) - ClassEntropy.term(rightWeight)
    for code in 0..<totals.classes {
      let left = totals.left(code)
      sum += ClassEntropy.term(left) + ClassEntropy.term(totals.all(code) - left)
    }
    return sum
  }

  mutating func begin(_ samples: UnsafeBufferPointer<ClassSample>) {
    weight = totals.begin(samples)
    whole = -ClassEntropy.term(weight)
    for code in 0..<totals.classes { whole += ClassEntropy.term(totals.all(code)) }
    restart()
  }

  mutating func restart() {
    totals.clearLeft()
    leftWeight = 0
  }

  @inline(__always)
  mutating func moveLeft(_ sample: ClassSample) {
    leftWeight += sample.weight
    totals.addLeft(sample)
  }

  func appendValue(to values: inout [Double]) { totals.appendShares(of: weight, to: &values) }

  private static func term(_ count: Double) -> Double {
    count > 0 ? count * Elementary.log(count) / 0.6931471805599453 : 0
  }
}

/// The squared differences from the mean of the node.
struct SquaredError: SplitCriterion {
  /// The mean of all rows, which samples are told from.
  let centre: Double
  private(set) var weight = 0.0
  private(set) var leftWeight = 0.0
  private var sum = 0.0
  private var leftSum = 0.0
  private var squares = 0.0
  private(set) var isPure = true

  init(centre: Double) { self.centre = centre }

  var outputs: Int { 1 }
  var whole: Double { sum * sum / weight }
  var risk: Double { max(0, squares - sum * sum / weight) }

  @inline(__always)
  var score: Double {
    let right = sum - leftSum
    return leftSum * leftSum / leftWeight + right * right / (weight - leftWeight)
  }

  mutating func begin(_ samples: UnsafeBufferPointer<NumberSample>) {
    weight = 0
    sum = 0
    squares = 0
    let first = samples.first?.value
    isPure = true
    for sample in samples {
      let product = sample.weight * sample.value
      weight += sample.weight
      sum += product
      squares += product * sample.value
      if sample.value != first { isPure = false }
    }
    restart()
  }

  mutating func restart() {
    leftWeight = 0
    leftSum = 0
  }

  @inline(__always)
  mutating func moveLeft(_ sample: NumberSample) {
    leftWeight += sample.weight
    leftSum += sample.weight * sample.value
  }

  func appendValue(to values: inout [Double]) { values.append(centre + sum / weight) }
}

/// Memory that lives as long as this does, for what is written again and again while a tree grows.
final class Room<Element: BitwiseCopyable> {
  let base: UnsafeMutablePointer<Element>

  init(_ count: Int) { base = .allocate(capacity: max(count, 1)) }

  deinit { base.deallocate() }
}
