import Foundation
@testable import Learning

/// Reads a file that `scripts/parity/generate.py` wrote.
func fixture<Content: Decodable>(_ name: String, as type: Content.Type = Content.self) throws -> Content {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  let file = folder.appendingPathComponent("Fixtures/\(name).json")
  return try JSONDecoder().decode(Content.self, from: Data(contentsOf: file))
}

/// A number of a fixture: `null` is NaN.
struct FixtureNumber: Decodable {
  let value: Double

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      value = .nan
    } else if let text = try? container.decode(String.self) {
      value = text == "inf" ? .infinity : .nan
    } else {
      value = try container.decode(Double.self)
    }
  }
}

/// Whether two numbers agree, relative to the larger one where that is above one. Missing agrees with missing.
func agree(_ a: Double, _ b: Double, within tolerance: Double) -> Bool {
  if a.isNaN || b.isNaN { return a.isNaN && b.isNaN }
  return a == b || (a - b).magnitude <= tolerance * max(1, a.magnitude, b.magnitude)
}

func agree(_ a: [Double], _ b: [Double], within tolerance: Double) -> Bool {
  a.count == b.count && zip(a, b).allSatisfy { agree($0, $1, within: tolerance) }
}

/// A matrix from rows, with features named `x0`, `x1`, ….
func matrix(_ rows: [[Double]]) -> FeatureMatrix {
  let width = rows.first?.count ?? 0
  return FeatureMatrix(
    rowCount: rows.count, names: (0..<width).map { "x\($0)" },
    columns: (0..<width).map { column in rows.map { $0[column] } })
}

/// Class labels in byte order, one a code.
func classLabels(_ count: Int) -> [String] { (0..<count).map { "c\($0)" } }

/// An option as a fixture writes it: `{"share": 0.1}` is a percentage, `{"range": [1, 2]}` a range.
struct FixtureOption: Decodable {
  let value: HyperparameterValue

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let flag = try? container.decode(Bool.self) {
      value = .boolean(flag)
    } else if let number = try? container.decode(Int64.self) {
      value = .integer(number)
    } else if let number = try? container.decode(Double.self) {
      value = .number(number)
    } else if let list = try? container.decode([FixtureOption].self) {
      value = .list(list.map(\.value))
    } else if let share = try? container.decode([String: Double].self)["share"] {
      value = .share(share)
    } else if let ends = try? container.decode([String: [Int64]].self)["range"], ends.count == 2 {
      value = .range(ends[0], ends[1])
    } else {
      value = .text(try container.decode(String.self))
    }
  }
}
