internal import Zhijian

extension PeriodDocument {
  /// A text of the data, fit for a terminal.
  func safe(_ text: String) -> String { TerminalText.safe(redactor.show(text)) }

  /// The name of an agent with the id, or the id alone.
  func name(of id: String) -> String {
    guard let name = report.agents[id]?.name, name != id, !name.isEmpty else { return safe(id) }
    return "\(safe(name)) (\(safe(id)))"
  }

  /// A figure as people read it.
  func shown(_ value: Double?, _ metric: PeriodMetric, _ say: ReportWording) -> String { metric.shown(value, say) }

  func interval(_ interval: ConfidenceInterval, _ metric: PeriodMetric, _ say: ReportWording) -> String {
    shown(interval.low, metric, say) + "–" + shown(interval.high, metric, say)
  }

  /// Why an agent has no place.
  func text(of obstacle: PerformanceRanking.Obstacle) -> String {
    let say = ReportWording(language: language)
    switch obstacle {
    case .fewConversations(let count, let wanted):
      return say("会话 \(count) 个，不足 \(wanted)", "\(say.count(count, "conversation")), needs \(wanted)")
    case .thinMetric(let name, let count, let wanted):
      let title = PeriodMetric.named(name)?.title.text(in: language) ?? name
      return say("\(title) 样本 \(count)，不足 \(wanted)", "\(title): n = \(count), needs \(wanted)")
    case .noScore: return say("没有可评分的指标", "no metric could be scored")
    }
  }

  func text(of signal: ControlChart.Signal) -> String { ReportWording(language: language).text(of: signal) }

  func text(of key: JoinAccount.Unmatched.Key) -> String {
    let say = ReportWording(language: language)
    switch key {
    case .agent: return say("客服", "agent")
    case .conversation: return say("会话", "conversation")
    case .customer: return say("客户", "customer")
    }
  }
}

extension PeriodMetric {
  /// A figure as people read it.
  func shown(_ value: Double?, _ say: ReportWording) -> String {
    guard let value, value.isFinite else { return ReportWording.unknown }
    switch unit {
    case .seconds: return say.duration(value)
    case .ratio where direction == .band && name == "answer_question_ratio": return say.score(value)
    case .ratio: return say.percent(value)
    case .count: return DecimalText.units(value, places: 2).map { DecimalText.shortest($0, places: 2) } ?? "—"
    case .points: return say.score(value)
    case .yuan: return "¥" + say.score(value)
    case .yuanPerHour: return "¥" + say.score(value) + say("/小时", "/h")
    case .days: return say.score(value, places: 1) + say(" 天", " d")
    }
  }
}

extension ReportWording {
  func text(of signal: ControlChart.Signal) -> String {
    switch signal {
    case .beyondLimits: self("超出 3σ", "beyond 3σ")
    case .twoOfThree: self("3 点中 2 点超出 2σ", "2 of 3 beyond 2σ")
    case .run: self("连续 8 点在同一侧", "8 in a row on one side")
    }
  }

  /// Who says that something was resolved, with how many cases; nil in figures that do not count that.
  func text(of basis: ResolutionBasis) -> String? {
    guard !basis.isEmpty else { return nil }
    let parts = basis.sorted.map { "\($0.source.title.text(in: language)) \($0.count)" }
    return self("“已解决”的来源：", "resolved according to: ") + parts.joined(separator: self("，", ", "))
  }
}
