public import Zhijian

/// What filled tables of reviews say of the rules, for a terminal or as JSON (docs/schema/rules-review.schema.json).
public struct ReviewReport: Sendable {
  public enum Format: String, Sendable, CaseIterable {
    case text, json
  }

  static let schema = 1
  private static let width = 100
  /// The most things listed that reviewers disagree about.
  private static let mostDisputed = 10

  private let statistics: ReviewStatistics
  private let say: ReportWording
  private let tests: [ReviewTestFiles.Entry]?

  /// `tests` are those that were made of the judgements, where they were asked for.
  public init(_ statistics: ReviewStatistics, tests: [ReviewTestFiles.Entry]? = nil, language: Language) {
    self.statistics = statistics
    self.tests = tests
    say = ReportWording(language: language)
  }

  public func bytes(_ format: Format) -> [UInt8] {
    switch format {
    case .text: Array(text().utf8)
    case .json: json()
    }
  }

  // MARK: Text

  private func text() -> String {
    let judged = statistics.items.count
    var text = say(
      "复核：\(statistics.rules.count) 条规则，已判 \(judged) 行，未判 \(statistics.unjudged) 行，审核人 ",
      "Review: \(say.count(statistics.rules.count, "rule")), \(say.count(judged, "row")) judged, "
        + "\(statistics.unjudged) not yet, by ")
    text += statistics.reviewers.isEmpty ? ReportWording.unknown : names(statistics.reviewers)
    text += "\n\n"
    let judgedRules = statistics.rules.filter { rule in rule.strata.contains { $0.judged > 0 } }
    var table = TextTable(columns: [
      .init(title: say("规则", "Rule"), isNumber: false), .init(title: say("命中 对/错", "Found")),
      .init(title: say("精确率（95% 区间）", "Precision (95%)")),
      .init(title: say("未命中 对/错", "Silent")), .init(title: say("召回率（95% 区间）", "Recall (95%)")),
    ])
    table.rows = judgedRules.map { rule in
      [
        TerminalText.safe(rule.rule), counts(rule, isFinding: true), share(rule.precision),
        counts(rule, isFinding: false), share(rule.recall),
      ]
    }
    for line in table.lines(width: Self.width) { text += line + "\n" }
    let rest = statistics.rules.count - judgedRules.count
    if rest > 0 {
      text += say("另有 \(rest) 条规则一行都没有判\n", "\(say.count(rest, "more rule")) without a judged row\n")
    }
    text += say(
      "\n对/错是规则的结论对不对。精确率：命中里判对的比例。召回率：判对的命中 ÷（判对的命中 + 未命中里判错的），\n"
        + "按各类总数加权推算。不确定和相持的（未定）不计；— 表示有一类还没有判过。\n",
      "\nCounts are rows in which the rule is right / wrong. Precision: findings judged right. Recall: those over\n"
        + "themselves and what was judged missed, weighted by the size of each stratum. Unsure and disputed rows (open)\n"
        + "do not count; — means that a stratum was not judged yet.\n")
    return text + agreementText() + disputedText() + appealsText() + testsText()
  }

  private func testsText() -> String {
    guard let tests else { return "" }
    guard !tests.isEmpty else { return say("\n没有判错的行，不用写测试。\n", "\nNothing was judged wrong: no tests to write.\n") }
    var text = say("\n测试\n", "\nTests\n")
    for outcome in ReviewTestFiles.Outcome.allCases {
      let entries = tests.filter { $0.outcome == outcome }
      guard !entries.isEmpty else { continue }
      text += "  \(word(outcome)) \(entries.count)\n"
      for entry in entries.prefix(Self.mostDisputed) {
        text += "    \(entry.item.row.key.text)  \(TerminalText.safe(entry.file ?? entry.item.row.rule))\n"
      }
      let rest = entries.count - Self.mostDisputed
      if rest > 0 { text += say("    另有 \(rest) 个\n", "    and \(rest) more\n") }
    }
    return text
  }

  private func word(_ outcome: ReviewTestFiles.Outcome) -> String {
    switch outcome {
    case .added: say("已写", "written")
    case .present: say("已经有了", "there already")
    case .notReproduced: say("没写：打码后的对话里规则的结果不一样", "not written: the rule does otherwise once data is masked")
    case .tooLong: say("没写：会话太长", "not written: the conversation is too long")
    case .noConversation: say("没写：聊天记录里没有这个会话", "not written: the conversation is not among the transcripts")
    case .noRule: say("没写：文件夹里没有这条规则", "not written: the folder holds no such rule")
    case .unfit: say("没写：测试文件有错或没法追加", "not written: the test file has faults or cannot be added to")
    }
  }

  private func counts(_ rule: ReviewStatistics.RuleFigures, isFinding: Bool) -> String {
    let right = rule.sum({ $0.right }, where: isFinding)
    let wrong = rule.sum({ $0.wrong }, where: isFinding)
    let open = rule.sum({ $0.unsure + $0.disputed }, where: isFinding)
    return "\(right)/\(wrong)" + (open > 0 ? say(" 未定 \(open)", " open \(open)") : "")
  }

  private func share(_ estimate: StratifiedEstimate?) -> String {
    guard let estimate else { return ReportWording.unknown }
    func whole(_ share: Double) -> String { say.score(100 * share, places: 0) }
    let (low, high) = (whole(estimate.interval.low), whole(estimate.interval.high))
    return "\(whole(estimate.value))% (\(low)–\(high))"
  }

  private func agreementText() -> String {
    guard !statistics.pairs.isEmpty else {
      return statistics.reviewers.count > 1
        ? say("\n没有两个人都判过的行，算不出一致性。\n", "\nNo row was judged by two people: no agreement to work out.\n") : ""
    }
    var text = say("\n审核人之间的一致性\n", "\nAgreement between reviewers\n")
    for pair in statistics.pairs {
      text += "  \(names([pair.first, pair.second]))  "
      if let agreement = pair.agreement {
        text += say("共同判定 \(agreement.count) 行，一致 ", "\(say.count(agreement.count, "row")) decided by both, same ")
        text += say.percent(agreement.observed) + say("，κ ", ", κ ") + number(agreement.kappa)
        text += say("，PABAK ", ", PABAK ") + number(agreement.prevalenceAdjusted)
      } else {
        text += say("没有都定下来的行", "no row that both decided")
      }
      if pair.unsure > 0 { text += say("；不确定 \(pair.unsure) 行", "; \(pair.unsure) unsure") }
      text += "\n"
    }
    if statistics.reviewers.count > 1 {
      text += say("  全体：Krippendorff α ", "  all: Krippendorff's α ") + number(statistics.alpha)
      text += say(
        "（0.80 以上可靠，0.667–0.80 只能作参考）\n", " (reliable from 0.80, tentative from 0.667)\n")
    }
    return text
  }

  private func disputedText() -> String {
    let disputed = statistics.items.filter { $0.consensus == .disputed }
    guard !disputed.isEmpty else { return "" }
    var text = say("\n意见相持，请第三人裁定：\n", "\nDisputed, for somebody else to decide:\n")
    for item in disputed.prefix(Self.mostDisputed) {
      text += "  \(item.row.key.text)  \(TerminalText.safe(item.row.rule))  "
      text +=
        TerminalText.safe(
          item.judged.map { "\($0.reviewer)" + say("：", ": ") + ($0.verdict.map { ReviewWords.word($0, say) } ?? "") }
            .joined(separator: say("，", ", "))) + "\n"
    }
    let rest = disputed.count - Self.mostDisputed
    if rest > 0 { text += say("  另有 \(rest) 行\n", "  and \(rest) more\n") }
    return text
  }

  private func appealsText() -> String {
    let appeals = statistics.appeals
    guard !appeals.isEmpty else { return "" }
    let counts = ReviewAppeal.Status.allCases.compactMap { status -> String? in
      let count = appeals.count { $0.appeal.status == status }
      return count > 0 ? "\(ReviewWords.word(status, say)) \(count)" : nil
    }
    var text = say("\n申诉：", "\nAppeals: ") + counts.joined(separator: say("，", ", ")) + "\n"
    for appealed in appeals.prefix(Self.mostDisputed) {
      text += "  \(appealed.row.key.text)  \(TerminalText.safe(appealed.row.rule))  "
      text += ReviewWords.word(appealed.appeal.status, say) + "  " + TerminalText.safe(appealed.appeal.account) + "\n"
    }
    let rest = appeals.count - Self.mostDisputed
    if rest > 0 { text += say("  另有 \(rest) 条\n", "  and \(rest) more\n") }
    return text
  }

  private func names(_ names: [String]) -> String { TerminalText.safe(names.joined(separator: say("、", ", "))) }

  private func number(_ value: Double?) -> String { say.score(value, places: 3) }

  // MARK: JSON

  private func json() -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.key("schema")
    json.integer(Self.schema)
    json.key("reviewers")
    json.strings(statistics.reviewers)
    json.key("judged")
    json.integer(statistics.items.count)
    json.key("unjudged")
    json.integer(statistics.unjudged)
    json.key("rules")
    json.array(statistics.rules) { rule, json in write(rule, to: &json) }
    json.key("pairs")
    json.array(statistics.pairs) { pair, json in write(pair, to: &json) }
    json.key("alpha")
    json.decimal(statistics.alpha, places: 4)
    json.key("items")
    json.array(statistics.items) { item, json in write(item, to: &json) }
    json.key("appeals")
    json.array(statistics.appeals) { appealed, json in
      let appeal = appealed.appeal
      json.key("key")
      json.string(appealed.row.key.text)
      json.key("rule")
      json.string(appealed.row.rule)
      json.key("status")
      json.string(appeal.status.rawValue)
      json.key("appellant")
      json.string(appeal.appellant)
      json.key("date")
      json.optional(appeal.date?.description)
      json.key("reason")
      json.optional(appeal.reason)
      json.key("second_reviewer")
      json.optional(appeal.secondReviewer)
      json.key("second_reason")
      json.optional(appeal.secondReason)
    }
    if let tests {
      json.key("tests")
      json.array(tests) { entry, json in
        json.key("key")
        json.string(entry.item.row.key.text)
        json.key("rule")
        json.string(entry.item.row.rule)
        json.key("outcome")
        json.string(entry.outcome.rawValue)
        json.key("file")
        json.optional(entry.file)
      }
    }
    json.endObject()
    return json.bytes + [0x0A]
  }

  private func write(_ rule: ReviewStatistics.RuleFigures, to json: inout JSONWriter) {
    json.key("rule")
    json.string(rule.rule)
    json.key("precision")
    write(rule.precision, to: &json)
    json.key("recall")
    write(rule.recall, to: &json)
    json.key("strata")
    json.array(rule.strata) { stratum, json in
      json.key("stratum")
      json.string(stratum.stratum.rawValue)
      json.key("batch")
      json.string(stratum.batch)
      json.key("population")
      json.integer(stratum.population)
      json.key("right")
      json.integer(stratum.right)
      json.key("wrong")
      json.integer(stratum.wrong)
      json.key("unsure")
      json.integer(stratum.unsure)
      json.key("disputed")
      json.integer(stratum.disputed)
    }
  }

  private func write(_ estimate: StratifiedEstimate?, to json: inout JSONWriter) {
    guard let estimate else { return json.null() }
    json.beginObject()
    json.key("value")
    json.decimal(estimate.value, places: 4)
    json.key("low")
    json.decimal(estimate.interval.low, places: 4)
    json.key("high")
    json.decimal(estimate.interval.high, places: 4)
    json.endObject()
  }

  private func write(_ pair: ReviewStatistics.Pair, to json: inout JSONWriter) {
    json.key("reviewers")
    json.strings([pair.first, pair.second])
    json.key("n")
    json.integer(pair.agreement?.count ?? 0)
    json.key("unsure")
    json.integer(pair.unsure)
    json.key("observed")
    json.decimal(pair.agreement?.observed, places: 4)
    json.key("expected")
    json.decimal(pair.agreement?.expected, places: 4)
    json.key("kappa")
    json.decimal(pair.agreement?.kappa, places: 4)
    json.key("pabak")
    json.decimal(pair.agreement?.prevalenceAdjusted, places: 4)
  }

  private func write(_ item: ReviewItem, to json: inout JSONWriter) {
    json.key("key")
    json.string(item.row.key.text)
    json.key("rule")
    json.string(item.row.rule)
    json.key("stratum")
    json.string(item.row.stratum.rawValue)
    json.key("consensus")
    json.string(item.consensus.rawValue)
    json.key("verdicts")
    json.array(item.judged) { row, json in
      json.key("reviewer")
      json.string(row.reviewer)
      json.key("verdict")
      json.optional(row.verdict?.rawValue)
      json.key("reason")
      json.optional(row.reason)
    }
  }
}
