/// A node as predictions read it. The two children of a node stand side by side, so that going on is an addition and not a choice;
/// a leaf leads to itself and is told by its threshold, which is no number.
protocol PackedNode: BitwiseCopyable, Sendable {
  /// How much of a tree such nodes have room for; fewer leaves than places.
  static var mostPlaces: Int { get }
  static var mostFeatures: Int { get }

  /// - Parameter children: where the left child stands.
  init(asking feature: Int, threshold: Float, missingGoesRight: Bool, children: Int)
  init(leaf number: Int, at place: Int)

  /// The largest value that goes left; of a leaf, no number.
  var threshold: Float { get }
  /// Zero for a leaf.
  var feature: Int { get }
  /// Where the left child stands; of a leaf, where it stands itself.
  var children: Int { get }
  /// One where a missing value goes right; zero for a leaf.
  var missingRight: Int { get }
  /// Whether this is a leaf, without a comparison of numbers.
  var isLeaf: Bool { get }
  /// Of a leaf alone.
  var leafNumber: Int32 { get }
}

/// Whether rows may have missing values. Known when the code is made, so that complete rows ask for none at every node.
protocol RowGaps {
  static var arePossible: Bool { get }
}

enum CompleteRows: RowGaps {
  @inline(__always) static var arePossible: Bool { false }
}

enum RowsWithGaps: RowGaps {
  @inline(__always) static var arePossible: Bool { true }
}

extension PackedNode {
  /// Where a row goes on. Without branches, which would be guessed wrong half of the time.
  @inline(__always)
  func next<Gaps: RowGaps>(_ row: UnsafePointer<Float>, _ gaps: Gaps.Type) -> Int {
    let value = row[feature]
    var goesRight = value > threshold ? 1 : 0
    if gaps.arePossible { goesRight |= (value != value ? 1 : 0) & missingRight }
    return children &+ goesRight
  }
}

/// The bits of a threshold that is the number of a leaf: those of a quiet NaN.
enum LeafBits {
  static let mark: UInt32 = 0x7FC0_0000
  static let limit = 1 << 22

  @inline(__always)
  static func number(_ bits: UInt32) -> Int32 { Int32(truncatingIfNeeded: bits & 0x3F_FFFF) }
}

/// Eight bytes, for trees of up to 65,536 nodes.
struct NarrowNode: PackedNode {
  static let mostPlaces = 1 << 16
  static let mostFeatures = 1 << 15

  private let bits: UInt32
  private let asks: UInt16
  private let place: UInt16

  init(asking feature: Int, threshold: Float, missingGoesRight: Bool, children: Int) {
    bits = threshold.bitPattern
    asks = UInt16(truncatingIfNeeded: feature) | (missingGoesRight ? 1 << 15 : 0)
    place = UInt16(truncatingIfNeeded: children)
  }

  init(leaf number: Int, at place: Int) {
    bits = LeafBits.mark | UInt32(truncatingIfNeeded: number)
    asks = 0
    self.place = UInt16(truncatingIfNeeded: place)
  }

  @inline(__always) var threshold: Float { Float(bitPattern: bits) }
  @inline(__always) var feature: Int { Int(asks & 0x7FFF) }
  @inline(__always) var children: Int { Int(place) }
  @inline(__always) var missingRight: Int { Int(asks &>> 15) }
  @inline(__always) var isLeaf: Bool { bits & LeafBits.mark == LeafBits.mark }
  @inline(__always) var leafNumber: Int32 { LeafBits.number(bits) }
}

/// Eight bytes, for large trees that ask for few features.
struct DeepNode: PackedNode {
  static let mostPlaces = LeafBits.limit
  static let mostFeatures = 1 << 7

  private let bits: UInt32
  /// The feature in seven bits, one for missing values, and the place of the children.
  private let link: UInt32

  init(asking feature: Int, threshold: Float, missingGoesRight: Bool, children: Int) {
    bits = threshold.bitPattern
    link =
      UInt32(truncatingIfNeeded: children) << 8 | (missingGoesRight ? 1 << 7 : 0)
      | UInt32(truncatingIfNeeded: feature)
  }

  init(leaf number: Int, at place: Int) {
    bits = LeafBits.mark | UInt32(truncatingIfNeeded: number)
    link = UInt32(truncatingIfNeeded: place) << 8
  }

  @inline(__always) var threshold: Float { Float(bitPattern: bits) }
  @inline(__always) var feature: Int { Int(link & 0x7F) }
  @inline(__always) var children: Int { Int(link &>> 8) }
  @inline(__always) var missingRight: Int { Int((link &>> 7) & 1) }
  @inline(__always) var isLeaf: Bool { bits & LeafBits.mark == LeafBits.mark }
  @inline(__always) var leafNumber: Int32 { LeafBits.number(bits) }
}

/// Sixteen bytes, for any tree.
struct WideNode: PackedNode {
  static let mostPlaces = Int(Int32.max)
  static let mostFeatures = Int(Int32.max)

  let threshold: Float
  private let asks: UInt32
  private let place: Int32
  let leafNumber: Int32

  init(asking feature: Int, threshold: Float, missingGoesRight: Bool, children: Int) {
    self.threshold = threshold
    asks = UInt32(truncatingIfNeeded: feature) << 1 | (missingGoesRight ? 1 : 0)
    place = Int32(truncatingIfNeeded: children)
    leafNumber = 0
  }

  init(leaf number: Int, at place: Int) {
    threshold = .nan
    asks = 0
    self.place = Int32(truncatingIfNeeded: place)
    leafNumber = Int32(truncatingIfNeeded: number)
  }

  @inline(__always) var feature: Int { Int(asks &>> 1) }
  @inline(__always) var children: Int { Int(place) }
  @inline(__always) var missingRight: Int { Int(asks & 1) }
  @inline(__always) var isLeaf: Bool { threshold.isNaN }
}
