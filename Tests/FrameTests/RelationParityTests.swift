import Foundation
import Testing

@testable import Frame

/// Joins, groups and orders beside those of polars: `scripts/parity/relations.py` writes what is compared here.
struct RelationParityTests {
  private struct Columns: Decodable {
    var k: [Int64?]
    var t: [String?]
    var d: [Int32?]
    var x: [Double?]

    func column(_ name: String, as type: ColumnType = .text) -> Column {
      switch name {
      case "k": .integers(k)
      case "t": type == .text ? .text(t) : .category(t)
      case "d": .dates(d)
      default: .numbers(x.map { $0 ?? .nan })
      }
    }
  }

  private struct Order: Decodable {
    var descending: [Bool]
    var rows: [Int32]
  }

  private struct Case: Decodable {
    var keys: [String]
    var left: Columns
    var right: Columns
    var joins: [String: [[Int32]]]
    var groups: [String: [Double?]]
    var order: Order
  }

  private func cases() throws -> [Case] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    let text = try String(contentsOf: folder.appending(path: "relations.jsonl"), encoding: .utf8)
    return try text.split(separator: "\n").map { try JSONDecoder().decode(Case.self, from: Data($0.utf8)) }
  }

  @Test func joinsAreThoseOfPolars() throws {
    for (index, one) in try cases().enumerated() {
      let left = one.keys.map { one.left.column($0, as: .category) }
      let right = one.keys.map { one.right.column($0) }
      let matches = RowMatches(left, right, leftRows: one.left.k.count, rightRows: one.right.k.count)
      for (name, wanted) in one.joins {
        let kind = try #require(JoinKind(rawValue: name))
        #expect(kind.rowCount(matches) == wanted.count, "case \(index), \(name)")
        if kind.isFilter {
          #expect(matches.leftRows(matching: kind == .semi) == wanted.map { $0[0] }, "case \(index), \(name)")
          continue
        }
        let rows = matches.rows(keepLeft: kind.keepsLeft, keepRight: kind.keepsRight)
        var found = zip(rows.left, rows.right).map { [$0, $1] }
        if kind.keepsRight { found.sort { $0.lexicographicallyPrecedes($1) } }
        #expect(found == wanted, "case \(index), \(name)")
      }
    }
  }

  @Test func figuresOfGroupsAreThoseOfPolars() throws {
    for (index, one) in try cases().enumerated() {
      let groups = Grouping(by: one.keys.map { one.left.column($0) }, rows: one.left.k.count)
      #expect(groups.first.map { Double($0) } == one.groups["start"]?.compactMap { $0 }, "case \(index)")
      #expect(groups.sizes.map { Double($0) } == one.groups["n"]?.compactMap { $0 }, "case \(index)")
      for (name, wanted) in one.groups where name != "start" && name != "n" {
        let figure = Aggregate(name: name) ?? .quantile(0.9)
        let found = try figure.values(of: one.left.column("x"), in: groups).doubles()
        #expect(found.count == wanted.count)
        for (a, b) in zip(found, wanted) {
          // Squares are summed in another order there; all else is exact, as values are eighths.
          let isClose = b.map { abs(a - $0) <= 1e-12 * max(1, abs($0)) } ?? a.isNaN
          #expect(isClose, "case \(index), \(name): \(a), not \(b ?? .nan)")
        }
      }
    }
  }

  @Test func ordersAreThoseOfPolars() throws {
    for (index, one) in try cases().enumerated() {
      let keys = zip(one.keys, one.order.descending).map { SortKey(one.left.column($0), descending: $1) }
      #expect(RowDraw.sorted(by: keys, rows: one.left.k.count).rows == one.order.rows, "case \(index)")
    }
  }
}
