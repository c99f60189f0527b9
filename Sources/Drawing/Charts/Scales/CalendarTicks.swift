import Canonical

/// Round dates and times along an axis, in UTC.
struct CalendarTicks {
  private enum Unit {
    case seconds(Int)
    case days(Int)
    case months(Int)
    case years(Int)

    /// About how long, in seconds.
    var size: Double {
      switch self {
      case .seconds(let count): Double(count)
      case .days(let count): Double(count) * 86_400
      case .months(let count): Double(count) * 30.44 * 86_400
      case .years(let count): Double(count) * 365.25 * 86_400
      }
    }
  }

  let ticks: [Axis.Tick]

  /// Ticks between `low` and `high`, in seconds since 1970, about `count`.
  init(_ low: Double, _ high: Double, count: Int) {
    guard low.magnitude < 3e11, high.magnitude < 3e11, low < high else {
      ticks = low.magnitude < 3e11 ? [Axis.Tick(value: low, label: Self.date(low))] : []
      return
    }
    let wanted = (high - low) / Double(max(count, 1))
    let units: [Unit] =
      [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200].map(
        Unit.seconds) + [1, 2, 7, 14].map(Unit.days) + [1, 2, 3, 6].map(Unit.months)
      + [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000].map(Unit.years)
    let unit = units.first { $0.size >= wanted * 0.999 } ?? .years(5000)
    let values = Self.values(unit, low, high)
    var before: String?
    ticks = values.map { value in
      let text = Self.label(value, unit, before: before)
      before = String(Self.date(value).prefix(Self.contextLength(unit)))
      return Axis.Tick(value: value, label: text)
    }
  }

  /// How much of the date is said once and not again while it stays the same.
  private static func contextLength(_ unit: Unit) -> Int {
    switch unit {
    case .seconds: 10
    case .days, .months, .years: 4
    }
  }

  private static func values(_ unit: Unit, _ low: Double, _ high: Double) -> [Double] {
    switch unit {
    case .seconds(let step): return multiples(Double(step), low, high, offset: 0)
    // 1970-01-05 was a Monday.
    case .days(let step):
      return multiples(Double(step) * 86_400, low, high, offset: step % 7 == 0 ? 4 * 86_400 : 0)
    case .months(let step): return starts(ofMonths: step, low, high)
    case .years(let step): return starts(ofMonths: 12 * step, low, high)
    }
  }

  private static func multiples(_ step: Double, _ low: Double, _ high: Double, offset: Double) -> [Double] {
    let first = ((low - offset) / step).rounded(.up)
    return (0..<64).map { (first + Double($0)) * step + offset }.filter { $0 <= high }
  }

  private static func starts(ofMonths step: Int, _ low: Double, _ high: Double) -> [Double] {
    let date = civil(low)
    var month = (date.year * 12 + date.month - 1)
    month -= ((month % step) + step) % step
    var values: [Double] = []
    while values.count < 64 {
      let year = Int((Double(month) / 12).rounded(.down))
      let value = Double(days(year: year, month: month - year * 12 + 1, day: 1)) * 86_400
      if value > high { break }
      if value >= low { values.append(value) }
      month += step
    }
    return values
  }

  private static func label(_ value: Double, _ unit: Unit, before: String?) -> String {
    let date = date(value)
    let civil = civil(value)
    let isNew = before.map { !date.utf8.starts(with: $0.utf8) } ?? true
    switch unit {
    case .seconds(let step):
      let time = time(value, seconds: step < 60)
      return isNew ? "\(civil.day) \(monthNames[civil.month - 1]) \(time)" : time
    case .days:
      let text = "\(civil.day) \(monthNames[civil.month - 1])"
      return isNew ? "\(text) \(civil.year)" : text
    case .months:
      let text = monthNames[civil.month - 1]
      return isNew ? "\(text) \(civil.year)" : text
    case .years: return "\(civil.year)"
    }
  }

  private static let monthNames = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}

extension CalendarTicks {
  /// `2024-03-01`.
  static func date(_ seconds: Double) -> String {
    let date = civil(seconds)
    let year = date.year < 0 ? "\(date.year)" : padded(date.year, 4)
    return "\(year)-\(padded(date.month, 2))-\(padded(date.day, 2))"
  }

  /// `2024-03-01 09:30`, with seconds where there are any; the date alone at midnight.
  static func text(_ value: Double, daysOnly: Bool = false) -> String {
    guard value.magnitude < 3e11 else { return NumberText.significant(value, 6) }
    let inDay = value - (value / 86_400).rounded(.down) * 86_400
    if daysOnly || inDay == 0 { return date(value) }
    return "\(date(value)) \(time(value, seconds: inDay.truncatingRemainder(dividingBy: 60) != 0))"
  }

  private static func time(_ value: Double, seconds: Bool) -> String {
    let inDay = Int((value - (value / 86_400).rounded(.down) * 86_400).rounded(.down))
    let text = "\(padded(inDay / 3600, 2)):\(padded(inDay / 60 % 60, 2))"
    return seconds ? "\(text):\(padded(inDay % 60, 2))" : text
  }

  private static func padded(_ value: Int, _ count: Int) -> String {
    let text = "\(value)"
    return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
  }

  /// Year, month and day of the proleptic Gregorian calendar (Hinnant, "chrono-compatible low-level date algorithms").
  static func civil(_ seconds: Double) -> (year: Int, month: Int, day: Int) {
    let z = Int((min(max(seconds, -3e11), 3e11) / 86_400).rounded(.down)) + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let ofEra = z - era * 146_097
    let year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * year + year / 4 - year / 100)
    let shifted = (5 * ofYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (year + era * 400 + (month <= 2 ? 1 : 0), month, ofYear - (153 * shifted + 2) / 5 + 1)
  }

  /// Days since 1970-01-01 of a date; the inverse of `civil`.
  static func days(year: Int, month: Int, day: Int) -> Int {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let ofEra = y - era * 400
    let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
  }
}
