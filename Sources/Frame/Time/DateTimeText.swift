/// Microseconds since 1970-01-01T00:00:00 UTC, as days and time of day.
package struct Moment: Sendable, Hashable {
  static let microsecondsPerDay: Int64 = 86_400_000_000

  /// Microseconds since 1970-01-01 UTC at the start of a day, at the ends of the range for days beyond it.
  static func midnight(ofDay day: Int32) -> Int64 {
    let (value, overflow) = Int64(day).multipliedReportingOverflow(by: microsecondsPerDay)
    return overflow ? (day < 0 ? .min : .max) : value
  }

  /// Days since 1970-01-01.
  package let day: Int
  /// 0 ..< 86,400,000,000
  package let microsecondOfDay: Int64

  package init(_ microseconds: Int64) {
    let days = microseconds.flooredQuotient(by: Moment.microsecondsPerDay)
    day = Int(days)
    microsecondOfDay = microseconds &- days &* Moment.microsecondsPerDay
  }

  /// 0...23
  package var hour: Int { Int(microsecondOfDay / 3_600_000_000) }
  /// 0...59
  package var minute: Int { Int(microsecondOfDay / 60_000_000 % 60) }
  /// 0...59
  package var second: Int { Int(microsecondOfDay / 1_000_000 % 60) }
  /// 0...999,999
  package var microsecond: Int { Int(microsecondOfDay % 1_000_000) }
}

/// Moments as ISO 8601 text.
package enum DateTimeText {
  /// `YYYY-MM-DD`, the separator, `HH:MM:SS`, and a fraction of 3 or 6 digits where there is one.
  package static func text(_ microseconds: Int64, separator: String) -> String {
    let moment = Moment(microseconds)
    var time = "\(padded(moment.hour, 2)):\(padded(moment.minute, 2)):\(padded(moment.second, 2))"
    let fraction = moment.microsecond
    if fraction % 1000 != 0 {
      time += "." + padded(fraction, 6)
    } else if fraction != 0 {
      time += "." + padded(fraction / 1000, 3)
    }
    return CivilDate(daysSinceEpoch: moment.day).text + separator + time
  }
}
