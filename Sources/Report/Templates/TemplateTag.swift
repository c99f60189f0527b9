/// One tag of a template.
struct TemplateTag {
  enum Kind { case text, markup, open, close, comment, other(Character) }

  let kind: Kind
  let name: String
  /// The byte behind it.
  let end: Int

  var isVariable: Bool {
    switch kind {
    case .text, .markup: true
    case .open, .close, .comment, .other: false
    }
  }

  /// The tag that opens at `start`; nil where it is never closed or holds something that is no name.
  init?(_ bytes: [UInt8], at start: Int) {
    let triple = bytes[start...].starts(with: "{{{".utf8)
    let closing = Array((triple ? "}}}" : "}}").utf8)
    let inner = start + closing.count
    guard let stop = TemplateTag.find(closing, in: bytes, from: inner) else { return nil }
    end = stop + closing.count
    var text = bytes[inner..<stop]
    let sign = triple ? nil : text.first
    switch sign {
    case UInt8(ascii: "!"):
      kind = .comment
      name = ""
      return
    case UInt8(ascii: "#"), UInt8(ascii: "^"): kind = .open
    case UInt8(ascii: "/"): kind = .close
    case UInt8(ascii: "&"), UInt8(ascii: ">"), UInt8(ascii: "<"), UInt8(ascii: "$"), UInt8(ascii: "="),
      UInt8(ascii: "%"), UInt8(ascii: "*"):
      kind = .other(Character(Unicode.Scalar(sign ?? 0)))
      name = ""
      return
    default: kind = triple ? .markup : .text
    }
    if sign == UInt8(ascii: "#") || sign == UInt8(ascii: "^") || sign == UInt8(ascii: "/") {
      text.removeFirst()
    }
    name = String(decoding: text, as: UTF8.self)
    guard name == "." || (!name.isEmpty && name.utf8.allSatisfy(TemplateTag.isNameByte)) else { return nil }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
  }

  private static func find(_ pattern: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    guard start <= bytes.count - pattern.count else { return nil }
    return (start...(bytes.count - pattern.count)).first { bytes[$0...].starts(with: pattern) }
  }
}
