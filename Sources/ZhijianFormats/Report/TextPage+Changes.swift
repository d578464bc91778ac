internal import Zhijian

/// What changes of scores many conversations come to: sums and the largest few.
struct ScoreChangesSummary {
  struct Largest {
    let conversation: String
    let changes: ScoreChanges
    let movement: Int
  }

  static let maximumLargest = 5

  private(set) var conversations = 0
  private(set) var causes: [ScoreChanges.Cause: Int] = [:]
  /// Conversations in which nothing known explains the change.
  private(set) var unexplained = 0
  /// Those whose own score moved, by how far, then by id.
  private(set) var largest: [Largest] = []

  mutating func add(_ evaluation: Evaluation) {
    guard let changes = evaluation.changes else { return }
    conversations += 1
    for cause in changes.causes { causes[cause, default: 0] += 1 }
    if changes.causes.isEmpty { unexplained += 1 }
    guard changes.before != changes.after else { return }
    let one = Largest(
      conversation: evaluation.transcript.id, changes: changes,
      movement: abs((changes.after ?? 0) - (changes.before ?? 0)))
    func isBefore(_ left: Largest, _ right: Largest) -> Bool {
      left.movement == right.movement ? left.conversation < right.conversation : left.movement > right.movement
    }
    let place = largest.firstIndex { isBefore(one, $0) } ?? largest.count
    guard place < Self.maximumLargest else { return }
    largest.insert(one, at: place)
    if largest.count > Self.maximumLargest { largest.removeLast() }
  }
}

extension TextPage {
  private static let maximumLines = 4

  /// Says why scores are not what they were, where they were compared.
  mutating func addChanges(_ summary: ScoreChangesSummary) {
    guard let previous = options.previous else { return }
    heading(say("分数变化（与 \(shown(previous)) 相比）", "Changes of scores (against \(shown(previous)))"))
    guard summary.conversations > 0 else { return line(say("  没有分数变化", "  no score changed")) }
    var causes = ScoreChanges.Cause.allCases.compactMap { cause in
      summary.causes[cause].map { "\(say.word(cause)) \($0)" }
    }
    if summary.unexplained > 0 {
      causes.append(say("原因不明 \(summary.unexplained)", "unexplained \(summary.unexplained)"))
    }
    let count = summary.conversations
    line(
      say("  \(count) 个会话的分数有变，原因：", "  \(say.count(count, "conversation")) with other scores, because of: ")
        + causes.joined(separator: " · "))
    for largest in summary.largest {
      let changes = largest.changes
      line(
        "  \(shown(largest.conversation))  \(say.step(say.points(changes.before), say.points(changes.after)))  "
          + say.causes(changes))
      let lines = changes.ledger.filter { $0.agent == nil }
      for change in lines.prefix(Self.maximumLines) {
        paragraph(
          "", "\(label(of: change)) \(say.step(say.points(change.before), say.points(change.after)))", indent: 6)
      }
      if lines.count > Self.maximumLines {
        line(say("      另有 \(lines.count - Self.maximumLines) 行", "      and \(lines.count - Self.maximumLines) more"))
      }
    }
  }

  /// A line by its rule, or by its section and kind.
  func label(of line: ScoreChanges.Line) -> String {
    if let rule = line.rule {
      return rules[rule].map { "\(TerminalText.safe($0.title)) (\(rule))" } ?? TerminalText.safe(rule)
    }
    let section = line.category.map { id in options.policy.sections.first { $0.id == id }?.title ?? id } ?? ""
    return TerminalText.safe((section.isEmpty ? "" : section + " ") + say.word(ledger: line.kind))
  }
}

extension ReportWording {
  func word(_ cause: ScoreChanges.Cause) -> String {
    switch cause {
    case .transcript: self("会话内容", "transcript")
    case .rules: self("规则", "rules")
    case .lexicons: self("词库", "lexicons")
    case .scorecard: self("评分表", "scorecard")
    case .config: self("配置", "configuration")
    case .reviews: self("人工复核", "reviews")
    case .suppressions: self("豁免", "suppressions")
    case .tokenizer: self("分词", "tokenizer")
    case .program: self("程序", "program")
    }
  }

  /// What changed a score.
  func causes(_ changes: ScoreChanges) -> String {
    changes.causes.isEmpty
      ? self("原因不明", "unexplained") : changes.causes.map(word).joined(separator: self("、", ", "))
  }

  /// A kind of ledger lines by its name.
  func word(ledger kind: String?) -> String {
    kind.flatMap(LedgerLine.Kind.init(rawValue:)).map { word($0) } ?? kind ?? ""
  }

  func word(_ kind: LedgerLine.Kind) -> String {
    switch kind {
    case .base: self("满分", "full marks")
    case .deduct: self("扣分", "deduction")
    case .award: self("加分", "award")
    case .cap: self("封顶", "cap")
    case .floor: self("保底", "floor")
    case .autoFail: self("一票否决", "auto-fail")
    case .sentiment: self("情绪指标", "mood figure")
    case .metric: self("服务指标", "service metric")
    case .renormalise: self("不适用项的权重重分", "weight of sections that do not apply")
    case .rounding: self("四舍五入", "rounding")
    }
  }
}
