import Testing
import Zhijian

@testable import ZhijianFormats

@Suite struct TimeReaderTests {
  /// 2026-08-26T11:01:00+08:00.
  private static let expected = TimeText.instant(Timestamp(milliseconds: 1_787_713_260_000))

  @Test(arguments: [
    "2026-8-26 11:01:00", "2026-08-26 11:01:00", "2026/8/26 11:01", "2026.08.26 11:01:00", "2026-08-26T11:01:00+08:00",
    "2026-08-26T03:01:00Z", "2026-08-26T03:01:00.000Z", "2026-08-26T11:01:00", "2026-08-25 22:01:00 -0500",
    "2026年8月26日 11:01", "2026年8月26日11时01分00秒", "2026-8-26 上午11:01:00", "2026/8/26 11:01:00 AM", "20260826110100",
    "1787713260", "1787713260000", "1787713260.000", " 2026-8-26　11:01:00 ", "2026-8-2611:01:00",
    "2026-08-26 星期三 11:01:00",
    "46260.459027777775", "46260.45903", "'2026-8-26 11:01:00", "2026-8-26 11：01：00",
  ])
  func readsTheSameInstant(_ text: String) {
    #expect(TimeReader().read(text) == Self.expected)
  }

  @Test func keepsMillisecondsAndCutsTheRest() {
    #expect(TimeReader().read("2026-11-22 05:00:00.123987") == .instant(Timestamp(milliseconds: 1_795_294_800_123)))
    #expect(TimeReader().read("2026/11/22 5:00:00,9") == .instant(Timestamp(milliseconds: 1_795_294_800_900)))
  }

  @Test func guessesNothing() {
    #expect(TimeReader().read("11月22日 05:00") == .yearless)
    #expect(TimeReader(year: 2026).read("11月22日 05:00") == .instant(Timestamp(milliseconds: 1_795_294_800_000)))
    #expect(TimeReader().read("2026-11-22") == .date(days: 20_779))
    #expect(TimeReader().read("46348") == .date(days: 20_779))
    #expect(TimeReader().read("11:01:00") == .timeOfDay(milliseconds: 39_660_000))
    #expect(TimeReader().read("下午3:05") == .invalid)
    for text in ["", " ", "-", "--", "/", "null", "无", "0"] { #expect(TimeReader().read(text) == .absent) }
    for text in [
      "昨天 11:01", "2026-02-29 00:00:00", "2026-13-01 00:00:00", "2026-8-26 24:00:00", "2026-8-26 11:60:00",
      "8/26/2026 11:01",
      "2026-8-26 11", "########", "123", "99999999999999999999", "2026-8-26 11:01:00 x", "2026-08-26T11:01:00+99:00",
      "0000-00-00 00:00:00",
    ] { #expect(TimeReader().read(text) == .invalid, "\(text)") }
  }

  @Test func calendarAgreesWithItself() {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<20_000 {
      let days = Int.random(in: -719_162...2_932_896, using: &random)
      let date = CivilTime.date(days: days)
      #expect(CivilTime.days(year: date.year, month: date.month, day: date.day) == days)
      let time = Timestamp(milliseconds: Int64(days) * 86_400_000 + Int64.random(in: 0..<86_400_000, using: &random))
      let offset = Int.random(in: -14...14, using: &random) * 3600
      if days > -719_160, days < 2_932_890 {
        #expect(TimeReader().read(time.iso8601(offsetSeconds: offset)) == .instant(time))
      }
    }
    #expect(Timestamp(milliseconds: .min).iso8601().count >= 25)
    #expect(Timestamp(milliseconds: .max).iso8601(offsetSeconds: .min).count >= 25)
  }

  @Test(
    "the ends of the years of four digits are those of local time",
    arguments: [
      ("0001-01-01T00:00:00+08:00", 28_800), ("9999-12-31T23:59:59+08:00", 28_800),
      ("0001-01-01T00:00:00-05:00", -18_000),
      ("9999-12-31T23:59:59-05:00", -18_000),
    ])
  func localEnds(text: String, offset: Int) throws {
    guard case .instant(let instant) = TimeReader().read(text) else {
      Issue.record("not read")
      return
    }
    #expect(instant.iso8601(offsetSeconds: offset) == text)
  }
}
