/// Dates and moments in the ISO 8601 forms that data files use, read strictly from bytes.
enum TemporalText {
  /// `YYYY-MM-DD`, exactly; the day must exist in the years 1...9999. Days since 1970-01-01.
  static func date(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int32? {
    guard range.count == 10, let day = day(bytes, range.lowerBound) else { return nil }
    return Int32(day)
  }

  /// A date, then `T` or one space, `HH:MM[:SS[.fraction]]`, and optionally `Z` or `±HH:MM` (`±HHMM`, `±HH`);
  /// without a zone it is taken as UTC. Fractions have 1 to 9 digits, those behind the sixth zero.
  /// Microseconds since 1970-01-01T00:00:00 UTC.
  static func datetime(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int64? {
    guard range.count >= 16, let day = day(bytes, range.lowerBound) else { return nil }
    var reader = ClockReader(position: range.lowerBound + 10, end: range.upperBound)
    let separator = bytes[reader.position]
    guard separator == UInt8(ascii: "T") || separator == UInt8(ascii: " ") else { return nil }
    reader.position += 1
    guard let time = reader.time(bytes), let offset = reader.zone(bytes), reader.position == reader.end else {
      return nil
    }
    return Int64(day) * Moment.microsecondsPerDay + time - offset
  }

  static func date(_ text: String) -> Int32? {
    let bytes = Array(text.utf8)
    return date(bytes.span, 0..<bytes.count)
  }

  static func datetime(_ text: String) -> Int64? {
    let bytes = Array(text.utf8)
    return datetime(bytes.span, 0..<bytes.count)
  }

  /// Ten bytes at `start` as a day; the caller has seen that they are there.
  private static func day(_ bytes: Span<UInt8>, _ start: Int) -> Int? {
    guard bytes[start + 4] == UInt8(ascii: "-"), bytes[start + 7] == UInt8(ascii: "-"),
      let year = digits(bytes, start, 4), let month = digits(bytes, start + 5, 2),
      let day = digits(bytes, start + 8, 2)
    else { return nil }
    return CivilDate(year: year, month: month, day: day)?.daysSinceEpoch
  }

  /// Exactly `count` decimal digits; the caller has seen that the bytes are there.
  static func digits(_ bytes: Span<UInt8>, _ start: Int, _ count: Int) -> Int? {
    var value = 0
    for position in start..<start + count {
      let digit = bytes[position] &- 48
      guard digit < 10 else { return nil }
      value = value * 10 + Int(digit)
    }
    return value
  }
}

/// Reads the time of day and the zone of a moment.
private struct ClockReader {
  var position: Int
  let end: Int

  /// Microseconds since midnight.
  mutating func time(_ bytes: Span<UInt8>) -> Int64? {
    guard let hour = pair(bytes, below: 24), accept(bytes, ":"), let minute = pair(bytes, below: 60) else {
      return nil
    }
    var result = Int64(hour * 3600 + minute * 60) * 1_000_000
    guard accept(bytes, ":") else { return result }
    guard let second = pair(bytes, below: 60) else { return nil }
    result += Int64(second) * 1_000_000
    guard accept(bytes, ".") else { return result }
    guard let fraction = fraction(bytes) else { return nil }
    return result + fraction
  }

  /// The offset from UTC in microseconds; 0 where nothing more stands there.
  mutating func zone(_ bytes: Span<UInt8>) -> Int64? {
    if position == end || accept(bytes, "Z") { return 0 }
    let sign: Int64
    if accept(bytes, "+") { sign = 1 } else if accept(bytes, "-") { sign = -1 } else { return nil }
    guard let hour = pair(bytes, below: 24) else { return nil }
    var minute = 0
    if position < end {
      _ = accept(bytes, ":")
      guard let written = pair(bytes, below: 60) else { return nil }
      minute = written
    }
    return sign * Int64(hour * 3600 + minute * 60) * 1_000_000
  }

  private mutating func fraction(_ bytes: Span<UInt8>) -> Int64? {
    var value: Int64 = 0
    var count = 0
    while position < end, bytes[position] &- 48 < 10 {
      let digit = Int64(bytes[position] &- 48)
      if count < 6 { value = value * 10 + digit } else if digit != 0 { return nil }
      count += 1
      position += 1
    }
    guard (1...9).contains(count) else { return nil }
    for _ in count..<max(6, count) { value *= 10 }
    return value
  }

  private mutating func pair(_ bytes: Span<UInt8>, below limit: Int) -> Int? {
    guard position + 2 <= end, let value = TemporalText.digits(bytes, position, 2), value < limit else {
      return nil
    }
    position += 2
    return value
  }

  private mutating func accept(_ bytes: Span<UInt8>, _ character: Unicode.Scalar) -> Bool {
    guard position < end, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }
}
