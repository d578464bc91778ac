/// The reference of the rule language in Markdown, generated from the definitions: docs/rule-reference.md.
public struct RuleReference: Sendable {
  let language: Language

  public init(language: Language = .chinese) {
    self.language = language
  }

  /// The page, a line each.
  public var lines: [String] {
    introduction + rule + conditions + scope + operators + values
  }

  func say(_ chinese: String, _ english: String) -> String { language == .chinese ? chinese : english }

  private var introduction: [String] {
    [
      say("# 规则参考", "# Rule reference"), "",
      say(
        """
        规则文件里能写的每个键、算子和选项。怎样理解窗口、结果和归属见[规则语言](rules.md)，第一次写请先看[写第一条规则](first-rule.md)。\
        本页由 `make docs` 从程序里的定义生成，请不要直接改。终端里看：`zhijian rules reference`。
        """,
        """
        Every key, operator and option of rule files. What windows, results and owners are is in [rules.md](rules.md). This \
        page is generated from the definitions in the program; print it by `zhijian rules reference --lang en`.
        """),
      "",
      say("一条规则由四部分组成：", "A rule has four parts:"), "",
      say("1. **是谁**：名字、理由、类别、级别、分数。", "1. **Who it is**: name, reason, section, severity, score."),
      say(
        "2. **动词**：命中了是坏事（`forbid`）、缺了是坏事（`require`）、是好事（`credit`），还是只记录（`observe`）。",
        "2. **A verb**: a hit is bad (`forbid`), its absence is bad (`require`), it is good (`credit`) or noted (`observe`)."
      ),
      say(
        "3. **条件**：在哪里找（[范围](#范围)）、找什么（[算子](#算子)），用 `all`、`any`、`not` 组合起来。",
        "3. **A condition**: where to look (scope) and what for (an operator), combined by `all`, `any`, `not`."),
      say(
        "4. **例子**：几段对话，说明哪些该报、哪些不该报。", "4. **Examples**: dialogues that should be reported, and some that should not."),
      "",
    ] + sample + [""]
  }

  private var sample: [String] {
    guard language == .chinese else { return [] }
    return [
      "```yaml", "# file: no-promise-sample.yaml", "id: no-promise-sample", "title: 绝对化承诺（示例）",
      "why: 做不到的承诺会变成投诉", "category: promises", "severity: minor", "score: {deduct: 3}", "forbid:",
      "  role: agent                  # 只看客服说的", "  keyword: [保证, 肯定能]        # 找这些话",
      "  polarity: asserted           # “不能保证”不算", "examples:", "  - finding: '客服: 我⟦保证⟧明天到'",
      "  - clean: '客服: 不能保证明天到'", "```",
    ]
  }

  // MARK: Rules

  private var rule: [String] {
    let verbs = RuleVerb.allCases.map { ("`\($0.rawValue)`", $0.meaning.text(in: language)) }
    return [say("## 规则的键", "## Keys of a rule"), ""] + table(RuleKeys.head + [RuleKeys.examples]) + [
      "", say("### 动词", "### Verbs"), "",
      say("恰好写一个，后面是[条件](#条件)。", "Exactly one, with a condition behind it."), "",
      say("| 动词 | 意思 |", "| verb | meaning |"), "|---|---|",
    ] + verbs.map { "| \($0) | \(cell($1)) |" } + [""]
      + nested("score", RuleKeys.score) + nested("for", ConversationFilter.shape)
      + nested("examples", RuleKeys.examples.type?.shape)
      + nested("conversation", RuleKeys.conversation)
  }

  private func nested(_ key: String, _ shape: MappingShape?) -> [String] {
    guard let shape else { return [] }
    var lines = ["### `\(key)`", ""] + table(shape.keys) + [""]
    if shape.atMostOneOf == [shape.needsOneOf] {
      lines += [say("恰好写一个。", "Exactly one of them."), ""]
    } else if !shape.atMostOneOf.isEmpty {
      let sets = shape.atMostOneOf.map { list($0) }
      lines += [sets.map { say("\($0) 至多写一个。", "At most one of \($0).") }.joined(separator: " "), ""]
    }
    return lines
  }

  func list(_ names: [String]) -> String { names.map { "`\($0)`" }.joined(separator: say("、", ", ")) }

  // MARK: Conditions

  private var conditions: [String] {
    [
      say("## 条件", "## Conditions"), "",
      say(
        "一个条件里恰好写一个[算子](#算子)或下面的一个逻辑键，再加上任意的[范围](#范围)键。",
        "A condition holds exactly one operator or one of these logic keys, and any keys of scope."), "",
      say("### 逻辑", "### Logic"), "",
    ] + table(ConditionKeys.logic) + [
      "", say("`at_least` 里写：", "Inside `at_least`:"), "",
    ] + table(ConditionKeys.logic.first { $0.name == "at_least" }?.type?.shape?.keys ?? []) + [
      "",
      say(
        "`sequence` 的每一步是一个条件，另外可以写（至多 \(ConditionKeys.steps.upperBound) 步）：",
        "Each step of a `sequence` is a condition (at most \(ConditionKeys.steps.upperBound)) and may have besides:"),
      "",
    ] + table(ConditionKeys.step) + [
      "", say("### 名字和窗口", "### Name and windows"), "",
    ] + table(ConditionKeys.own) + [""]
  }

  private var scope: [String] {
    [
      say("## 范围", "## Scope"), "",
      say(
        "说在哪里找。可以写在任何条件上，里层没写的继承外层。",
        "Where to look. These keys may stand on any condition; what is inside inherits what it does not say."), "",
    ] + table(ScopeKeys.all) + [
      "",
      say(
        "\(list(ScopeKeys.positions)) 至多写一个，\(list(ScopeKeys.anchors)) 至多写一个。",
        "At most one of \(list(ScopeKeys.positions)), and at most one of \(list(ScopeKeys.anchors))."), "",
    ]
  }

  // MARK: Tables

  /// A table of keys; columns that no key needs are left out.
  func table(_ keys: [KeyDefinition]) -> [String] {
    let hasDefaults = keys.contains { $0.defaultValue != nil || $0.isRequired }
    let head = say(
      hasDefaults ? "| 键 | 写什么 | 默认 | 说明 |" : "| 键 | 写什么 | 说明 |",
      hasDefaults ? "| key | value | default | meaning |" : "| key | value | meaning |")
    return [head, hasDefaults ? "|---|---|---|---|" : "|---|---|---|"] + keys.map { row($0, hasDefaults) }
  }

  private func row(_ key: KeyDefinition, _ hasDefaults: Bool) -> String {
    var meaning = [key.summary.text(in: language)]
    let choices = key.type?.choices ?? []
    let explained = choices.filter { $0.meaning.text(in: language) != $0.name }
    meaning += explained.map { "`\($0.name)` \($0.meaning.text(in: language))" }
    // Words that mean themselves, such as the days of the week, share a line.
    let plain = choices.map(\.name).filter { name in !explained.contains { $0.name == name } }
    if !plain.isEmpty { meaning.append(list(plain)) }
    if let details = key.details { meaning.append(details.text(in: language)) }
    var cells = ["`\(key.name)`", key.type?.words(in: language) ?? ""]
    if hasDefaults {
      cells.append(key.isRequired ? say("**必写**", "**required**") : key.defaultValue?.text(in: language) ?? "")
    }
    return "| " + (cells.map(cell) + [meaning.map(cell).joined(separator: "<br>")]).joined(separator: " | ") + " |"
  }

  /// A text that stands in a table.
  func cell(_ text: String) -> String {
    text.replacing("|", with: "\\|").replacing("\n", with: " ")
  }
}
