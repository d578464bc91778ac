import Testing
import Zhijian

/// Personal data that only the messages around a message explain.
struct ConversationDetectionTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let texts: [String]
    /// What is found, message by message: `index kind=text`, with `…` behind a part.
    let expected: [String]
    var testDescription: String { texts.joined(separator: " / ") }

    init(_ texts: [String], _ expected: String...) {
      (self.texts, self.expected) = (texts, expected)
    }

    var messages: [Message] {
      texts.enumerated().map { Message(role: $0.offset % 2 == 0 ? .agent : .customer, text: $0.element) }
    }

    var found: [String] {
      messages.indices.flatMap { index -> [String] in
        let units = Array(texts[index].utf16)
        return PersonalDataDetector().detect(inMessage: index, of: messages).map { data in
          let text = String(decoding: units[data.range.lower..<data.range.upper], as: UTF16.self)
          return "\(index) \(data.kind.rawValue)=\(text)\(data.isPart ? "…" : "")"
        }
      }
    }
  }

  static let answers: [Row] = [
    Row(["您微信号多少", "lily_2088"], "1 wechat=lily_2088"), Row(["QQ发我一下", "嗯 12345678"], "1 qq=12345678"),
    Row(["请问收件人姓名是？", "王小明"], "1 name=王小明"), Row(["订单号报一下", "206337471450"], "1 order=206337471450"),
    Row(["我微信", "lily_2088"], "1 wechat=lily_2088"), Row(["请提供车牌号", "粤 B12345"], "1 plate=粤 B12345"),
    // No values of what was asked for.
    Row(["您微信号多少", "haode"]), Row(["您微信号多少", "iPhone15"]), Row(["QQ号多少", "199"]), Row(["收件人姓名是？", "稍等"]),
    Row(["收件人姓名是？", "谢谢"]), Row(["多少钱买的", "12345678"]), Row(["您微信号多少", "好的", "lily_2088"]),
    Row(["订单号报一下", "这件衣服206块，什么时候能发货呢，等很久了"]),
  ]

  static let pieces: [Row] = [
    Row(["电话？", "138", "12345678"], "1 phone=138…", "2 phone=12345678…"),
    Row(["138", "1234", "5678"], "0 phone=138…", "1 phone=1234…", "2 phone=5678…"),
    Row(["手机号1381234", "后面是5678"], "0 phone=1381234…", "1 phone=5678…"),
    Row(["身份证110105194912", "31002X"], "0 id_card=110105194912…", "1 id_card=31002X…"),
    Row(["邮箱zhang.san@", "qq.com"], "0 email=zhang.san@…", "1 email=qq.com…"),
    Row(["车牌粤B", "12345"], "0 plate=粤B…", "1 plate=12345…"),
    // Numbers that make none, and a whole number beside others.
    Row(["要2件", "13元"]), Row(["155", "78"]), Row(["13812345678", "5"], "0 phone=13812345678"),
    Row(["138", "好的", "12345678"]), Row(["身高138", "体重12345678斤"]),
  ]

  @Test(arguments: answers + pieces) func findsOnly(row: Row) { #expect(row.found == row.expected) }

  @Test func aPartShowsNothingOfTheNumber() {
    let messages = ["138", "12345678"].map { Message(role: .customer, text: $0) }
    let redactor = Redactor(policy: .mask)
    #expect(messages.indices.map { redactor.redact(message: $0, of: messages).text } == ["[电话]", "[电话]"])
    let keyed = Redactor(policy: .pseudonym(key: Array("0123456789abcdef".utf8)))
    let hidden = messages.indices.map { keyed.redact(message: $0, of: messages).text }
    #expect(hidden[0] == hidden[1] && hidden[0] == keyed.redact("13812345678").text)
  }

  @Test(arguments: answers + pieces) func redactingTwiceIsRedactingOnce(row: Row) {
    for policy in [Redactor.Policy.mask, .pseudonym(key: Array("0123456789abcdef".utf8))] {
      let redactor = Redactor(policy: policy)
      let once = row.messages.indices.map { redactor.redact(message: $0, of: row.messages).text }
      let messages = once.map { Message(role: .customer, text: $0) }
      #expect(messages.indices.map { redactor.redact(message: $0, of: messages).text } == once)
    }
  }

  @Test(arguments: answers + pieces) func keptTextsAreRedactedAsInTheConversation(row: Row) {
    let redactor = Redactor(policy: .mask)
    let others = Array(repeating: Message(role: .customer, text: "13900000000"), count: 3)
    let messages = others + row.messages + others
    for index in messages.indices {
      #expect(
        SurroundedText(index, of: messages).redacted(by: redactor).text
          == redactor.redact(message: index, of: messages).text)
    }
  }

  @Test func anIndexThatIsNotThereHasNothing() {
    #expect(PersonalDataDetector().detect(inMessage: 3, of: []).isEmpty)
    #expect(Redactor(policy: .mask).redact(message: -1, of: []).text.isEmpty)
    #expect(SurroundedText(7, of: []).text.isEmpty)
  }

  @Test(arguments: 0..<6) func rangesAreInTheTextSortedAndDisjoint(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<150 {
      let messages = (0..<5).map { _ in
        let units = PrivacyPropertyTests.text(&random, length: Int.random(in: 0..<14, using: &random))
        return Message(role: .customer, text: String(decoding: units, as: UTF16.self))
      }
      for index in messages.indices {
        var end = 0
        for data in PersonalDataDetector().detect(inMessage: index, of: messages) {
          #expect(data.range.lower >= end && data.range.upper <= messages[index].text.utf16.count)
          #expect(!data.range.isEmpty)
          end = data.range.upper
        }
      }
    }
  }
}
