/// Dates as front matter writes them.
enum ISODate {
  /// `2026-11-20`, or with a time behind: `2026-11-20T09:30`, `2026-11-20 09:30:00Z`, `2026-11-20T09:30:00+01:00`.
  static func isValid(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count >= 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = number(bytes[0..<4]), let month = number(bytes[5..<7]), let day = number(bytes[8..<10]),
      (1...12).contains(month), day >= 1, day <= days(in: month, of: year)
    else { return false }
    if bytes.count == 10 { return true }
    guard bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " ") else { return false }
    return isTime(bytes[11...])
  }

  private static func isTime(_ bytes: ArraySlice<UInt8>) -> Bool {
    var rest = bytes
    guard let hour = two(&rest), hour < 24, skip(&rest, ":"), let minute = two(&rest), minute < 60 else {
      return false
    }
    if skip(&rest, ":") {
      guard let second = two(&rest), second <= 60 else { return false }
      if skip(&rest, ".") {
        guard rest.first?.isDigit ?? false else { return false }
        rest = rest.drop(while: \.isDigit)
      }
    }
    if rest.isEmpty || (skip(&rest, "Z") && rest.isEmpty) { return true }
    guard skip(&rest, "+") || skip(&rest, "-"), let hours = two(&rest), hours < 24 else { return false }
    if rest.isEmpty { return true }
    _ = skip(&rest, ":")
    guard let minutes = two(&rest), minutes < 60 else { return false }
    return rest.isEmpty
  }

  private static func two(_ rest: inout ArraySlice<UInt8>) -> Int? {
    guard let value = number(rest.prefix(2)), rest.count >= 2 else { return nil }
    rest = rest.dropFirst(2)
    return value
  }

  private static func skip(_ rest: inout ArraySlice<UInt8>, _ mark: Character) -> Bool {
    guard rest.first == mark.asciiValue else { return false }
    rest = rest.dropFirst()
    return true
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard !digits.isEmpty, digits.allSatisfy(\.isDigit) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  private static func days(in month: Int, of year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }
}
