import Testing
import Zhijian

@testable import ZhijianFormats

/// What `zhijian import` says of tables as people really save them.
@Suite struct TableDoubtTests {
  private let header = "会话ID,客服,顾客,发送者,消息内容,发送时间\n"

  @Test func sendersThatOtherColumnsNameAreKnown() {
    let reading = Reading(
      header + "1,小周,风信子,风信子,在吗,2026/11/2 9:05:01\n1,小周,风信子,小周,在的亲,2026/11/2 9:06:02\n"
        + "1,小周,风信子,路人甲,我也想问,2026/11/2 9:07:03\n",
      file: "a.csv")
    #expect(reading.messages.map(\.role) == [.customer, .agent, .unknown])
    let words = reading.report.descriptions.first?.roleWords ?? []
    #expect(words.map(\.text) == ["风信子", "小周", "路人甲"])
    #expect(words.map(\.meaning) == ["customer", "agent", nil])
  }

  /// Excel drops seconds: an answer in the same minute is no machine's.
  @Test func answersOfOneMinuteAreNotTakenForAutomatic() {
    let rows = "1,小吴,猫,猫,这个枕头有没有异味,2026/11/2 10:20\n1,小吴,猫,小吴,没有的呢亲，都是天然乳胶的哦,2026/11/2 10:20\n"
    let coarse = Reading(header + rows, file: "a.csv")
    #expect(coarse.messages.map(\.kind) == [.text, .text])
    #expect(!coarse.codes.contains("auto-reply-guessed"))
    let fine = Reading(header + rows.replacing("10:20\n", with: "10:20:07\n"), file: "a.csv")
    #expect(fine.messages.map(\.kind) == [.text, .autoReply])
    // What only machines say is theirs at any rate.
    let waiting = Reading(header + rows.replacing("没有的呢亲，都是天然乳胶的哦", with: "客服正在赶来的路上"), file: "a.csv")
    #expect(waiting.messages.map(\.kind) == [.text, .autoReply])
  }

  @Test(arguments: ["2.02611E+17", "1.5e+5", "2E+17"]) func idsThatASpreadsheetRoundedAreNamed(_ id: String) {
    let rows = "\(id),小周,甲,甲,在吗,2026/11/2 9:05:01\n\(id),小周,乙,乙,有货吗,2026/11/2 9:06:01\n"
    let reading = Reading(header + rows, file: "a.csv")
    #expect(reading.report.diagnostics.filter { $0.code == "spoiled-id" }.map(\.severity) == [.warning])
    #expect(reading.report.diagnostics.first { $0.code == "spoiled-id" }?.location?.line == 2)
  }

  @Test(arguments: ["202611020000000001", "E+17", "1E17", "A1E+17", "1.2.3E+1", "12E+", ".5E+3", "订单1E+3"])
  func idsThatAreIDsAreNot(_ id: String) {
    let reading = Reading(header + "\(id),小周,甲,甲,在吗,2026/11/2 9:05:01\n", file: "a.csv")
    #expect(!reading.codes.contains("spoiled-id"))
  }

  @Test(arguments: ["csv", "html"]) func aTableOfUnknownHeadersIsDescribed(_ kind: String) throws {
    let rows = [["咨询单", "买家ID", "谁", "说了啥", "几点"], ["9", "甲", "买方", "你好，床垫什么时候发货？", "2026/11/2 9:05"]]
    let text =
      kind == "csv"
      ? rows.map { $0.joined(separator: ",") + "\n" }.joined()
      : "<table>" + rows.map { "<tr><td>" + $0.joined(separator: "</td><td>") + "</td></tr>" }.joined() + "</table>"
    let reading = Reading(text, file: "a.\(kind)")
    #expect(reading.failures.map(\.diagnostic.code) == ["no-text-column"])
    #expect(!reading.codes.contains("format-guessed"))
    let description = try #require(reading.report.descriptions.first)
    #expect(description.columns.map(\.header) == rows[0])
    #expect(description.columns.map(\.sample) == rows[1])
    #expect(description.mapping.columns[.text] == ["说了啥"])
    #expect(description.mapping.columns[.customerID] == ["买家ID"])
    // The draft can be read as it is.
    let sink = DiagnosticSink()
    var options = ImportOptions()
    options.mapping = ImportMapping.parse(description.mapping.yaml(describing: description), file: "m.yaml", sink: sink)
    #expect(sink.diagnostics.isEmpty)
    #expect(Reading(text, file: "a.\(kind)", options: options).messages.map(\.text) == [rows[1][3]])
  }
}
