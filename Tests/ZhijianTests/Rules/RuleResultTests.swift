import Testing

@testable import Zhijian

/// What a rule comes to, by verb and by what the conversation lacks.
@Suite struct RuleResultTests {
  static let verbs: [RuleRow] = [
    RuleRow(
      "forbid reports each merged hit", "forbid: {role: agent, keyword: [加微信, 微信]}",
      "客服: 加微信吧\n客服: 加微信", "hit 客服(加微信) 客服(加微信)"),
    RuleRow("forbid without a hit", "forbid: {role: agent, keyword: [加微信]}", "客服: 您好", "no_hit"),
    RuleRow("require that is met", "require: {role: agent, keyword: [您好]}", "客服: 您好", "no_hit"),
    RuleRow("require that is not met", "require: {role: agent, keyword: [您好]}", "客服: 嗯", "hit 客服()"),
    RuleRow("credit reports like forbid", "credit: {role: agent, keyword: [祝您]}", "客服: 祝您愉快", "hit 客服(祝您)"),
    RuleRow(
      "observe reports like forbid", "observe: {role: customer, keyword: [发票]}",
      "客服: 在\n客户: 发票", "hit 客服(发票)"),
    RuleRow(
      "logic reports once a window", "forbid: {role: agent, all: [{keyword: [保证]}, {keyword: [退款]}]}",
      "客服: 保证\n客服: 退款退款", "hit 客服(保证+退款+退款)"),
    RuleRow(
      "any passes on the hits of its operands",
      "forbid: {role: agent, any: [{keyword: [保证]}, {all: [{keyword: [退款]}, {keyword: [到货]}]}]}",
      "客服: 保证\n客服: 退款\n客服: 到货\n客服: 保证", "hit 客服(保证) 客服(退款+到货) 客服(保证)"),
    RuleRow(
      "what holds without a message hits its window once",
      "forbid: {role: agent, any: [{not: {keyword: [您好]}}, {not: {keyword: [再见]}}]}", "客服: 嗯", "hit 客服()"),
    RuleRow(
      "count hits once", "forbid: {role: agent, count: {of: {keyword: [评价]}, over: 1}}",
      "客服: 评价\n客服: 好\n客服: 评价评价", "hit 客服(评价+评价)"),
    RuleRow(
      "same: message hits each message",
      "forbid: {role: agent, same: message, all: [{keyword: [保证]}, {keyword: [退款]}]}",
      "客服: 保证退款\n客服: 保证\n客服: 退款\n客服: 退款保证", "hit 客服(保证+退款) 客服(退款+保证)"),
    RuleRow(
      "same: clause keeps clauses apart",
      "forbid: {role: agent, same: clause, all: [{keyword: [保证]}, {keyword: [退款]}]}",
      "客服: 保证质量，退款秒到\n客服: 我保证今天退款", "hit 客服(保证+退款)"),
  ]

  static let missing: [RuleRow] = [
    RuleRow(
      "an unanchored role that never speaks", "require: {role: agent, keyword: [您好]}", "客户: 在吗", "not_applicable"),
    RuleRow(
      "nor does an auto-reply speak", "require: {role: agent, keyword: [您好]}",
      "客户: 在吗\n客服 <auto_reply>: 您好", "not_applicable"),
    RuleRow(
      "an image speaks but is no text", "require: {role: agent, messages: 1..2, keyword: [您好]}",
      "客户: 在吗\n客服 <image>: 您好", "hit 客服()"),
    RuleRow(
      "any applies where one of its roles speaks",
      "forbid: {any: [{role: bot, keyword: [加微信]}, {role: agent, keyword: [加微信]}]}", "客服: 您好", "no_hit"),
    RuleRow(
      "any does not apply where none does",
      "forbid: {any: [{role: bot, keyword: [加微信]}, {role: agent, keyword: [加微信]}]}", "客户: 在吗", "not_applicable"),
    RuleRow(
      "all does not apply where one of its roles is silent",
      "forbid: {all: [{role: bot, keyword: [加微信]}, {role: agent, keyword: [加微信]}]}", "客服: 您好", "not_applicable"),
    RuleRow(
      "same: message does not apply to a silent role",
      "forbid: {role: agent, same: message, all: [{keyword: [保证]}, {keyword: [退款]}]}", "客户: 保证", "not_applicable"),
    RuleRow(
      "nor does it hit half of all", "forbid: {role: agent, same: message, all: [{keyword: [保证]}, {keyword: [退款]}]}",
      "客服: 保证", "no_hit"),
    RuleRow(
      "given of a silent role", "given: {role: bot, keyword: [发票]}\nforbid: {role: agent, keyword: [开]}",
      "客服: 开", "not_applicable"),
    RuleRow(
      "given never hit", "given: {role: customer, keyword: [发票]}\nrequire: {role: agent, keyword: [开]}",
      "客户: 你好\n客服: 好", "not_applicable"),
    RuleRow(
      "an anchored window without messages is empty",
      "given: {role: customer, keyword: [投诉]}\nrequire: {role: agent, keyword: [抱歉]}", "客服: 在\n客户: 我要投诉", "hit 客服()"),
    RuleRow(
      "even where the agent never speaks",
      "given: {role: customer, keyword: [投诉]}\nrequire: {role: agent, keyword: [抱歉]}", "客户: 我要投诉", "hit -()"),
    RuleRow(
      "an empty window counts nothing",
      "given: {role: customer, keyword: [投诉]}\nforbid: {role: agent, count: {max: 0}}", "客服: 在\n客户: 我要投诉", "hit 客服()"),
    RuleRow(
      "every of nothing does not apply",
      "given: {role: customer, keyword: [投诉]}\nrequire: {role: agent, every: true, keyword: [抱歉]}",
      "客服: 在\n客户: 我要投诉", "not_applicable"),
    RuleRow("a field that is absent", "forbid: {field: rating.value, under: 3}", "客户: 你好", "not_applicable"),
    RuleRow("for excludes", "for: {platform: jd}\nforbid: {role: agent, keyword: [好]}", "客服: 好", "not_applicable"),
    RuleRow(
      "times are missing",
      "given: {role: customer, keyword: [在吗]}\nrequire: {role: agent, seconds: 0..60, keyword: [在]}",
      "客户: 在吗\n客服: 在", "unknown"),
    RuleRow(
      "for hours without times", "for: {hours: '09:00-23:00'}\nforbid: {role: agent, keyword: [好]}", "客服: 好", "unknown"),
    RuleRow("gap without times", "forbid: {gap: {over: 180s}}", "客户: 在吗\n客服: 在", "unknown"),
    RuleRow(
      "the role does not silence unanswered", "forbid: {role: agent, unanswered: {}}",
      "[+0:00] 客户: 在吗", "hit -(在吗)"),
    RuleRow("nor events", "forbid: {role: bot, event: closed}", "客服: 在\n系统 <close>", "hit 客服(#1)"),
  ]

  static let open: [RuleRow] = [
    RuleRow(
      "a seconds window that has not passed",
      "given: {role: customer, keyword: [急]}\nrequire: {role: agent, seconds: 0..60, keyword: [在]}",
      "[+0:00] 客服: 在\n[+0:10] 客户: 急", "unknown", isOpen: true),
    RuleRow(
      "a seconds window that has passed",
      "given: {role: customer, keyword: [急]}\nrequire: {role: agent, seconds: 0..60, keyword: [在]}",
      "[+0:00] 客服: 在\n[+0:10] 客户: 急\n[+2:00] 客户: 人呢", "hit 客服()", isOpen: true),
    RuleRow(
      "silence that has not lasted", "given: {role: agent, keyword: [稍等]}\nforbid: {role: agent, silent: {over: 15m}}",
      "[+0:00] 客服: 稍等\n[+5:00] 客户: 好", "unknown", isOpen: true),
    RuleRow(
      "silence that has lasted", "given: {role: agent, keyword: [稍等]}\nforbid: {role: agent, silent: {over: 15m}}",
      "[+0:00] 客服: 稍等\n[+16:00] 客户: 人呢", "hit 客服()", isOpen: true),
    RuleRow(
      "silence to the end of a finished conversation",
      "given: {role: agent, keyword: [稍等]}\nforbid: {role: agent, silent: {over: 15m}}",
      "[+0:00] 客服: 稍等\n[+5:00] 客户: 好", "hit 客服()"),
    RuleRow(
      "silence broken by an image", "given: {role: agent, keyword: [稍等]}\nforbid: {role: agent, silent: {over: 15m}}",
      "[+0:00] 客服: 稍等\n[+5:00] 客服 <image>:", "no_hit"),
    RuleRow(
      "silence not broken by an auto-reply",
      "given: {role: agent, keyword: [稍等]}\nforbid: {role: agent, silent: {over: 15m}}",
      "[+0:00] 客服: 稍等\n[+5:00] 客服 <auto_reply>: 请稍候", "hit 客服()"),
    RuleRow(
      "unanswered in an open conversation", "forbid: {unanswered: {}}", "[+0:00] 客服: 在\n[+0:10] 客户: 急", "unknown",
      isOpen: true),
    RuleRow(
      "unanswered beyond its time", "forbid: {unanswered: {over: 15m}}",
      "[+0:00] 客服: 在\n[+0:10] 客户: 急\n[+20:00] 客户: 人呢", "hit 客服(急)", isOpen: true),
    RuleRow(
      "without a time window the end is final", "require: {role: agent, keyword: [再见]}", "客服: 在", "hit 客服()",
      isOpen: true),
    RuleRow(
      "a count beyond its bound is decided", "forbid: {role: agent, seconds: 0..600, count: {over: 1}}",
      "[+0:00] 客服: 在\n[+0:01] 客服: 在", "hit 客服()", isOpen: true),
    RuleRow(
      "a count within its bound is not", "forbid: {role: agent, seconds: 0..600, count: {over: 2}}",
      "[+0:00] 客服: 在\n[+0:01] 客服: 在", "unknown", isOpen: true),
  ]

  static let live: [RuleRow] = [
    RuleRow(
      "a hit is a hit at once", "forbid: {role: agent, keyword: [加微信]}", "客服: 加微信", "hit 客服(加微信)", isFinal: false),
    RuleRow("what may come is pending", "forbid: {role: agent, keyword: [加微信]}", "客服: 好", "pending", isFinal: false),
    RuleRow(
      "a full scope is decided", "require: {role: agent, messages: 1..2, keyword: [您好]}",
      "客服: 嗯\n客服: 说", "hit 客服()", isFinal: false),
    RuleRow(
      "a scope that is not full is pending", "require: {role: agent, messages: 1..2, keyword: [您好]}", "客服: 嗯",
      "pending", isFinal: false),
    RuleRow(
      "positions from the end are pending", "credit: {role: agent, messages: -3..-1, keyword: [再见]}", "客服: 再见",
      "pending", isFinal: false),
    RuleRow(
      "a turn that goes on is pending", "require: {role: agent, turns: 1, keyword: [您好]}", "客服: 嗯", "pending",
      isFinal: false),
    RuleRow(
      "a turn that ended is decided", "require: {role: agent, turns: 1, keyword: [您好]}", "客服: 嗯\n客户: ？", "hit 客服()",
      isFinal: false),
    RuleRow(
      "a role that has not spoken may", "require: {role: agent, messages: 1, keyword: [您好]}", "客户: 在", "pending",
      isFinal: false),
    RuleRow(
      "given may still hit", "given: {role: customer, keyword: [发票]}\nforbid: {role: agent, keyword: [不开]}", "客户: 你好",
      "pending", isFinal: false),
    RuleRow(
      "given may hit again",
      "given: {role: customer, keyword: [发票]}\nrequire: {role: agent, messages: 1, keyword: [开]}",
      "客户: 发票\n客服: 开", "pending", isFinal: false),
    RuleRow(
      "the last given is not known",
      "given: {role: customer, keyword: [发票]}\nwhich: last\nrequire: {role: agent, messages: 1, keyword: [开]}",
      "客户: 发票\n客服: 不", "pending", isFinal: false),
    RuleRow(
      "the first given is",
      "given: {role: customer, keyword: [发票]}\nwhich: first\nrequire: {role: agent, messages: 1, keyword: [开]}",
      "客户: 发票\n客服: 开", "no_hit", isFinal: false),
  ]

  @Test(arguments: verbs + missing) func comesOut(_ row: RuleRow) throws { try RuleBench.check(row) }
  @Test(arguments: open) func openConversations(_ row: RuleRow) throws { try RuleBench.check(row) }
  @Test(arguments: live) func beforeTheEnd(_ row: RuleRow) throws { try RuleBench.check(row) }

  @Test func aWrongFieldTypeIsAnError() throws {
    var transcript = try Dialogue("客服: 好").transcript
    transcript.fields = [.init(key: "level", value: .string("gold"))]
    let rule = try RuleBench.rule("forbid: {field: fields.level, over: 3}")
    let outcome = try #require(try RuleBench.analyzer([rule]).evaluate(transcript).outcomes.first)
    #expect(outcome.result == .error)
    #expect(outcome.problem?.english == "the field fields.level is not a number")
  }

  @Test func aRegexThatRunsOutIsAnError() throws {
    // What cannot match at all is told without running it, and most else without backtracking; not so references.
    let expression = #"(a+)+(?:\1(?!b)bb|c)"#
    let dialogue = "客服: " + String(repeating: "a", count: 60) + "bb\n客服: ac"
    try RuleBench.check(RuleRow("", "forbid: {role: agent, regex: '\(expression)'}", dialogue, "error"))
    // In a message that is not in scope it does no harm.
    try RuleBench.check(
      RuleRow("", "forbid: {role: agent, messages: 2, regex: '\(expression)'}", dialogue, "hit 客服(ac)"))
    // As many ways without one are no error: each is tried once.
    try RuleBench.check(
      RuleRow("", "forbid: {role: agent, regex: '(a+)+(?:(?!b)bb|c)'}", dialogue, "hit 客服(ac)"))
  }
}
