extension Chart {
  /// Something said about places of the scales rather than about rows.
  package enum Annotation: Sendable, Hashable {
    /// A line across at a value of x, dashed, with its label above.
    case ruleX(Double, String)
    /// A line across at a value of y, dashed, with its label at its end.
    case ruleY(Double, String)
    /// A tint between two values of x.
    case bandX(ClosedRange<Double>, String)
    /// A tint between two values of y.
    case bandY(ClosedRange<Double>, String)
    /// A straight dashed line between two points, such as the diagonal of chance, its label along it.
    case line(Point, Point, String)
    /// A ring about a point, with a label beside it.
    case point(Point, String)
    /// Words at a point.
    case text(Point, String)
  }

  package struct Point: Sendable, Hashable {
    package var x: Double
    package var y: Double

    package init(_ x: Double, _ y: Double) {
      self.x = x
      self.y = y
    }
  }
}
