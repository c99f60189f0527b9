import Canonical
import Frame

/// The static type of a value: all that is known of it before anything runs.
package protocol ValueType: Sendable {
  /// `table`, `features`, `model`, …: the word used in messages.
  var kind: String { get }

  /// The type of a member such as `rows` or `logistic.accuracy`; nil where there is none.
  func memberType(_ path: [String]) -> FormulaType?

  /// Members to suggest, as dotted paths.
  var memberNames: [String] { get }
}

/// A value at run time.
package protocol Value: Sendable {
  /// The value of a member; nil where there is none.
  func member(_ path: [String]) throws -> Scalar?

  /// Why a member that there is has no value, as a sentence without its full stop; nil where it has one, or does not say.
  func reasonMissing(_ path: [String]) -> String?

  /// What of this value enters the key of a cell that reads `parts` of it; `label` names it to people.
  func ingredients(reading parts: PartsRead, label: String) -> [Ingredient]

  /// The number of rows, for tables.
  var rowCount: Int? { get }

  /// Headline numbers kept in the history, by dotted path below the value's name.
  var headlines: [(path: String, value: Double)] { get }
}

extension Value {
  package var rowCount: Int? { nil }
  package func reasonMissing(_ path: [String]) -> String? { nil }
  package var headlines: [(path: String, value: Double)] { [] }
}

/// One named thing that a result depends on. `role` and `value` make the key; `label` and `detail` are for people.
package struct Ingredient: Sendable, Hashable {
  package enum Kind: String, Sendable { case verb, parameter, setting, seed, file, input }

  package var kind: Kind
  /// Distinguishes ingredients of one kind: an option's name, `input 1 column species`.
  package var role: String
  /// Canonical text, or a digest in hexadecimal.
  package var value: String
  package var label: String
  /// Such as `13,478 bytes`.
  package var detail: String

  package init(_ kind: Kind, role: String, value: String, label: String? = nil, detail: String = "") {
    self.kind = kind
    self.role = role
    self.value = value
    self.label = label ?? role
    self.detail = detail
  }

  /// The key of an action: the digest of its ingredients, in order.
  package static func key(_ ingredients: [Ingredient]) -> Digest {
    var writer = ByteWriter()
    writer.write(each: ingredients) { writer, ingredient in
      writer.write(ingredient.kind.rawValue)
      writer.write(ingredient.role)
      writer.write(ingredient.value)
    }
    return Digest(of: writer.bytes)
  }
}
