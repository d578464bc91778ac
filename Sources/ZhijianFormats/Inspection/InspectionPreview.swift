public import Zhijian

/// Shows how tables of human inspection are read, before anything is compared, and writes the mapping that says so.
public struct InspectionPreview: Sendable {
  /// Texts of a column that are shown.
  private static let shownTexts = 6

  private let tables: InspectionTables
  private let rules: RuleSet
  private let policy: ScoringPolicy
  private let language: Language
  private let redactor: Redactor

  public init(
    _ tables: InspectionTables, rules: RuleSet, policy: ScoringPolicy, language: Language, redactor: Redactor
  ) {
    self.tables = tables
    self.rules = rules
    self.policy = policy
    self.language = language
    self.redactor = redactor
  }

  private var say: ReportWording { ReportWording(language: language) }

  private func shown(_ text: String) -> String { TerminalText.safe(redactor.show(text)) }

  // MARK: Text

  /// The lines for a terminal.
  public var lines: [String] {
    var lines: [String] = []
    for reading in tables.readings { lines += self.lines(reading) }
    lines += ["", say("列", "Columns")]
    for (key, field) in InspectionColumns.fields {
      guard let header = tables.headers[field] else { continue }
      lines.append("  \(TerminalText.padded(key, to: 14))\(shown(header))")
    }
    lines += ["", say("检查项", "Items")]
    for item in tables.mapping.items {
      let column = tables.columns.first { $0.name == item.name }
      lines.append("  \(shown(item.name)) → \(title(item.target))")
      lines.append("      \(sentence(item, column))")
    }
    if tables.mapping.items.isEmpty { lines.append(say("  没有检查项", "  none")) }
    if tables.doubts.isEmpty {
      lines += ["", say("没有拿不准的地方", "Nothing is doubtful")]
    } else {
      lines += ["", say("请核对：", "Please check:")]
      for doubt in tables.doubts { lines.append("  - " + shown(doubt.text(in: language))) }
    }
    return lines
  }

  private func lines(_ reading: InspectionReading) -> [String] {
    let layout = reading.isLong ? say("一行一项", "one row an item") : say("一项一列", "one column an item")
    var lines = [
      shown(reading.path),
      say(
        "  \(reading.rows) 行（\(layout)）：读出判定 \(reading.verdicts) 格、总分 \(reading.scores) 个",
        "  \(say.count(reading.rows, "row")) (\(layout)): \(say.count(reading.verdicts, "verdict")), "
          + say.count(reading.scores, "total score")),
    ]
    let rest = InspectionAccount(reading, say).parts
    if !rest.isEmpty { lines.append("  " + rest.joined(separator: say("，", ", "))) }
    return lines
  }

  private func title(_ target: AgreementItem.Target?) -> String {
    switch target {
    case .rules(let ids):
      ids.map { id in rules.rules.first { $0.id == id }.map { "\(shown($0.title)) (\(id))" } ?? id }
        .joined(separator: say("、", ", "))
    case .section(let id):
      say("评分项 ", "section ") + (policy.sections.first { $0.id == id }.map { shown($0.title) } ?? id) + " (\(id))"
    case nil: say("（不比较）", "(left out)")
    }
  }

  private func sentence(_ item: InspectionMapping.Item, _ column: InspectionProposal.Column?) -> String {
    var parts: [String] = []
    if item.target != nil {
      switch item.reading {
      case .words(true): parts.append(say("有、是、1 算有问题", "yes and 1 are findings"))
      case .words(false): parts.append(say("有、是、1 算没有问题", "yes and 1 are no findings"))
      case .deducted: parts.append(say("扣分，不是 0 就算有问题", "points taken: anything but 0 is a finding"))
      case .earned(let full):
        parts.append(
          say(
            "得分，不到 \(InspectionText.number(full)) 算有问题",
            "points given: below \(InspectionText.number(full)) is a finding"))
      }
    }
    if let column, !column.texts.isEmpty {
      let most = column.texts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      let texts = most.prefix(Self.shownTexts).map { "\(String(shown($0.key).prefix(12))) ×\($0.value)" }
      let more = most.count > Self.shownTexts ? " …" : ""
      parts.append(texts.joined(separator: say("，", ", ")) + more)
    }
    return parts.joined(separator: say("；", "; "))
  }

  // MARK: YAML

  /// The mapping as a file that a person can mend; reading it back gives the same, with items known by their masked names.
  public var yaml: String {
    // Pseudonyms would be other ones with the next key.
    let names = redactor.policy == .none ? redactor : Redactor(policy: .mask)
    var lines = [
      say(
        "# 质检表映射：哪一列是什么，每个检查项和程序的什么比较。说明见 docs/agreement.md",
        "# How a table of inspection is read. See docs/agreement.md"),
      "columns:",
    ]
    for (key, field) in InspectionColumns.fields {
      if let header = tables.mapping.columns[field] { lines.append("  \(key): \(YAMLText.quoted(header))") }
    }
    if lines.count == 2 { lines[1] = "columns: {}" }
    lines.append("full_score: \(InspectionText.number(tables.mapping.fullScore))")
    lines.append(tables.mapping.items.isEmpty ? "items: []" : "items:")
    for item in tables.mapping.items {
      lines.append("  - name: \(YAMLText.quoted(names.redact(item.name).text))")
      switch item.target {
      case .rules(let ids): lines.append("    rules: [\(ids.map(YAMLText.scalar).joined(separator: ", "))]")
      case .section(let id): lines.append("    section: \(YAMLText.scalar(id))")
      case nil:
        lines.append("    skip: true")
        continue
      }
      switch item.reading {
      case .words(let yesIsFinding): lines.append("    yes: \(yesIsFinding ? "finding" : "clean")")
      case .deducted: lines.append("    points: deducted")
      case .earned(let full):
        lines += ["    points: earned", "    full: \(InspectionText.number(full))"]
      }
    }
    if !tables.doubts.isEmpty { lines.append(say("# 请核对：", "# Please check:")) }
    for doubt in tables.doubts {
      lines.append("#   " + shown(doubt.text(in: language)).replacing("\n", with: " "))
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

/// What of a table was not taken, in words.
struct InspectionAccount {
  let parts: [String]

  init(_ reading: InspectionReading, _ say: ReportWording) {
    parts = [
      (reading.summaries, "合计行 \(reading.summaries)", "\(reading.summaries) summing up"),
      (
        reading.withoutConversation, "没有会话编号的 \(reading.withoutConversation) 行",
        "\(reading.withoutConversation) rows without id"
      ),
      (reading.leftOut, "不比较的 \(reading.leftOut) 格", "\(reading.leftOut) cells left out"),
      (reading.duplicates, "重复的 \(reading.duplicates) 格", "\(reading.duplicates) said twice"),
      (reading.replaced, "同一人改判的 \(reading.replaced) 格", "\(reading.replaced) said otherwise later"),
      (reading.invalid, "读不懂的 \(reading.invalid) 格", "\(reading.invalid) unreadable"),
    ].filter { $0.0 > 0 }.map { say($0.1, $0.2) }
  }
}
