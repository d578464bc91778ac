import Foundation
import Testing

/// `zhijian rules` and `zhijian tokens`.
@Suite struct RulesCommandTests {
  let workspace: SmallWorkspace

  init() throws {
    workspace = try SmallWorkspace()
    try workspace.sandbox.file(
      "rules/no-promise.yaml",
      SmallWorkspace.promise
        + """
        examples:
          - finding: '客服: ⟦保证⟧'
          - clean: '客服: 好的'
          - known_gap: '客服: 一定行'

        """)
  }

  @Test func checksAndLists() throws {
    #expect(try workspace.run(["rules", "check"]).text == "3 条规则没有错误（2 条生效，1 条草稿），0 个警告\n")
    #expect(
      try workspace.run(["rules", "check", "rules/no-promise.yaml", "--lang", "en"]).text
        == "1 rule without errors (1 stable, 0 drafts), 0 warnings\n")
    let list = try workspace.run(["rules", "list"])
    #expect(
      list.text == """
        态度 (attitude)
          missing-closing                     minor     require  没有结束语
        合规 (compliance)
          draft-rule                          critical  forbid   草稿
          no-promise                          major     forbid   绝对化承诺

        """)
  }

  @Test func runsExamples() throws {
    let passed = try workspace.run(["rules", "test", "rules/no-promise.yaml"])
    #expect(passed.lines.last == "1 条规则，3 个例子：2 通过，0 失败，0 错误，1 已知缺口")
    #expect(passed.code == 0)
    let rule = try workspace.sandbox.text("rules/no-promise.yaml")
    try workspace.sandbox.file("rules/no-promise.yaml", rule.replacing("clean: '客服: 好的'", with: "clean: '客服: 保证'"))
    let failed = try workspace.run(["rules", "test", "--filter", "promise", "--lang", "en"])
    #expect(
      failed.lines.contains { $0.contains("/rules/no-promise.yaml:13:5: FAIL: no-promise · example 2 (clean)") },
      "\(failed.text)")
    #expect(failed.lines.last == "1 rule, 3 examples: 1 passed, 1 failed, 0 errors, 1 known gap", "\(failed.text)")
    #expect(failed.code == 1)
    let none = try workspace.run(["rules", "test", "--filter", "nothing"])
    #expect(none.errors == "错误: 没有可以运行的例子\n")
    #expect(none.code == 2)
    #expect(
      try workspace.run(["rules", "test", "--filter", "nothing", "--lang", "en"]).errors
        == "error: there are no examples to run\n")
  }

  /// Neither needs rules or settings: they are for those who have not written any.
  @Test func printsSchemaAndReference() throws {
    let empty = try Sandbox()
    let schema = try Program.run(["rules", "schema"], in: empty.path)
    let value = try JSONSerialization.jsonObject(with: Data(schema.text.utf8)) as? [String: Any]
    #expect(value?["$schema"] as? String == "http://json-schema.org/draft-07/schema#")
    #expect(value?["title"] as? String == "质检规则")
    #expect(schema.code == 0)
    #expect(try workspace.run(["rules", "schema", "--lang", "en"]).text.contains("\"title\": \"A rule of Zhijian\""))
    let reference = try workspace.run(["rules", "reference"])
    #expect(reference.lines.first == "# 规则参考")
    #expect(reference.lines.contains("### `keyword`"))
    #expect(try workspace.run(["rules", "reference", "--lang", "en"]).lines.first == "# Rule reference")
  }

  @Test func showsTokens() throws {
    let text = try workspace.run(["tokens", "--text", "客服 说运费险"])
    #expect(text.text == "客服 说 运费险\n")
    let file = try workspace.run(["tokens", "-"], input: "\u{FEFF}客服\r\n\n运费险")
    #expect(file.text == "客服\n\n运费险\n")
    let json = try workspace.run(["tokens", "--text", "😀客服", "--format", "jsonl"])
    let tokens = try Line(json.text).members["tokens"] as? [[String: Any]] ?? []
    #expect(tokens.map { $0["text"] as? String } == ["😀", "客服"])
    #expect(tokens.last?["start"] as? Int == 1)
    #expect(tokens.last?["end"] as? Int == 3)
    #expect(tokens.last?["origin"] as? String != nil)
  }

  @Test func tokensNameWhatTheyCannotRead() throws {
    let missing = try workspace.run(["tokens", "nowhere"])
    #expect(missing.errors == "错误: 读不了文件 nowhere；要直接给出文字，请写 --text\n用法见 zhijian tokens --help\n")
    #expect(missing.code == 2)
    let broken = try Program.run(
      ["tokens", "-", "--lang", "en"], in: workspace.path, input: Data([0x61, 0x0A, 0xC4, 0xE3]))
    #expect(broken.errors == "error: line 2 of stdin is not UTF-8\nSee 'zhijian tokens --help'.\n")
    #expect(broken.code == 2)
  }
}
