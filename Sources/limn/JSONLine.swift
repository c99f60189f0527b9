import Canonical

/// One JSON object a line, keys in the order written.
struct JSONLine {
  indirect enum Value {
    case null
    case text(String)
    case integer(Int)
    case number(Double)
    case boolean(Bool)
    case object([(String, Value)])
    case array([Value])

    static func optional(_ text: String?) -> Value { text.map { .text($0) } ?? .null }

    var json: String {
      switch self {
      case .null: "null"
      case .text(let text): Value.quoted(text)
      case .integer(let value): String(value)
      case .number(let value): value.isFinite ? NumberText.exact(value) : "null"
      case .boolean(let value): value ? "true" : "false"
      case .object(let members):
        "{" + members.map { Value.quoted($0.0) + ":" + $0.1.json }.joined(separator: ",") + "}"
      case .array(let values): "[" + values.map(\.json).joined(separator: ",") + "]"
      }
    }

    private static func quoted(_ text: String) -> String {
      var out = "\""
      for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": out += "\\\""
        case "\\": out += "\\\\"
        case "\n": out += "\\n"
        case "\r": out += "\\r"
        case "\t": out += "\\t"
        case _ where scalar.value < 0x20 || scalar.value == 0x2028 || scalar.value == 0x2029:
          let digits = String(scalar.value, radix: 16)
          out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: out.unicodeScalars.append(scalar)
        }
      }
      return out + "\""
    }
  }

  private let members: [(String, Value)]

  init(type: String, _ members: [(String, Value)]) {
    self.members = [("type", .text(type))] + members
  }

  func print() { Terminal.standardOutput.raw(Value.object(members).json + "\n") }
}
