import Canonical
import Frame

/// `date_parts`: year, month, day and so on of dates and points in time (UTC), each a whole number in a column `date_part`.
///
/// The date itself stays for other steps, such as `fourier`; by itself it is no feature.
struct DateParts: FittedStep {
  static let name = "date_parts"

  private enum Part: String, CaseIterable {
    case year, quarter, month, day, weekday, dayOfYear = "day_of_year", hour, minute, second

    var isOfClock: Bool { self == .hour || self == .minute || self == .second }

    /// Of a point in time, in microseconds since 1970-01-01.
    func value(_ moment: Int64) -> Int {
      let perDay: Int64 = 86_400_000_000
      let rest = moment % perDay
      let days = moment / perDay - (rest < 0 ? 1 : 0)
      let seconds = Int((rest < 0 ? rest + perDay : rest) / 1_000_000)
      let date = CivilDate(daysSinceEpoch: Int(days))
      switch self {
      case .year: return date.year
      case .quarter: return (date.month + 2) / 3
      case .month: return date.month
      case .day: return date.day
      case .weekday: return date.weekday
      case .dayOfYear:
        let isLeap = date.year % 4 == 0 && (date.year % 100 != 0 || date.year % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return lengths.prefix(date.month - 1).reduce(date.day, +)
      case .hour: return seconds / 3600
      case .minute: return seconds / 60 % 60
      case .second: return seconds % 60
      }
    }
  }

  static let spec = StepSpec(
    name: name, summary: "takes dates apart into numbers", takes: .selector,
    hyperparameters: [
      Hyperparameter(
        "parts", .choices(Part.allCases.map(\.rawValue)),
        summary: "left out: year, month, day and weekday (1 is Monday), and the hour of points in time")
    ],
    meaningVersion: 1,
    accepts: { $0.isTemporal ? .taken : .refused(hint: "only dates have parts") },
    plan: plan,
    fit: { columns, options, table throws(LearningError) in
      var made: [(column: String, part: Part)] = []
      for column in columns {
        made += parts(options, try table.column(column).values.kind).map { (column, $0) }
      }
      return FitOutcome(step: DateParts(made: made), learned: [], made: made.count)
    },
    decode: { reader throws(DecodingFailure) in try DateParts(decoding: &reader) })

  private let made: [(column: String, part: Part)]

  private static func parts(_ options: Options, _ kind: WorkingKind) -> [Part] {
    let standard: [Part] = [.year, .month, .day, .weekday] + (kind == .datetime ? [.hour] : [])
    return options.list("parts")?.compactMap(Part.init) ?? standard
  }

  private static func title(_ column: String, _ part: Part) -> String { "\(column)_\(part.rawValue)" }

  private static func plan(
    _ columns: [String], _ options: Options, _ schema: inout WorkingSchema
  ) throws(StepFailure) {
    for column in columns {
      let field = try schema.field(column)
      for part in parts(options, field.kind) {
        guard !part.isOfClock || field.kind == .datetime else {
          throw StepFailure("`\(column)` is a date and has no \(part.rawValue)", column: column)
        }
        try schema.add(title(column, part), .integer, from: field.sources)
      }
    }
  }

  private init(made: [(column: String, part: Part)]) { self.made = made }

  func apply(to table: inout WorkingTable) throws(LearningError) {
    for (column, part) in made {
      guard case .moments(let moments, _) = try table.column(column).values else {
        throw mismatch(DateParts.name, column)
      }
      let numbers = moments.map { $0.map { Double(part.value($0)) } ?? .nan }
      table.append(
        WorkingColumn(name: DateParts.title(column, part), values: .numbers(numbers, .integer)))
    }
  }

  func encode(into writer: inout ByteWriter) {
    writer.write(each: made) { writer, entry in
      writer.write(entry.column)
      writer.write(entry.part.rawValue)
    }
  }

  private init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    made = try reader.readArray { reader throws(DecodingFailure) in
      let column = try reader.readString()
      guard let part = Part(rawValue: try reader.readString()) else {
        throw DecodingFailure("an unknown part of a date")
      }
      return (column, part)
    }
  }
}
