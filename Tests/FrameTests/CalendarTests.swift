import Testing

@testable import Frame

@Suite struct CalendarTests {
  @Test func daysCountWithoutGaps() throws {
    var expected = try #require(CivilDate(year: 1, month: 1, day: 1)).daysSinceEpoch
    #expect(expected == -719_162)
    for year in [1, 4, 100, 400, 1600, 1900, 1970, 2000, 2023, 2024, 9999] {
      expected = try #require(CivilDate(year: year, month: 1, day: 1)).daysSinceEpoch
      for month in 1...12 {
        for day in 1...31 {
          guard let date = CivilDate(year: year, month: month, day: day) else { continue }
          #expect(date.daysSinceEpoch == expected)
          #expect(CivilDate(daysSinceEpoch: expected) == date)
          expected += 1
        }
      }
    }
    #expect(CivilDate(year: 1900, month: 2, day: 29) == nil)
    #expect(CivilDate(year: 2000, month: 2, day: 29)?.daysSinceEpoch == 11_016)
    #expect(CivilDate(daysSinceEpoch: 0).weekday == 4)
    #expect(CivilDate(daysSinceEpoch: -4).weekday == 7)
  }

  @Test(
    arguments: [
      ("2024-02-29T12:30", 1_709_209_800_000_000), ("2024-02-29 12:30:15.25Z", 1_709_209_815_250_000),
      ("1970-01-01T00:00:00+0530", -19_800_000_000), ("1970-01-01T00:00:00-01", 3_600_000_000),
      ("1970-01-01T00:00:00.000001000", 1),
    ] as [(String, Int64)]) func momentsAreRead(text: String, expected: Int64)
  {
    #expect(TemporalText.datetime(text) == expected)
  }

  @Test(arguments: [
    "2024-02-29T24:00", "2024-02-29T12:60", "2024-02-29T12:30:60", "2024-02-29T1:30", "2024-02-29T12:30:15.",
    "2024-02-29T12:30:15.1234567", "2024-02-29T12:30+25:00", "2024-02-29T12:30 ", "2024-02-30T12:30",
    "0000-01-01T00:00", "2024-02-29x12:30", "2024-02-29T12:30:15.1234560000", "",
  ]) func otherTextsAreNoMoments(text: String) {
    #expect(TemporalText.datetime(text) == nil)
  }

  @Test func momentsAreWrittenAsTheyAreRead() {
    for value: Int64 in [0, -1, 1_000, 999_999, 1_709_209_815_250_000, -62_135_596_800_000_000] {
      #expect(TemporalText.datetime(DateTimeText.text(value, separator: "T")) == value)
    }
    #expect(DateTimeText.text(1_500_000, separator: " ") == "1970-01-01 00:00:01.500")
  }

  @Test(arguments: [
    ("%d.%m.%Y", "1.2.2024", "2024-02-01 00:00:00"), ("%m/%d/%y", "12/31/69", "1969-12-31 00:00:00"),
    ("%m/%d/%y", "12/31/68", "2068-12-31 00:00:00"), ("%B %d, %Y", "March 5, 2024", "2024-03-05 00:00:00"),
    ("%d %b %Y %I:%M %p", "05 mar 2024  12:05 AM", "2024-03-05 00:05:00"),
    ("%Y%m%dT%H%M%S.%f%z", "20240305T010203.5+0100", "2024-03-05 00:02:03.500"),
    ("%d%%%m%%%Y", "1%2%2024", "2024-02-01 00:00:00"),
  ]) func formatsAreRead(format: String, text: String, expected: String) throws {
    let found = try #require(moment(format, text))
    #expect(DateTimeText.text(found, separator: " ") == expected)
  }

  @Test func otherFormatsAreRefused() throws {
    for format in ["%Q", "%", "%H:%M", "%d.%m", "", "%Y"] { #expect(DateFormat(format) == nil) }
    for text in ["1.2.24", "32.1.2024", "1.13.2024", "1.2.2024x", "1/2/2024", "", "1.2"] {
      #expect(moment("%d.%m.%Y", text) == nil)
    }
  }

  private func moment(_ format: String, _ text: String) -> Int64? {
    let bytes = Array(text.utf8)
    return DateFormat(format)?.moment(bytes.span, 0..<bytes.count)
  }
}
