import Canonical

extension Charts {
  /// The rows of each class in one part of a split.
  package struct BalancePart: Sendable, Hashable {
    package struct Share: Sendable, Hashable {
      package var label: String
      package var count: Int

      package init(_ label: String, _ count: Int) {
        self.label = label
        self.count = count
      }
    }

    package var name: String
    package var shares: [Share]

    package init(name: String, shares: [Share]) {
      self.name = name
      self.shares = shares
    }
  }

  /// The balance of classes in each part of a split: bars of one length, cut by share, one above the other.
  ///
  /// Classes come in the order in which they first appear; beyond eight, the rarest are drawn as one. At most twenty
  /// parts are drawn. Negative counts count as none.
  package static func balance(parts: [BalancePart]) -> Chart {
    let table = BalanceTable(parts)
    let lumped = table.lumped(to: 8)
    let shown = Array(lumped.parts.prefix(20))
    var (places, classes, counts, texts): ([String], [String], [Double], [String]) = ([], [], [], [])
    for (index, part) in shown.enumerated() where part.total > 0 {
      for (place, count) in part.counts.enumerated() where count > 0 {
        places.append("\(index)")
        classes.append("\(place) \(lumped.classes[place])")
        counts.append(count)
        texts.append(NumberText.percent(part.share(place), part.share(place) >= 0.1 ? 1 : 0))
      }
    }
    let data = Chart.Data([
      .categories("part", places), .categories("class", classes), .numbers("rows", counts),
      .categories("share", texts),
    ])
    let words = Chart.Layer(
      .text, x: "rows", y: "part", color: "class", label: "share", statistic: .stack(normalized: true))
    var chart = Chart(
      title: "Class balance", data: data,
      layers: [
        Chart.Layer(.bar, x: "rows", y: "part", color: "class", statistic: .stack(normalized: true)), words,
      ])
    chart.size = lumped.classes.count <= 4 ? .compact : .full
    chart.x.isShown = false
    chart.x.domain = 0...1
    chart.y.categories = shown.indices.map { "\($0)" }
    chart.y.names = shown.map(\.name)
    chart.y.notes = shown.map { Phrase.count(Int(min($0.total, 1e15)), "row") }
    chart.y.title = ""
    chart.color.categories = lumped.classes.enumerated().map { "\($0.offset) \($0.element)" }
    chart.color.names = lumped.classes
    chart.labels = .above
    chart.takeaway = table.takeaway
    chart.twin = table.twin
    if parts.count > 20 { chart.remarks.append("\(Phrase.count(parts.count - 20, "more part")) not drawn.") }
    return chart
  }
}
