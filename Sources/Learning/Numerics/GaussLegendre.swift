/// The rule of Gauss and Legendre on the interval from 0 to 1: exact for polynomials of a degree below twice its number of points.
struct GaussLegendre {
  /// Ascending, all between 0 and 1.
  let points: [Double]
  /// Positive, with the sum 1.
  let weights: [Double]

  /// - Parameter count: at least one.
  init(points count: Int) {
    var points = [Double](repeating: 0.5, count: count)
    var weights = [Double](repeating: 1, count: count)
    for index in 0..<(count + 1) / 2 {
      let (root, slope) = GaussLegendre.root(index, of: count)
      let weight = 1 / ((1 - root * root) * slope * slope)
      points[index] = (1 - root) / 2
      points[count - 1 - index] = (1 + root) / 2
      weights[index] = weight
      weights[count - 1 - index] = weight
    }
    self.points = points
    self.weights = weights
  }

  /// A root of the Legendre polynomial by Newton's method, from the largest on, and the slope there.
  private static func root(_ index: Int, of degree: Int) -> (root: Double, slope: Double) {
    var x = Elementary.cos(Double.pi * (Double(index) + 0.75) / (Double(degree) + 0.5))
    if 2 * index + 1 == degree { x = 0 }
    var slope = 1.0
    for _ in 0..<100 {
      var (last, value) = (1.0, x)
      for k in stride(from: 2, through: degree, by: 1) {
        let k = Double(k)
        (last, value) = (value, ((2 * k - 1) * x * value - (k - 1) * last) / k)
      }
      slope = Double(degree) * (x * value - last) / (x * x - 1)
      let step = value / slope
      x -= step
      if step.magnitude <= 1e-16 { break }
    }
    return (x, slope)
  }
}
