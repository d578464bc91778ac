import Foundation
import Testing

/// Overrides, shops and base files of `zhijian.yaml`.
@Suite struct ShopTests {
  let workspace: SmallWorkspace
  let base: String
  var sandbox: Sandbox { workspace.sandbox }

  init() throws {
    workspace = try SmallWorkspace()
    base = try workspace.sandbox.text("zhijian.yaml")
  }

  private func configure(_ text: String) throws { try sandbox.file("zhijian.yaml", base + text) }

  private func evaluate(_ chats: String...) throws -> [Line] {
    let outcome = try workspace.run(["score", "--stdin"], input: chats.joined(separator: "\n"))
    #expect(outcome.code == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    return try Line.all(outcome.text)
  }

  private func versions(_ line: Line?, _ name: String) -> String? {
    (line?.members["versions"] as? [String: Any])?[name] as? String
  }

  private func points(_ line: Line, _ rule: String) -> [Double] {
    (line.members["ledger"] as? [[String: Any]] ?? []).compactMap {
      $0["rule"] as? String == rule && $0["agent"] is NSNull ? ($0["points"] as? NSNumber)?.doubleValue : nil
    }
  }

  /// Line by line each conversation has its shop's severity, score and lists; what a shop does not say stays general.
  @Test func everyConversationIsJudgedByItsShop() throws {
    try configure(
      """
      overrides: {no-promise: {severity: minor}}
      shops:
        甲店: {overrides: {no-promise: {score: {deduct: 20}}}}
        乙店: {lists: {closing: [$closing, 江湖再见]}}
        丙店: {overrides: {no-promise: {status: retired}, draft-rule: {severity: info, status: stable}}}

      """)
    let lines = try evaluate(
      SmallWorkspace.chat("1", shop: "甲店", reply: "保证，祝您生活愉快"),
      SmallWorkspace.chat("2", shop: "乙店", reply: "江湖再见"),
      SmallWorkspace.chat("3", shop: "乙店", reply: "祝您生活愉快"),
      SmallWorkspace.chat("4", reply: "江湖再见，保证"),
      SmallWorkspace.chat("5", shop: "丙店", reply: "您好，保证，祝您生活愉快"),
      SmallWorkspace.chat("6", shop: "别家", reply: "保证，祝您生活愉快"))
    #expect(
      lines.map(\.rules) == [
        ["no-promise"], [], [], ["missing-closing", "no-promise"], ["draft-rule"], ["no-promise"],
      ])
    #expect(lines[0].findings.first?["severity"] as? String == "minor")
    #expect(points(lines[0], "no-promise") == [-20])
    #expect(points(lines[3], "no-promise") == [-10])
    #expect(points(lines[5], "no-promise") == [-10])
    #expect(lines[4].findings.first?["severity"] as? String == "info")
    #expect(lines[4].findings.first?["rule_status"] as? String == "stable")
    // A shop's rules have a version of their own, whatever order the shops come in.
    #expect(versions(lines[0], "rules") != versions(lines[5], "rules"))
    #expect(versions(lines[3], "rules") == versions(lines[5], "rules"))
    #expect(versions(lines[1], "rules") == versions(lines[2], "rules"))
    #expect(Set(lines.map { versions($0, "config") }).count == 1)
  }

  /// In a folder of chats it is the same, with any number of threads, and reports know the rules that only shops have.
  @Test func foldersAreJudgedByShopsToo() throws {
    try sandbox.file(
      "rules/shop-only.yaml",
      SmallWorkspace.promise.replacing("no-promise", with: "shop-only")
        .replacing("绝对化承诺", with: "只管一家").replacing("stable", with: "retired").replacing("[保证]", with: "[江湖]"))
    try configure("shops: {甲店: {overrides: {shop-only: {status: stable}, no-promise: {score: {deduct: 3}}}}}\n")
    let chats = (1...40).map { number in
      SmallWorkspace.chat(
        "c\(number)", shop: number % 2 == 0 ? "甲店" : "乙店", reply: "江湖，保证，祝您生活愉快")
    }
    try sandbox.file("chats/a.jsonl", chats.joined(separator: "\n"))
    var texts: Set<String> = []
    for jobs in ["1", "3"] {
      let outcome = try workspace.run(["score", "chats", "--format", "jsonl", "--jobs", jobs])
      texts.insert(outcome.text)
      let rules = try Line.all(outcome.text).map { $0.rules.sorted() }
      #expect(Set(rules) == [["no-promise", "shop-only"], ["no-promise"]])
    }
    #expect(texts.count == 1)
    let page = try workspace.run(["score", "chats", "--format", "html", "--output", "-"])
    #expect(page.text.contains("只管一家"))
  }

  @Test func whatIsWrongIsSaidWithItsPlace() throws {
    let path = workspace.path + "/zhijian.yaml"
    func faults(_ text: String) throws -> [String] {
      try configure(text)
      let outcome = try workspace.run(["score", "--stdin", "--lang", "en"], input: "")
      #expect(outcome.code == 2)
      return outcome.errorLines.filter { $0.contains(": error: ") || $0.contains("hint: ") }.map {
        $0.replacing(path, with: "").trimmingCharacters(in: .whitespaces)
      }
    }
    #expect(
      try faults("overrides: {no-promise: {severity: low, scor: 1}}\nshops: {甲店: {list: {}}}\n") == [
        ":5:36: error: 'severity' must be one of critical, major, minor, info [invalid-value]",
        ":5:41: error: unknown key 'scor' [unknown-key]", "hint: did you mean 'score'?",
        ":6:14: error: unknown key 'list' [unknown-key]", "hint: did you mean 'lists'?",
      ])
    #expect(
      try faults(
        "overrides:\n  no-promis: {severity: minor}\n  missing-closing: {score: {award: 3}}\n"
          + "shops: {甲店: {overrides: {draft: {status: stable}}}}\n") == [
          ":6:3: error: there is no rule 'no-promis' [unknown-rule]", "hint: did you mean 'no-promise'?",
          ":7:28: error: require cannot award; use credit [score-verb]",
          ":8:26: error: there is no rule 'draft' [unknown-rule]",
        ])
    #expect(
      try faults("shops:\n  甲店: {lists: {closin: [a], closing: [], }}\n  乙店: {lists: {closing: [[a]]}}\n") == [
        ":6:16: error: there is no word list 'closin' [unknown-list]", "hint: did you mean 'closing'?",
        ":6:38: error: the list of phrases is empty [empty-list]",
        ":7:26: error: a list of phrases cannot hold lists [nested-list]", "hint: refer to a word list by $name",
      ])
  }

  /// A base file, then the file itself: members are merged one by one, and `config show` names the file of each.
  @Test func membersAreMergedOverTheBase() throws {
    try sandbox.file(
      "base.yaml",
      base + """
        overrides: {no-promise: {severity: minor}}
        shops:
          甲店: {lists: {closing: [江湖再见]}, overrides: {no-promise: {status: draft}}}

        """)
    try sandbox.file(
      "zhijian.yaml",
      """
      extends: base.yaml
      overrides: {no-promise: {score: {deduct: 7.5, per: finding, cap: 15}}}
      shops:
        甲店: {overrides: {no-promise: {severity: info}}}
        乙店: {}

      """)
    let shown = try workspace.run(["config", "show"]).lines
    let path = workspace.path
    for line in [
      "rules: [\(path)/rules]    # \(path)/base.yaml",
      "overrides.no-promise: {severity: minor, score: {deduct: 7.5, per: finding, cap: 15}}    # \(path)/zhijian.yaml",
      "shops: [乙店, 甲店]    # \(path)/zhijian.yaml",
      "shops.甲店.lists.closing: [江湖再见]    # \(path)/base.yaml",
      "shops.甲店.overrides.no-promise: {severity: info, status: draft}    # \(path)/zhijian.yaml",
      "metrics.preset: generic    # 默认",
    ] {
      #expect(shown.contains(line), "\(line)\n\(shown.joined(separator: "\n"))")
    }
    let lines = try evaluate(
      SmallWorkspace.chat("1", shop: "甲店", reply: "保证，江湖再见"), SmallWorkspace.chat("2", reply: "保证，祝您生活愉快"))
    #expect(lines.map(\.rules) == [["no-promise"], ["no-promise"]])
    #expect(lines[0].findings.first?["severity"] as? String == "info")
    #expect(lines[0].findings.first?["rule_status"] as? String == "draft")
    #expect(lines[1].findings.first?["severity"] as? String == "minor")
    #expect(points(lines[1], "no-promise") == [-7.5])
  }

  /// The version of the configuration changes with every setting, in whichever file it stands.
  @Test func settingsAreInTheVersion() throws {
    var seen: Set<String> = []
    for settings in [
      "", "overrides: {no-promise: {severity: minor}}\n", "overrides: {no-promise: {severity: info}}\n",
      "shops: {甲店: {lists: {closing: [a]}}}\n", "shops: {甲店: {lists: {closing: [b]}}}\n",
    ] {
      try sandbox.file("base.yaml", base + settings)
      try sandbox.file("zhijian.yaml", "extends: base.yaml\n")
      seen.insert(versions(try evaluate(SmallWorkspace.chat("1")).first, "config") ?? "")
    }
    #expect(seen.count == 5)
  }

  /// Rules that the command line names are others than those that the configuration speaks of.
  @Test func rulesOfTheCommandLineNeedNotBeThoseOfTheConfiguration() throws {
    try configure("overrides: {no-promise: {severity: minor}}\n")
    try sandbox.file("own/other.yaml", SmallWorkspace.promise.replacing("no-promise", with: "other"))
    let outcome = try workspace.run(
      ["score", "--stdin", "--rules", "own"], input: SmallWorkspace.chat("1", reply: "保证"))
    #expect(try Line.all(outcome.text).map(\.rules) == [["other"]], "\(outcome.errors)")
  }
}
