import Testing
import Zhijian

/// The rule against agents who tell others' data sees what masking sees, however it is written.
struct PrivateDataRuleTests {
  static let writings = [
    "13812345678", "138 1234 5678", "138-1234-5678", "１３８１２３４５６７８", "一三八一二三四五六七八", "①③⑧①②③④⑤⑥⑦⑧", "138O0131234",
    "1\u{200b}3812345678",
    "幺三八洞洞一二三四五六", "11010519491231002X", "110105 19491231 002x",
  ]

  @Test(arguments: writings) func theRuleSeesWhatMaskingSees(_ value: String) throws {
    let shipped = try ShippedRules.shared.get()
    let rule = try #require(shipped.files.compactMap(\.rule).first { $0.id == "reveals-others-privacy" })
    let text = "上一位买家是\(value)"
    let units = Array(text.utf16)
    let masked = PersonalDataDetector(kinds: [.phone, .idCard]).detect(in: units).map(\.range)
    #expect(masked.count == 1)
    #expect(!Redactor(policy: .mask).redact(text).text.contains(value))
    let transcript = Transcript(id: "c", messages: [Message(role: .agent, text: text)])
    let findings = try shipped.worker(for: rule).evaluate(transcript).findings
    #expect(findings.first?.hits.flatMap(\.spans).map(\.range) == masked)
  }
}
