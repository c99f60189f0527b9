import Canonical
import Frame

/// A network of fully connected layers: affine maps with a bend between them.
struct NeuralNetwork: Sendable {
  /// The bend.
  enum Activation: String, CaseIterable, Sendable {
    case relu, tanh, logistic, identity

    @inline(__always)
    func apply(_ x: Double) -> Double {
      switch self {
      case .relu: return max(x, 0)
      case .identity: return x
      case .logistic: return Elementary.logistic(x)
      case .tanh:
        let power = Elementary.expm1(-2 * x.magnitude)
        return x < 0 ? power / (power + 2) : -power / (power + 2)
      }
    }

    /// The slope, from what `apply` gave.
    @inline(__always)
    func slope(_ output: Double) -> Double {
      switch self {
      case .relu: output > 0 ? 1 : 0
      case .identity: 1
      case .logistic: output * (1 - output)
      case .tanh: 1 - output * output
      }
    }
  }

  /// One affine map.
  struct Layer: Sendable {
    let inputs: Int
    let outputs: Int
    /// Input by input, a weight an output.
    var weights: [Double]
    var constants: [Double]
  }

  let activation: Activation
  var layers: [Layer]

  /// Layers of these sizes, inputs first, with weights drawn as scikit-learn's: evenly, within bounds that keep the spread of the
  /// signal (X. Glorot and Y. Bengio, 2010).
  init(sizes: [Int], activation: Activation, stream: inout RandomStream) {
    self.activation = activation
    layers = zip(sizes, sizes.dropFirst()).map { inputs, outputs in
      let bound = ((activation == .logistic ? 2.0 : 6.0) / Double(inputs + outputs)).squareRoot()
      let weights = (0..<inputs * outputs).map { _ in bound * (2 * stream.nextDouble() - 1) }
      let constants = (0..<outputs).map { _ in bound * (2 * stream.nextDouble() - 1) }
      return Layer(inputs: inputs, outputs: outputs, weights: weights, constants: constants)
    }
  }

  init(activation: Activation, layers: [Layer]) {
    self.activation = activation
    self.layers = layers
  }

  var parameterCount: Int { layers.reduce(0) { $0 + $1.weights.count + $1.constants.count } }

  /// The outputs of all layers for some rows, each row by row. The last one is not bent.
  func forward(_ rows: [Int32], of source: NetworkRows) -> [[Double]] {
    var outputs: [[Double]] = []
    for (index, layer) in layers.enumerated() {
      let isLast = index == layers.count - 1
      let before = outputs.last ?? []
      let width = layer.outputs
      let least = max(1, (1 << 16) / max(layer.weights.count, 1))
      let pieces = Parallel.pieces(of: rows.count, atLeast: least)
      let parts = Parallel.map(pieces.count) { piece in
        var result = [Double](repeating: 0, count: pieces[piece].count * width)
        result.withUnsafeMutableBufferPointer { result in
          for (place, row) in pieces[piece].enumerated() {
            let own = UnsafeMutableBufferPointer(rebasing: result[place * width..<(place + 1) * width])
            for output in 0..<width { own[output] = layer.constants[output] }
            if index == 0 {
              source.add(Int(rows[row]), layer, to: own)
            } else {
              for input in 0..<layer.inputs {
                layer.add(before[row * layer.inputs + input], input, to: own)
              }
            }
            if !isLast { for output in 0..<width { own[output] = activation.apply(own[output]) } }
          }
        }
        return result
      }
      outputs.append(parts.count == 1 ? parts[0] : parts.flatMap { $0 })
    }
    return outputs
  }
}

extension NeuralNetwork.Layer {
  /// Adds what an input of this value gives to each output.
  @inline(__always)
  func add(_ value: Double, _ input: Int, to outputs: UnsafeMutableBufferPointer<Double>) {
    guard value != 0 else { return }
    weights.withUnsafeBufferPointer { weights in
      let own = UnsafeBufferPointer(rebasing: weights[input * self.outputs..<(input + 1) * self.outputs])
      FixedOrder.addScaled(value, own, to: outputs)
    }
  }
}

/// The rows that a network reads.
enum NetworkRows: Sendable {
  /// Row by row.
  case dense([Double], width: Int)
  case sparse(SparseRows)

  init(_ matrix: FeatureMatrix) {
    switch matrix.storage {
    case .sparse(let rows): self = .sparse(rows)
    case .dense: self = .dense(matrix.rowMajor, width: matrix.columnCount)
    }
  }

  func add(_ row: Int, _ layer: NeuralNetwork.Layer, to outputs: UnsafeMutableBufferPointer<Double>) {
    switch self {
    case .dense(let values, let width):
      for input in 0..<width { layer.add(values[row * width + input], input, to: outputs) }
    case .sparse(let rows):
      for position in rows.offsets[row]..<rows.offsets[row + 1] {
        layer.add(rows.values[position], Int(rows.columns[position]), to: outputs)
      }
    }
  }

  /// Adds the products of some rows' numbers with numbers an output each, row by row: the slopes of the weights of the first layer.
  func addProducts(_ chosen: [Int32], _ deltas: [Double], outputs: Int, to slopes: inout [Double]) {
    switch self {
    case .dense(let values, let width):
      NetworkRows.addProducts(
        inputs: width, outputs: outputs, rows: chosen.count, deltas, to: &slopes
      ) { row, input in values[Int(chosen[row]) * width + input] }
    case .sparse(let rows):
      for (place, row) in chosen.enumerated() {
        for position in rows.offsets[Int(row)]..<rows.offsets[Int(row) + 1] {
          let start = Int(rows.columns[position]) * outputs
          let value = rows.values[position]
          for output in 0..<outputs { slopes[start + output] += value * deltas[place * outputs + output] }
        }
      }
    }
  }

  /// The same for numbers that `value` gives, on all cores: each writes the weights of its own inputs.
  static func addProducts(
    inputs: Int, outputs: Int, rows: Int, _ deltas: [Double], to slopes: inout [Double],
    _ value: @Sendable (_ row: Int, _ input: Int) -> Double
  ) {
    let pieces = Parallel.pieces(of: inputs, atLeast: max(1, (1 << 16) / max(rows * outputs, 1)))
    slopes.withUnsafeMutableBufferPointer { slopes in
      let slots = Slots(slopes)
      _ = Parallel.map(pieces.count) { piece in
        deltas.withUnsafeBufferPointer { deltas in
          for input in pieces[piece] {
            for row in 0..<rows {
              let factor = value(row, input)
              if factor == 0 { continue }
              for output in 0..<outputs {
                slots[input * outputs + output] += factor * deltas[row * outputs + output]
              }
            }
          }
        }
      }
    }
  }
}
