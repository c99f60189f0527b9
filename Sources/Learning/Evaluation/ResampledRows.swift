import Frame

/// How often each row is drawn, of as many draws with replacement as there are rows: one bootstrap resample. Where rows belong to
/// queries, whole queries are drawn besides.
struct ResampledRows: ~Copyable {
  /// How often each row was drawn.
  let counts: UnsafeMutableBufferPointer<UInt8>
  /// How often each query was drawn, of as many draws as there are queries.
  let queries: UnsafeMutableBufferPointer<UInt8>
  /// What each row weighs now: its count, or its count times its own weight. Made when it is asked for first.
  private var weights: [Double]?
  /// Pairs of classes that have been counted already, one for each model.
  private var counted: [(cells: CellSums, counts: ConfusionCounts)] = []

  init(rows: Int, queries: Int = 0) {
    counts = .allocate(capacity: rows)
    counts.initialize(repeating: 0)
    self.queries = .allocate(capacity: queries)
    self.queries.initialize(repeating: 0)
  }

  deinit {
    counts.deallocate()
    queries.deallocate()
  }

  /// Draws anew. Resample `number` of a seed is the same, whoever draws it.
  ///
  /// Two draws are taken from each 64 random bits, by D. Lemire's multiplication with rejection: exactly uniform.
  mutating func draw(seed: UInt64, number: Int) {
    weights = nil
    counted.removeAll(keepingCapacity: true)
    Self.fill(counts, RandomStream(seed: seed, stream: 0x6273_0000_0000_0000 | UInt64(number)))
    Self.fill(queries, RandomStream(seed: seed, stream: 0x6271_0000_0000_0000 | UInt64(number)))
  }

  private static func fill(_ counts: UnsafeMutableBufferPointer<UInt8>, _ source: RandomStream) {
    var stream = source
    counts.update(repeating: 0)
    let size = UInt64(counts.count)
    let least = UInt32(truncatingIfNeeded: (1 << 32) % max(size, 1))
    var left = counts.count
    while left > 0 {
      let bits = stream.next()
      let first = (bits & 0xffff_ffff) &* size
      if UInt32(truncatingIfNeeded: first) >= least {
        counts[Int(first >> 32)] &+= 1
        left &-= 1
      }
      let second = (bits >> 32) &* size
      if left > 0, UInt32(truncatingIfNeeded: second) >= least {
        counts[Int(second >> 32)] &+= 1
        left &-= 1
      }
    }
  }

  mutating func weighing(_ own: [Double]?) -> [Double] {
    if let weights { return weights }
    let made =
      own.map { own in counts.indices.map { own[$0] * Double(counts[$0]) } } ?? counts.map { Double($0) }
    weights = made
    return made
  }

  /// How often pairs of classes occur among the rows drawn: counted once, whichever metrics ask for it.
  mutating func pairs(_ cells: CellSums) throws -> ConfusionCounts {
    if let known = counted.first(where: { $0.cells === cells }) { return known.counts }
    let made = try cells.counts(UnsafeBufferPointer(counts))
    counted.append((cells, made))
    return made
  }
}
