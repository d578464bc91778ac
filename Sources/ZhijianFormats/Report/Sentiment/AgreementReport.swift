public import Zhijian

/// How well scores agree with people's labels, for people and for programs.
public struct AgreementReport: Sendable {
  public let agreements: [SentimentAgreement]
  public let language: Language
  private let redactor: Redactor

  /// Quotes of disagreements have personal data masked by `redactor`.
  public init(_ agreements: [SentimentAgreement], language: Language, redactor: Redactor) {
    self.agreements = agreements
    self.language = language
    self.redactor = redactor
  }

  private func say(_ chinese: String, _ english: String) -> String { language == .chinese ? chinese : english }

  // MARK: Text

  /// The lines of a report for a terminal; `quotes` is how many disagreements of each set are quoted.
  public func text(quotes: Int) -> [String] {
    var lines: [String] = []
    for agreement in agreements {
      if !lines.isEmpty { lines.append("") }
      lines.append(
        say("\(agreement.name)：\(agreement.conversations) 条", "\(agreement.name): \(agreement.conversations) records"))
      lines += figures(of: agreement)
      if let moods = agreement.moods { lines += text(of: moods) }
      lines += calibration(of: agreement)
      lines += disagreements(of: agreement, quotes)
    }
    return lines
  }

  private func figures(of agreement: SentimentAgreement) -> [String] {
    var table = TextTable(columns: [
      .init(title: say("  一致程度", "  agreement"), isNumber: false), .init(title: say("情感分", "score")),
      .init(title: say("只看长度", "length alone")), .init(title: say("标注数", "labels")),
    ])
    for figure in agreement.figures {
      table.rows.append([
        "  " + title(figure.measure), Self.places(figure.value), figure.byLength.map(Self.places) ?? "-",
        "\(figure.count)",
      ])
    }
    return table.lines(width: 100)
  }

  private func title(_ measure: SentimentAgreement.Measure) -> String {
    switch measure {
    case .turnDissatisfied: say("逐句：不满与其余（AUC）", "messages: dissatisfied against others (AUC)")
    case .turnSatisfied: say("逐句：满意与其余（AUC）", "messages: satisfied against others (AUC)")
    case .turnSpearman: say("逐句：与标注的秩相关（Spearman）", "messages: rank correlation (Spearman)")
    case .turnAccuracy: say("逐句：三类判对的比例", "messages: three classes, share right")
    case .swingDrop: say("相邻两句：变差（AUC）", "from message to message: worse (AUC)")
    case .swingRise: say("相邻两句：变好（AUC）", "from message to message: better (AUC)")
    case .conversationSpearman: say("整段：与标注的秩相关（Spearman）", "conversations: rank correlation (Spearman)")
    case .conversationDissatisfied: say("整段：标注 ≤ −0.5 与其余（AUC）", "conversations: label ≤ −0.5 against others (AUC)")
    case .textPositive: say("好与差（AUC）", "positive against negative (AUC)")
    case .textAnger: say("愤怒与其余（AUC）", "anger against others (AUC)")
    case .textHappy: say("高兴与负面情绪（AUC）", "happy against negative feelings (AUC)")
    }
  }

  private func text(of moods: MoodSummary) -> [String] {
    let silent =
      moods.silentlyDissatisfiedJudged == 0
      ? ""
      : say(
        "（其中 \(moods.silentlyDissatisfiedJudged) 段有标注，\(moods.silentlyDissatisfiedBorneOut) 段标注确为不满）",
        " (of \(moods.silentlyDissatisfiedJudged) with a label, \(moods.silentlyDissatisfiedBorneOut) are below 0)")
    return [
      say(
        "  心情：\(moods.conversations) 段，变差 \(moods.drops) 次（回升 \(moods.recoveredDrops) 次），变好 \(moods.rises) 次，起伏 \(moods.volatility.map(Self.places) ?? "-")",
        "  mood: \(moods.conversations) conversations, \(moods.drops) drops (\(moods.recoveredDrops) made good), \(moods.rises) rises, volatility \(moods.volatility.map(Self.places) ?? "-")"
      ),
      say(
        "  不声不响的不满：\(moods.silentlyDissatisfied) 段\(silent)",
        "  silently dissatisfied: \(moods.silentlyDissatisfied)\(silent)"),
    ]
  }

  private func calibration(of agreement: SentimentAgreement) -> [String] {
    guard !agreement.calibration.isEmpty else { return [] }
    var table = TextTable(columns: [
      .init(title: say("  分数", "  scores"), isNumber: false), .init(title: say("条数", "count")),
      .init(title: say("平均分", "mean score")), .init(title: say("平均标注", "mean label")),
    ])
    for bin in agreement.calibration {
      table.rows.append([
        "  \(Self.tenth(bin.low)) … \(Self.tenth(bin.high))", "\(bin.count)", Self.places(bin.meanScore),
        Self.places(bin.meanLabel),
      ])
    }
    return table.lines(width: 100)
  }

  private func disagreements(of agreement: SentimentAgreement, _ quotes: Int) -> [String] {
    let shown = agreement.disagreements.prefix(quotes)
    guard !shown.isEmpty else { return [] }
    return [say("  分歧最大的（分数 / 标注）", "  farthest apart (score / label)")]
      + shown.map { one in
        let place = one.message.map { "\(one.conversation):\($0)" } ?? one.conversation
        let text = TerminalText.cut(quote(of: one), to: 90)
        return "    \(Self.places(one.score)) / \(Self.places(one.label))  \(redactor.show(place))  \(text)"
      }
  }

  private func quote(of one: SentimentAgreement.Disagreement) -> String {
    // What two texts make together is masked, too.
    redactor.show(one.texts.map { $0.redacted(by: redactor).text }.joined(separator: " / "))
  }

  private static func tenth(_ value: Double) -> String { fixed(value, places: 1) }
  private static func places(_ value: Double) -> String { fixed(value, places: 3) }

  private static func fixed(_ value: Double, places: Int) -> String {
    DecimalText.units(value, places: places).map { DecimalText.fixed($0, places: places) } ?? "-"
  }

  // MARK: JSON

  /// `{schema, program, sets: [{name, conversations, figures, calibration, moods, disagreements}]}`.
  public func json(quotes: Int) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.key("schema")
    json.integer(1)
    json.key("program")
    json.string(ProgramVersion.current)
    json.key("sets")
    json.array(agreements) { agreement, json in encode(agreement, quotes, to: &json) }
    json.endObject()
    json.newline()
    return json.bytes
  }

  private func encode(_ agreement: SentimentAgreement, _ quotes: Int, to json: inout JSONWriter) {
    json.key("name")
    json.string(agreement.name)
    json.key("conversations")
    json.integer(agreement.conversations)
    json.key("figures")
    json.array(agreement.figures) { figure, json in
      json.key("measure")
      json.string(figure.measure.rawValue)
      json.key("value")
      json.decimal(figure.value, places: 4)
      json.key("by_length")
      json.decimal(figure.byLength, places: 4)
      json.key("labels")
      json.integer(figure.count)
    }
    json.key("calibration")
    json.array(agreement.calibration) { bin, json in
      json.key("low")
      json.decimal(bin.low, places: 1)
      json.key("high")
      json.decimal(bin.high, places: 1)
      json.key("count")
      json.integer(bin.count)
      json.key("mean_score")
      json.decimal(bin.meanScore, places: 4)
      json.key("mean_label")
      json.decimal(bin.meanLabel, places: 4)
    }
    if let moods = agreement.moods { encode(moods, to: &json) }
    json.key("disagreements")
    json.array(agreement.disagreements.prefix(quotes)) { one, json in
      json.key("conversation")
      json.string(redactor.show(one.conversation))
      json.key("message")
      json.optional(one.message)
      json.key("score")
      json.decimal(one.score, places: 3)
      json.key("label")
      json.decimal(one.label, places: 3)
      json.key("text")
      json.string(quote(of: one))
    }
  }

  private func encode(_ moods: MoodSummary, to json: inout JSONWriter) {
    json.key("moods")
    json.beginObject()
    for (key, value) in [
      ("conversations", moods.conversations), ("drops", moods.drops), ("drops_recovered", moods.recoveredDrops),
      ("rises", moods.rises), ("silently_dissatisfied", moods.silentlyDissatisfied),
      ("silently_dissatisfied_judged", moods.silentlyDissatisfiedJudged),
      ("silently_dissatisfied_borne_out", moods.silentlyDissatisfiedBorneOut),
    ] {
      json.key(escaping: key)
      json.integer(value)
    }
    json.key("volatility")
    json.decimal(moods.volatility, places: 4)
    json.endObject()
  }
}
