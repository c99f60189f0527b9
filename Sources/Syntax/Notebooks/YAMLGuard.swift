/// Looks at YAML before a parser does, and refuses what could make little text into much data: anchors, aliases and
/// deep nesting.
///
/// It errs on the side of refusal: a line that goes on a bare text and starts with `*` or `&` is refused too.
struct YAMLGuard {
  struct Refusal {
    var span: Span
    var message: String
    var hint: String
  }

  private let bytes: ArraySlice<UInt8>
  private var index: Int
  private var flowDepth = 0
  private var compactDepth = 0
  /// Whether a value may start here, rather than go on.
  private var startsNode = true
  private var lineIndentation = 0

  private static let deepestFlow = 32
  private static let mostCompact = 16

  /// What must not be in the YAML of `span`; nil for nothing.
  static func refusal(in file: SourceFile, _ span: Span) -> Refusal? {
    var guardian = YAMLGuard(file.bytes[span.start..<span.end])
    while guardian.index < guardian.bytes.endIndex {
      if let refusal = guardian.step() { return refusal }
    }
    return nil
  }

  private init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    index = bytes.startIndex
    startLine()
  }

  private mutating func step() -> Refusal? {
    let byte = bytes[index]
    switch byte {
    case UInt8(ascii: "\n"):
      index += 1
      startLine()
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): index += 1
    case UInt8(ascii: "#") where isBlank(index - 1): skipLine()
    case UInt8(ascii: "&"), UInt8(ascii: "*"):
      if startsNode, !isBlank(index + 1) { return anchor() }
      goOn()
    case UInt8(ascii: "!") where startsNode: skipWord()
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      if startsNode { skipQuoted(byte) } else { index += 1 }
    case UInt8(ascii: "|"), UInt8(ascii: ">"):
      if startsNode, flowDepth == 0 { skipBlockScalar() } else { goOn() }
    case UInt8(ascii: "-"), UInt8(ascii: "?"): return dash()
    case UInt8(ascii: "["), UInt8(ascii: "{"): return open()
    case UInt8(ascii: "]"), UInt8(ascii: "}"):
      flowDepth = max(0, flowDepth - 1)
      goOn()
    case UInt8(ascii: ","), UInt8(ascii: ":"):
      startsNode = startsNode || flowDepth > 0 || (byte == UInt8(ascii: ":") && isBlank(index + 1))
      index += 1
    default: goOn()
    }
    return nil
  }

  private mutating func startLine() {
    startsNode = true
    compactDepth = 0
    lineIndentation = 0
    while index < bytes.endIndex, bytes[index] == UInt8(ascii: " ") {
      index += 1
      lineIndentation += 1
    }
  }

  private mutating func goOn() {
    startsNode = false
    index += 1
  }

  private func isBlank(_ place: Int) -> Bool {
    guard place >= bytes.startIndex, place < bytes.endIndex else { return true }
    return bytes[place].isBlank || bytes[place] == UInt8(ascii: "\n") || bytes[place] == UInt8(ascii: "\r")
  }

  private mutating func dash() -> Refusal? {
    guard startsNode, isBlank(index + 1) else {
      goOn()
      return nil
    }
    compactDepth += 1
    index += 1
    return compactDepth > Self.mostCompact ? tooDeep() : nil
  }

  private mutating func open() -> Refusal? {
    guard startsNode || flowDepth > 0 else {
      goOn()
      return nil
    }
    flowDepth += 1
    startsNode = true
    index += 1
    return flowDepth > Self.deepestFlow ? tooDeep() : nil
  }

  private mutating func skipLine() {
    while index < bytes.endIndex, bytes[index] != UInt8(ascii: "\n") { index += 1 }
  }

  private mutating func skipWord() {
    while index < bytes.endIndex, !isBlank(index) { index += 1 }
  }

  private mutating func skipQuoted(_ mark: UInt8) {
    startsNode = false
    index += 1
    while index < bytes.endIndex, bytes[index] != mark {
      if mark == UInt8(ascii: "\""), bytes[index] == UInt8(ascii: "\\") { index += 1 }
      index += 1
    }
    index = min(index + 1, bytes.endIndex)
  }

  /// The lines below that are indented deeper are text.
  private mutating func skipBlockScalar() {
    let indentation = lineIndentation
    skipLine()
    while index < bytes.endIndex {
      let newline = index
      index += 1
      startLine()
      let isEmpty =
        index >= bytes.endIndex || bytes[index] == UInt8(ascii: "\n") || bytes[index] == UInt8(ascii: "\r")
      if isEmpty || lineIndentation > indentation {
        skipLine()
      } else {
        index = newline
        return
      }
    }
  }

  private func anchor() -> Refusal {
    var end = index
    while end < bytes.endIndex, !isBlank(end) { end += 1 }
    return Refusal(
      span: Span(index, end), message: "the front matter may not have anchors and aliases",
      hint: "if it is text, put it in quotes")
  }

  private func tooDeep() -> Refusal {
    Refusal(
      span: Span(index - 1, index), message: "the front matter is nested too deeply",
      hint: "the keys of a notebook have plain values, lists or one map")
  }
}
