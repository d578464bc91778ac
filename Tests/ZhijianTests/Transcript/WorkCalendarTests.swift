import Testing
import Zhijian

@Suite struct WorkCalendarTests {
  private func hours(_ text: String) throws -> OpenHours { try #require(OpenHours(parsing: text)) }

  @Test func datesAndDayNumbersAreInverse() throws {
    for day in stride(from: -800_000, through: 2_900_000, by: 977) {
      let date = CalendarDate(dayNumber: day)
      #expect(date.dayNumber == day)
      #expect((1...12).contains(date.month) && (1...31).contains(date.day))
    }
    #expect(CalendarDate(dayNumber: 0).description == "1970-01-01")
    #expect(CalendarDate(parsing: "2026-01-07")?.dayNumber == 20_460)
    #expect(CalendarDate(parsing: "2024-02-29")?.description == "2024-02-29")
    #expect(CalendarDate(parsing: "2026-02-29") == nil)
    #expect(CalendarDate(parsing: "2026-13-01") == nil)
    #expect(CalendarDate(parsing: "2026-1-01") == nil)
    #expect(Weekday(dayNumber: 20_460) == .wednesday)
    #expect(Weekday(dayNumber: -1) == .wednesday)
    #expect(Weekday(dayNumber: -4) == .sunday)
  }

  @Test func hoursAreReadExactlyOrNotAtAll() throws {
    #expect(try hours("09:00-23:00").description == "09:00-23:00")
    #expect(try hours("22:00-02:00").closesMinute == 1560)
    #expect(try hours("00:00-24:00") == .wholeDay)
    for wrong in ["9:00-18:00", "09:00", "09:60-10:00", "24:00-25:00", "09:00-09:00", "09:00~18:00", "", "０9:00-18:00"]
    {
      #expect(OpenHours(parsing: wrong) == nil)
    }
  }

  @Test func zonesAreKnownOrRefused() throws {
    #expect(TimeZoneRule(identifier: "Asia/Shanghai") == .china)
    #expect(TimeZoneRule(identifier: "+08:00")?.offsetMilliseconds(at: Chat.at("0:0:0")) == 28_800_000)
    #expect(TimeZoneRule(identifier: "-03:30")?.offsetMilliseconds(at: Chat.at("0:0:0")) == -12_600_000)
    for wrong in ["Asia/Nowhere", "", "CST", "+8", "+25:00", "北京"] { #expect(TimeZoneRule(identifier: wrong) == nil) }
    // Mainland China kept summer time until 1991: 1990-07-01T00:00:00Z was 09:00 there.
    let summer1990 = Timestamp(milliseconds: 646_790_400_000)
    #expect(TimeZoneRule.china.localTime(at: summer1990).minuteOfDay == 540)
  }

  @Test func closingIsOutsideAndOpeningInside() throws {
    let calendar = WorkCalendar.daily(try hours("09:00-18:00"))
    #expect(calendar.contains(Chat.at("9:0:0")))
    #expect(calendar.contains(Chat.at("17:59:59.999")))
    #expect(!calendar.contains(Chat.at("18:0:0")))
    #expect(!calendar.contains(Chat.at("8:59:59.999")))
  }

  @Test func hoursPastMidnightBelongToTheDayTheyBeginOn() throws {
    let calendar = WorkCalendar(hours: [.wednesday: [try hours("22:00-02:00")], .thursday: [try hours("01:00-03:00")]])
    #expect(calendar.contains(Chat.at("23:0:0")))
    #expect(calendar.contains(Chat.at("1:30:0", day: 1)))
    #expect(!calendar.contains(Chat.at("1:30:0")))
    // 22:00–02:00 and 01:00–03:00 overlap for an hour, which is open once.
    #expect(calendar.openMilliseconds(from: Chat.at("0:0:0"), to: Chat.at("0:0:0", day: 2)) == 5 * 3_600_000)
  }

  @Test func exceptionsReplaceTheHoursOfADay() throws {
    let holiday = try #require(CalendarDate(parsing: "2026-01-08"))
    let extra = try #require(CalendarDate(parsing: "2026-01-10"))
    let calendar = WorkCalendar(
      hours: [.wednesday: [try hours("09:00-10:00")], .thursday: [try hours("09:00-10:00")]],
      exceptions: [holiday: [], extra: [try hours("12:00-12:30")]])
    #expect(!calendar.contains(Chat.at("9:30:0", day: 1)))
    #expect(calendar.contains(Chat.at("12:15:0", day: 3)))
    #expect(calendar.openMilliseconds(from: Chat.at("0:0:0"), to: Chat.at("0:0:0", day: 7)) == 5_400_000)
  }

  @Test func openTimeAddsUpOverAnySplit() throws {
    let calendar = WorkCalendar(
      hours: [.monday: [try hours("09:00-12:00"), try hours("13:00-18:00")], .saturday: [try hours("20:00-01:00")]])
    let start = Chat.at("3:7:11")
    let end = Chat.at("17:45:3", day: 900)
    let whole = calendar.openMilliseconds(from: start, to: end)
    var parts: Int64 = 0
    var from = start
    while from < end {
      let to = min(Timestamp(milliseconds: from.milliseconds + 40_000_000), end)
      parts += calendar.openMilliseconds(from: from, to: to)
      from = to
    }
    #expect(whole == parts)
    #expect(whole > 128 * 13 * 3_600_000)
  }

  @Test func exceptionsCountInLongSpansToo() throws {
    let holiday = try #require(CalendarDate(parsing: "2027-05-03"))
    let extra = try #require(CalendarDate(parsing: "2027-05-04"))
    let plain = WorkCalendar(hours: [.monday: [try hours("09:00-18:00")]])
    let calendar = WorkCalendar(
      hours: [.monday: [try hours("09:00-18:00")]], exceptions: [holiday: [], extra: [try hours("09:00-10:00")]])
    let end = Chat.at("0:0:0", day: 2000)
    let difference =
      plain.openMilliseconds(from: Chat.at("0:0:0"), to: end)
      - calendar.openMilliseconds(from: Chat.at("0:0:0"), to: end)
    #expect(difference == 8 * 3_600_000)
  }

  @Test func summerTimeIsFollowedWhereTheZoneHasIt() throws {
    let berlin = try #require(TimeZoneRule(identifier: "Europe/Berlin"))
    let calendar = WorkCalendar.daily(try hours("00:00-12:00"), zone: berlin)
    // On 2026-03-29 the clock in Berlin skips an hour: eleven hours from midnight to noon.
    let midnight = Timestamp(milliseconds: 1_774_738_800_000)
    let nextMidnight = Timestamp(milliseconds: midnight.milliseconds + 23 * 3_600_000)
    #expect(berlin.localTime(at: midnight).millisecondOfDay == 0)
    #expect(berlin.localTime(at: nextMidnight).millisecondOfDay == 0)
    #expect(calendar.openMilliseconds(from: midnight, to: nextMidnight) == 11 * 3_600_000)
  }

  @Test func junkTimesNeitherTrapNorTakeLong() throws {
    let calendar = WorkCalendar.daily(try hours("09:00-18:00"))
    let first = Timestamp(milliseconds: .min)
    let last = Timestamp(milliseconds: .max)
    #expect(calendar.openMilliseconds(from: first, to: last) > 0)
    #expect(calendar.openMilliseconds(from: last, to: first) == 0)
    #expect(WorkCalendar.always.openMilliseconds(from: first, to: last) == .max)
    _ = calendar.contains(first)
    _ = calendar.contains(last)
    _ = calendar.localTime(at: first).date.description
  }
}
