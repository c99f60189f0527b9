@testable import Learning

/// scikit-learn's bundled data as the fixtures of trees use them.
struct Bundled: Decodable {
  let x: [[FixtureNumber]]
  let y: [Double]
  let classes: Bool

  static func all() throws -> [String: Bundled] { try fixture("bundled") }

  var rows: [[Double]] { x.map { $0.map(\.value) } }

  var target: Target {
    guard classes else { return .numbers(y) }
    let count = Int(y.max() ?? 0) + 1
    // Labels in byte order stay in the order of their numbers.
    let labels = (0..<count).map { $0 < 10 ? "c0\($0)" : "c\($0)" }
    return .dense(labels: labels, codes: y.map { Int32($0) })
  }

  /// The request of the rows for which `keeps` says yes.
  func request(
    _ options: [String: HyperparameterValue] = [:], keeps: (Int) -> Bool = { _ in true }
  ) -> FitRequest {
    let kept = rows.indices.filter(keeps).map(Int32.init)
    return FitRequest(
      matrix: matrix(rows).rows(kept), target: target.rows(kept), parameters: options)
  }
}

/// An option as a fixture writes it.
enum WrittenOption: Decodable {
  case number(Double)
  case text(String)

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      self = .text(text)
    } else {
      self = .number(try container.decode(Double.self))
    }
  }

  var value: HyperparameterValue {
    switch self {
    case .number(let number): Int64(exactly: number).map { .integer($0) } ?? .number(number)
    case .text(let text): .text(text)
    }
  }
}
