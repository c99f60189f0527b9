/// The values of one column: immutable, shared by all views of a table.
///
/// Every column is in normal form, so equal content means equal storage and equal canonical bytes:
/// - `category`: levels are sorted by bytes and unique; a level need not occur. Code -1 is missing.
/// - `text`: levels stand in the order of their first appearance and each occurs, code -1 is missing; or, mostly where
///   many are distinct, all values one behind the other.
/// - all others, and such texts: a validity bitmap where values are missing and none otherwise; missing slots hold zero, or no bytes.
/// - `number`: NaN is missing; infinities are values.
package struct Column: Sendable, Hashable {
  enum Storage: Sendable {
    case numbers([Double])
    case integers([Int64])
    case booleans([Bool])
    case dates([Int32])
    case datetimes([Int64])
    case codes([Int32], levels: [String], type: ColumnType)
    case texts(PlainTexts)
  }

  let storage: Storage
  /// Set bits are values; nil where all are, and for codes.
  let validity: Bitmap?
  /// How many values are missing.
  package let missingCount: Int

  init(normal storage: Storage, validity: Bitmap?, missingCount: Int) {
    self.storage = storage
    self.validity = validity
    self.missingCount = missingCount
  }

  package var type: ColumnType {
    switch storage {
    case .numbers: .number
    case .integers: .integer
    case .booleans: .boolean
    case .dates: .date
    case .datetimes: .datetime
    case .codes(_, _, let type): type
    case .texts: .text
    }
  }

  /// The number of rows.
  package var count: Int {
    switch storage {
    case .numbers(let values): values.count
    case .integers(let values), .datetimes(let values): values.count
    case .booleans(let values): values.count
    case .dates(let values): values.count
    case .codes(let codes, _, _): codes.count
    case .texts(let texts): texts.run.count
    }
  }

  package func isMissing(_ row: Int) -> Bool {
    if case .codes(let codes, _, _) = storage { return codes[row] < 0 }
    guard let validity else { return false }
    return !validity[row]
  }

  /// The value of a row, which must be in `0 ..< count`.
  package subscript(row: Int) -> Scalar {
    if isMissing(row) { return .missing }
    switch storage {
    case .numbers(let values): return .number(values[row])
    case .integers(let values): return .integer(values[row])
    case .booleans(let values): return .boolean(values[row])
    case .dates(let values): return .date(values[row])
    case .datetimes(let values): return .datetime(values[row])
    case .codes(let codes, let levels, _): return .text(levels[Int(codes[row])])
    case .texts(let texts): return .text(texts.run.text(row))
    }
  }

  /// Same type, same values to the bit, and for categories the same levels; texts by bytes.
  package static func == (a: Column, b: Column) -> Bool {
    if a.type == .text, b.type == .text { return a.hasSameTexts(as: b) }
    guard a.validity == b.validity else { return false }
    switch (a.storage, b.storage) {
    case (.numbers(let a), .numbers(let b)):
      return a.elementsEqual(b) { $0.bitPattern == $1.bitPattern }
    case (.integers(let a), .integers(let b)): return a == b
    case (.booleans(let a), .booleans(let b)): return a == b
    case (.dates(let a), .dates(let b)): return a == b
    case (.datetimes(let a), .datetimes(let b)): return a == b
    case (.codes(let a, let aLevels, let aType), .codes(let b, let bLevels, let bType)):
      return aType == bType && a == b && aLevels.elementsEqual(bLevels) { $0.hasSameBytes(as: $1) }
    default: return false
    }
  }

  private func hasSameTexts(as other: Column) -> Bool {
    guard count == other.count, missingCount == other.missingCount else { return false }
    if case .texts(let a) = storage, case .texts(let b) = other.storage {
      return validity == other.validity && a.run == b.run
    }
    return codes == other.codes && levels.elementsEqual(other.levels) { $0.hasSameBytes(as: $1) }
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(type)
    hasher.combine(count)
    hasher.combine(missingCount)
  }
}
