/// Takes a page apart, strictly: elements must nest, attributes must be quoted, ids must be unique.
struct PageProbe {
  struct Element {
    let name: String
    let attributes: [String: String]
    /// Byte offsets of the content.
    var start: Int
    var end: Int
  }

  private(set) var elements: [Element] = []
  private(set) var problems: [String] = []
  private let bytes: [UInt8]

  private static let void: Set<String> = ["meta", "br", "hr", "img", "input", "link"]
  private static let raw: Set<String> = ["style", "script"]

  init(_ page: String) {
    bytes = Array(page.utf8)
    parse()
    let ids = elements.compactMap { $0.attributes["id"] }
    for id in Set(ids) where ids.count(where: { $0.utf8.elementsEqual(id.utf8) }) > 1 {
      problems.append("id \(id) stands twice")
    }
  }

  func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }

  func all(class name: String) -> [Element] {
    elements.filter { $0.attributes["class"]?.split(separator: " ").contains { $0 == name } ?? false }
  }

  func text(_ element: Element) -> String {
    String(decoding: bytes[element.start..<element.end], as: UTF8.self)
  }

  private mutating func parse() {
    var index = 0
    var open: [Int] = []
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "<") else {
        index += 1
        continue
      }
      if bytes[index...].starts(with: "<!doctype".utf8) {
        index = end(of: ">", from: index)
        continue
      }
      if bytes[index...].starts(with: "</".utf8) {
        let stop = end(of: ">", from: index)
        let name = String(decoding: bytes[(index + 2)..<(stop - 1)], as: UTF8.self)
        if let last = open.popLast(), elements[last].name == name {
          elements[last].end = index
        } else {
          problems.append("</\(name)> at \(index) closes nothing")
        }
        index = stop
        continue
      }
      let (element, next, closed) = tag(at: index)
      index = next
      elements.append(element)
      if closed || PageProbe.void.contains(element.name) { continue }
      if PageProbe.raw.contains(element.name) {
        let close = "</\(element.name)>"
        while index < bytes.count, !bytes[index...].starts(with: close.utf8) { index += 1 }
        elements[elements.count - 1].end = index
        index += close.utf8.count
        continue
      }
      open.append(elements.count - 1)
    }
    for index in open { problems.append("<\(elements[index].name)> is never closed") }
  }

  private mutating func tag(at start: Int) -> (Element, next: Int, closed: Bool) {
    var index = start + 1
    let name = word(&index)
    if name.isEmpty { problems.append("a bare < at \(start)") }
    var attributes: [String: String] = [:]
    while index < bytes.count {
      while index < bytes.count, bytes[index] == UInt8(ascii: " ") { index += 1 }
      if bytes[index] == UInt8(ascii: ">") {
        index += 1
        return (Element(name: name, attributes: attributes, start: index, end: index), index, false)
      }
      if bytes[index...].starts(with: "/>".utf8) {
        index += 2
        return (Element(name: name, attributes: attributes, start: index, end: index), index, true)
      }
      let key = word(&index)
      guard !key.isEmpty else {
        problems.append("no attribute at \(index)")
        break
      }
      guard index < bytes.count, bytes[index] == UInt8(ascii: "=") else {
        attributes[key] = ""
        continue
      }
      let from = index + 2
      let to = end(of: "\"", from: from)
      attributes[key] = String(decoding: bytes[from..<(to - 1)], as: UTF8.self)
      index = to
    }
    return (Element(name: name, attributes: attributes, start: index, end: index), index, false)
  }

  private func word(_ index: inout Int) -> String {
    let start = index
    while index < bytes.count, !" =/>\"\n".utf8.contains(bytes[index]) { index += 1 }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private func end(of mark: Character, from start: Int) -> Int {
    let byte = mark.asciiValue ?? 0
    return (bytes[start...].firstIndex(of: byte) ?? bytes.count - 1) + 1
  }
}
