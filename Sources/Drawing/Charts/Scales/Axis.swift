/// The values that an axis covers, the shape of its scale and its ticks, without a place on the canvas.
struct Axis {
  enum Shape: Hashable {
    case linear, log, sqrt
    case time
    case band
  }

  struct Tick: Hashable {
    var value: Double
    var label: String
  }

  var shape: Shape
  /// The ends, as the shape transforms them.
  var low: Double
  var high: Double
  var ticks: [Tick]
  var categories: [String] = []

  init(shape: Shape, low: Double, high: Double, ticks: [Tick], categories: [String] = []) {
    self.shape = shape
    self.low = Axis.transformed(low, shape)
    self.high = Axis.transformed(high, shape)
    self.ticks = ticks
    self.categories = categories
  }

  /// Where `value` stands on a straight line; NaN where the shape has no place for it.
  static func transformed(_ value: Double, _ shape: Shape) -> Double {
    switch shape {
    case .linear, .time, .band: value
    case .log: value > 0 && value.isFinite ? Logarithm.base10(value) : .nan
    case .sqrt: value >= 0 ? value.squareRoot() : .nan
    }
  }

  /// Whether `value` lies between the ends, give or take what rounding may have moved.
  func contains(_ value: Double) -> Bool {
    let place = Axis.transformed(value, shape)
    let slack = (high - low).magnitude * 1e-9
    return place >= low - slack && place <= high + slack
  }

  func placed(from start: Double, to end: Double) -> PlacedAxis {
    PlacedAxis(axis: self, line: LinearScale(low, high, from: start, to: end))
  }
}

/// An axis between two pixels.
struct PlacedAxis {
  let axis: Axis
  let line: LinearScale

  var start: Double { line.start }
  var end: Double { line.end }

  func callAsFunction(_ value: Double) -> Double { line(Axis.transformed(value, axis.shape)) }

  /// The pixels between two neighbouring categories.
  var step: Double { (end - start).magnitude / Double(max(axis.categories.count, 1)) }

  /// The nearer end, for what would stand beyond.
  func held(_ pixel: Double) -> Double { min(max(pixel, min(start, end)), max(start, end)) }
}
