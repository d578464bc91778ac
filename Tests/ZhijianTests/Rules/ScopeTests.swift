import Testing

@testable import Zhijian

/// Which messages a scope names.
@Suite struct ScopeTests {
  private static let five = "客服: 一号\n客户: 甲\n客服: 二号\n客服: 三号\n客户: 乙\n客服: 四号\n客服: 五号"
  private static func names(_ scope: String, _ expected: String) -> RuleRow {
    RuleRow(scope, "forbid: {role: agent, \(scope), regex: '.号'}", five, expected)
  }

  static let positions: [RuleRow] = [
    names("messages: 1..3", "hit 客服(一号) 客服(二号) 客服(三号)"),
    names("messages: -3..-1", "hit 客服(三号) 客服(四号) 客服(五号)"),
    names("messages: 3..-3", "hit 客服(三号)"),
    names("messages: 2", "hit 客服(二号)"),
    names("messages: -1", "hit 客服(五号)"),
    names("messages: 6..9", "no_hit"),
    names("messages: 4..-4", "no_hit"),
    names("turns: 1", "hit 客服(一号)"),
    names("turns: 2", "hit 客服(二号) 客服(三号)"),
    names("turns: -1", "hit 客服(四号) 客服(五号)"),
    names("lines: 1..2", "hit 客服(一号)"),
    names("lines: -2..-1", "hit 客服(四号) 客服(五号)"),
    // A window of few messages of many asks for what was found in these alone.
    RuleRow(
      "the last of a long conversation", "forbid: {role: agent, messages: -2..-1, regex: '.号'}",
      String(repeating: "客服: 零号\n客户: 零号\n", count: 200) + "客服: 一号二号\n客户: 在\n客服: 三号",
      "hit 客服(一号) 客服(二号) 客服(三号)"),
    RuleRow(
      "the first of a long conversation", "forbid: {role: agent, messages: 1..2, keyword: [一号, 二号, 零号]}",
      "客服: 一号二号\n客户: 在\n客服: 好的\n" + String(repeating: "客服: 零号\n", count: 200),
      "hit 客服(一号) 客服(二号)"),
    RuleRow(
      "images and auto-replies take no position", "forbid: {role: agent, messages: 1, regex: '.号'}",
      "客服 <auto_reply>: 零号\n客服 <image>: 图\n客服 <recall>: 负号\n客服 <note>: 记号\n客服: 一号", "hit 客服(一号)"),
    RuleRow(
      "include gives auto-replies one", "forbid: {role: agent, include: auto_reply, messages: 1, regex: '.号'}",
      "客服 <auto_reply>: 零号\n客服: 一号", "hit 客服(零号)"),
    RuleRow(
      "include recalled and notes", "forbid: {role: agent, include: [recalled, note], regex: '.号'}",
      "客服 <recall>: 负号\n客服 <note>: 记号\n客服: 一号", "hit 客服(负号) 客服(记号) 客服(一号)"),
    RuleRow(
      "lines count images and events but no notes", "forbid: {role: agent, lines: 3, regex: '.号'}",
      "客服 <image>: 图\n客服 <note>: 记号\n系统 <join 小王>\n客服(小王): 一号", "hit 小王(一号)"),
    RuleRow(
      "emoji and links are text", "forbid: {role: agent, messages: 2, regex: '.号'}", "客服 <emoji>: [笑]\n客服 <link>: 一号",
      "hit 客服(一号)"),
    RuleRow("cards are not", "forbid: {role: agent, regex: '.号'}", "客服 <card>: 一号\n客服: 好", "no_hit"),
    RuleRow("an emoji is one grapheme", "forbid: {role: agent, length: {max: 1}}", "客服: 👨‍👩‍👧\n客服: 好的", "hit 客服(👨‍👩‍👧)"),
    RuleRow(
      "the first segment", "forbid: {role: agent, segment: first, messages: -1, regex: '.号'}",
      "客服(小李): 一号\n客服(小李): 二号\n系统 <transfer 小李→小王>\n客服(小王): 三号", "hit 小李(二号)"),
    RuleRow(
      "each segment", "forbid: {role: agent, segment: each, messages: 1, regex: '.号'}",
      "客服(小李): 一号\n客服(小李): 二号\n系统 <transfer 小李→小王>\n客服(小王): 三号", "hit 小李(一号) 小王(三号)"),
    RuleRow(
      "each segment has to have it", "require: {role: agent, segment: each, messages: 1..2, keyword: [您好]}",
      "客服(小李): 您好\n系统 <transfer 小李→小王>\n客服(小王): 嗯\n系统 <transfer 小王→小张>\n客户: 在？", "hit 小王() 小张()"),
    RuleRow(
      "given in each segment",
      "given: {role: agent, segment: each, messages: 1, keyword: [您好]}\nforbid: {role: agent, regex: '.号'}",
      "客服(小李): 在\n系统 <transfer 小李→小王>\n客服(小王): 您好\n客服(小王): 一号", "hit 小王(一号)"),
    RuleRow(
      "seconds from the start", "forbid: {role: agent, seconds: 0..60, regex: '.号'}",
      "[+0:00] 客户: 在\n[+1:00] 客服: 一号\n[+1:01] 客服: 二号", "hit 客服(一号)"),
    RuleRow(
      "every", "forbid: {role: agent, every: true, keyword: [好的]}", "客服: 好的\n客服: 好的，好的", "hit 客服(好的) 客服(好的) 客服(好的)"),
    RuleRow("every but one", "forbid: {role: agent, every: true, keyword: [好的]}", "客服: 好的\n客服: 嗯", "no_hit"),
    RuleRow("every none", "forbid: {role: agent, every: true, keyword: [您], match: none}", "客服: 嗯\n客服: 好", "hit 客服()"),
    RuleRow(
      "every with two phrases each", "forbid: {role: agent, every: true, match: 2, boundary: any, keyword: [甲, 乙]}",
      "客服: 甲乙\n客服: 甲", "no_hit"),
    RuleRow("joined", "forbid: {role: agent, join: true, keyword: [加我微信]}", "客服: 加我\n客户: 啊\n客服: 微信", "hit 客服(加我+微信)"),
    RuleRow("joined expression", "forbid: {role: agent, join: true, regex: '加我.信'}", "客服: 加我\n客服: 微信", "hit 客服(加我+微信)"),
    RuleRow("joined is true to words", "forbid: {role: agent, join: true, keyword: [大麻]}", "客服: 大麻烦\n客服: 了", "no_hit"),
  ]

  private static let around = "客服: 一号\n客户: 甲\n客服: 二号\n客户: 发票\n客服: 三号\n客服 <image>: 图\n客服: 四号\n客户: 发票\n客服: 五号"
  private static func anchored(_ scope: String, _ expected: String, which: String = "first") -> RuleRow {
    RuleRow(
      "\(scope) \(which)",
      "given: {role: customer, keyword: [发票]}\nwhich: \(which)\nforbid: {role: agent, \(scope), regex: '.号|发票'}",
      around, expected)
  }

  static let anchors: [RuleRow] = [
    anchored("messages: 1", "hit 客服(三号)"),
    anchored("messages: 2..3", "hit 客服(四号) 客服(五号)"),
    anchored("messages: 0..1", "hit 客服(发票) 客服(三号)"),
    anchored("before: given", "hit 客服(一号) 客服(二号)"),
    anchored("before: given, messages: -1", "hit 客服(二号)"),
    anchored("before: given, messages: -2", "hit 客服(一号)"),
    anchored("before: given, messages: -5..-2", "hit 客服(一号)"),
    anchored("before: given, messages: -1..0", "hit 客服(二号) 客服(发票)"),
    anchored("around: given", "hit 客服(一号) 客服(二号) 客服(三号) 客服(四号) 客服(五号)"),
    anchored("around: given, messages: -1..1", "hit 客服(二号) 客服(发票) 客服(三号)"),
    anchored("around: given, messages: -2..-1", "hit 客服(一号) 客服(二号)"),
    anchored("around: given, messages: 1..2", "hit 客服(三号) 客服(四号)"),
    anchored("at: given", "hit 客服(发票)"),
    anchored("lines: 2..3", "hit 客服(四号)"),
    anchored("turns: 1", "hit 客服(三号) 客服(四号)"),
    RuleRow(
      "any judges a logic node once",
      "given: {role: customer, keyword: [发票]}\nwhich: any\nobserve: {all: [{role: agent, messages: 1, regex: '.号'}]}",
      "客户: 发票\n客服: 一号\n客户: 发票\n客服: 二号", "hit 客服(一号)"),
    anchored("messages: 1", "hit 客服(五号)", which: "last"),
    anchored("messages: 1", "hit 客服(五号)", which: "2"),
    anchored("messages: 1", "not_applicable", which: "3"),
    anchored("messages: 1", "hit 客服(三号) 客服(五号)", which: "each"),
    anchored("messages: 1", "hit 客服(三号) 客服(五号)", which: "any"),
    RuleRow(
      "around leaves the anchor's own message out",
      "given: {role: customer, keyword: [发票]}\nforbid: {role: customer, around: given, keyword: [发票, 甲]}",
      "客户: 甲\n客户: 发票", "hit -(甲)"),
    RuleRow(
      "a late reply that is the anchor is not after itself",
      "given: {role: agent, keyword: [抱歉]}\nforbid: {gap: {over: 60s}}", "[+0:00] 客户: 在\n[+5:00] 客服: 抱歉", "no_hit"),
    RuleRow(
      "require in each window",
      "given: {role: customer, keyword: [发票]}\nrequire: {role: agent, messages: 1, keyword: [三号]}",
      around, "hit 客服()"),
    RuleRow(
      "require in any window",
      "given: {role: customer, keyword: [发票]}\nwhich: any\nrequire: {role: agent, messages: 1, keyword: [三号]}",
      around, "no_hit"),
    RuleRow(
      "the same spans from two anchors are one finding",
      "given: {role: customer, keyword: [发票]}\nforbid: {role: agent, keyword: [不开]}", "客户: 发票\n客户: 发票\n客服: 不开",
      "hit 客服(不开)"),
    RuleRow(
      "a logic given anchors at its last hit",
      "given: {role: customer, all: [{keyword: [发票]}, {keyword: [单位]}]}\nforbid: {role: agent, messages: 1, regex: '.号'}",
      "客户: 发票\n客服: 一号\n客户: 单位\n客服: 二号", "hit 客服(二号)"),
    RuleRow(
      "a given without messages has the conversation as window",
      "given: {role: customer, count: {min: 2}}\nrequire: {role: agent, messages: -1, keyword: [再见]}",
      "客户: 甲\n客户: 乙\n客服: 再见\n客服: 嗯", "hit 客服()"),
    RuleRow(
      "so has a count of something",
      "given: {role: customer, count: {of: {keyword: [退款]}, min: 1}}\nforbid: {role: agent, regex: '.号'}",
      "客服: 一号\n客户: 退款\n客服: 二号", "hit 客服(一号) 客服(二号)"),
    RuleRow(
      "a label, any of its hits by default",
      "forbid: {role: agent, all: [{label: a, keyword: [稍等]}, {after: a, messages: 1, regex: '.号'}]}",
      "客服: 稍等\n客服: 嗯\n客服: 稍等\n客服: 二号", "hit 客服(稍等+稍等+二号)"),
    RuleRow(
      "a label, all of its hits",
      "forbid: {role: agent, all: [{label: a, keyword: [稍等]}, {after: a, which: each, messages: 1, regex: '.号'}]}",
      "客服: 稍等\n客服: 嗯\n客服: 稍等\n客服: 二号", "no_hit"),
    RuleRow(
      "a label, its first hit",
      "forbid: {role: agent, all: [{label: a, keyword: [稍等]}, {after: a, which: first, messages: 1, regex: '.号'}]}",
      "客服: 稍等\n客服: 嗯\n客服: 稍等\n客服: 二号", "no_hit"),
    RuleRow(
      "seconds before the anchor",
      "given: {role: customer, keyword: [发票]}\nforbid: {role: agent, before: given, seconds: 0..10, regex: '.号'}",
      "[+0:00] 客服: 一号\n[+0:20] 客服: 二号\n[+0:30] 客户: 发票\n[+0:35] 客服: 三号", "hit 客服(二号)"),
    RuleRow(
      "signed seconds around it",
      "given: {role: customer, keyword: [发票]}\nforbid: {role: agent, around: given, seconds: -10..4, regex: '.号'}",
      "[+0:00] 客服: 一号\n[+0:20] 客服: 二号\n[+0:30] 客户: 发票\n[+0:35] 客服: 三号", "hit 客服(二号)"),
    RuleRow("lines limit events", "forbid: {lines: -1, event: closed}", "客服: 在\n系统 <close>\n客户: 喂", "no_hit"),
  ]

  @Test(arguments: positions) func byPosition(_ row: RuleRow) throws { try RuleBench.check(row) }
  @Test(arguments: anchors) func byAnchor(_ row: RuleRow) throws { try RuleBench.check(row) }
}
