import Testing

@testable import Zhijian

/// Where conditions look, in words.
@Suite struct ScopeWordingTests {
  @Test(
    arguments: [
      ("{role: agent, keyword: 好}", "客服的消息", "messages of agents"),
      ("{keyword: 好}", "所有人的消息", "messages of anybody"),
      ("{field: rating.value}", "整个会话", "the conversation"),
      ("{role: agent, messages: 1..1, keyword: 好}", "客服的消息，第 1 条", "messages of agents, the first of the messages"),
      ("{role: agent, messages: 1..3, keyword: 好}", "客服的消息，前 3 条", "messages of agents, the first 3 messages"),
      ("{role: agent, messages: -3..-1, keyword: 好}", "客服的消息，最后 3 条", "messages of agents, the last 3 messages"),
      ("{role: agent, turns: 2..3, keyword: 好}", "客服的消息，第 2–3 轮", "messages of agents, turns 2 to 3"),
      ("{messages: 3..-3, keyword: 好}", "所有人的消息，从第 3 条到倒数第 3 条", "messages of anybody, messages 3 to the last but 2"),
      (
        "{messages: -5..-2, keyword: 好}", "所有人的消息，倒数第 5–2 条",
        "messages of anybody, messages 5 to 2 from the end"
      ),
      (
        "{role: customer, seconds: 0..90, keyword: 好}", "客户的消息，1 分 30 秒以内",
        "messages of the customer, within 1 min 30 s"
      ),
      ("{seconds: 5..10, keyword: 好}", "所有人的消息，5 秒到 10 秒之间", "messages of anybody, from 5 s to 10 s"),
      ("{role: agent, every: true, keyword: 好}", "客服的消息，每一条都要", "messages of agents, every one of them"),
      ("{role: agent, join: true, keyword: 好}", "客服的消息，几条合起来看", "messages of agents, read as one"),
      (
        "{role: agent, segment: each, include: [recalled], keyword: 好}", "客服的消息，每一段（转接分段），含撤回的消息",
        "messages of agents, every segment between hand-overs, with recalled messages"
      ),
      ("{role: agent, same: clause, keyword: 好}", "客服的消息，逐个分句看", "messages of agents, clause by clause"),
    ])
  func saysWhere(_ condition: String, _ chinese: String, _ english: String) throws {
    let text = ScopeWording.text(of: try RuleBench.rule("id: r\nobserve: \(condition)").condition)
    #expect(text == LocalizedText(zh: chinese, en: english))
  }

  @Test(
    arguments: [
      (
        "after: given, messages: 0..5", "前置条件之后，从那条起到后面第 5 条",
        "after the precondition, from that message to 5 messages behind it"
      ),
      ("before: given, lines: -2..-1", "前置条件之前，最后 2 行", "before the precondition, the last 2 lines"),
      (
        "around: given, messages: -2..2", "前置条件前后，从前面第 2 条到后面第 2 条",
        "around the precondition, from 2 messages before to 2 messages behind"
      ),
      ("at: given", "就在前置条件那条里", "in the message of the precondition"),
    ])
  func saysFromWhere(_ scope: String, _ chinese: String, _ english: String) throws {
    let rule = try RuleBench.rule("id: r\ngiven: {keyword: 好}\nobserve: {\(scope), role: agent, keyword: 好}")
    let text = ScopeWording.text(of: rule.condition)
    #expect(text == LocalizedText(zh: "客服的消息，" + chinese, en: "messages of agents, " + english))
  }
}
