import Foundation
import Testing

/// `zhijian compare`: two periods.
@Suite struct CompareTests {
  let workspace: SmallWorkspace
  var sandbox: Sandbox { workspace.sandbox }

  init() throws {
    workspace = try SmallWorkspace()
    for (name, bad) in [("old", 30), ("new", 6)] {
      let lines = (0..<60).map { SmallWorkspace.chat("\(name)-\($0)", reply: $0 < bad ? "保证" : "您好") }
      try sandbox.file("\(name)/a.jsonl", lines.joined(separator: "\n") + "\n")
      #expect(
        try workspace.run(["score", name, "--format", "jsonl", "--output", "\(name).jsonl"]).code == 0)
    }
  }

  private func compare(_ arguments: String) throws -> Program.Outcome {
    try workspace.run(["compare"] + arguments.split(separator: " ").map(String.init))
  }

  @Test func saysWhatChangedAndWhatIsNoise() throws {
    let outcome = try compare("old.jsonl new.jsonl")
    #expect(outcome.code == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    #expect(outcome.text.contains("两个时期的比较 · old.jsonl → new.jsonl"))
    let line = try #require(outcome.lines.first { $0.hasPrefix("绝对化承诺") })
    #expect(line.contains("50.0%") && line.contains("10.0%") && line.contains("−40.0个百分点") && line.hasSuffix("变好"))
    let closing = try #require(outcome.lines.first { $0.hasPrefix("没有结束语") })
    #expect(closing.hasSuffix("看不出差别"))
    let english = try compare("old.jsonl new.jsonl --lang en")
    #expect(english.text.contains("Two periods compared") && english.text.contains("better"))
    let few = try compare("old.jsonl new.jsonl --minimum-sample 61")
    let rows = few.lines.filter { $0.contains("60 → 60  ") }
    #expect(rows.count > 4 && rows.allSatisfy { $0.hasSuffix("样本太少") })
  }

  @Test func everyFormatSaysTheSame() throws {
    let outcome = try compare(
      "old.jsonl new.jsonl --format json --output c.json --format csv --output c.csv --format html --output c.html")
    #expect(outcome.code == 0)
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: sandbox.url("c.json"))) as? [String: Any])
    let rows = try #require(json["rows"] as? [[String: Any]])
    let promise = try #require(rows.first { $0["id"] as? String == "no-promise" })
    #expect(promise["before"] as? Double == 0.5 && promise["after"] as? Double == 0.1)
    #expect(promise["verdict"] as? String == "better" && promise["n_before"] as? Int == 60)
    let lines = try sandbox.text("c.csv").split(separator: "\r\n").map(String.init)
    #expect(lines.count == rows.count + 1)
    let line = try #require(lines.first { $0.hasPrefix("rule,no-promise,") })
    #expect(line.hasPrefix("rule,no-promise,绝对化承诺,share,ratio,lower,0.5,0.1,60,60,-0.4,") && line.hasSuffix(",better"))
    let page = try sandbox.text("c.html")
    #expect(page.contains("绝对化承诺") && page.contains("−40.0个百分点") && page.contains("确有变化的"))
  }

  @Test func otherRulesAreToldApart() throws {
    try sandbox.file("rules/no-promise.yaml", SmallWorkspace.promise.replacing("deduct: 10", with: "deduct: 20"))
    #expect(try workspace.run(["score", "new", "--format", "jsonl", "--output", "new.jsonl"]).code == 0)
    #expect(try compare("old.jsonl new.jsonl").text.contains("不是用同样的规则算的"))
  }

  @Test func refusesWhatItCannotCompare() throws {
    try sandbox.file("chats.jsonl", SmallWorkspace.chat("c1", reply: "您好") + "\n")
    let both = try compare("nowhere.jsonl chats.jsonl")
    #expect(both.code == 2)
    #expect(both.errors.contains("nowhere.jsonl: 错误: 没有这个文件") && both.errors.contains("chats.jsonl"))
    #expect(both.errors.contains("里面没有 zhijian score --format jsonl 写的结果"))
    let over = try compare("old.jsonl new.jsonl --format json --output old.jsonl")
    #expect(over.code == 2 && over.errors.hasPrefix("错误: --output old.jsonl 会覆盖要比较的结果\n"))
    #expect(try compare("old.jsonl new.jsonl --minimum-sample 1").code == 2)
  }

  @Test func aConversationCountsOnce() throws {
    let text = try sandbox.text("new.jsonl")
    try sandbox.file("twice.jsonl", text + "\n" + text + "no json\n")
    let outcome = try compare("old.jsonl twice.jsonl --format json")
    #expect(outcome.errors.contains("有 1 行不是结果，没有计入"))
    #expect(outcome.text.contains("\"after\":{\"name\":\"twice.jsonl\",\"conversations\":60}"))
  }
}
