import Foundation
import Testing
import Zhijian
import ZhijianFormats

@Suite struct JSONLReportTests {
  private let fixture: ReportFixture

  init() throws { fixture = try ReportFixture() }

  private func objects(_ text: String) throws -> [[String: Any]] {
    try text.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  private func object(_ evaluation: Evaluation, _ options: ReportOptions) throws -> [String: Any] {
    try #require(try objects(try fixture.text(JSONLReport(), [evaluation], options: options)).first)
  }

  /// The line with hashes of content left out and the figures of the metrics.
  private func comparable(_ line: String) -> String {
    line.replacing(/"[0-9a-f]{16}"/, with: "\"#\"").replacing(/"metrics":\{"preset".*?\}\}/, with: "\"metrics\":{}")
  }

  @Test func writesTheFieldsInOrder() throws {
    let evaluation = try fixture.evaluate(
      """
      [+0:00] 客户: 在吗
      [+0:08] 客服(小李): 欢迎光临，保证好
      """, id: "c-9")
    let line = try fixture.text(JSONLReport(), [evaluation])
    #expect(
      comparable(line) == """
        {"schema":1,"id":"c-9","versions":{"program":"0.1.0","icu":"72.1","rules":"1a2b3c4d5e6f","lexicons":"l0",\
        "scorecard":"s0","tokenizer":"t0","config":"c0","reviews":null,"transcript":"#"},\
        "score":95.48,"grade":"A","auto_fail":false,\
        "agents":[{"id":"小李","score":95.48,"grade":"A","auto_fail":false,"messages":1}],\
        "ledger":[\
        {"agent":null,"rule":null,"category":"attitude","kind":"base","points":100,"effect":30,"findings":[]},\
        {"agent":null,"rule":null,"category":"compliance","kind":"base","points":100,"effect":70,"findings":[]},\
        {"agent":null,"rule":"greeting","category":"attitude","kind":"deduct","points":-3.4,"effect":-1.02,\
        "findings":["f1"]},\
        {"agent":null,"rule":"absolute-promise","category":"compliance","kind":"deduct","points":-5,"effect":-3.5,\
        "findings":["f2"]},\
        {"agent":"小李","rule":null,"category":"attitude","kind":"base","points":100,"effect":30,"findings":[]},\
        {"agent":"小李","rule":null,"category":"compliance","kind":"base","points":100,"effect":70,"findings":[]},\
        {"agent":"小李","rule":"greeting","category":"attitude","kind":"deduct","points":-3.4,"effect":-1.02,\
        "findings":["f1"]},\
        {"agent":"小李","rule":"absolute-promise","category":"compliance","kind":"deduct","points":-5,"effect":-3.5,\
        "findings":["f2"]}],\
        "findings":[\
        {"id":"f1","rule":"greeting","verb":"require","severity":"minor","rule_status":"stable","state":"open",\
        "by":null,"reason":null,"until":null,"agent":"小李","hits":[],"related":[],\
        "searched":{"from":1,"to":1,"role":"agent","messages":1},\
        "nearest_miss":{"message":1,"spans":[{"message":1,"start":0,"end":4,"text":"欢迎光临"}],"lacks":"本店"},\
        "parts":[],"confidence":1,"fingerprint":"#"},\
        {"id":"f2","rule":"absolute-promise","verb":"forbid","severity":"major","rule_status":"stable","state":"open",\
        "by":null,"reason":null,"until":null,"agent":"小李","hits":["h1"],"related":[],"searched":null,\
        "nearest_miss":null,"parts":[],"confidence":1,"fingerprint":"#"}],\
        "hits":[{"id":"h1","spans":[{"message":1,"start":5,"end":7,"text":"保证"}],"folds":[],"confidence":1}],\
        "swings":[],"sentiment":{"customer":{"begin":0,"end":0,"shift":0,"mean":0,"lowest":0,"overall":0,\
        "contact_lens":{"begin":0,"end":0,"shift":0,"overall":0}},\
        "agent":{"begin":0,"end":0,"shift":0,"mean":0,"lowest":0,"overall":0,\
        "contact_lens":{"begin":0,"end":0,"shift":0,"overall":0}}},"metrics":{},"diagnostics":[]}

        """)
  }

  @Test func everyFigureOfTheMetricsIsThere() throws {
    let object = try object(try #require(try fixture.conversations().last), fixture.options())
    let metrics = try #require(object["metrics"] as? [String: Any])
    #expect(Set(metrics.keys) == Set(MetricDefinition.all.map(\.name) + ["preset"]))
    #expect(metrics["preset"] as? String == "generic")
    let response = try #require(metrics["first_response_mean_seconds"] as? [String: Any])
    #expect(response["value"] is NSNull, "a conversation without times has no response time, not 0")
  }

  @Test(arguments: ReportDetail.allCases) func followsTheSchema(_ detail: ReportDetail) throws {
    let schema = try JSONSchema(contentsOf: packageFolder() + "/docs/schema/evaluation.schema.json")
    for privacy in [Redactor.Policy.none, .mask, .pseudonym(key: [1, 2, 3])] {
      let options = fixture.options(detail: detail, privacy: privacy)
      for object in try objects(fixture.text(JSONLReport(), try fixture.conversations(), options: options)) {
        #expect(schema.faults(of: object) == [])
        #expect((object["results"] != nil) == (detail != .findings))
        #expect((object["messages"] != nil) == (detail == .full))
        #expect((object["suppressed_hits"] != nil) == (detail == .full))
      }
    }
    var broken = try object(try #require(try fixture.conversations().first), fixture.options(detail: detail))
    broken["score"] = "100"
    #expect(!schema.faults(of: broken).isEmpty)
  }

  @Test func ledgersAddUpToTheirScores() throws {
    var seen = 0
    for object in try objects(fixture.text(JSONLReport(), try fixture.conversations())) {
      let lines = try #require(object["ledger"] as? [[String: Any]])
      func sum(_ agent: String?) -> Int {
        lines.filter { $0["agent"] as? String == agent }.reduce(0) { sum, line in
          sum + Int(((line["effect"] as? Double ?? .nan) * 100).rounded())
        }
      }
      let score = try #require(object["score"] as? Double)
      #expect(sum(nil) == Int((score * 100).rounded()))
      for agent in try #require(object["agents"] as? [[String: Any]]) {
        #expect(sum(agent["id"] as? String) == Int(((agent["score"] as? Double ?? .nan) * 100).rounded()))
        seen += 1
      }
    }
    #expect(seen == 3)
  }

  @Test func offsetsCountScalarsBeyondTheBasicPlane() throws {
    let evaluation = try fixture.evaluate("[+0:00] 客服(小李): 😀👨‍👩‍👧𠮷亲，加我微信聊", id: "c")
    let object = try object(evaluation, fixture.options())
    let hits = try #require(object["hits"] as? [[String: Any]])
    let span = try #require((hits.first?["spans"] as? [[String: Any]])?.first)
    let scalars = Array(evaluation.transcript.messages[0].text.unicodeScalars)
    let (start, end) = try (#require(span["start"] as? Int), #require(span["end"] as? Int))
    #expect(start == 9)
    #expect(scalars[start..<end].map(String.init).joined() == "加我微信")
    #expect(span["original_start"] == nil)
  }

  @Test func maskedOffsetsCountTheMaskedText() throws {
    let text = "😀邮箱zhangsan@example.com，加我微信聊，电话13812345678"
    let evaluation = try fixture.evaluate("[+0:00] 客服(小李): \(text)", id: "c")
    let masked = Redactor(policy: .mask).redact(text).text
    #expect(masked.unicodeScalars.count != text.unicodeScalars.count)
    let line = try fixture.text(JSONLReport(), [evaluation], options: fixture.options(detail: .full, privacy: .mask))
    #expect(!line.contains("13812345678") && !line.contains("zhangsan"))
    let object = try #require(try objects(line).first)
    let hits = try #require(object["hits"] as? [[String: Any]])
    let span = try #require((hits.first?["spans"] as? [[String: Any]])?.first)
    func piece(_ text: String, _ start: String, _ end: String) throws -> String {
      let scalars = Array(text.unicodeScalars)
      return try scalars[#require(span[start] as? Int)..<#require(span[end] as? Int)].map(String.init).joined()
    }
    #expect(try piece(masked, "start", "end") == "加我微信")
    #expect(try piece(text, "original_start", "original_end") == "加我微信")
    let plain = try objects(fixture.text(JSONLReport(), [evaluation])).first
    #expect(
      (object["findings"] as? [[String: Any]])?.map { $0["fingerprint"] as? String }
        == (plain?["findings"] as? [[String: Any]])?.map { $0["fingerprint"] as? String })
  }

  @Test func evidenceInsideAMaskIsTheMask() throws {
    let fixture = try ReportFixture(rules: [
      """
      id: number
      title: 号码
      why: 测试
      category: compliance
      severity: major
      forbid:
        role: agent
        keyword: ["3812345"]
        boundary: any
      """
    ])
    let evaluation = try fixture.evaluate("[+0:00] 客服(小李): 打13812345678找我", id: "13812345678")
    #expect(evaluation.findings.count == 1)
    let line = try fixture.text(JSONLReport(), [evaluation], options: fixture.options(privacy: .mask))
    #expect(line.contains(#""start":1,"end":12,"original_start":2,"original_end":9,"text":"138****5678""#))
    #expect(line.contains(#""id":"138****5678""#))
    #expect(!line.contains("3812345"))
  }

  @Test func isTheSameEveryTime() throws {
    for detail in ReportDetail.allCases {
      let options = fixture.options(detail: detail, privacy: .mask)
      let first = try fixture.text(JSONLReport(), try fixture.conversations(), options: options)
      let again = try ReportFixture(rules: ReportFixture.rules.reversed())
      #expect(try again.text(JSONLReport(), try again.conversations(), options: options) == first)
    }
  }

  @Test func linesThatGaveNoEvaluationHaveTheirForm() throws {
    let schema = try JSONSchema(contentsOf: packageFolder() + "/docs/schema/evaluation.schema.json")
    let diagnostic = Diagnostic(
      .error, code: "bad-json", message: LocalizedText(zh: "不是 JSON：\"电话13812345678\"", en: "no JSON"),
      location: SourceLocation(file: "a.jsonl", line: 17, column: 5))
    let masked = Redactor(policy: .mask)
    let error = EvaluationLine.error(line: 17, diagnostic: diagnostic, language: .chinese, redactor: masked)
    #expect(
      String(decoding: error, as: UTF8.self)
        == #"{"schema":1,"line":17,"error":{"code":"bad-json","message":"不是 JSON：\"电话138****5678\"","column":5}}"#)
    let plain = EvaluationLine.error(
      line: 2, diagnostic: Diagnostic(.error, code: "x", message: LocalizedText(zh: "坏", en: "bad")), language: .english
    )
    #expect(
      String(decoding: plain, as: UTF8.self)
        == #"{"schema":1,"line":2,"error":{"code":"x","message":"bad","column":null}}"#)
    let duplicate = EvaluationLine.duplicate(line: 18, id: "c-1", ofLine: 3)
    #expect(
      String(decoding: duplicate, as: UTF8.self) == #"{"schema":1,"line":18,"id":"c-1","duplicate_of":3}"#)
    for line in [error, plain, duplicate] {
      #expect(schema.faults(of: try JSONSerialization.jsonObject(with: Data(line))) == [])
    }
  }
}
