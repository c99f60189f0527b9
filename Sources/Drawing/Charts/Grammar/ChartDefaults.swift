extension Chart {
  /// A chart of columns, what is not said chosen by their types.
  ///
  /// Two numbers make dots; a number over time a line; a number for each category bars, the longest first, or boxes
  /// where categories have several rows; one number a histogram; one category bars of counts; two categories cells of
  /// counts. Bars and boxes lie level where the names of their categories would not fit below.
  ///
  /// - Parameters:
  ///   - mark: one of the marks, instead of the one by type.
  ///   - facet: a category column with a panel for each.
  package init(
    title: String, data: Data, mark: Mark? = nil, x: String? = nil, y: String? = nil, color: String? = nil,
    size: String? = nil, label: String? = nil, facet: String? = nil
  ) {
    let choice = MarkChoice(data: data, mark: mark, x: x, y: y, color: color)
    var layer = Layer(
      choice.mark, x: choice.isFlipped ? y : x, y: choice.isFlipped ? x : y, color: choice.color, size: size,
      label: label, statistic: choice.statistic)
    if choice.statistic?.isSmooth == true { layer.look = .strong }
    self.init(title: title, data: choice.data, layers: [layer])
    self.facet = facet.map { Facet($0) }
    self.size = facet == nil && !choice.isFlipped ? .compact : .full
    if choice.statistic == .count, choice.mark == .rect { self.layers[0].encoding.color = nil }
  }
}

/// Which mark suits the types of columns, and how the data must be turned for it.
private struct MarkChoice {
  var data: Chart.Data
  var mark: Chart.Mark
  var statistic: Chart.Statistic?
  var color: String?
  var isFlipped = false

  init(data: Chart.Data, mark: Chart.Mark?, x: String?, y: String?, color: String?) {
    self.data = data
    self.color = color
    let (xColumn, yColumn) = (x.flatMap { data[$0] }, y.flatMap { data[$0] })
    let category = [xColumn, yColumn].compactMap { $0 }.first(where: \.isCategorical)
    let number = [xColumn, yColumn].compactMap { $0 }.first { !$0.isCategorical }
    self.mark = mark ?? Self.mark(xColumn, yColumn, category, number)
    switch self.mark {
    case .bar where xColumn == nil || yColumn == nil:
      statistic = category == nil ? .bin() : .count
    case .bar:
      let isRepeated = category.map(Self.isRepeated) ?? false
      if isRepeated, color == nil { statistic = .quantile([0.25, 0.5, 0.75]) }
    case .rect where xColumn?.isCategorical == true && yColumn?.isCategorical == true && color == nil:
      self.data.columns += Self.counts(xColumn, yColumn)
      self.color = "rows"
    case .rect where xColumn?.isCategorical == false && yColumn?.isCategorical == false:
      statistic = .bin2d()
      self.color = nil
    default: break
    }
    let levels =
      [.bar, .box].contains(self.mark) && xColumn?.isCategorical == true && yColumn?.isCategorical != true
    if levels, let xColumn { isFlipped = Self.needsRoom(xColumn) }
    if [.bar].contains(self.mark), let category, color == nil {
      self.data = Self.sorted(self.data, category, number)
    }
  }

  private static func mark(
    _ x: Chart.Column?, _ y: Chart.Column?, _ category: Chart.Column?, _ number: Chart.Column?
  ) -> Chart.Mark {
    guard let x, let y else { return .bar }
    if x.isCategorical, y.isCategorical { return .rect }
    if let category { return isRepeated(category) ? .box : .bar }
    return x.isTime ? .line : .dot
  }

  private static func isRepeated(_ column: Chart.Column) -> Bool {
    guard case .categories(_, let codes) = column.values else { return false }
    let known = codes.filter { $0 >= 0 }
    return Set(known).count < known.count
  }

  /// Whether the names of categories would not stand beside each other below a compact chart.
  private static func needsRoom(_ column: Chart.Column) -> Bool {
    let names = CategoryIndex([column], given: nil, limit: 60).names
    let widest = names.map { TextMeasure.width($0, size: 12) }.max() ?? 0
    return names.count > 12 || widest > 380 / Double(max(names.count, 1)) - 8
  }

  /// The levels of a category in the order of their values, or of their counts, the largest first.
  private static func sorted(
    _ data: Chart.Data, _ category: Chart.Column, _ number: Chart.Column?
  ) -> Chart.Data {
    guard case .categories(let levels, let codes) = category.values else { return data }
    var sums = [Double](repeating: 0, count: levels.count)
    var values: [Double]?
    if case .numbers(let given)? = number?.values { values = given }
    for (row, code) in codes.enumerated() where levels.indices.contains(code) {
      let value = values.map { row < $0.count ? $0[row] : .nan } ?? 1
      if value.isDrawable { sums[code] += value / Double(max(codes.count, 1)) }
    }
    let order = levels.indices.sorted { (sums[$1], $0) < (sums[$0], $1) }
    var places = [Int](repeating: 0, count: levels.count)
    for (place, index) in order.enumerated() { places[index] = place }
    let turned = codes.map { levels.indices.contains($0) ? places[$0] : -1 }
    var data = data
    for index in data.columns.indices where data.columns[index].name.utf8.elementsEqual(category.name.utf8) {
      data.columns[index].values = .categories(levels: order.map { levels[$0] }, codes: turned)
    }
    return data
  }

  /// The rows of each pair of categories, counted, as a column beside them.
  private static func counts(_ x: Chart.Column?, _ y: Chart.Column?) -> [Chart.Column] {
    struct Pair: Hashable {
      var x: Int
      var y: Int
    }
    guard case .categories(_, let across)? = x?.values, case .categories(_, let down)? = y?.values else {
      return []
    }
    var counts: [Pair: Double] = [:]
    for (a, b) in zip(across, down) { counts[Pair(x: a, y: b), default: 0] += 1 }
    var seen = Set<Pair>()
    // The first row of each pair carries its count.
    let values = zip(across, down).map { a, b -> Double in
      let pair = Pair(x: a, y: b)
      return seen.insert(pair).inserted ? counts[pair] ?? 0 : .nan
    }
    return [.numbers("rows", values)]
  }
}

extension Chart.Statistic {
  fileprivate var isSmooth: Bool { if case .smooth = self { true } else { false } }
}
