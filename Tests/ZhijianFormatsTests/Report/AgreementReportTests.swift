import Testing
import Zhijian

@testable import ZhijianFormats

@Suite struct AgreementReportTests {
  /// The answer to a question is personal by the question alone; quotes are masked as the conversation is.
  @Test(arguments: [true, false]) func quotesAreMaskedWithTheMessagesAroundThem(_ isWhole: Bool) {
    let messages: [(Role, String)] = [(.customer, "在吗"), (.agent, "您微信号多少"), (.customer, "差 lily_888888")]
    let conversation = LabelledConversation(
      id: "c-1",
      messages: messages.map { LabelledConversation.Message(role: $0, text: $1, label: isWhole ? nil : 1) },
      label: isWhole ? 1 : nil)
    let set = LabelledSet(name: "t", conversations: [conversation])
    let agreement = SentimentAgreement(set, scores: [[-900, nil, -900]])
    let report = AgreementReport([agreement], language: .chinese, redactor: Redactor(policy: .mask))
    let text = report.text(quotes: 5).joined(separator: "\n")
    let json = String(decoding: report.json(quotes: 5), as: UTF8.self)
    for output in [text, json] { #expect(output.contains("差 [微信]") && !output.contains("lily"), "\(output)") }
    #expect(!isWhole || json.contains("在吗 / 差 [微信]"))
  }
}
