/// About how many different values there are, in 16 KiB whatever their number.
///
/// HyperLogLog with 2¹⁴ registers (Flajolet, Fusy, Gandouet and Meunier, 2007), with its correction for small numbers by
/// linear counting: the standard error is 1.04 / √2¹⁴ = 0.8 %.
struct DistinctSketch {
  private static let indexBits: UInt64 = 14
  private var registers = [UInt8](repeating: 0, count: 1 << indexBits)

  /// Adds a value by a hash whose bits are evenly spread.
  mutating func add(hash: UInt64) {
    let index = Int(truncatingIfNeeded: hash >> (64 - DistinctSketch.indexBits))
    let rank = UInt8(
      truncatingIfNeeded: min(
        (hash << DistinctSketch.indexBits).leadingZeroBitCount, 64 - Int(DistinctSketch.indexBits)) + 1)
    if registers[index] < rank { registers[index] = rank }
  }

  /// The estimate, rounded to three digits.
  var estimate: Int {
    let count = Double(registers.count)
    let sum = registers.reduce(0) { $0 + 1 / Double(1 << UInt64($1)) }
    var estimate = 0.7213 / (1 + 1.079 / count) * count * count / sum
    let free = registers.count { $0 == 0 }
    if estimate <= 2.5 * count, free > 0 { estimate = count * -logarithm(Double(free) / count) }
    var unit = 1.0
    while estimate / unit >= 1000 { unit *= 10 }
    return Int((estimate / unit).rounded() * unit)
  }
}
