import Foundation
import Testing

/// `zhijian lexicon learn-words`: proposals that a person can take over.
@Suite struct LexiconCommandTests {
  let workspace: SmallWorkspace
  var sandbox: Sandbox { workspace.sandbox }

  init() throws {
    workspace = try SmallWorkspace()
    let openings = ["要", "买", "退", "看"]
    let endings = ["吗", "好", "呢", "13800138000"]
    let lines = (0..<16).map { number in
      SmallWorkspace.chat(
        "c\(number)", customer: "颜色红色衣服仓库朋友公司时间问题东西鞋子昨天质量", reply: "\(openings[number % 4])桉珐\(endings[number / 4])")
    }
    try workspace.sandbox.file("chats/a.jsonl", lines.joined(separator: "\n") + "\n")
  }

  private func learn(_ arguments: String) throws -> Program.Outcome {
    try workspace.run(["lexicon", "learn-words"] + arguments.split(separator: " ").map(String.init))
  }

  @Test func aNewWordIsProposedInTheFormOfAWordList() throws {
    let outcome = try learn("chats")
    #expect(outcome.code == 0)
    let lines = outcome.lines
    #expect(lines.first?.hasPrefix("# 词<TAB>") == true)
    let row = try #require(lines.first { $0.hasPrefix("桉珐\t\t") })
    #expect(row.split(separator: "\t", omittingEmptySubsequences: false).count == 3)
    #expect(row.contains("出现16次 会话16个"))
    #expect(!outcome.text.contains("13800138000"))
    #expect(try learn("chats --lang en").text.contains("seen 16, conversations 16"))
    #expect(try learn("chats").output == outcome.output)
  }

  @Test func acceptedAndRejectedWordsAreNotProposedAgain() throws {
    try sandbox.file("no.tsv", "# looked at\n桉珐\t\tsome note\n")
    #expect(try learn("chats --exclude no.tsv").text.contains("桉珐") == false)
    #expect(try learn("chats --min-count 17").text.contains("桉珐") == false)
  }

  @Test func jsonGoesToAFile() throws {
    #expect(try learn("chats --format json --output words.json").code == 0)
    let data = Data(try sandbox.text("words.json").utf8)
    let words = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
    #expect(words.contains { $0["word"] as? String == "桉珐" && $0["count"] as? Int == 16 })
  }

  @Test func wrongUsageIsExplained() throws {
    for (arguments, sentence) in [
      ("", "错误: 请给出聊天记录的文件或文件夹"), ("chats --min-count 1", "错误: --min-count 应当在 2 到 1000000 之间"),
      ("chats --limit 0", "错误: --limit 应当在 1 到 100000 之间"), ("chats --exclude none.tsv", "错误: 读不了文件 none.tsv"),
      ("chats --limit 0 --lang en", "error: --limit must be between 1 and 100000"),
    ] {
      let outcome = try learn(arguments)
      #expect(outcome.code == 2)
      #expect(outcome.errors.contains(sentence))
    }
    let empty = try learn("missing")
    #expect(empty.code == 2)
  }
}
