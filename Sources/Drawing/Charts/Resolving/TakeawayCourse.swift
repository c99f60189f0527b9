/// What lines, areas and bars over numbers say: where each series begins and ends, and its extremes where they lie between.
extension ChartTakeaway {
  /// The values of one series in the order of x.
  private struct Course {
    var name: String
    var points: [(x: Double, y: Double)]

    var first: (x: Double, y: Double) { points[0] }
    var last: (x: Double, y: Double) { points[points.count - 1] }
    var change: Double { last.y - first.y }
    var high: (x: Double, y: Double) { points.dropFirst().reduce(points[0]) { $1.y > $0.y ? $1 : $0 } }
    var low: (x: Double, y: Double) { points.dropFirst().reduce(points[0]) { $1.y < $0.y ? $1 : $0 } }
    var isConstant: Bool { high.y == low.y }

    /// nil where no row has a value.
    init?(_ name: String, _ rows: [MarkRow], isStacked: Bool) {
      self.name = name
      points = rows.compactMap { row in
        let y = isStacked ? (row.y == row.high ? row.high - row.low : row.low - row.high) : row.y
        return row.x.isDrawable && y.isDrawable ? (row.x, y) : nil
      }
      .sorted { $0.x < $1.x }
      if points.isEmpty { return nil }
    }

    /// Whether the value of a point is met at one of the ends as well.
    func isAtEnd(_ point: (x: Double, y: Double)) -> Bool { point.y == first.y || point.y == last.y }
  }

  func course(_ rows: [MarkRow], _ layer: ResolvedLayer) -> String {
    let isStacked = layer.layer.statistic.isStack
    let names = layer.isColored ? resolved.seriesNames ?? [] : []
    let courses =
      names.isEmpty
      ? [Course("", rows, isStacked: isStacked)].compactMap { $0 }
      : names.indices.compactMap { index in
        Course(names[index], rows.filter { $0.series == index }, isStacked: isStacked)
      }
    guard let only = courses.first else { return "\(yName) by \(xName)." }
    return courses.count == 1 ? alone(only) : together(courses)
  }

  private func alone(_ course: Course) -> String {
    let whose = course.name.isEmpty ? "" : " of \(course.name)"
    let head = "\(yName)\(whose) by \(xName): "
    let (first, last) = (course.first, course.last)
    if course.points.count == 1 { return "\(head)\(y(first.y)) at \(x(first.x)), the only point." }
    if course.isConstant, first.x < last.x {
      return "\(head)\(y(first.y)) throughout, from \(x(first.x)) to \(x(last.x))."
    }
    if course.points.count <= 3 {
      return head + Phrase.list(course.points.map { "\(y($0.y)) at \(x($0.x))" }) + "."
    }
    var extremes: [String] = []
    let (high, low) = (course.high, course.low)
    if !course.isAtEnd(high) { extremes.append("highest \(y(high.y)) at \(x(high.x))") }
    if !course.isAtEnd(low) { extremes.append("lowest \(y(low.y)) at \(x(low.x))") }
    return head + "from \(y(first.y)) at \(x(first.x)) to \(y(last.y)) at \(x(last.x))"
      + (extremes.isEmpty ? "" : "; " + extremes.joined(separator: ", ")) + "."
  }

  /// Several series: the ends of each, those that change most first where not all are named.
  private func together(_ courses: [Course]) -> String {
    let bounds = courses.flatMap { $0.points.map(\.x) }.drawableBounds
    let over = bounds.map { $0.low < $0.high ? " from \(x($0.low)) to \(x($0.high))" : " \(x($0.low))" } ?? ""
    let head = "\(yName) by \(xName)\(over): "
    if courses.allSatisfy(\.isConstant), Set(courses.map(\.first.y)).count == 1 {
      return head + "\(y(courses[0].first.y)) throughout for all \(courses.count) series."
    }
    let ranked =
      courses.count <= 4
      ? courses
      : courses.enumerated().sorted {
        ($1.element.change.magnitude, $0.offset) < ($0.element.change.magnitude, $1.offset)
      }.map(\.element)
    return head + Phrase.list(ranked.map(ends)) + "."
  }

  private func ends(_ course: Course) -> String {
    let (first, last) = (course.first, course.last)
    if course.points.count == 1 || first.x == last.x { return "\(course.name) \(y(last.y))" }
    if course.isConstant { return "\(course.name) \(y(last.y)) throughout" }
    if y(first.y) != y(last.y) { return "\(course.name) \(y(first.y)) to \(y(last.y))" }
    let (high, low) = (course.high, course.low)
    let isLow = first.y - low.y >= high.y - first.y
    let extreme = isLow ? low : high
    return
      "\(course.name) \(y(first.y)) at both ends (\(isLow ? "lowest" : "highest") \(y(extreme.y)) at \(x(extreme.x)))"
  }
}
