import Canonical

/// Name, type and role of a column.
package struct Field: Sendable, Hashable {
  package var name: String
  package var type: ColumnType
  package var role: Role
  /// What stands between the labels that a text lists, where it is a target with several labels a row; nil otherwise.
  package var separator: String?

  package init(_ name: String, _ type: ColumnType, role: Role = .none, separator: String? = nil) {
    self.name = name
    self.type = type
    self.role = role
    self.separator = separator
  }

  /// Names are equal when their bytes are.
  package static func == (a: Field, b: Field) -> Bool {
    a.type == b.type && a.role == b.role && a.name.hasSameBytes(as: b.name)
      && (a.separator ?? "").hasSameBytes(as: b.separator ?? "")
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(utf8Of: name)
    hasher.combine(type)
    hasher.combine(role)
  }
}

/// The columns of a table in order. Names are unique by bytes; look-ups are linear in the number of columns.
package struct Schema: Sendable, Hashable {
  package var fields: [Field]

  package init(_ fields: [Field] = []) { self.fields = fields }

  /// The field of exactly that name.
  package subscript(name: String) -> Field? {
    index(of: name).map { fields[$0] }
  }

  /// The position of the column of exactly that name.
  package func index(of name: String) -> Int? {
    fields.firstIndex { $0.name.hasSameBytes(as: name) }
  }

  /// The first field that has the role.
  package func first(role: Role) -> Field? { fields.first { $0.role == role } }

  /// All names in order, for "did you mean" and listings.
  package var names: [String] { fields.map(\.name) }

  /// Writes the canonical bytes: for each field its name, type and role, and what separates its labels.
  package func encode(into writer: inout ByteWriter) {
    writer.write(each: fields) { writer, field in
      writer.write(field.name)
      writer.write(field.type.rawValue)
      writer.write(field.role.rawValue | (field.separator == nil ? 0 : Field.separated))
      if let separator = field.separator { writer.write(separator) }
    }
  }

  /// Reads what `encode` wrote; fails on unknown types and roles and on a name that stands twice.
  package init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    fields = try reader.readArray { (reader) throws(DecodingFailure) in try Field(decoding: &reader) }
    var names: Set<ByteKey> = []
    for field in fields where !names.insert(ByteKey(field.name)).inserted {
      throw DecodingFailure("a schema with two columns of one name")
    }
  }
}

extension Field {
  /// The bit of the role that says that a separator follows.
  fileprivate static let separated: UInt8 = 0x80

  fileprivate init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    let name = try reader.readString()
    guard let type = ColumnType(rawValue: try reader.readByte()) else {
      throw DecodingFailure("an unknown column type")
    }
    let byte = try reader.readByte()
    guard let role = Role(rawValue: byte & ~Field.separated) else {
      throw DecodingFailure("an unknown column role")
    }
    let separator = byte & Field.separated == 0 ? nil : try reader.readString()
    guard separator?.isEmpty != true else { throw DecodingFailure("labels with nothing between them") }
    self.init(name, type, role: role, separator: separator)
  }
}
