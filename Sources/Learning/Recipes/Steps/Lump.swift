import Canonical
import Frame

/// `lump`: one level for all that are rare among the rows learned from, and for all that are met only later.
struct Lump: ColumnMap {
  static let name = "lump"

  static let spec = ColumnwiseStep<Lump>.spec(
    name, summary: "puts rare levels of a category into one", meaningVersion: 1,
    hyperparameters: [
      Hyperparameter(
        "below", .number(0...1), default: .share(0.01),
        summary: "levels with a smaller share of the rows that have a value are rare"),
      Hyperparameter("into", .text, default: .text("other"), summary: "the level that stands for them"),
    ])

  private let kept: [String]
  private let rare: Int
  private let name: String

  var learned: String {
    rare == 0
      ? "\(NumberText.count(kept.count, "level")), none of them rare"
      : "\(NumberText.count(rare, "level")) of \(NumberText.thousands(kept.count + rare)) into \(name)"
  }

  static func accepts(_ kind: WorkingKind) -> Acceptance {
    switch kind {
    case .category, .pairs: .taken
    case .text: .refused(hint: "declare it as a category where the table is loaded")
    default: .refused(hint: nil)
    }
  }

  static func plan(_ name: String, _ kind: WorkingKind, _ options: Options) throws(StepFailure) -> WorkingKind
  {
    kind
  }

  init(_ name: String, _ values: WorkingValues, _ options: Options) throws(LearningError) {
    let (known, counts) = try KnownLevels.counted(Lump.name, name, values)
    let least = (options.number("below") ?? 0) * Double(counts.reduce(0, +))
    kept = zip(known.levels, counts).filter { Double($1) >= least }.map(\.0)
    rare = known.levels.count - kept.count
    self.name = options.text("into") ?? ""
  }

  func apply(
    to values: WorkingValues, of name: String, rowCount: Int, unknown: inout [UnknownLevel]
  ) throws(LearningError) -> WorkingValues {
    guard case .codes(let codes, let old, let kind) = values else { throw mismatch(Lump.name, name) }
    let index = NameIndex(kept)
    let levels = index[self.name] == nil ? kept + [self.name] : kept
    let rest = index[self.name] ?? kept.count
    let place = old.map { Int32(index[$0] ?? rest) }
    return .codes(codes.map { $0 < 0 ? -1 : place[Int($0)] }, levels: levels, kind)
  }

  func encode(into writer: inout ByteWriter) {
    writer.write(each: kept) { $0.write($1) }
    writer.write(rare)
    writer.write(name)
  }

  init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    kept = try reader.readArray { reader throws(DecodingFailure) in try reader.readString() }
    rare = try reader.readInt()
    name = try reader.readString()
    guard (0...Int(Int32.max)).contains(rare) else {
      throw DecodingFailure("a number of levels out of range")
    }
  }
}
