/// Dates as people write them.
enum LongDate {
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November",
    "December",
  ]
  private static let days = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

  /// `17 June 2022` for `2022-06-17`, with or without a time behind it; nil for what is no date.
  static func text(_ iso: String) -> String? {
    guard let (year, month, day) = parts(iso) else { return nil }
    return "\(day) \(months[month - 1]) \(year)"
  }

  /// The date alone, for `datetime`.
  static func day(_ iso: String) -> String? { parts(iso) == nil ? nil : String(iso.prefix(10)) }

  private static func parts(_ iso: String) -> (Int, Int, Int)? {
    let bytes = Array(iso.utf8)
    guard bytes.count >= 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      bytes.count == 10 || [UInt8(ascii: "T"), UInt8(ascii: " ")].contains(bytes[10]),
      let year = number(bytes[0..<4]), let month = number(bytes[5..<7]), let day = number(bytes[8..<10]),
      1...12 ~= month, 1...days[month - 1] ~= day
    else { return nil }
    return (year, month, day)
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for digit in digits {
      guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= digit else { return nil }
      value = value * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return value
  }
}
