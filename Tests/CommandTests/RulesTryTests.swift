import Foundation
import Testing

/// `zhijian rules try` as a user starts it.
@Suite struct RulesTryTests {
  private let workspace: SmallWorkspace

  init() throws {
    workspace = try SmallWorkspace()
    try workspace.sandbox.file(
      "chats/a.jsonl",
      [
        SmallWorkspace.chat("c-1", customer: "保证吗", reply: "保证今天发，电话13812345678"),
        SmallWorkspace.chat("c-2", reply: "一定发"), SmallWorkspace.chat("c-3", agent: "小王", reply: "保—证，保证"),
        SmallWorkspace.chat("c-2", reply: "一定发"),
      ].joined(separator: "\n") + "\n")
  }

  private func attempt(_ arguments: String...) throws -> Program.Outcome {
    try workspace.run(["rules", "try"] + arguments)
  }

  @Test func aConditionIsTried() throws {
    let outcome = try attempt("-e", "{role: agent, keyword: [保证]}", "chats")
    #expect(outcome.code == 0 && outcome.errors == "", "\(outcome.errors)")
    #expect(
      outcome.text == """
        会话 c-1
          #1 客服(小李)：【保证】今天发，电话138****5678
        会话 c-3
          #1 客服(小王)：【保—证】，保证（归一：字间夹了符号）
          #1 客服(小王)：保—证，【保证】

        共 3 个会话，2 个有结果（66.7%），3 条结果，命中 3 处

        """, "\(outcome.text)")
    let limited = try attempt("-e", "keyword: 保证", "chats", "--limit", "1", "--lang", "en")
    #expect(
      limited.text == """
        conversation c-1
          #0 customer: 【保证】吗
        … 3 more (--limit)

        3 conversations, 2 with findings (66.7%), 4 findings, 4 hits

        """, "\(limited.text)")
    let none = try attempt("-e", "keyword: 没有人说", "chats", "--limit", "0")
    #expect(none.code == 0 && none.text == "共 3 个会话，0 个有结果（0.0%），0 条结果，命中 0 处\n")
  }

  @Test func wholeRulesAndFilesAreTried() throws {
    let required = try attempt(
      "-e", "require: {role: agent, messages: -1..-1, keyword: [保证今天发货]}", "chats", "--limit", "1")
    #expect(
      required.text.hasPrefix(
        "会话 c-1\n  在客服的 1 条消息（#1）里没有找到\n  最接近：#1 客服(小李)：【保证今天发】，电话138****5678，缺“货”\n…还有 2 条"), "\(required.text)")
    let given = try attempt("-e", "given: {role: customer, keyword: 保证}\nforbid: {role: agent, keyword: 今天}", "chats")
    #expect(given.text.contains("#1 客服(小李)：保证【今天】发") && given.text.contains("触发：#0 客户：保证吗"), "\(given.text)")
    #expect(given.text.contains("，2 个不适用\n"))
    try workspace.sandbox.file("draft.yaml", "forbid: {role: agent, keyword: [一定]}\n")
    let file = try attempt("--rule-file", "draft.yaml", "chats", "--format", "json")
    let root = try #require(try JSONSerialization.jsonObject(with: file.output) as? [String: Any])
    #expect(root["rule"] as? String == "draft" && root["findings"] as? Int == 1 && root["conversations"] as? Int == 3)
    #expect(
      root["results"] as? [String: Int] == ["hit": 1, "no_hit": 2, "not_applicable": 0, "unknown": 0, "error": 0])
  }

  @Test func faultsArePointedAt() throws {
    let value = try attempt("-e", "{role: agnt, keyword: [保证]}", "chats")
    #expect(value.code == 2 && value.output.isEmpty)
    #expect(
      value.errors == """
        <-e>:1:8: 错误: “role”只能是 agent、customer、bot、system、any [invalid-value]
            {role: agnt, keyword: [保证]}
                   ^
            建议: 是不是想写“agent”？
        共 1 个错误，0 个警告

        """, "\(value.errors)")
    let key = try attempt("-e", "given: {keyword: 保证}\nforbd: {keywrod: 好}", "chats", "--lang", "en")
    #expect(key.code == 2 && key.errors.contains("<-e>:2:1: error: unknown key 'forbd'"), "\(key.errors)")
    #expect(key.errors.contains("did you mean 'forbid'?"))
    let broken = try attempt("-e", "keyword: [保证", "chats")
    #expect(broken.code == 2 && broken.errors.hasPrefix("<-e>:"), "\(broken.errors)")
    let list = try attempt("-e", "keyword: [$nolist]", "chats")
    #expect(list.errors.contains("<-e>:1:11: 错误: 没有词表“nolist”"), "\(list.errors)")
    #expect(try attempt("-e", "加微信", "chats").code == 2)
  }

  @Test func brokenFilesDoNotStopTheRest() throws {
    try workspace.sandbox.file("chats/b.jsonl", "{not json\n")
    let outcome = try attempt("-e", "keyword: 保证", "chats")
    #expect(
      outcome.code == 2 && outcome.errors.contains("b.jsonl:1") && outcome.text.contains("共 3 个会话"), "\(outcome.errors)"
    )
  }

  @Test func usageIsExplained() throws {
    #expect(try attempt("-e", "keyword: 好").errors.hasPrefix("错误: 请给出聊天记录，"))
    #expect(try attempt("chats").errors.hasPrefix("错误: 请用 -e 写规则"))
    #expect(try attempt("-e", "keyword: 好", "--rule-file", "x", "chats").code == 2)
    #expect(try attempt("-e", "keyword: 好", "chats", "--limit", "-1").code == 2)
    let empty = try attempt("-e", "keyword: 好", "nowhere")
    #expect(empty.code == 2 && empty.errors.contains("nowhere"))
  }

  @Test func threadsChangeNothing() throws {
    let one = try attempt("-e", "keyword: 保证", "chats", "--jobs", "1")
    #expect(try attempt("-e", "keyword: 保证", "chats", "--jobs", "7").output == one.output && !one.output.isEmpty)
  }
}
