internal import Zhijian

/// What was decided of the findings of many conversations before: how many, and the first few that left the scores.
struct FindingDecisionsSummary {
  struct Shown {
    let conversation: String
    let rule: String
    /// From 1.
    let number: Int
    let decision: FindingDecision
  }

  static let maximumShown = 10

  private(set) var counts: [Finding.State: Int] = [:]
  /// In the order of the input.
  private(set) var shown: [Shown] = []

  mutating func add(_ evaluation: Evaluation) {
    for (place, finding) in evaluation.findings.enumerated() {
      guard let decision = finding.decision else { continue }
      counts[decision.state, default: 0] += 1
      guard decision.state != .baseline, shown.count < Self.maximumShown else { continue }
      shown.append(
        Shown(
          conversation: evaluation.transcript.id, rule: finding.rule, number: place + 1, decision: decision))
    }
  }
}

extension TextPage {
  /// Says which findings were decided otherwise, by whom and why; nothing where none was.
  mutating func addDecisions(_ summary: FindingDecisionsSummary) {
    guard !summary.counts.isEmpty else { return }
    heading(say("已有结论的问题", "Findings decided before"))
    let counts = [Finding.State.overturned, .suppressed, .baseline].compactMap { state in
      summary.counts[state].map { "\(say.word(state)) \($0)" }
    }
    line("  " + counts.joined(separator: " · "))
    for shown in summary.shown {
      let title = rules[shown.rule].map { "\(TerminalText.safe($0.title)) (\(shown.rule))" } ?? shown.rule
      line("  \(self.shown(shown.conversation)) f\(shown.number)  \(title)")
      let sentence = self.shown(say.sentence(shown.decision))
      paragraph(
        say.word(shown.decision.state) + say("：", ": "),
        sentence.isEmpty ? say("没有写理由", "no reason given") : sentence, indent: 6)
    }
    let decided = (summary.counts[.overturned] ?? 0) + (summary.counts[.suppressed] ?? 0)
    if decided > summary.shown.count {
      let rest = decided - summary.shown.count
      line(say("  另有 \(rest) 条", "  and \(rest) more"))
    }
  }
}

extension ReportWording {
  /// What became of a finding.
  func word(_ state: Finding.State) -> String {
    switch state {
    case .open: self("计分", "open")
    case .baseline: self("存量（照常计分，不拦截）", "baseline (scores, does not block)")
    case .suppressed: self("豁免（不计分）", "suppressed (does not score)")
    case .overturned: self("改判（不计分）", "overturned (does not score)")
    }
  }

  /// Who decided so, why and until when; empty where nothing of that was said.
  func sentence(_ decision: FindingDecision) -> String {
    var parts: [String] = []
    if let reason = decision.reason, !reason.isEmpty { parts.append(reason) }
    if let by = decision.by, !by.isEmpty { parts.append(self("—— \(by)", "-- \(by)")) }
    if let until = decision.until { parts.append(self("（至 \(until)）", "(until \(until))")) }
    return parts.joined(separator: " ")
  }
}
