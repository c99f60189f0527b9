import Foundation
import Learning

/// Rows to learn from, and as many again that are only predicted: the second half of a file.
struct Matrix {
  let training: FitRequest
  let later: FitRequest

  struct Damaged: Error {}

  init(_ path: String) throws {
    let data = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
    let (rows, features) = data.withUnsafeBytes {
      (Int($0.loadUnaligned(as: Int64.self)), Int($0.loadUnaligned(fromByteOffset: 8, as: Int64.self)))
    }
    guard rows > 1, features > 0, data.count == 16 + 8 * rows * (features + 1) else { throw Damaged() }
    func column(_ index: Int) -> [Double] {
      [Double](unsafeUninitializedCapacity: rows) { buffer, filled in
        data.copyBytes(
          to: UnsafeMutableRawBufferPointer(buffer), from: 16 + 8 * rows * index..<16 + 8 * rows * (index + 1)
        )
        filled = rows
      }
    }
    let columns = (0..<features).map(column)
    let codes = column(features).map { Int32($0) }
    let labels = (0...Int(codes.max() ?? 1)).map { "class \($0)" }
    func request(_ range: Range<Int>) -> FitRequest {
      FitRequest(
        matrix: FeatureMatrix(
          rowCount: range.count, names: columns.indices.map { "x\($0)" },
          columns: columns.map { Array($0[range]) }),
        target: .classes(labels: labels, codes: Array(codes[range])))
    }
    training = request(0..<rows / 2)
    later = request(rows / 2..<rows)
  }
}

/// The kind of model and its options, as they are written on the command line.
struct Wanted {
  let spec: EstimatorSpec
  let parameters: [String: HyperparameterValue]

  struct Unknown: Error { let word: String }

  init(_ words: [String]) throws {
    guard let name = words.first, let spec = Estimators[name] else {
      throw Unknown(word: words.first ?? "")
    }
    self.spec = spec
    var parameters: [String: HyperparameterValue] = [:]
    for word in words.dropFirst() {
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { throw Unknown(word: word) }
      parameters[parts[0]] =
        Int64(parts[1]).map { .integer($0) } ?? Double(parts[1]).map { .number($0) } ?? .text(parts[1])
    }
    self.parameters = parameters
  }
}
