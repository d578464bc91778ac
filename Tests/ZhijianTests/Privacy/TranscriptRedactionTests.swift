import Testing
import Zhijian

/// Whole conversations with personal data replaced.
struct TranscriptRedactionTests {
  static let transcript = Transcript(
    id: "c-13812345678", shop: "果壳生活馆", customer: .init(id: "tb00017", name: "王小明"),
    agents: [.init(id: "店铺:小桃", name: "小桃 13912345678")], closeReason: "已回访 13812345678",
    fields: [
      .init(key: "收件人", value: .string("欧阳明轩")), .init(key: "phone", value: .integer(13_812_345_678)),
      .init(
        key: "title",
        value: .array([.string("邮箱a1@qq.com"), .object([.init(key: "wechat", value: .string("lily_88"))])])),
      .init(key: "paid", value: .number(1399.5)), .init(key: "count", value: .integer(3)),
    ],
    messages: [
      Message(role: .agent, sender: "店铺:小桃", text: "微信号多少"),
      Message(
        role: .customer, sender: "tb00017", text: "lily_2088", extra: [.init(key: "tel", value: .string("13812345678"))]
      ),
    ])

  @Test func masksWhereverTextStands() {
    let hidden = Redactor(policy: .mask).redact(Self.transcript)
    #expect(hidden.id == "c-138****5678")
    #expect(hidden.customer == .init(id: "tb00017", name: "王**"))
    #expect(hidden.agents == [.init(id: "店铺:小桃", name: "小桃 139****5678")])
    #expect(hidden.closeReason == "已回访 138****5678")
    #expect(hidden.messages.map(\.text) == ["微信号多少", "[微信]"])
    #expect(hidden.messages[1].extra == [.init(key: "tel", value: .string("138****5678"))])
    #expect(
      hidden.fields == [
        .init(key: "收件人", value: .string("欧阳**")), .init(key: "phone", value: .string("138****5678")),
        .init(
          key: "title",
          value: .array([.string("邮箱a***@qq.com"), .object([.init(key: "wechat", value: .string("[微信]"))])])),
        .init(key: "paid", value: .number(1399.5)), .init(key: "count", value: .integer(3)),
      ])
  }

  @Test func pseudonymsAreTheSameForTheSame() {
    let hidden = Redactor(policy: .pseudonym(key: Array("0123456789abcdef".utf8))).redact(Self.transcript)
    let id = hidden.customer?.id ?? ""
    #expect(id.hasPrefix("[姓名#") && hidden.messages[1].sender == id)
    #expect(hidden.messages[0].sender == "店铺:小桃" && hidden.agents.first?.id == "店铺:小桃")
    #expect(hidden.closeReason?.hasSuffix(hidden.id.dropFirst(2)) == true)
    let other = Redactor(policy: .pseudonym(key: Array("0123456789abcdeX".utf8))).redact(Self.transcript)
    #expect(other.customer?.id != id)
  }

  @Test func redactingTwiceIsRedactingOnceAndNoneChangesNothing() {
    for policy in [Redactor.Policy.mask, .pseudonym(key: Array("0123456789abcdef".utf8))] {
      let redactor = Redactor(policy: policy)
      let once = redactor.redact(Self.transcript)
      #expect(redactor.redact(once) == once)
    }
    #expect(Redactor(policy: .none).redact(Self.transcript) == Self.transcript)
  }
}
