/// Which numbers can be drawn: finite, and small enough that differences of two are finite too.
extension Double {
  var isDrawable: Bool { magnitude <= 1e300 }
}

extension Sequence<Double> {
  /// The smallest and largest drawable value; nil when there is none.
  var drawableBounds: (low: Double, high: Double)? {
    var bounds: (low: Double, high: Double)?
    for value in self where value.isDrawable {
      bounds = (Swift.min(bounds?.low ?? value, value), Swift.max(bounds?.high ?? value, value))
    }
    return bounds
  }
}
