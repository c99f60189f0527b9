import Foundation

/// What figures have come to so far where their goal is not reached yet (`Fixtures/diagrams/recorded.json`).
///
/// The numbers only ever get smaller: `measure gates --record` writes the file so.
struct RecordedFigures {
  private(set) var values: [String: Double]

  init(_ values: [String: Double] = [:]) { self.values = values }

  init(contentsOf path: String) throws {
    values = try JSONDecoder().decode(
      [String: Double].self, from: Data(contentsOf: URL(fileURLWithPath: path)))
  }

  /// A figure with its goal, and what is recorded of it.
  func figure(_ name: String, _ value: Double, goal: Double) -> GatedFigure {
    GatedFigure(name: name, value: value, limit: Limit(goal: goal, recorded: values[name] ?? goal))
  }

  /// Keeps the smaller of what is recorded and what `figures` have come to, and nothing of those that are reached.
  mutating func tighten(to figures: [GatedFigure]) {
    for figure in figures {
      let rounded = (figure.value * 100).rounded(.up) / 100
      values[figure.name] = figure.verdict == .reached ? nil : min(values[figure.name] ?? .infinity, rounded)
    }
  }

  func write(to path: String) throws {
    let lines = values.sorted { $0.key < $1.key }.map { "  \"\($0.key)\": \($0.value)" }
    try Data("{\n\(lines.joined(separator: ",\n"))\n}\n".utf8).write(to: URL(fileURLWithPath: path))
  }
}
