@testable import Drawing

/// Charts made of the grammar directly: every mark, statistic and scale, few rows and many.
enum GrammarSamples {
  static func data(_ rows: Int, categories: Int = 4, _ label: (String) -> String = { $0 }) -> Chart.Data {
    let x = NamedSamples.normal(rows, seed: 3, mean: 50, deviation: 10)
    let noise = NamedSamples.normal(rows, seed: 4)
    return Chart.Data([
      .numbers("x", x), .numbers("y", zip(x, noise).map { $0 * 2 + $1 * 8 }),
      .numbers("size", noise.map(\.magnitude)),
      .categories("group", (0..<rows).map { label("group \($0 % max(categories, 1))") }),
      .categories("part", (0..<rows).map { label("part \($0 % 3)") }),
      Chart.Column("day", .days((0..<rows).map { 19_000 + Double($0) })),
      .numbers("low", x.map { $0 - 2 }), .numbers("high", x.map { $0 + 2 }),
    ])
  }

  static func charts(_ rows: Int, _ label: (String) -> String = { $0 }) -> [(name: String, chart: Chart)] {
    let data = data(rows, categories: 4, label)
    func make(_ layer: Chart.Layer, _ change: (inout Chart) -> Void = { _ in }) -> Chart {
      var chart = Chart(title: label("A chart"), data: data, layers: [layer])
      change(&chart)
      return chart
    }
    return [
      ("dots", make(.init(.dot, x: "x", y: "y"))),
      ("colored dots", make(.init(.dot, x: "x", y: "y", color: "group"))),
      ("sized dots", make(.init(.dot, x: "x", y: "y", size: "size"))),
      ("shaded dots", make(.init(.dot, x: "x", y: "y", color: "size"))),
      ("lines", make(.init(.line, x: "day", y: "y", color: "part"))),
      ("area", make(.init(.area, x: "day", y: "y"))),
      ("band", make(.init(.band, x: "day", low: "low", high: "high"))),
      ("box", make(.init(.box, x: "group", y: "y"))),
      ("level box", make(.init(.box, x: "y", y: "group", color: "part"))),
      ("bins", make(.init(.bar, x: "x", statistic: .bin()))),
      ("density", make(.init(.area, x: "x", color: "part", statistic: .bin(of: .density)))),
      ("counts", make(.init(.bar, x: "group", color: "part", statistic: .count))),
      ("level counts", make(.init(.bar, y: "group", statistic: .count))),
      ("ecdf", make(.init(.line, x: "x", color: "part", statistic: .ecdf))),
      ("quantiles", make(.init(.rule, x: "group", y: "y", statistic: .quantile([0.1, 0.5, 0.9])))),
      ("smooth", make(.init(.area, x: "x", y: "y", statistic: .smooth()))),
      ("stack", make(.init(.bar, x: "group", y: "size", color: "part", statistic: .stack()))),
      ("grid", make(.init(.rect, x: "x", y: "y", statistic: .bin2d()))),
      ("rug", make(.init(.tick, x: "x"))), ("ticks", make(.init(.tick, x: "x", y: "group"))),
      ("words", make(.init(.text, x: "x", y: "y", label: "group"))),
      (
        "log",
        make(.init(.dot, x: "x", y: "y")) {
          $0.x.kind = .log; $0.y.kind = .sqrt
        }
      ),
      ("facets", make(.init(.dot, x: "x", y: "y")) { $0.facet = .init("group", row: "part") }),
      (
        "panes",
        make(.init(.line, x: "day", y: "y")) {
          $0.below = .init(layers: [.init(.bar, x: "day", y: "size")])
          $0.annotations = [
            .ruleX(19_002 * 86_400, label("release")), .ruleY(100, label("limit")),
            .bandY(80...90, label("usual")), .point(.init(19_001 * 86_400, 62), label("here")),
            .text(.init(19_001 * 86_400, 110), label("there")),
          ]
        }
      ),
    ]
  }

  static func all(_ label: (String) -> String) -> [(name: String, picture: Picture)] {
    [1, 60].flatMap { rows in
      // Words of many rows lie over each other, whatever is drawn.
      charts(rows, label).filter { rows == 1 || $0.name != "words" }.map {
        ("\($0.name) of \(rows)", $0.chart.picture())
      }
    }
  }
}
