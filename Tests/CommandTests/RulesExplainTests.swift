import Foundation
import Testing

/// `zhijian rules explain` as a user starts it.
@Suite struct RulesExplainTests {
  private let workspace: SmallWorkspace

  private static let advice = """
    id: refund-advice
    title: 退款要给说法
    why: 客户要退款时最怕没人管
    category: attitude
    severity: minor
    for: { platform: taobao }
    given: { role: customer, keyword: [退款] }
    require:
      role: agent
      messages: 1..2
      keyword: [三天内处理]

    """

  init() throws {
    workspace = try SmallWorkspace()
    try workspace.sandbox.file("rules/refund-advice.yaml", Self.advice)
    try workspace.sandbox.file(
      "chats/a.jsonl",
      [
        SmallWorkspace.chat("c-1", reply: "保证今天发，电话13812345678"),
        #"{"id":"c-2","platform":"taobao","messages":[{"role":"customer","text":"我要退款"},"#
          + #"{"role":"agent","sender":"小王","text":"好的，会三天之内处理"},{"role":"agent","sender":"小李","text":"稍等"},"#
          + #"{"role":"agent","sender":"小李","text":"三天内处理"}]}"#,
      ].joined(separator: "\n") + "\n")
  }

  private func explain(_ arguments: String..., input: String? = nil) throws -> Program.Outcome {
    try workspace.run(["rules", "explain"] + arguments, input: input)
  }

  @Test func aHitIsExplained() throws {
    let outcome = try explain("no-promise", "chats/a.jsonl#c-1")
    #expect(outcome.code == 0 && outcome.errors == "", "\(outcome.errors)")
    #expect(
      outcome.text == """
        规则 no-promise  绝对化承诺
          禁止（出现就报告） · 严重 · 生效 · 每条结果扣 10 分
        会话 c-1 · 2 条消息
        结论：有问题要报告，共 1 条质检结果

        判断
          ✓ 出现短语 保证：成立
              客服的消息：看了 1 条，#1
              ✓ #1 客服(小李)：【保证】今天发，电话138****5678
                短语 保证

        质检结果
          f2 归 小李：#1 是本人发的
            #1 客服(小李)：【保证】今天发，电话138****5678

        分数
          会话总分 -5.00（扣 10 分，按这一项的权重折算，来自 f2）
          小李 的得分 -5.00（扣 10 分，按这一项的权重折算，来自 f2）
          会话得分 92.50，等级 A

        图例：✓ 成立 ✗ 不成立 – 不适用 ? 判断不了 ! 出错；【】标出找到的字，#n 是第几条消息（从 0 数）

        """, "\(outcome.text)")
    // The words of a message in which something is hidden are not shown, else they are.
    let plain = try explain("no-promise", "chats/a.jsonl#c-1", "--privacy", "none")
    #expect(plain.text.contains("短语 保证；词 保证|今天|发|，") && plain.text.contains("13812345678"), "\(plain.text)")
  }

  @Test func whatIsMissingIsExplained() throws {
    let outcome = try explain("refund-advice", "chats/a.jsonl", "--id", "c-2", "--lang", "en")
    #expect(outcome.code == 0)
    #expect(
      outcome.text == """
        rule refund-advice  退款要给说法
          require (reported where it is missing) · minor · stable
        conversation c-2 · taobao · 4 messages
        result: reported, 1 finding (what is required is missing)

        which conversations (for)
          ✓ platform: wanted taobao, is taobao

        precondition (given)
          ✓ any of the phrases 退款: holds
              messages of the customer: looked at 1 message, #0
              ✓ #0 customer: 我要【退款】
                phrase 退款; words 我要|退款
          1 hit, judged: #0

        judged: because of #0
          #0 customer: 我要退款
          ✗ any of the phrases 三天内处理: does not hold
              messages of agents, after the precondition, the first 2 messages (from #0): looked at 2 messages, #1–#2
              · in a message that is not looked at:
                #3 agent(小李): 【三天内处理】
              · nearest: lacks '三天' of '三天内处理'
                #1 agent(小王): 好的，会三天之【内处理】

        findings
          f1 belongs to 小李: in charge at #2, where the window ends
            not found in 2 messages of agent (#1–#2)
            · nearest: lacks '三天' of '三天内处理'
              #1 agent(小王): 好的，会三天之【内处理】

        score
          the rule has no score
          the conversation's score is 97.50, grade A

        legend: ✓ holds ✗ does not – not applicable ? cannot be told ! error; 【】 marks what was found, #n counts messages from 0

        """, "\(outcome.text)")
    let other = try explain("refund-advice", "chats/a.jsonl#c-1")
    #expect(other.text.contains("结论：不适用：会话不在规则要看的范围（for）里\n"))
    #expect(other.text.contains("✗ 平台：要求 taobao，会话是 没有\n"), "\(other.text)")
  }

  @Test func jsonComesFromAFileOrStandardInput() throws {
    let one = SmallWorkspace.chat("c-9", reply: "我保证") + "\n"
    let outcome = try explain("no-promise", "-", "--format", "json", input: one)
    #expect(outcome.code == 0 && outcome.lines.count == 1)
    let root = try #require(try JSONSerialization.jsonObject(with: outcome.output) as? [String: Any])
    #expect(root["result"] as? String == "hit" && (root["conversation"] as? [String: Any])?["id"] as? String == "c-9")
    #expect((root["findings"] as? [[String: Any]])?.count == 1)
    try workspace.sandbox.file("one.jsonl", one)
    #expect(try explain("no-promise", "one.jsonl", "--format", "json").output == outcome.output)
    // A folder is searched.
    #expect(try explain("no-promise", "chats", "--id", "c-1").text.contains("会话 c-1 · "))
  }

  @Test func aRuleFileStandsInPlaceOfItsRule() throws {
    try workspace.sandbox.file(
      "drafts/no-promise.yaml", "forbid: {role: agent, keyword: [今天发]}\nscore: {deduct: 4}\ncategory: compliance\n")
    let outcome = try explain("drafts/no-promise.yaml", "chats/a.jsonl#c-1")
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.text.contains("【今天发】") && !outcome.text.contains("【保证】"))
    #expect(outcome.text.contains("会话总分 -2.00（扣 4 分"), "\(outcome.text)")
    // A condition alone will do; one that is retired, too.
    try workspace.sandbox.file("drafts/a.yaml", "role: customer\nkeyword: 在吗\n")
    #expect(try explain("./drafts/a.yaml", "chats/a.jsonl#c-1").text.hasPrefix("规则 a  a\n"))
    try workspace.sandbox.file("drafts/b.yaml", "status: retired\nforbid: {keyword: 在吗}\n")
    #expect(try explain("drafts/b.yaml", "chats/a.jsonl#c-1").text.contains("结论：有问题要报告"))
    try workspace.sandbox.file("drafts/c.yaml", "forbid: {kyword: 在吗}\n")
    let faulty = try explain("drafts/c.yaml", "chats/a.jsonl#c-1")
    #expect(faulty.code == 2 && faulty.output.isEmpty)
    #expect(
      faulty.errors.contains("drafts/c.yaml:1:10: 错误: 未知的键“kyword” [unknown-key]\n    forbid: {kyword: 在吗}\n"),
      "\(faulty.errors)")
    #expect(
      try explain("drafts/d.yaml", "chats/a.jsonl#c-1").errors.contains("drafts/d.yaml: 错误: 没有这个文件 [no-such-file]"))
  }

  @Test func whatIsNotThereIsSaidWithWhatIs() throws {
    let several = try explain("no-promise", "chats/a.jsonl")
    #expect(several.code == 2 && several.output.isEmpty)
    #expect(several.errors.hasPrefix("错误: 这里有 2 个会话，请用 --id 或 文件#id 选一个：c-1、c-2\n"), "\(several.errors)")
    let conversation = try explain("no-promise", "chats/a.jsonl#c-3", "--lang", "en")
    #expect(conversation.code == 2)
    #expect(
      conversation.errors.hasPrefix("error: there is no conversation c-3; did you mean c-1? (there are: c-1, c-2)\n"),
      "\(conversation.errors)")
    let rule = try explain("no-promis", "chats/a.jsonl#c-1")
    #expect(rule.code == 2 && rule.errors.hasPrefix("错误: 没有规则 no-promis（或者已停用），是不是想写 no-promise？\n"))
    let file = try explain("no-promise", "chats/b.jsonl")
    #expect(file.code == 2 && file.errors.contains("chats/b.jsonl") && file.errors.contains("没有读到会话"), "\(file.errors)")
    #expect(try explain("no-promise").errors.hasPrefix("错误: 缺少参数"))
  }

  @Test func aRuleErrorIsExplainedAndEndsWithTwo() throws {
    try workspace.sandbox.file("drafts/e.yaml", "observe: {field: fields.price, over: 1}\n")
    let chat = #"{"id":"c","fields":{"price":"贵"},"messages":[{"role":"agent","text":"好"}]}"# + "\n"
    let outcome = try explain("drafts/e.yaml", "-", input: chat)
    #expect(outcome.code == 2 && outcome.text.contains("结论：出错：字段 fields.price 不是数\n"), "\(outcome.text)")
    #expect(outcome.text.contains("! 会话字段 fields.price 大于 1：出错"))
    #expect(outcome.text.contains("fields.price 是 贵"))
  }

  @Test func shopsAreExplainedByTheirOwnRules() throws {
    try workspace.sandbox.file(
      "zhijian.yaml", SmallWorkspace.configuration + "shops: {甲店: {overrides: {no-promise: {severity: critical}}}}\n")
    try workspace.sandbox.file("shop.jsonl", SmallWorkspace.chat("s", shop: "甲店", reply: "保证") + "\n")
    #expect(try explain("no-promise", "shop.jsonl").text.contains("禁止（出现就报告） · 致命 · 生效"))
  }
}
