/// Where a token falls in a fixed number of hashed features, and with which sign.
struct HashedPlace: Sendable {
  let feature: Int
  let sign: Double

  /// Whose rule it is.
  enum Rule: UInt8, Sendable {
    /// `FeatureHasher`: seed 0, the remainder of the magnitude; a negative hash counts negatively.
    case scikitLearn
    /// `HashingTF`: seed 42, the remainder that is not negative; every sign is positive.
    case spark

    init(_ text: String?) { self = text == "spark" ? .spark : .scikitLearn }
  }

  /// The place of `token`, bytes of UTF-8, among `count` features; `count` is positive.
  init(_ token: [UInt8], among count: Int, _ rule: Rule) {
    switch rule {
    case .scikitLearn:
      let hash = Int32(bitPattern: Murmur3.hash(token))
      feature = Int(hash.magnitude) % count
      sign = hash < 0 ? -1 : 1
    case .spark:
      let hash = Int(Int32(bitPattern: Murmur3.hash(token, seed: 42)))
      let rest = hash % count
      feature = rest < 0 ? rest + count : rest
      sign = 1
    }
  }
}
