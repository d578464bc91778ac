import Foundation
import Testing

/// `zhijian agreement`: a table of human inspection against the program, by figures worked out by hand.
@Suite struct AgreementTests {
  private let workspace: SmallWorkspace
  private static let folder = Program.root + "/fixtures/agreement"

  init() throws {
    workspace = try SmallWorkspace()
    try workspace.sandbox.file(
      "rules/no-promise.yaml", SmallWorkspace.promise.replacing("[保证]", with: "[保证]\n  unless: [质量保证]"))
    for name in ["chats.jsonl", "human.csv", "items.yaml"] {
      try workspace.sandbox.file(name, try Data(contentsOf: URL(fileURLWithPath: Self.folder + "/" + name)))
    }
  }

  private func json(_ options: [String] = ["--items", "items.yaml"]) throws -> [String: Any] {
    let outcome = try workspace.run(
      ["agreement", "chats.jsonl", "--human", "human.csv", "--format", "json"] + options)
    #expect(outcome.code == 0, "\(outcome.errors)")
    return try Line(outcome.text).members
  }

  private func value(_ object: Any?, _ path: String) -> Double? {
    var object = object
    for key in path.split(separator: ".") {
      object = Int(key).map { (object as? [Any])?[$0] } ?? (object as? [String: Any])?[String(key)]
    }
    return object as? Double ?? (object as? Int).map(Double.init)
  }

  /// Every figure of fixtures/agreement/README.md.
  @Test func figuresAreThoseWorkedOutByHand() throws {
    let document = try json()
    let items = document["items"] as? [[String: Any]] ?? []
    #expect(items.map { $0["name"] as? String } == ["绝对化承诺", "有结束语"])
    let expected: [(String, Double)] = [
      ("items.0.table.both", 6), ("items.0.table.people_only", 1), ("items.0.table.program_only", 2),
      ("items.0.table.neither", 11), ("items.0.n", 20), ("items.0.counts.judged", 21),
      ("items.0.counts.compared", 20), ("items.0.counts.unmatched", 1), ("items.0.observed.value", 0.85),
      ("items.0.expected", 0.53), ("items.0.kappa.value", 32.0 / 47), ("items.0.kappa.low", 0.350854),
      ("items.0.pabak.value", 0.7), ("items.0.alpha.value", 0.688), ("items.0.precision.value", 0.75),
      ("items.0.recall.value", 6.0 / 7), ("items.0.people_alpha.value", 1),
      ("items.1.table.both", 4), ("items.1.table.people_only", 0), ("items.1.table.program_only", 1),
      ("items.1.table.neither", 13), ("items.1.counts.judged", 21), ("items.1.counts.not_applicable", 1),
      ("items.1.counts.disputed", 1), ("items.1.counts.unmatched", 1), ("items.1.kappa.value", 52.0 / 61),
      ("items.1.expected", 202.0 / 324), ("items.1.alpha.value", 1 - 35.0 / 243), ("items.1.precision.value", 0.8),
      ("items.1.recall.value", 1), ("items.1.people_alpha.value", 0.64),
      ("overall.table.both", 10), ("overall.table.people_only", 1), ("overall.table.program_only", 3),
      ("overall.table.neither", 24), ("overall.kappa.value", 237.0 / 313), ("overall.pabak.value", 30.0 / 38),
      ("overall.counts.judged", 42), ("overall.counts.compared", 38),
      ("overall.months.0.observed", 0.8), ("overall.months.1.observed", 1),
      ("scores.n", 5), ("scores.mean_error", 3), ("scores.bias.value", 3), ("scores.bias.low", -2.552890),
      ("scores.limit_low", 3 - 1.96 * 20.0.squareRoot()), ("scores.limit_high", 3 + 1.96 * 20.0.squareRoot()),
      ("scores.spearman", 5 / 47.5.squareRoot()), ("scores.alpha.value", 1 - 2250.0 / 3450),
      ("scores.grade_table.0.0", 4), ("scores.grade_table.1.0", 1), ("scores.same_grade.value", 0.8),
      ("reviewers.0.n", 10), ("reviewers.0.laxer_than_peers", 1), ("reviewers.1.n", 39),
      ("reviewers.1.stricter_than_peers", 1), ("reviewers.1.table.people_only", 2), ("pairs.0.n", 10),
      ("matched", 20), ("conversations", 20), ("tables.0.summaries", 1), ("tables.0.verdicts", 52),
      ("tables.0.scores", 5),
    ]
    for (path, figure) in expected {
      let found = value(document, path)
      #expect(
        found.map { abs($0 - figure) < 1e-6 } ?? false, "\(path): \(found.map { "\($0)" } ?? "none"), not \(figure)")
    }
    #expect(document["unmatched"] as? [String] == ["a-99"])
  }

  /// What is left out and what is compared add up, item by item.
  @Test func countsConserve() throws {
    let document = try json()
    for item in (document["items"] as? [[String: Any]] ?? []) + [document["overall"] as? [String: Any] ?? [:]] {
      let counts = item["counts"] as? [String: Int] ?? [:]
      #expect(counts["judged"] == counts.filter { $0.key != "judged" }.values.reduce(0, +), "\(counts)")
      #expect((item["table"] as? [String: Int])?.values.reduce(0, +) == counts["compared"])
    }
    let disagreements = document["disagreements"] as? [[String: Any]] ?? []
    #expect(disagreements.count == 4)
  }

  @Test func disagreementsShowTheirEvidence() throws {
    let document = try json()
    let all = document["disagreements"] as? [[String: Any]] ?? []
    // A grave one with evidence comes before a minor one.
    #expect(all.map { $0["conversation"] as? String } == ["a-05", "a-06", "a-07", "a-10"])
    #expect(all[0]["kind"] as? String == "people_only" && all[0]["remark"] as? String == "质量保证也算承诺")
    #expect((all[0]["quotes"] as? [String])?.first?.contains("险些命中，没有算（放行）") ?? false, "\(all[0])")
    #expect(all[1]["quotes"] as? [String] == ["#1 客服：明天之前一定到，我【保证】"])
    #expect(all[3]["rule"] as? String == "missing-closing" && all[3]["severity"] as? String == "minor")
  }

  /// Without a mapping the items are guessed by their names, and come out the same.
  @Test func guessesWhatIsWhat() throws {
    let guessed = try json([])
    #expect(guessed["guessed_items"] as? Bool == true)
    #expect(value(guessed, "items.0.kappa.value") == value(try json(), "items.0.kappa.value"))
    #expect(value(guessed, "items.1.kappa.value") == value(try json(), "items.1.kappa.value"))
    let preview = try workspace.run(["agreement", "--human", "human.csv", "--preview"])
    #expect(preview.code == 0 && preview.errors == "", "\(preview.errors)")
    #expect(preview.text.contains("绝对化承诺 → 绝对化承诺 (no-promise)\n      有、是、1 算有问题"), "\(preview.text)")
    #expect(preview.text.contains("有结束语 → 没有结束语 (missing-closing)\n      有、是、1 算没有问题"), "\(preview.text)")
    let written = try workspace.run(["agreement", "--human", "human.csv", "--write-items", "mine.yaml"])
    #expect(written.code == 0 && written.text == "", "\(written.errors)")
    let again = try json(["--items", "mine.yaml"])
    #expect(again["guessed_items"] as? Bool == false)
    #expect(value(again, "overall.kappa.value") == value(guessed, "overall.kappa.value"))
    #expect(try workspace.run(["agreement", "--human", "human.csv", "--write-items", "mine.yaml"]).code == 2)
  }

  /// One row an item, tabs for commas, another order: the same figures.
  @Test func longTablesComeOutTheSame() throws {
    let wide = try workspace.sandbox.text("human.csv").split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    var rows = ["检查项\t判定\t会话ID\t审核人\t质检日期\t备注"]
    for cells in wide.dropFirst().reversed() where cells[0] != "合计" {
      for item in [4, 3] {
        rows.append([wide[0][item], cells[item], cells[0], cells[1], cells[2], cells[6]].joined(separator: "\t"))
      }
    }
    try workspace.sandbox.file("long.tsv", rows.joined(separator: "\r\n"))
    let outcome = try workspace.run(["agreement", "chats.jsonl", "--human", "long.tsv", "--format", "json"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    let document = try Line(outcome.text).members
    let items = document["items"] as? [[String: Any]] ?? []
    for item in items {
      let isPromise = item["name"] as? String == "绝对化承诺"
      let kappa = try #require(value(item, "kappa.value"))
      #expect(abs(kappa - (isPromise ? 32.0 / 47 : 52.0 / 61)) < 1e-6)
    }
    #expect(items.count == 2 && document["scores"] is NSNull)
    #expect((document["tables"] as? [[String: Any]])?.first?["layout"] as? String == "long")
  }

  @Test func writesAllItsForms() throws {
    let outcome = try workspace.run([
      "agreement", "chats.jsonl", "--human", "human.csv", "--items", "items.yaml", "--format", "text", "--output", "-",
      "--format", "html", "--output", "page.html", "--format", "csv", "--output", "tables", "--jobs", "2",
    ])
    #expect(outcome.code == 0 && outcome.errors == "", "\(outcome.errors)")
    for text in [
      "人工质检与程序的一致性 · human.csv", "表里的会话：对上 20 个，对不上 1 个", "判过 42 项次，比较 38 项次", "κ 0.76", "PABAK 0.79",
      "审核人之间 α", "偏差（程序−人） 3.0 (-2.6…8.6)", "按月", "不一致的 4 处", "a-99", "备注：质量保证也算承诺",
    ] { #expect(outcome.text.contains(text), "\(text)\n\(outcome.text)") }
    for line in outcome.lines { #expect(line.unicodeScalars.count <= 100) }
    #expect(
      try workspace.sandbox.names("tables") == ["disagreements.csv", "figures.csv", "months.csv", "unmatched.csv"])
    let figures = try workspace.sandbox.text("tables/figures.csv")
    #expect(figures.contains("item,绝对化承诺,no-promise,20,6,1,2,11,0.85,"), "\(figures)")
    #expect(try workspace.sandbox.text("tables/disagreements.csv").contains("a-05"))
    let page = try workspace.sandbox.text("page.html")
    #expect(page.contains("<h1>人工质检与程序的一致性</h1>") && page.contains("我【保证】"))
    let english = try workspace.run([
      "agreement", "chats.jsonl", "--human", "human.csv", "--items", "items.yaml", "--lang", "en", "--jobs", "1",
    ])
    #expect(english.code == 0 && english.text.contains("Human inspection and the program"), "\(english.errors)")
  }

  @Test func personalDataIsMasked() throws {
    try workspace.sandbox.file(
      "chats.jsonl", SmallWorkspace.chat("c-1", reply: "保证，打我电话13812345678") + "\n" + SmallWorkspace.chat("c-2"))
    try workspace.sandbox.file(
      "human.csv", "会话ID,绝对化承诺,备注\nc-1,无,客户电话13812345678\nc-2,无,\n")
    let outcome = try workspace.run(["agreement", "chats.jsonl", "--human", "human.csv"])
    #expect(outcome.code == 0 && outcome.text.contains("【保证】"), "\(outcome.errors)\(outcome.text)")
    #expect(!outcome.text.contains("13812345678") && outcome.text.contains("138****5678"))
    // Without a column for the reviewer the file is.
    #expect(outcome.text.contains("人判没问题（human）"))
    let plain = try workspace.run(["agreement", "chats.jsonl", "--human", "human.csv", "--privacy", "none"])
    #expect(plain.text.contains("13812345678"))
  }

  /// Of several agents only the named one's findings count, and points taken are findings.
  @Test func agentsAndPoints() throws {
    try workspace.sandbox.file(
      "chats.jsonl",
      """
      {"id":"c-1","messages":[{"role":"customer","text":"在吗"},{"role":"agent","sender":"甲","text":"我保证"},\
      {"role":"agent","sender":"乙","text":"祝您生活愉快"}]}
      {"id":"c-2","messages":[{"role":"customer","text":"在吗"},{"role":"agent","sender":"甲","text":"祝您生活愉快"}]}

      """)
    try workspace.sandbox.file(
      "human.csv",
      "会话ID,客服,质检员,绝对化承诺扣分,态度\nc-1,甲,王,-10,合格\nc-1,乙,王,0,合格\nc-2,甲,王,,不合格\nc-2,甲,王,0,不合格\nc-2,丁,李,0,合格\n")
    let outcome = try workspace.run(["agreement", "chats.jsonl", "--human", "human.csv", "--format", "json"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    let document = try Line(outcome.text).members
    #expect(value(document, "items.0.table.both") == 1 && value(document, "items.0.table.neither") == 2)
    #expect(value(document, "items.0.n") == 3 && value(document, "unknown_agents") == 1)
    #expect((document["items"] as? [[String: Any]])?.last?["section"] as? String == "attitude")
    #expect(value(document, "tables.0.duplicates") == 1)
    #expect(value(document, "items.1.counts.disputed") == 1)
  }

  @Test func saysWhatDoesNotGo() throws {
    for (arguments, said) in [
      (["agreement", "chats.jsonl"], "--human"), (["agreement", "--human", "human.csv"], "--preview"),
      (["agreement", "chats.jsonl", "--human", "none.csv"], "none.csv"),
      (["agreement", "chats.jsonl", "--human", "human.csv", "--format", "csv"], "csv 要写成文件夹"),
      (["agreement", "chats.jsonl", "--human", "human.csv", "--quotes", "-1"], "--quotes"),
      (["agreement", "chats.jsonl", "--human", "human.csv", "--output", "human.csv"], "会覆盖"),
      (["agreement", "chats.jsonl", "--human", "human.csv", "--output", "chats.jsonl"], "会覆盖"),
      (["agreement", "--human", "human.csv", "--preview", "--format", "json"], "--preview"),
    ] {
      let outcome = try workspace.run(arguments)
      #expect(
        outcome.code == 2 && outcome.text == "" && outcome.errors.contains(said), "\(arguments) \(outcome.errors)")
    }
    try workspace.sandbox.file(
      "bad.yaml", "items:\n  - {name: 甲, rules: [no-promis]}\n  - {name: 乙, section: x}\n  - {name: 丙}\nitem: 1\n")
    let bad = try workspace.run(["agreement", "chats.jsonl", "--human", "human.csv", "--items", "bad.yaml"])
    #expect(bad.code == 2)
    for code in ["unknown-rule", "unknown-section", "missing-key", "unknown-key"] {
      #expect(bad.errors.contains(code), "\(bad.errors)")
    }
    try workspace.sandbox.file("other.csv", "会话ID,绝对化承诺\nz-1,无\nz-2,有\n")
    let other = try workspace.run(["agreement", "chats.jsonl", "--human", "other.csv"])
    #expect(other.code == 2 && other.text == "" && other.errors.contains("no-match"), "\(other.errors)")
    try workspace.sandbox.file(
      "odd.csv", "会话ID,质检员,绝对化承诺\na-01,王,有\na-01,王,无\na-02,王,大概吧\na-03,王,无\na-04,王,无\na-05,王,无\na-06,王,无\n")
    let odd = try workspace.run(["agreement", "chats.jsonl", "--human", "odd.csv", "--format", "json"])
    #expect(odd.code == 2 && odd.errors.contains("大概吧") && odd.errors.contains("inspection-replaced"), "\(odd.errors)")
    #expect(value(try Line(odd.text).members, "tables.0.replaced") == 1)
  }
}
