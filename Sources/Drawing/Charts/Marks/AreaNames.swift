extension MarkDrawing {
  /// The name of a stacked area where it is thickest, if it fits there.
  func name(_ index: Int, _ rows: [MarkRow]) -> [SVG] {
    guard seriesCount > 1, seriesNames.indices.contains(index) else { return [] }
    let name = seriesNames[index]
    let half = TextMeasure.width(name, size: 12) / 2 + 3
    let spans = rows.filter { $0.low.isDrawable && $0.high.isDrawable }.map {
      (x: x($0.x), top: y.held(y($0.high)), bottom: y.held(y($0.low)))
    }
    .sorted { $0.x < $1.x }
    guard let first = spans.first, let last = spans.last, last.x - first.x > 2 * half else { return [] }
    /// The free strip over the length of the name about a place.
    func strip(_ middle: Double) -> (top: Double, bottom: Double) {
      let met =
        spans.filter { $0.x > middle - half && $0.x < middle + half }.map { ($0.top, $0.bottom) }
        + [middle - half, middle + half].map { Self.span(spans, $0) }
      return (met.map(\.0).max() ?? 0, met.map(\.1).min() ?? 0)
    }
    let places = (0...40).map { step in
      first.x + half + Double(step) / 40 * (last.x - first.x - 2 * half)
    }
    let found = places.map { ($0, strip($0)) }.reduce(nil as (Double, (top: Double, bottom: Double))?) {
      best, next in
      let room = next.1.bottom - next.1.top
      return room > (best.map { $0.1.bottom - $0.1.top } ?? 15) + 0.5 ? next : best
    }
    guard let (place, room) = found else { return [] }
    return [
      .text(
        name,
        [
          "class": "c-s c-mid c-halo", "x": .number(place), "y": .number((room.top + room.bottom) / 2 + 4.3),
        ])
    ]
  }

  /// The ends of an area at a place between two of its points.
  private static func span(
    _ spans: [(x: Double, top: Double, bottom: Double)], _ place: Double
  ) -> (Double, Double) {
    let next = spans.firstIndex { $0.x >= place } ?? spans.count - 1
    let (a, b) = (spans[max(next - 1, 0)], spans[next])
    let part = b.x > a.x ? min(max((place - a.x) / (b.x - a.x), 0), 1) : 0
    return (a.top + (b.top - a.top) * part, a.bottom + (b.bottom - a.bottom) * part)
  }
}
