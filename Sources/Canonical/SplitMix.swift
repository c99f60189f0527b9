/// The finalizer of SplitMix64: Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators" (OOPSLA 2014), with the
/// constants of Stafford's variant 13.
package enum SplitMix {
  /// The golden gamma: an odd number by which counters advance.
  @inlinable
  package static var gamma: UInt64 { 0x9E37_79B9_7F4A_7C15 }

  /// A bijection of 64 bits in which every input bit changes about half of the output bits.
  @inlinable
  package static func mixed(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}
