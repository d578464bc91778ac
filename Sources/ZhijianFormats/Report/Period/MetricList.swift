public import Zhijian

/// All metrics with their names, units, directions and formulas.
public struct MetricList {
  public let language: Language

  public init(language: Language) {
    self.language = language
  }

  /// A line a metric, for a terminal.
  public var text: [String] {
    var lines: [String] = []
    for dimension in PeriodMetric.Dimension.allCases {
      lines.append("\(dimension.title.text(in: language)) (\(dimension.rawValue))")
      for metric in PeriodMetric.all where metric.dimension == dimension {
        var line = "  " + TerminalText.padded(metric.name, to: 42)
        line += TerminalText.padded(metric.unit.rawValue, to: 14)
        line += TerminalText.padded(metric.direction.rawValue, to: 8)
        line += TerminalText.padded(metric.source.rawValue, to: 12)
        lines.append(line + metric.title.text(in: language))
      }
    }
    return lines
  }

  /// The page docs/metric-catalogue.md.
  public var markdown: [String] {
    var lines = [
      "# 指标目录", "",
      "本页由 `make docs` 生成，共 \(PeriodMetric.all.count) 个指标。口径见[服务指标口径](metrics.md)，评分见[绩效评分表](scorecards.md)。", "",
      "名字、单位、方向不会悄悄改变。来源 `chats` 只要聊天记录，`rules` 还要规则，其余各要一张表（`--tables`）。“最少”是参与排名所需的分母，",
      "不足时照样给出数值和区间，但不排名。", "",
    ]
    for dimension in PeriodMetric.Dimension.allCases {
      lines += [
        "## \(dimension.title.chinese)（`\(dimension.rawValue)`）", "",
        "| 指标 | 名字 | 单位 | 方向 | 来源 | 最少 | 公式 |", "|---|---|---|---|---|---|---|",
      ]
      for metric in PeriodMetric.all where metric.dimension == dimension {
        let cells = [
          metric.title.chinese, "`\(metric.name)`", metric.unit.rawValue, metric.direction.rawValue,
          "`\(metric.source.rawValue)`", metric.minimumCount > 0 ? "\(metric.minimumCount)" : "",
          metric.formula.chinese,
        ]
        lines.append("| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |")
      }
      lines.append("")
    }
    return Array(lines.dropLast())
  }
}
