import Testing
import Zhijian

@testable import ZhijianFormats

/// E22: a conversation whose rows were exported twice counts once.
@Suite struct RepeatedRowsTests {
  private static let header = "会话ID,发送方,消息内容,发送时间\n"
  private static let rows = [
    "s1,客户,在吗,2026-11-22 05:00:00\n", "s1,客服,在的,2026-11-22 05:00:10\n", "s1,客户,在吗,2026-11-22 05:01:00\n",
    "s1,客户,在吗,2026-11-22 05:01:00\n", "s1,客服,请讲,2026-11-22 05:01:20\n",
  ]

  private func texts(_ rows: [String]) -> [String] {
    Reading(Self.header + rows.joined(), file: "a.csv").messages.map(\.text)
  }

  private static let once = ["在吗", "在的", "在吗", "在吗", "请讲"]

  @Test func e22AFileAppendedToItselfCountsOnce() {
    let twice = Reading(Self.header + (Self.rows + Self.rows + Self.rows).joined(), file: "a.csv")
    #expect(twice.messages.map(\.text) == Self.once)
    #expect(twice.codes == ["repeated-rows"])
    #expect(twice.transcripts.first?.diagnostics.first?.message.english.hasPrefix("10 rows") == true)
  }

  @Test func e22ALongerExportAddsWhatIsNew() {
    #expect(texts(Array(Self.rows.prefix(2)) + Self.rows) == Self.once)
    #expect(texts(Self.rows + Array(Self.rows.prefix(3))) == Self.once)
  }

  @Test func whatACustomerSaysTwiceStays() {
    #expect(texts(Self.rows) == Self.once)
    #expect(texts(["s1,客户,在吗,2026-11-22 05:00:00\n", "s1,客户,在吗,2026-11-22 05:00:00\n"]) == ["在吗", "在吗"])
  }

  @Test func linesWithoutTimesStay() {
    #expect(texts(["s1,客户,好,\n", "s1,客户,好,\n"]) == ["好", "好"])
  }

  @Test func aMessageIDIsOneMessage() {
    let header = "会话ID,消息ID,发送方,消息内容,发送时间\n"
    let rows = "s1,m1,客户,好,2026-11-22 05:00:00\ns1,m1,客户,好,2026-11-22 05:00:00\ns1,m2,客户,好,2026-11-22 05:00:00\n"
    #expect(Reading(header + rows, file: "a.csv").messages.compactMap(\.id) == ["m1", "m2"])
  }

  @Test func otherConversationsAreNotMixedUp() {
    let other = Self.rows.map { $0.replacing("s1", with: "s2") }
    let reading = Reading(Self.header + (Self.rows + other).joined(), file: "a.csv")
    #expect(reading.transcripts.map(\.transcript.messages.count) == [5, 5])
    #expect(reading.codes.isEmpty)
  }
}
