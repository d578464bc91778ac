// The operators, and the ways to write values, in the reference.

extension RuleReference {
  private var definitions: [OperatorDefinition] { ConditionOperators.all.map { $0.definition } }

  var operators: [String] {
    let rows = definitions.map { definition in
      "| [`\(definition.name)`](#\(definition.name)) | \(cell(definition.summary.text(in: language))) |"
    }
    return [
      say("## 算子", "## Operators"), "", say("说找什么。", "What to look for."), "",
      say("| 算子 | 命中什么 |", "| operator | hits |"), "|---|---|",
    ] + rows + [""] + definitions.flatMap(section)
  }

  private func section(_ definition: OperatorDefinition) -> [String] {
    let details = definition.details?.text(in: language) ?? ""
    let prose = definition.summary.text(in: language) + say("。", ". ") + details
    var lines = ["### `\(definition.name)`", "", prose, ""]
    lines += form(definition)
    if !definition.parameters.isEmpty { lines += table(definition.parameters) + [""] }
    for example in definition.examples { lines += self.example(example) }
    return lines
  }

  /// Where the value and the options stand.
  private func form(_ definition: OperatorDefinition) -> [String] {
    let name = definition.name
    guard definition.form != .mapping else {
      var text = say("选项写在 `\(name)` 下面", "Options stand below `\(name)`")
      if definition.mayBeNothing
        || definition.parameters.allSatisfy({ !$0.isRequired }) && definition.needsOneOf.isEmpty
      {
        text += say("；都不写时写 `\(name): {}`", "; without any it is `\(name): {}`")
      }
      if !definition.needsOneOf.isEmpty {
        text += say("，\(list(definition.needsOneOf)) 至少写一个", "; at least one of \(list(definition.needsOneOf))")
      }
      return [text + say("。", "."), ""]
    }
    var lines = [
      say(
        "`\(name)` 后面写".before(definition.type?.words(in: language) ?? ""),
        "Behind `\(name)` stands \(definition.type?.words(in: language) ?? "")")
        + (definition.parameters.isEmpty ? "" : say("；选项与它并列", "; options stand beside it")) + say("。", "."), "",
    ]
    let choices = (definition.type?.choices ?? []).filter { $0.meaning.text(in: language) != $0.name }
    if !choices.isEmpty {
      lines += [say("| 值 | 意思 |", "| value | meaning |"), "|---|---|"]
      lines += choices.map { "| `\($0.name)` | \(cell($0.meaning.text(in: language))) |" } + [""]
    }
    return lines
  }

  private func example(_ example: ConditionExample) -> [String] {
    let title = example.title.text(in: language)
    return [say("**例：\(title)**", "**Example: \(title)**"), "", "```yaml", "# 条件"]
      + example.condition.utf8.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) } + ["```", ""]
      + dialogue(say("命中", "A hit"), example.hit) + dialogue(say("不命中", "No hit"), example.miss)
  }

  private func dialogue(_ head: String, _ example: ConditionExample.Case) -> [String] {
    let lines = example.dialogue.utf8.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
    let fields = example.conversation.map { say("，会话字段 `\($0)`", ", with fields `\($0)`") } ?? ""
    if lines.count == 1, let line = lines.first { return ["\(head)\(fields)\(say("：", ": "))`\(line)`", ""] }
    return ["\(head)\(fields)\(say("：", ":"))", "", "```text"] + lines + ["```", ""]
  }

  // MARK: Values

  var values: [String] {
    let rows: [(String, String)] = [
      (
        say("文字", "text"),
        say(
          "照字面读；`no`、`010`、`12:30` 就是这几个字。有 `: `、`#` 或全角标点时加引号", "read as written; quote it where it holds `: ` or `#`")
      ),
      (
        say("短语", "a phrase"),
        say(
          "同上，最长 \(PhraseList.maximumLength) 个字符。`$名称` 是词表 `lexicons/lists/名称.txt`，`$$` 是美元符号",
          "the same, at most \(PhraseList.maximumLength) units; `$name` is a word list, `$$` a dollar sign")
      ),
      (
        say("列表", "a list"),
        say("`[甲, 乙]`，或每行一个 `- 甲`；分隔用半角逗号", "`[a, b]`, or `- a` on a line each; commas are ASCII")
      ),
      (say("数、`true`、`false`", "numbers, `true`, `false`"), say("不加引号", "without quotes")),
      (say("时长", "a duration"), "`500ms`、`180s`、`15m`、`24h`、`2d`"),
      (say("正则表达式", "a regular expression"), say("用单引号括起来：`'v\\s*信'`", "in single quotes: `'v\\s*x'`")),
      (say("映射", "a mapping"), say("`{键: 值, 键: 值}`，或缩进的几行 `键: 值`", "`{key: value}`, or indented lines")),
      (
        say("条件", "a condition"),
        say("映射：一个算子或逻辑键，加上范围键；见[条件](#条件)", "a mapping with one operator or logic key, and scope")
      ),
      (
        say("对话", "a dialogue"),
        say(
          "`角色: 文本`，一行一条消息，前面可以有时间 `[+0:08]`；见[例子](rules.md#例子)",
          "`role: text`, a line a message, with times such as `[+0:08]`")
      ),
    ]
    return [say("## 值怎么写", "## How values are written"), "", say("| 写什么 | 怎么写 |", "| value | form |"), "|---|---|"]
      + rows.map { "| \(cell($0)) | \(cell($1)) |" }
  }
}
