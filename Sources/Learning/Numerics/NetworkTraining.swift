import Canonical
import Frame

/// Trains a network on batches of rows by Adam: D. P. Kingma and J. Ba, "Adam: A Method for Stochastic Optimization" (2014), with
/// scikit-learn's loss, penalty and rules of stopping.
struct NetworkTraining {
  let rows: NetworkRows
  let truth: Truth
  let weights: [Double]?
  /// The L2 penalty.
  let alpha: Double
  let batchSize: Int
  let learningRate: Double
  let maximumEpochs: Int
  let tolerance: Double
  /// So many epochs in a row may bring no gain.
  let patience: Int

  /// What the outputs are held against.
  enum Truth: Sendable {
    /// One output for two classes, else one a class.
    case classes([Int32], count: Int)
    case numbers([Double])

    var outputs: Int {
      switch self {
      case .classes(_, let count): count == 2 ? 1 : count
      case .numbers: 1
      }
    }

    var count: Int {
      switch self {
      case .classes(let codes, _): codes.count
      case .numbers(let values): values.count
      }
    }
  }

  struct Result {
    let network: NeuralNetwork
    /// The training loss of each epoch.
    let losses: [Double]
    /// The loss of the rows to watch after each epoch; empty without any.
    let watched: [Double]
    /// The epoch whose network is kept, from 1.
    let best: Int
    let converged: Bool
  }

  /// Epochs until the loss no longer falls: that of the rows to watch, where there are any, whose best network is then kept.
  /// - Parameter observe: told of the network after each epoch, the first being number one.
  func run(
    _ start: NeuralNetwork, seed: UInt64, watching: NetworkTraining?,
    observe: (Int, NeuralNetwork) throws -> Void
  ) throws -> Result {
    var network = start
    var moments = Moments(network)
    var losses: [Double] = []
    var watched: [Double] = []
    var best = (loss: Double.infinity, network: network, epoch: 0)
    var idle = 0
    for epoch in 0..<maximumEpochs {
      var stream = RandomStream(seed: seed, stream: UInt64(epoch) + 1)
      var order = (0..<truth.count).map { Int32(truncatingIfNeeded: $0) }
      stream.shuffle(&order)
      var sum = 0.0
      for first in stride(from: 0, to: order.count, by: batchSize) {
        let batch = Array(order[first..<min(first + batchSize, order.count)])
        let (loss, slopes) = gradient(network, batch)
        sum += loss * Double(batch.count)
        moments.step(&network, slopes, rate: learningRate)
      }
      let loss = sum / Double(order.count)
      let judged = watching.map { $0.loss(network) } ?? loss
      guard loss.isFinite, judged.isFinite else { break }
      try observe(epoch + 1, network)
      losses.append(loss)
      if watching != nil { watched.append(judged) }
      idle = judged > best.loss - tolerance ? idle + 1 : 0
      if judged < best.loss { best = (judged, watching == nil ? start : network, epoch + 1) }
      if idle > patience {
        return Result(
          network: watching == nil ? network : best.network, losses: losses, watched: watched,
          best: watching == nil ? losses.count : best.epoch, converged: true)
      }
    }
    let keepsBest = watching != nil && best.epoch > 0
    return Result(
      network: keepsBest ? best.network : network, losses: losses, watched: watched,
      best: keepsBest ? best.epoch : losses.count, converged: false)
  }

  /// The mean loss of all rows, without the penalty.
  private func loss(_ network: NeuralNetwork) -> Double {
    let all = (0..<truth.count).map { Int32(truncatingIfNeeded: $0) }
    var outputs = network.forward(all, of: rows).last ?? []
    return residuals(&outputs, all) / Double(max(all.count, 1))
  }

  /// The mean loss of a batch with its penalty, and the slopes by layer: of the weights, and of the constants.
  private func gradient(
    _ network: NeuralNetwork, _ batch: [Int32]
  ) -> (loss: Double, slopes: [(weights: [Double], constants: [Double])]) {
    let outputs = network.forward(batch, of: rows)
    var deltas = outputs[outputs.count - 1]
    let losses = residuals(&deltas, batch)
    let total = weights.map { all in batch.reduce(0.0) { $0 + all[Int($1)] } } ?? Double(batch.count)
    guard total > 0 else {
      return (0, network.layers.map { ($0.weights.map { _ in 0 }, $0.constants.map { _ in 0 }) })
    }
    var slopes: [(weights: [Double], constants: [Double])] = []
    var penalty = 0.0
    for index in network.layers.indices.reversed() {
      let layer = network.layers[index]
      penalty += FixedOrder.dot(layer.weights, layer.weights)
      var own = layer.weights.map { alpha * $0 }
      if index == 0 {
        rows.addProducts(batch, deltas, outputs: layer.outputs, to: &own)
      } else {
        let inputs = outputs[index - 1]
        let width = layer.inputs
        NetworkRows.addProducts(
          inputs: width, outputs: layer.outputs, rows: batch.count, deltas, to: &own
        ) { row, input in inputs[row * width + input] }
      }
      var constants = [Double](repeating: 0, count: layer.outputs)
      for row in batch.indices {
        for output in 0..<layer.outputs { constants[output] += deltas[row * layer.outputs + output] }
      }
      slopes.append((own.map { $0 / total }, constants.map { $0 / total }))
      if index > 0 { deltas = backward(deltas, layer, outputs[index - 1], network.activation) }
    }
    return (losses / total + alpha / 2 * penalty / total, slopes.reversed())
  }

  /// What the outputs of the layer below should change, from what those of `layer` should.
  private func backward(
    _ deltas: [Double], _ layer: NeuralNetwork.Layer, _ below: [Double],
    _ activation: NeuralNetwork.Activation
  ) -> [Double] {
    let rows = below.count / layer.inputs
    return [Double](count: below.count, atLeast: max(1, (1 << 16) / layer.outputs)) { range, slots in
      deltas.withUnsafeBufferPointer { deltas in
        layer.weights.withUnsafeBufferPointer { weights in
          for place in range {
            let (row, input) = (place / layer.inputs, place % layer.inputs)
            precondition(row < rows)
            var sum = 0.0
            for output in 0..<layer.outputs {
              sum += deltas[row * layer.outputs + output] * weights[input * layer.outputs + output]
            }
            slots[place] = sum * activation.slope(below[place])
          }
        }
      }
    }
  }

  /// Turns outputs into their weighted differences from the truth, and gives the weighted sum of the losses.
  private func residuals(_ outputs: inout [Double], _ batch: [Int32]) -> Double {
    var losses = 0.0
    let width = truth.outputs
    for (place, row) in batch.enumerated() {
      let weight = weights?[Int(row)] ?? 1
      switch truth {
      case .numbers(let values):
        let difference = outputs[place] - values[Int(row)]
        losses += weight * difference * difference / 2
        outputs[place] = weight * difference
      case .classes(let codes, let count) where count == 2:
        let score = outputs[place]
        let isTrue = codes[Int(row)] == 1
        losses += weight * (Elementary.softplus(score) - (isTrue ? score : 0))
        outputs[place] = weight * (Elementary.logistic(score) - (isTrue ? 1 : 0))
      case .classes(let codes, _):
        let own = Array(outputs[place * width..<(place + 1) * width])
        let shares = Softmax.probabilities(own)
        let code = Int(codes[Int(row)])
        losses -= weight * Elementary.log(max(shares[code], Double.leastNormalMagnitude))
        for output in 0..<width {
          outputs[place * width + output] = weight * (shares[output] - (output == code ? 1 : 0))
        }
      }
    }
    return losses
  }

  /// Running means of the slopes and of their squares.
  private struct Moments {
    private var first: [(weights: [Double], constants: [Double])]
    private var second: [(weights: [Double], constants: [Double])]
    private var steps = 0.0

    init(_ network: NeuralNetwork) {
      first = network.layers.map { ($0.weights.map { _ in 0 }, $0.constants.map { _ in 0 }) }
      second = first
    }

    mutating func step(
      _ network: inout NeuralNetwork, _ slopes: [(weights: [Double], constants: [Double])], rate: Double
    ) {
      steps += 1
      let corrected =
        rate * (1 - Elementary.power(0.999, steps)).squareRoot() / (1 - Elementary.power(0.9, steps))
      for index in slopes.indices {
        Moments.step(
          &network.layers[index].weights, slopes[index].weights, &first[index].weights,
          &second[index].weights, corrected)
        Moments.step(
          &network.layers[index].constants, slopes[index].constants, &first[index].constants,
          &second[index].constants, corrected)
      }
    }

    private static func step(
      _ values: inout [Double], _ slopes: [Double], _ first: inout [Double], _ second: inout [Double],
      _ rate: Double
    ) {
      for index in slopes.indices {
        first[index] = 0.9 * first[index] + 0.1 * slopes[index]
        second[index] = 0.999 * second[index] + 0.001 * slopes[index] * slopes[index]
        values[index] -= rate * first[index] / (second[index].squareRoot() + 1e-8)
      }
    }
  }
}
