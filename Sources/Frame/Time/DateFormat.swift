/// A date format of `strptime`'s directives, read from bytes.
///
/// `%Y` four digits; `%y` two, 69...99 in the twentieth century as POSIX says; `%m %d %H %I %M %S` one or two digits;
/// `%f` one to six; `%b` and `%B` English month names, short or long; `%p` am or pm; `%z` an offset or `Z`; `%%`.
/// White space in the format is one or more spaces; every other character is itself.
struct DateFormat: Sendable, Hashable {
  private enum Element: Sendable, Hashable {
    case directive(UInt8)
    case literal(UInt8)
    case space
  }

  private let elements: [Element]
  private static let directives = Set("YymdHIMSfbBpz%".utf8)

  /// Nil with a directive that is not known, or without a year, a month and a day.
  init?(_ text: String) {
    var elements: [Element] = []
    var bytes = text.utf8.makeIterator()
    while let byte = bytes.next() {
      if byte == UInt8(ascii: "%") {
        guard let directive = bytes.next(), DateFormat.directives.contains(directive) else { return nil }
        elements.append(.directive(directive))
      } else {
        elements.append(byte == UInt8(ascii: " ") ? .space : .literal(byte))
      }
    }
    self.elements = elements
    func has(_ letters: String) -> Bool { letters.utf8.contains { elements.contains(.directive($0)) } }
    guard has("Yy"), has("mbB"), has("d") else { return nil }
  }

  /// Microseconds since 1970-01-01 UTC of a text that has the format to its end; nil for others.
  func moment(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int64? {
    var parts = DateParts()
    var position = range.lowerBound
    for element in elements {
      switch element {
      case .literal(let byte):
        guard position < range.upperBound, bytes[position] == byte else { return nil }
        position += 1
      case .space:
        guard position < range.upperBound, bytes[position] == UInt8(ascii: " ") else { return nil }
        while position < range.upperBound, bytes[position] == UInt8(ascii: " ") { position += 1 }
      case .directive(let directive):
        guard parts.read(directive, bytes, &position, range.upperBound) else { return nil }
      }
    }
    return position == range.upperBound ? parts.moment : nil
  }
}

/// What a text has said of a moment so far.
private struct DateParts {
  private var year = 1970
  private var month = 1
  private var day = 1
  private var hour = 0
  private var minute = 0
  private var second = 0
  private var microsecond = 0
  private var isAfternoon: Bool?
  private var offset = 0

  var moment: Int64? {
    guard let date = CivilDate(year: year, month: month, day: day) else { return nil }
    var hour = hour
    if let isAfternoon {
      guard (1...12).contains(hour) else { return nil }
      hour = hour % 12 + (isAfternoon ? 12 : 0)
    }
    guard hour < 24, minute < 60, second < 60 else { return nil }
    let seconds = Int64(hour * 3600 + minute * 60 + second - offset)
    return Int64(date.daysSinceEpoch) * Moment.microsecondsPerDay + seconds * 1_000_000 + Int64(microsecond)
  }

  mutating func read(_ directive: UInt8, _ bytes: Span<UInt8>, _ position: inout Int, _ end: Int) -> Bool {
    switch Unicode.Scalar(directive) {
    case "Y": return number(&year, 4...4, bytes, &position, end)
    case "y":
      guard number(&year, 2...2, bytes, &position, end) else { return false }
      year += year < 69 ? 2000 : 1900
      return true
    case "m": return number(&month, 1...2, bytes, &position, end)
    case "d": return number(&day, 1...2, bytes, &position, end)
    case "H", "I": return number(&hour, 1...2, bytes, &position, end)
    case "M": return number(&minute, 1...2, bytes, &position, end)
    case "S": return number(&second, 1...2, bytes, &position, end)
    case "f":
      let start = position
      guard number(&microsecond, 1...6, bytes, &position, end) else { return false }
      for _ in (position - start)..<6 { microsecond *= 10 }
      return true
    case "b", "B": return monthName(bytes, &position, end)
    case "p": return halfOfDay(bytes, &position, end)
    case "z": return zone(bytes, &position, end)
    default: return accept("%", bytes, &position, end)
    }
  }

  private func number(
    _ value: inout Int, _ widths: ClosedRange<Int>, _ bytes: Span<UInt8>, _ position: inout Int, _ end: Int
  ) -> Bool {
    let start = position
    value = 0
    while position < end, position - start < widths.upperBound, bytes[position] &- 48 < 10 {
      value = value * 10 + Int(bytes[position] &- 48)
      position += 1
    }
    return position - start >= widths.lowerBound
  }

  private mutating func monthName(_ bytes: Span<UInt8>, _ position: inout Int, _ end: Int) -> Bool {
    for (index, name) in DateParts.months.enumerated() {
      if accept(name, bytes, &position, end) || accept(String(name.prefix(3)), bytes, &position, end) {
        month = index + 1
        return true
      }
    }
    return false
  }

  private mutating func halfOfDay(_ bytes: Span<UInt8>, _ position: inout Int, _ end: Int) -> Bool {
    isAfternoon = accept("pm", bytes, &position, end) ? true : nil
    if isAfternoon == nil, accept("am", bytes, &position, end) { isAfternoon = false }
    return isAfternoon != nil
  }

  private mutating func zone(_ bytes: Span<UInt8>, _ position: inout Int, _ end: Int) -> Bool {
    if accept("z", bytes, &position, end) { return true }
    let sign = accept("+", bytes, &position, end) ? 1 : accept("-", bytes, &position, end) ? -1 : 0
    var (hours, minutes) = (0, 0)
    guard sign != 0, number(&hours, 2...2, bytes, &position, end) else { return false }
    _ = accept(":", bytes, &position, end)
    guard number(&minutes, 2...2, bytes, &position, end), hours < 24, minutes < 60 else { return false }
    offset = sign * (hours * 3600 + minutes * 60)
    return true
  }

  /// Takes the lower-case ASCII text, in any case.
  private func accept(_ text: String, _ bytes: Span<UInt8>, _ position: inout Int, _ end: Int) -> Bool {
    var next = position
    for letter in text.utf8 {
      guard next < end, bytes[next] == letter || letter &- 97 < 26 && bytes[next] | 32 == letter else {
        return false
      }
      next += 1
    }
    position = next
    return true
  }

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
  ]
}
