import Canonical

/// What a reader should know of a step that was done, though not as its author may have thought.
package struct StepRemark: Sendable, Equatable {
  /// What it is about.
  package enum Kind: UInt8, Sendable {
    /// There are fewer bins than were asked for.
    case fewerBins
    /// All values of a column are equal.
    case constant
  }

  package let kind: Kind
  /// One sentence without a full stop, with names between backticks.
  package let message: String
  /// What to do about it.
  package let hint: String

  init(_ kind: Kind, _ message: String, hint: String) {
    self.kind = kind
    self.message = message
    self.hint = hint
  }

  func encode(into writer: inout ByteWriter) {
    writer.write(kind.rawValue)
    writer.write(message)
    writer.write(hint)
  }

  init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    guard let kind = Kind(rawValue: try reader.readByte()) else {
      throw DecodingFailure("a remark of an unknown kind")
    }
    self.init(kind, try reader.readString(), hint: try reader.readString())
  }
}
