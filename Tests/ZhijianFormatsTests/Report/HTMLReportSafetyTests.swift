import Foundation
import Testing
import Zhijian

@testable import ZhijianFormats

/// What comes from outside stays text, and what is personal stays out.
@Suite struct HTMLReportSafetyTests {
  static let payloads = [
    "<script>alert(1)</script>", "<ScRiPt src=//x.example/a.js></sCrIpT>", "</script><script>alert(1)</script>",
    "</style><script>alert(1)</script>", "</title><script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    "<img src=\"x\" onerror='alert(1)'/>", "\"><img src=x onerror=alert(1)>", "'><svg onload=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>", "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
    "<iframe src=javascript:alert(1)>", "<iframe srcdoc=\"<script>alert(1)</script>\">", "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>", "<a href=\"javascript:alert(1)\">x</a>", "javascript:alert(1)",
    "\" onmouseover=\"alert(1)", "' onfocus='alert(1)' autofocus='", "<input autofocus onfocus=alert(1)>",
    "<math><mi xlink:href=\"data:x,<script>alert(1)</script>\">",
    "<object data=\"data:text/html,<script>alert(1)</script>\">",
    "<embed src=//x.example>", "<link rel=stylesheet href=//x.example/a.css>",
    "<style>*{background:url(//x.example)}</style>",
    "<meta http-equiv=refresh content=\"0;url=//x.example\">", "<base href=//x.example/>",
    "<!--<img src=\"--><img src=x onerror=alert(1)//\">",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>&e;",
    "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;", "&", "\\u003cscript\\u003e",
    "<scr\u{0}ipt>alert(1)</scr\u{0}ipt>",
    "<\u{202E}tpircs>", "\u{2028}<b>\u{2029}", "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<x:script xmlns:x=\"http://www.w3.org/1999/xhtml\">alert(1)</x:script>",
    "--></div></details></main><h1>taken over</h1>", "<form action=//x.example><button>send</button></form>",
  ]

  static func rule(_ number: Int, _ title: String) -> String {
    // Rule files must not hold control characters; those come in by texts and names.
    let visible = String(
      String.UnicodeScalarView(title.unicodeScalars.filter { $0.value >= 0x20 && $0.value < 0x2000 }))
    let quoted = visible.replacing("'", with: "''")
    return """
      id: payload-\(number)
      title: '\(quoted) t\(number)'
      why: '\(quoted) w\(number)'
      category: attitude
      severity: major
      status: stable
      score: { deduct: 1 }
      forbid:
        role: agent
        keyword: [evil\(number)x]
        boundary: any
      examples:
        - finding: '客服: ⟦evil\(number)x⟧'
        - finding: '客服: an ⟦evil\(number)x⟧'
        - finding: '客服: the ⟦evil\(number)x⟧'
        - clean: '客服: good'
        - clean: '客服: better'
        - clean: '客服: best'

      """
  }

  static func transcript(_ number: Int, _ payload: String) -> Transcript {
    let agent = "agent-\(number)\(payload)"
    let customer = Transcript.Party(id: "customer\(payload)", name: payload + "某")
    return Transcript(
      id: "id-\(number)\(payload)", platform: payload, shop: "shop " + payload, group: payload, customer: customer,
      agents: [Transcript.Party(id: agent, name: "name-\(number) " + payload)], closeReason: payload,
      messages: [
        Message(at: Timestamp(milliseconds: 1_790_000_000_000), role: .customer, text: payload),
        Message(
          at: Timestamp(milliseconds: 1_790_000_009_000), role: .agent, sender: agent,
          text: payload + "evil\(number)x" + payload),
        Message(role: .customer, kind: .image, text: payload), Message(role: .system, kind: .system, text: payload),
        Message(role: .bot, text: payload, isRecalled: true),
        Message(
          role: .system, kind: .transfer, text: payload, transfer: Message.Transfer(from: payload, to: agent)),
      ])
  }

  @Test(arguments: [Redactor.Policy.none, .mask, .pseudonym(key: [1, 2, 3])]) func payloadsStayText(
    privacy: Redactor.Policy
  ) throws {
    #expect(Self.payloads.count >= 40)
    let numbered = Array(Self.payloads.enumerated())
    let fixture = try HTMLReportFixture(rules: numbered.map { Self.rule($0.offset, $0.element) })
    let evaluations = try fixture.evaluations(numbered.map { Self.transcript($0.offset, $0.element) })
    let problems = Self.payloads.map { payload in
      Diagnostic(
        .warning, code: "odd", message: LocalizedText(zh: payload, en: payload),
        location: SourceLocation(file: payload, line: 1, column: 2), hint: LocalizedText(zh: payload, en: payload))
    }
    #expect(evaluations.reduce(0) { $0 + $1.findings.count } == Self.payloads.count)
    for language in Language.allCases {
      let page = try fixture.page(evaluations, language: language, privacy: privacy, problems: problems)
      let markup = MarkupScanner(page)
      #expect(markup.faults == [])
      #expect(XMLCheck.fault(in: page) == nil)
      #expect(markup.elements.count { $0.name == "script" } == 1 && markup.elements.count { $0.name == "h1" } == 1)
      // They are not dropped either: an auditor has to see what was sent.
      let bubbles = Set(markup.elements.filter { $0.attributes["class"] == "b" }.map(\.text))
      #expect(
        bubbles.contains("<script>alert(1)</script>") && bubbles.contains("<scr⟨U+0000⟩ipt>alert(1)</scr⟨U+0000⟩ipt>"))
    }
  }

  @Test func hidingCharactersAreShown() {
    var markup = HTMLReportMarkup()
    markup.element(
      "p", .class("\u{202E}x"), text: "a\u{202E}b\u{200B}c\u{7}d\u{2066}e\r\nf\u{FEFF}👨‍👩‍👧g\u{200D}h\u{1F}\u{85}\u{E0041}")
    #expect(
      String(decoding: markup.bytes, as: UTF8.self).replacing("<span class=\"ctl\">", with: "").replacing(
        "</span>", with: "")
        == "<p class=\"⟨U+202E⟩x\">a⟨U+202E⟩b⟨U+200B⟩c⟨U+0007⟩d⟨U+2066⟩e\nf⟨U+FEFF⟩👨‍👩‍👧g⟨U+200D⟩h⟨U+001F⟩⟨U+0085⟩⟨U+E0041⟩</p>"
    )
  }

  @Test func personalDataStaysOut() throws {
    let secrets = [
      "13812345678", "11010519491231002X", "zhangsan@example.com", "6222021001116245702", "tb77889901", "张小芳要搬家",
    ]
    let rule = Self.rule(0, "title")
    let fixture = try HTMLReportFixture(rules: [rule])
    let transcript = Transcript(
      id: "wx-13812345678-1", shop: "店 13812345678",
      customer: Transcript.Party(id: "tb77889901", name: "张小芳要搬家"),
      agents: [Transcript.Party(id: "agent:小李", name: "小李")],
      closeReason: "回访 13812345678", fields: [.init(key: "phone", value: .string("13812345678"))],
      messages: [
        Message(
          role: .customer, sender: "tb77889901", text: "电话13812345678，身份证号11010519491231002X，邮箱zhangsan@example.com"),
        Message(role: .agent, sender: "agent:小李", text: "evil0x 13812345678 好的"),
        Message(role: .customer, sender: "tb77889901", text: "银行卡号6222021001116245702"),
      ], extra: [.init(key: "mobile", value: .string("13812345678"))])
    let evaluations = try fixture.evaluations([transcript])
    let problems = [
      Diagnostic(
        .error, code: "odd", message: LocalizedText(zh: "“13812345678”不是时间", en: "'13812345678' is no time"),
        location: SourceLocation(file: "13812345678.csv", line: 1))
    ]
    for policy in [nil, Redactor.Policy.pseudonym(key: [7])] {
      let page = try fixture.page(evaluations, privacy: policy, problems: problems)
      for secret in secrets { #expect(!page.contains(secret), "\(secret)") }
      #expect(page.contains("小李"))
      // The evidence is still marked where the text around it was replaced.
      #expect(MarkupScanner(page).elements.contains { $0.name == "mark" && $0.text == "evil0x" })
    }
    let open = try fixture.page(evaluations, privacy: Redactor.Policy.none, problems: problems)
    #expect(open.contains("13812345678") && open.contains("张小芳要搬家") && open.contains("未脱敏"))
  }

  @Test func englishPageHoldsNoChinese() throws {
    let fixture = try HTMLReportFixture(rules: [Self.rule(0, "Rude words")])
    var transcripts: [Transcript] = []
    for number in 0..<4 {
      var transcript = Self.transcript(number, "so bad")
      transcript.customer = Transcript.Party(id: "c", name: "Customer")
      transcript.rating = Transcript.Rating(value: 2)
      transcript.messages += [
        Message(role: .agent, sender: "x", kind: .autoReply, text: "welcome"),
        Message(role: .agent, kind: .note, text: "note"),
        Message(role: .agent, kind: .voice, text: ""), Message(role: .unknown, text: "?"),
      ]
      transcripts.append(transcript)
    }
    let page = try fixture.page(
      try fixture.evaluations(transcripts), language: .english,
      problems: [Diagnostic(.note, code: "n", message: LocalizedText(zh: "说明", en: "a note"))])
    var markup = page
    for name in ["style", "script"] {
      guard let start = markup.range(of: "<\(name)>"), let end = markup.range(of: "</\(name)>") else { continue }
      markup.removeSubrange(start.lowerBound..<end.upperBound)
    }
    let chinese = markup.unicodeScalars.filter {
      (0x3000...0x303F).contains($0.value) || (0x4E00...0x9FFF).contains($0.value)
        || (0xFF00...0xFFEF).contains($0.value)
    }
    #expect(String(String.UnicodeScalarView(chinese)) == "")
    #expect(page.contains("<html lang=\"en\">") && page.contains("Overview"))
  }
}
