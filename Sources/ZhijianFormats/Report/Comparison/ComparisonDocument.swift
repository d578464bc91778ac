public import Zhijian

/// The comparison of two periods as people and programs read it.
public struct ComparisonDocument: Sendable {
  /// A form it can be written in.
  public enum Format: String, Sendable, CaseIterable {
    case text, json, csv, html
  }

  public let comparison: ResultsComparison
  /// What the periods are called: the names of their files.
  public let names: (before: String, after: String)
  public let problems: [Diagnostic]
  /// Language and masking; titles of rules and sections.
  public let options: ReportOptions

  public init(
    comparison: ResultsComparison, names: (before: String, after: String), problems: [Diagnostic],
    options: ReportOptions
  ) {
    self.comparison = comparison
    self.names = names
    self.problems = problems
    self.options = options
  }

  /// The whole document. Text, CSV and HTML are masked unless asked for otherwise, JSON is not.
  public func bytes(_ format: Format) -> [UInt8] {
    switch format {
    case .text: ComparisonTextPage(document: self).bytes
    case .json: ComparisonEncoder(document: self).bytes
    case .csv: ComparisonTable(document: self).bytes
    case .html: ComparisonHTMLPage(document: self).markup().bytes
    }
  }

  /// The rows of a kind: what changed first, the most certain at the top; the order of reports otherwise.
  func rows(_ kind: ResultsComparison.Kind) -> [ResultsComparison.Row] {
    let rows = comparison.rows.filter { $0.kind == kind }
    guard kind == .agent || kind == .rule else { return rows }
    func rank(_ row: ResultsComparison.Row) -> Int {
      switch row.verdict {
      case .worse: 0
      case .better: 1
      case .changed: 2
      case .noise: 3
      case .tooFew: 4
      }
    }
    return rows.enumerated().sorted { left, right in
      let ranks = (rank(left.element), rank(right.element))
      if ranks.0 != ranks.1 { return ranks.0 < ranks.1 }
      let chances = (left.element.adjusted ?? 2, right.element.adjusted ?? 2)
      return chances.0 == chances.1 ? left.offset < right.offset : chances.0 < chances.1
    }.map(\.element)
  }
}

/// The words and figures of a comparison.
struct ComparisonWords {
  let options: ReportOptions
  let redactor: Redactor
  private let rules: [String: Rule]

  var say: ReportWording { ReportWording(language: options.language) }

  init(options: ReportOptions, redactor: Redactor) {
    self.options = options
    self.redactor = redactor
    rules = options.rulesByID
  }

  /// What a row is about.
  func title(_ row: ResultsComparison.Row) -> String {
    switch row.kind {
    case .agent: redactor.show(row.id)
    case .rule: rules[row.id]?.title ?? row.id
    case .metric: MetricDefinition.named(row.id)?.title.text(in: options.language) ?? row.id
    case .total: total(row.id)
    }
  }

  private func total(_ name: String) -> String {
    switch name {
    case "score": say("平均得分", "Mean score")
    case "auto_fail_ratio": say("一票否决的会话", "Conversations that auto-fail")
    case "findings_per_conversation": say("每个会话的问题数", "Findings per conversation")
    case "mood_drop_ratio": say("有情绪下滑的会话", "Conversations with a mood drop")
    case "mood_end": say("客户情绪结尾", "Customer's mood at the end")
    default: name
    }
  }

  func figure(_ row: ResultsComparison.Row) -> String {
    switch row.figure {
    case "score": say("平均分", "mean score")
    case "findings": say("每个会话的问题数", "findings per conversation")
    default: ""
    }
  }

  func heading(_ kind: ResultsComparison.Kind) -> String {
    switch kind {
    case .total: say("总体", "Totals")
    case .agent: say("客服", "Agents")
    case .rule: say("规则（有结果的会话占比）", "Rules (share of conversations with a finding)")
    case .metric: say("服务指标", "Service metrics")
    }
  }

  func word(_ verdict: ResultsComparison.Verdict) -> String {
    switch verdict {
    case .better: say("变好", "better")
    case .worse: say("变差", "worse")
    case .changed: say("有变化", "changed")
    case .noise: say("看不出差别", "no telling")
    case .tooFew: say("样本太少", "too few")
    }
  }

  /// A value in its unit; the metrics of lines are in their smallest units.
  func value(_ value: Double?, _ row: ResultsComparison.Row) -> String {
    guard let value else { return ReportWording.unknown }
    switch row.unit {
    case .seconds: return say.duration(value / 1000)
    case .ratio: return row.isPlainRatio ? HTMLReportNumber.decimal(value, 2) : HTMLReportNumber.percent(value)
    case .count, .points: return HTMLReportNumber.decimal(row.scaled(value), 2)
    }
  }

  /// A difference with its sign.
  func difference(_ value: Double?, _ row: ResultsComparison.Row) -> String {
    guard let value else { return ReportWording.unknown }
    switch row.unit {
    case .seconds: return HTMLReportNumber.signed(value / 1000, 1) + say("秒", "s")
    case .ratio:
      return row.isPlainRatio
        ? HTMLReportNumber.signed(value, 2) : HTMLReportNumber.signed(value * 100, 1) + say("个百分点", " pp")
    case .count, .points: return HTMLReportNumber.signed(row.scaled(value), 2)
    }
  }

  func interval(_ row: ResultsComparison.Row) -> String {
    guard let interval = row.test?.interval else { return ReportWording.unknown }
    func short(_ value: Double) -> String {
      switch row.unit {
      case .seconds: HTMLReportNumber.signed(value / 1000, 1)
      case .ratio: HTMLReportNumber.signed(row.isPlainRatio ? value : value * 100, row.isPlainRatio ? 2 : 1)
      case .count, .points: HTMLReportNumber.signed(row.scaled(value), 2)
      }
    }
    return short(interval.low) + say(" 至 ", " to ") + short(interval.high)
  }

  /// What the figures rest on, in a sentence.
  func basis(_ comparison: ResultsComparison) -> String {
    let n = comparison.minimumSample
    return say(
      "差值带 95% 区间（按会话）；同一类里一起检验，校正后 p < 0.05 才算变化，其余可能只是偶然。任一时期不足 \(n) 个会话的不下结论。",
      "Differences have 95% intervals (over conversations); rows of a kind are tested together and count as changed only "
        + "for an adjusted p < 0.05, as the others may be chance. Below \(n) conversations in a period nothing is judged."
    )
  }

  /// What else differs between the periods; nil where nothing does.
  func caution(_ comparison: ResultsComparison) -> String? {
    var parts: [String] = []
    let names = comparison.differingVersions.map { name in
      switch name {
      case "rules": say("规则", "rules")
      case "program": say("程序", "program")
      case "icu": "ICU"
      default: say.others([name])
      }
    }
    if !names.isEmpty {
      let list = names.joined(separator: say("、", ", "))
      parts.append(
        say(
          "两个时期的结果不是用同样的\(list)算的：差别可能由此而来。请用同一版本重新评分再比较。",
          "The periods were not scored with the same \(list): differences may come from that. Score both anew to compare."
        ))
    }
    if comparison.before.presets != comparison.after.presets {
      parts.append(
        say("两个时期的响应口径不同，响应时间不可比。", "The periods have different response presets: response times do not compare."))
    }
    return parts.isEmpty ? nil : parts.joined(separator: say("", " "))
  }
}

extension ResultsComparison.Row {
  /// Whether it is a ratio that is no share, such as answers per question.
  var isPlainRatio: Bool { id == "answer_question_ratio" }

  /// A value in its unit; ratings come in thousandths of a point.
  func scaled(_ value: Double) -> Double {
    if kind == .metric, unit == .points || unit == .seconds { return value / 1000 }
    return value
  }
}
