import Compression
import Testing

/// Packed files come back whole or as an error, and never as more than the limits allow.
struct PackingTests {
  private static let text = Array((0..<4000).map { "row \($0 * $0 % 977),value\n" }.joined().utf8)

  private func pack(_ packing: Packing, _ content: [UInt8]) -> [UInt8] {
    packing == .gzip ? Packed.gzip(content) : Packed.zstd(content)
  }

  @Test(arguments: Packing.allCases)
  func contentComesBack(_ packing: Packing) throws {
    for content in [Self.text, [7], [UInt8](repeating: 3, count: 3 << 20), []] {
      let packed = pack(packing, content)
      #expect(try packing.unpacked(packed) == content)
      #expect(Packing(content: packed) == packing)
    }
  }

  @Test(arguments: Packing.allCases)
  func membersBehindOneAnotherAreOneContent(_ packing: Packing) throws {
    let packed = pack(packing, Self.text) + pack(packing, []) + pack(packing, [1, 2, 3])
    #expect(try packing.unpacked(packed) == Self.text + [1, 2, 3])
  }

  @Test func zerosBehindGzipArePadding() throws {
    #expect(try Packing.gzip.unpacked(Packed.gzip([1, 2]) + [0, 0, 0]) == [1, 2])
    #expect { try Packing.gzip.unpacked(Packed.gzip([1, 2]) + [9, 9]) } throws: {
      ($0 as? UnpackingError)?.kind == .damaged
    }
  }

  @Test(arguments: Packing.allCases)
  func everyTruncationIsAnError(_ packing: Packing) {
    let packed = pack(packing, Array(Self.text.prefix(500)))
    for count in 0..<packed.count {
      #expect(throws: UnpackingError.self) { try packing.unpacked(Array(packed[..<count])) }
    }
    #expect { try packing.unpacked(Array(packed[..<(packed.count / 2)])) } throws: {
      let error = $0 as? UnpackingError
      return error?.kind == .truncated && error?.offset == packed.count / 2
    }
  }

  @Test(arguments: Packing.allCases)
  func damageIsSeenAndPlaced(_ packing: Packing) {
    var packed = pack(packing, Self.text)
    packed[packed.count / 2] ^= 0x55
    packed[packed.count / 2 + 1] ^= 0x55
    #expect { try packing.unpacked(packed) } throws: {
      guard let error = $0 as? UnpackingError else { return false }
      return error.kind != .tooLarge && (0...packed.count).contains(error.offset)
    }
  }

  @Test(arguments: Packing.allCases)
  func noByteMakesItTrap(_ packing: Packing) {
    let packed = pack(packing, Array(Self.text.prefix(300)))
    var random = SplitMix(state: 42)
    for _ in 0..<3000 {
      var mutated = packed
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        mutated[Int.random(in: mutated.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      _ = try? packing.unpacked(mutated, limits: UnpackingLimits(bytes: 1 << 20, ratio: 1000, free: 1 << 20))
    }
  }

  @Test(arguments: Packing.allCases)
  func aBombStopsAtItsLimit(_ packing: Packing) throws {
    let bomb = pack(packing, [UInt8](repeating: 0, count: 4 << 20))
    let limits = UnpackingLimits(bytes: 1 << 30, ratio: 10, free: 1 << 20)
    #expect(bomb.count * 10 < 4 << 20)
    #expect { try packing.unpacked(bomb, limits: limits) } throws: {
      ($0 as? UnpackingError)?.kind == .tooLarge
    }
    let absolute = UnpackingLimits(bytes: 3 << 20, ratio: 1 << 40, free: 0)
    #expect(throws: UnpackingError.self) { try packing.unpacked(bomb, limits: absolute) }
    let generous = UnpackingLimits(bytes: 4 << 20, ratio: 1 << 40, free: 0)
    #expect(try packing.unpacked(bomb, limits: generous).count == 4 << 20)
  }

  @Test func thePathSaysHow() {
    #expect(Packing(path: "a.csv.GZ") == .gzip)
    #expect(Packing(path: "a.zst") == .zstd)
    #expect(Packing(path: "gz") == nil)
  }
}

/// Numbers that are the same on every run.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}
