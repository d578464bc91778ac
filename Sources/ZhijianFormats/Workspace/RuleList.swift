public import Zhijian

/// The rules by section, for reading.
public struct RuleList: Sendable {
  private let sections: [(id: String, title: String, rules: [Rule])]

  public init(rules: RuleSet, policy: ScoringPolicy) {
    let byCategory = Dictionary(grouping: rules.rules, by: \.category)
    let known = policy.sections.map { (id: $0.id, title: $0.title) }
    let others = byCategory.keys.filter { id in !known.contains { $0.id == id } }.sorted().map { (id: $0, title: $0) }
    sections = (known + others).compactMap { section in
      byCategory[section.id].map { (section.id, section.title, $0) }
    }
  }

  /// A line a rule, for a terminal.
  public func text() -> [String] {
    sections.flatMap { section in
      ["\(section.title) (\(section.id))"]
        + section.rules.map { rule in
          "  \(padded(rule.id, 36))\(padded(rule.severity.rawValue, 10))\(padded(rule.verb.rawValue, 9))\(rule.title)"
        }
    }
  }

  /// The page docs/shipped-rules.md.
  public func markdown() -> [String] {
    var lines = [
      "# 随附规则一览", "", "本页由 `make docs` 生成，共 \(sections.reduce(0) { $0 + $1.rules.count }) 条规则。分数是规则所写的分，",
      "折算到总分的办法见[使用指南](guide.md)。", "",
    ]
    for section in sections {
      lines += ["## \(section.title)", "", "| 规则 | id | 级别 | 动词 | 分数 | 依据 |", "|---|---|---|---|---|---|"]
      lines += section.rules.map { rule in
        let cells = [
          rule.title, "`\(rule.id)`", ReportWording(language: .chinese).severity(rule.severity),
          "`\(rule.verb.rawValue)`", Self.score(rule.score),
          rule.why,
        ]
        return "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
      }
      lines.append("")
    }
    return lines.dropLast()
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.utf8.count))
  }

  private static func score(_ score: RuleScore) -> String {
    func points(_ hundredths: Int) -> String {
      hundredths % 100 == 0 ? "\(hundredths / 100)" : "\(Double(hundredths) / 100)"
    }
    let unit =
      switch score.unit {
      case .conversation: ""
      case .finding: "/条"
      case .message: "/消息"
      case .agent: "/客服"
      }
    let cap = score.cap.map { "，至多 \(points($0))" } ?? ""
    switch score.effect {
    case .none: return "不计分"
    case .deduct(let value): return "−\(points(value))\(unit)\(cap)"
    case .award(let value): return "+\(points(value))\(unit)\(cap)"
    case .autoFail: return "一票否决"
    }
  }
}
