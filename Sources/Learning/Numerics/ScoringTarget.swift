/// A target made ready to be compared with many features: a division of the rows, or numbers.
struct ScoringTarget: Sendable {
  /// The part of each row, from 0: its class, or what its number falls into.
  let places: [Int32]
  /// How many rows each part has.
  let counts: [Double]
  /// The numbers, where the target is one.
  let numbers: [Double]?
  /// Of the numbers.
  let mean: Double
  let variance: Double

  /// - Parameter divides: numbers are to be cut into parts.
  init(_ target: Target, divides: Bool) {
    switch target {
    case .classes(let labels, let codes):
      self.init(places: codes, parts: labels.count, numbers: nil)
    case .numbers(let values):
      let cuts = divides ? Division.cuts(SortedValues(values, zeros: 0)) : []
      let places = divides ? values.map { Division.place(of: $0, cuts) } : []
      self.init(places: places, parts: cuts.count + 1, numbers: values)
    case .labels, .none:
      self.init(places: [Int32](repeating: 0, count: target.count), parts: 1, numbers: nil)
    }
  }

  private init(places: [Int32], parts: Int, numbers: [Double]?) {
    var counts = [Double](repeating: 0, count: parts)
    for place in places { counts[Int(place)] += 1 }
    self.places = places
    self.counts = counts
    self.numbers = numbers
    mean = numbers.map { Moments.mean($0) } ?? 0
    variance = numbers.map { [mean] in Moments.variance($0, mean: mean) } ?? 0
  }
}
