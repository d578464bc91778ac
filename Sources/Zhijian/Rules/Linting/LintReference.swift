/// The checks of the linter for reading.
public struct LintReference: Sendable {
  public init() {}

  /// A line a check, for a terminal.
  public func text(in language: Language) -> [String] {
    LintChecks.definitions.map { check in
      TerminalText.padded(check.id, to: 22) + TerminalText.padded(check.severity.rawValue, to: 9)
        + check.summary.text(in: language)
    }
  }

  /// The page docs/lint.md.
  public func markdown() -> [String] {
    let checks = LintChecks.definitions
    var lines = [
      "# 规则的检查项", "",
      "本页由 `make docs` 生成，共 \(checks.count) 项。写法的错误（不认识的键、取值不对等）见[规则语言](rules.md#写错了会怎样)；",
      "这里是写得对、却不会照作者的意思起作用的地方，由 `zhijian rules check` 一起报告。", "",
      "- 级别：`error` 让 `rules check` 的退出码为 1；`warning`、`note` 只显示，`--fail-on warning` 可以收紧。",
      "- 改级别：在 `zhijian.yaml` 里写 `lint: {检查: off}`，可取 `off`、`note`、`warning`、`error`。",
      "- 豁免：在规则里写 `lint: {allow: [{check: 检查, reason: 理由}]}`，理由必写；没有用到的豁免也会报告。", "",
      "| 检查 | 级别 | 说明 |", "|---|---|---|",
    ]
    lines += checks.map { "| [`\($0.id)`](#\($0.id)) | \(Self.level($0.severity)) | \($0.summary.chinese) |" }
    for check in checks {
      lines += [
        "", "## \(check.id)", "", "\(Self.level(check.severity))：\(check.summary.chinese)。", "",
        "**为什么**　\(check.reason.chinese)", "", "**怎么办**　\(check.remedy.chinese)",
      ]
    }
    return lines
  }

  private static func level(_ severity: Diagnostic.Severity) -> String {
    switch severity {
    case .error: "错误"
    case .warning: "警告"
    case .note: "提示"
    }
  }
}
