import Foundation
import Testing

/// What every operator and verb shows of its evidence, as the program writes it.
@Suite struct EvidenceTests {
  struct Row {
    let id: String
    let rule: String
    /// `role text`, ten seconds apart or as `@seconds role text`; `role/kind` for kinds.
    let messages: [String]
    let expected: String
  }

  /// Spans as `message[start,end)text`, in Unicode scalars: 😀 is one, though two units of UTF-16.
  static let rows: [Row] = [
    Row(
      id: "keyword", rule: "forbid: {role: agent, keyword: [加我微信]}", messages: ["customer 在吗", "agent 😀您加 我微信吧"],
      expected: "keyword hit 1[2,7)加 我微信 folds gap"),
    Row(
      id: "regex", rule: "forbid: {role: agent, regex: '加.{1,2}信'}", messages: ["customer 在吗", "agent 👨‍👩‍👧加微信"],
      expected: "regex hit 1[5,8)加微信"),
    Row(
      id: "entity", rule: "forbid: {role: agent, entity: phone}", messages: ["customer 在吗", "agent 😀打13812345678吧"],
      expected: "entity hit 1[2,13)13812345678"),
    Row(
      id: "joined", rule: "forbid: {role: agent, join: true, keyword: [加我微信]}",
      messages: ["agent 😀加我", "customer 啊", "agent 微信吧"], expected: "joined hit 0[1,3)加我+2[0,2)微信"),
    Row(
      id: "joined-entity", rule: "forbid: {role: agent, join: true, entity: phone}",
      messages: ["agent 😀打1381234", "agent 5678吧"], expected: "joined-entity hit 0[2,9)1381234+1[0,4)5678"),
    Row(
      id: "count", rule: "forbid: {role: agent, count: {of: {keyword: [评价]}, over: 1}}",
      messages: ["agent 😀评价", "agent 好", "agent 评价"], expected: "count hit 0[1,3)评价 hit 2[0,2)评价"),
    Row(
      id: "count-none", rule: "forbid: {role: agent, lines: -2..-1, count: {max: 0}}",
      messages: ["agent 好", "customer 嗯", "customer 哦"], expected: "count-none searched -..- agent 0"),
    Row(
      id: "length", rule: "forbid: {role: agent, length: {max: 1}}", messages: ["customer 在吗", "agent 👨‍👩‍👧"],
      expected: "length hit 1[0,5)👨‍👩‍👧"),
    Row(
      id: "pace", rule: "forbid: {role: agent, pace: {over: 20}}", messages: ["customer 在吗", "agent 😀您好您好"],
      expected: "pace hit 1[0,5)😀您好您好"),
    Row(
      id: "gap", rule: "forbid: {gap: {over: 60s}}",
      messages: ["customer 在吗", "customer 人呢", "@100 agent 😀在"], expected: "gap hit 2[0,2)😀在 related 0 asked"),
    Row(
      id: "unanswered", rule: "forbid: {unanswered: {}}", messages: ["agent 好", "customer 😀在吗", "customer 人呢"],
      expected: "unanswered hit 1[0,3)😀在吗+2[0,2)人呢"),
    Row(
      id: "silent", rule: "given: {role: customer, keyword: [急]}\nforbid: {role: agent, messages: 1..3, silent: {}}",
      messages: ["agent 好", "customer 急"], expected: "silent related 1 given searched -..- agent 0"),
    Row(
      id: "sentiment", rule: "observe: {role: customer, sentiment: {under: -0.3}}", messages: ["customer 😀气死了"],
      expected: "sentiment hit 0[0,4)😀气死了"),
    Row(
      id: "swing", rule: "forbid: {swing: {drop: {min: 0.2}}}",
      messages: ["customer 嗯嗯", "customer 好的", "agent 不退", "customer 气死了", "customer 气死了", "customer 气死了"],
      expected: "swing hit 5[0,3)气死了 related 2 before_swing"),
    Row(
      id: "event", rule: "observe: {event: closed}", messages: ["agent 好", "system/close "],
      expected: "event hit 1[0,0)"),
    Row(
      id: "field", rule: "observe: {field: fields.level, min: 3}", messages: ["agent 好", "customer 嗯"],
      expected: "field searched 0..1 any 2"),
    Row(
      id: "ended-by", rule: "observe: {ended_by: {role: customer}}", messages: ["agent 好", "customer 😀谢谢"],
      expected: "ended-by hit 1[0,3)😀谢谢"),
    Row(
      id: "repeat", rule: "forbid: {role: customer, repeat: {}}",
      messages: ["customer 什么时候发货", "agent 好", "customer 什么时候发货"],
      expected: "repeat hit 2[0,6)什么时候发货 related 0 repeated"),
    Row(
      id: "missing",
      rule: "given: {role: customer, keyword: [投诉]}\nrequire: {role: agent, messages: 1..3, keyword: [非常抱歉]}",
      messages: ["customer 投诉", "agent 😀抱歉", "customer 嗯", "agent 好"],
      expected: "missing related 0 given searched 1..3 agent 2 miss 1[1,3)抱歉 lacks 非常"),
    Row(
      id: "missing-label",
      rule:
        "given: {label: ask, role: customer, keyword: [投诉]}\nwhich: last\nrequire: {role: agent, after: ask, messages: 1..2, keyword: [非常抱歉]}",
      messages: ["customer 投诉", "agent 好", "agent 抱歉", "agent 抱歉"],
      expected: "missing-label related 0 given searched 1..2 agent 2 miss 2[0,2)抱歉 lacks 非常"),
    Row(
      id: "missing-all", rule: "require: {role: agent, messages: -2..-1, all: [{keyword: [祝您生活愉快]}, {keyword: [再见]}]}",
      messages: ["agent 好", "agent 祝您生活好", "agent 再见"],
      expected: "missing-all searched 1..2 agent 2 miss 1[0,4)祝您生活 lacks 愉快"),
    Row(
      id: "missing-none", rule: "require: {role: agent, not: {keyword: [好]}}", messages: ["agent 好", "customer 嗯"],
      expected: "missing-none searched 0..0 agent 1"),
    Row(
      id: "missing-steps",
      rule:
        "require: {role: agent, sequence: [{label: 问候, keyword: [您好]}, {label: 解答, keyword: [帮您查]}, {label: 结束, keyword: [再见]}]}",
      messages: ["agent 帮您查", "agent 您好"],
      expected: "missing-steps searched 0..1 agent 2 parts 问候 out_of_order,解答 found,结束 missing"),
    Row(
      id: "logic", rule: "credit: {role: agent, all: [{keyword: [您好]}, {keyword: [再见]}]}",
      messages: ["agent 😀您好", "agent 再见"], expected: "logic hit 0[1,3)您好 hit 1[0,2)再见"),
    Row(
      id: "clause", rule: "forbid: {role: agent, same: clause, all: [{keyword: [保证]}, {not: {keyword: [退款]}}]}",
      messages: ["agent 😀好，保证到货"], expected: "clause hit 0[3,5)保证"),
  ]

  private static func chat(_ row: Row) throws -> String {
    var messages: [[String: Any]] = []
    var seconds = 0
    for text in row.messages {
      var words = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      if words[0].hasPrefix("@") {
        seconds = Int(words[0].dropFirst()) ?? 0
        words = words[1].split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      } else if !messages.isEmpty {
        seconds += 10
      }
      let kinds = words[0].split(separator: "/").map(String.init)
      var message: [String: Any] = [
        "role": kinds[0], "text": words[1],
        "at": "2026-01-05T10:\(seconds / 600)\(seconds / 60 % 10):\(seconds % 60 / 10)\(seconds % 10)+08:00",
      ]
      if kinds.count > 1 { message["kind"] = kinds[1] }
      if kinds[0] == "agent" { message["sender"] = "小李" }
      messages.append(message)
    }
    let chat: [String: Any] = ["id": row.id, "fields": ["level": 3], "messages": messages]
    return String(decoding: try JSONSerialization.data(withJSONObject: chat), as: UTF8.self) + "\n"
  }

  private static func head(_ id: String) -> String {
    "id: \(id)\ntitle: t\nwhy: w\ncategory: attitude\nseverity: minor\n"
  }

  /// The evidence of the findings of the rule that has the name of the conversation.
  private static func described(_ line: Line) -> String {
    let hits = line.members["hits"] as? [[String: Any]] ?? []
    let byID = Dictionary(hits.map { ($0["id"] as? String ?? "", $0) }, uniquingKeysWith: { first, _ in first })
    return line.findings.filter { $0["rule"] as? String == line.id }.map { finding in
      var parts = [finding["rule"] as? String ?? ""]
      for id in finding["hits"] as? [String] ?? [] {
        guard let hit = byID[id] else { continue }
        parts.append("hit " + (hit["spans"] as? [[String: Any]] ?? []).map(span).joined(separator: "+"))
        let folds = hit["folds"] as? [String] ?? []
        if !folds.isEmpty { parts.append("folds " + folds.joined(separator: ",")) }
      }
      for related in finding["related"] as? [[String: Any]] ?? [] {
        parts.append("related \(related["message"] ?? "") \(related["why"] ?? "")")
      }
      if let searched = finding["searched"] as? [String: Any] {
        func place(_ key: String) -> String { (searched[key] as? Int).map(String.init) ?? "-" }
        parts.append(
          "searched \(place("from"))..\(place("to")) \(searched["role"] ?? "") \(searched["messages"] ?? "")")
      }
      if let miss = finding["nearest_miss"] as? [String: Any] {
        let spans = miss["spans"] as? [[String: Any]] ?? []
        parts.append("miss \(spans.map(span).joined()) lacks \(miss["lacks"] ?? "")")
      }
      let steps = (finding["parts"] as? [[String: Any]] ?? []).map { "\($0["name"] ?? "") \($0["state"] ?? "")" }
      if !steps.isEmpty { parts.append("parts " + steps.joined(separator: ",")) }
      return parts.joined(separator: " ")
    }.joined(separator: "; ")
  }

  private static func span(_ span: [String: Any]) -> String {
    "\(span["message"] ?? "")[\(span["start"] ?? ""),\(span["end"] ?? ""))\(span["text"] ?? "")"
  }

  @Test func everyOperatorAndVerbShowsItsEvidence() throws {
    let workspace = try SmallWorkspace()
    for row in Self.rows {
      try workspace.sandbox.file("rules/\(row.id).yaml", Self.head(row.id) + row.rule + "\n")
    }
    let input = try Self.rows.map(Self.chat).joined()
    let outcome = try workspace.run(["score", "--stdin", "--privacy", "none", "--detail", "full"], input: input)
    let lines = try Line.all(outcome.text)
    #expect(lines.count == Self.rows.count, "\(outcome.errors)")
    for (row, line) in zip(Self.rows, lines) { #expect(Self.described(line) == row.expected) }
  }

  @Test func whatDoesNotCountSaysWhy() throws {
    let workspace = try SmallWorkspace()
    let rules: [(id: String, rule: String)] = [
      ("a", "forbid: {role: agent, keyword: [加微信], unless: [请勿加微信]}"),
      ("b", "forbid: {role: agent, keyword: [大麻]}"),
      ("c", "forbid: {role: agent, keyword: [保证], polarity: asserted}"),
      ("d", "forbid: {role: agent, regex: '加微信', unless: '请勿加微信'}"),
      ("e", "forbid: {role: agent, entity: phone, not_from: customer}"),
      ("f", "forbid: {role: customer, repeat: {unless: [发货]}}"),
      ("g", "forbid: {role: agent, join: true, keyword: [现在下单], unless: [现在下单吧]}"),
    ]
    for rule in rules { try workspace.sandbox.file("rules/\(rule.id).yaml", Self.head(rule.id) + rule.rule + "\n") }
    let messages = [
      "agent 😀请勿加微信", "agent 真是大麻烦", "agent 不能保证", "agent 请勿相信保证", "agent 您说的“保证”", "agent 能保证吗？",
      "customer 13812345678", "agent 是13812345678吗", "customer 什么时候发货", "customer 什么时候发货", "agent 现在", "agent 下单吧",
    ]
    let row = Row(id: "c1", rule: "", messages: messages, expected: "")
    func suppressed(_ privacy: String) throws -> [String] {
      let outcome = try workspace.run(
        ["score", "--stdin", "--privacy", privacy, "--detail", "full"], input: try Self.chat(row))
      let line = try #require(try Line.all(outcome.text).first)
      return (line.members["suppressed_hits"] as? [[String: Any]] ?? []).filter {
        rules.map(\.id).contains($0["rule"] as? String ?? "")
      }.map { "\($0["rule"] ?? "") \($0["message"] ?? "")[\($0["start"] ?? ""),\($0["end"] ?? "")) \($0["why"] ?? "")" }
    }
    #expect(
      try suppressed("none") == [
        "a 0[3,6) excused", "d 0[3,6) excused", "b 1[2,4) boundary", "c 2[2,4) negated", "c 3[4,6) forbidden",
        "c 4[4,6) quoted", "c 5[1,3) asked", "e 7[1,12) given", "f 9[0,6) excused", "g 10[0,2) excused",
        "g 11[0,2) excused",
      ])
    // Only with full detail.
    let brief = try workspace.run(["score", "--stdin", "--detail", "results"], input: try Self.chat(row))
    #expect(!brief.text.contains("suppressed_hits"))
  }

  @Test func maskedSpansKnowTheOriginalOnes() throws {
    let workspace = try SmallWorkspace()
    try workspace.sandbox.file("rules/late.yaml", Self.head("late") + "forbid: {role: agent, keyword: [加我微信]}\n")
    try workspace.sandbox.file("rules/number.yaml", Self.head("number") + "forbid: {role: agent, entity: phone}\n")
    try workspace.sandbox.file(
      "rules/near.yaml", Self.head("near") + "require: {role: agent, keyword: [祝您生活愉快]}\n")
    let row = Row(id: "c1", rule: "", messages: ["agent 😀打13812345678再加我微信，祝您愉快"], expected: "")
    func evidence(_ privacy: String) throws -> (spans: [[String: Any]], miss: [String: Any], prints: [String]) {
      let outcome = try workspace.run(["score", "--stdin", "--privacy", privacy], input: try Self.chat(row))
      let line = try #require(try Line.all(outcome.text).first)
      let spans = (line.members["hits"] as? [[String: Any]] ?? []).flatMap { $0["spans"] as? [[String: Any]] ?? [] }
      let miss = line.findings.compactMap { ($0["nearest_miss"] as? [String: Any])?["spans"] as? [[String: Any]] }
      return (spans, miss.first?.first ?? [:], line.findings.compactMap { $0["fingerprint"] as? String })
    }
    let plain = try evidence("none")
    let masked = try evidence("mask")
    #expect(plain.spans.map(Self.span) == ["0[2,13)13812345678", "0[14,18)加我微信"])
    #expect(plain.spans.allSatisfy { $0["original_start"] == nil })
    #expect(masked.spans.map { $0["original_start"] as? Int } == [2, 14])
    #expect(masked.spans.map { $0["original_end"] as? Int } == [13, 18])
    #expect(masked.spans.last?["text"] as? String == "加我微信")
    #expect((masked.spans.first?["text"] as? String)?.contains("12345678") == false)
    #expect(masked.miss["original_start"] as? Int == plain.miss["start"] as? Int)
    #expect(plain.miss["text"] as? String == masked.miss["text"] as? String)
    #expect(masked.prints == plain.prints)
    #expect(plain.prints.count == 4)
  }

  /// Whatever is hidden, and in whatever order rules and conversations come, scores and fingerprints are the same.
  @Test func privacyAndOrderChangeNoScoreAndNoFingerprint() throws {
    let workspace = try SmallWorkspace()
    for (folder, id, rule) in [
      ("one", "near", "score: {deduct: 3}\nrequire: {role: agent, messages: -2..-1, keyword: [祝您生活愉快]}"),
      ("one", "wechat", "score: {deduct: 5, per: finding}\nforbid: {role: agent, keyword: [加微信]}"),
      (
        "two", "number",
        "score: {deduct: 2, per: message}\nforbid: {role: agent, entity: [phone, wechat], not_from: customer}"
      ),
      ("two", "again", "observe: {role: customer, repeat: {}}"),
    ] {
      try workspace.sandbox.file("packs/\(folder)/\(id).yaml", Self.head(id) + rule + "\n")
    }
    var state: UInt64 = 7
    func next(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    let texts = [
      "我的电话13812345678", "打13912345678找王小明", "加微信muli_home2026", "什么时候发货呢", "祝您愉快", "地址是杭州市西湖区文三路100号", "好的", "祝您生活愉快",
    ]
    let chats = try (0..<40).map { number in
      let messages = (0...next(7)).map { _ in "\(next(2) == 0 ? "agent" : "customer") \(texts[next(texts.count)])" }
      return try Self.chat(Row(id: "c\(number)", rule: "", messages: messages, expected: ""))
    }
    func run(_ privacy: String, _ packs: [String], _ chats: [String]) throws -> [String: String] {
      let rules = packs.flatMap { ["--rules", "packs/\($0)"] }
      let outcome = try workspace.run(
        ["score", "--stdin", "--privacy", privacy] + rules, input: chats.joined(),
        environment: ["ZHIJIAN_PRIVACY_KEY": "0123456789abcdef"])
      let lines = try Line.all(outcome.text)
      #expect(lines.count == chats.count, "\(outcome.errors)")
      var figures: [String: String] = [:]
      for line in lines {
        let prints = line.findings.map { "\($0["rule"] ?? "") \($0["fingerprint"] ?? "")" }
        let effects = (line.members["ledger"] as? [[String: Any]] ?? []).map { "\($0["effect"] ?? "")" }
        figures[line.id ?? ""] = "\(line.members["score"] ?? "") \(prints) \(effects)"
      }
      return figures
    }
    let plain = try run("none", ["one", "two"], chats)
    #expect(Set(plain.values).count > 20)
    #expect(try run("mask", ["one", "two"], chats) == plain)
    #expect(try run("none", ["two", "one"], chats.reversed()) == plain)
    // Ids are others; figures are the same.
    #expect(try run("pseudonym", ["one", "two"], chats).values.sorted() == plain.values.sorted())
  }
}
