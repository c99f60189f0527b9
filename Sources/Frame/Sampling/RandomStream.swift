import Canonical

/// A deterministic, counter-based stream of random numbers: the n-th number depends on seed, stream and n alone.
///
/// The mixing function is `SplitMix.mixed`; the counter advances by the golden gamma.
/// `stream` separates uses of one seed: a row, a trial, a tree, a fold, never an order of execution.
package struct RandomStream: Sendable, Hashable {
  private let key: UInt64
  private var counter: UInt64

  package init(seed: UInt64, stream: UInt64) {
    key = RandomStream.mixed(RandomStream.mixed(seed &+ RandomStream.gamma) ^ RandomStream.mixed(stream))
    counter = 0
  }

  /// 64 uniform bits.
  package mutating func next() -> UInt64 {
    counter &+= 1
    return RandomStream.mixed(key &+ counter &* RandomStream.gamma)
  }

  /// Uniform in [0, 1), a multiple of 2^-53.
  package mutating func nextDouble() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// Uniform in `0 ..< bound` without bias; 0 where `bound` is not positive.
  ///
  /// Multiply and reject, after D. Lemire, "Fast Random Integer Generation in an Interval" (2019).
  package mutating func next(below bound: Int) -> Int {
    guard bound > 1 else { return 0 }
    let bound = UInt64(bound)
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let threshold = (0 &- bound) % bound
      while product.low < threshold { product = next().multipliedFullWidth(by: bound) }
    }
    return Int(product.high)
  }

  /// A standard normal number: Marsaglia's polar method, without the second number of the pair.
  package mutating func nextNormal() -> Double {
    while true {
      let x = 2 * nextDouble() - 1
      let y = 2 * nextDouble() - 1
      let square = x * x + y * y
      if square > 0, square < 1 { return x * (-2 * logarithm(square) / square).squareRoot() }
    }
  }

  /// Puts the elements into a uniformly random order (Fisher and Yates).
  package mutating func shuffle<Element>(_ elements: inout [Element]) {
    shuffle(&elements, last: elements.count)
  }

  /// Draws the last `count` elements at random and puts them in a random order: those that `shuffle` would put there.
  package mutating func shuffle<Element>(_ elements: inout [Element], last count: Int) {
    let stop = max(0, elements.count - 1 - max(0, count))
    elements.withUnsafeMutableBufferPointer { elements in
      for last in stride(from: elements.count - 1, to: stop, by: -1) {
        elements.swapAt(last, next(below: last + 1))
      }
    }
  }

  /// A bijection of 64 bits in which every input bit changes about half of the output bits.
  package static func mixed(_ value: UInt64) -> UInt64 { SplitMix.mixed(value) }

  static var gamma: UInt64 { SplitMix.gamma }
}
