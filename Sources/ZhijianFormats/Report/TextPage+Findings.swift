internal import Zhijian

extension TextPage {
  private static let maximumHighlights = 10
  private static let maximumNotes = 20
  /// The most cells of one quoted message.
  private static let quoteWidth = 250

  mutating func addHighlights(_ report: BatchReport) {
    let highlights = report.highlights.prefix(Self.maximumHighlights)
    guard !highlights.isEmpty else { return }
    let names = Dictionary(report.agents.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    heading(say("最需要看的问题", "Findings to look at first"))
    for (number, highlight) in highlights.enumerated() {
      if number > 0 { line() }
      add(highlight, number: number + 1, names: names)
    }
  }

  private mutating func add(_ highlight: BatchReport.Highlight, number: Int, names: [String: String?]) {
    let finding = highlight.finding
    let rule = rules[finding.rule]
    let digits = TerminalText.padded("\(number).", to: 3, toTheRight: true)
    line(
      "\(digits) [\(say.severity(finding.severity))] \(TerminalText.safe(rule?.title ?? finding.rule))"
        + " · \(points(highlight, rule))",
      style: finding.severity >= .major ? .red : .yellow)
    var place = say("会话 ", "conversation ") + shown(highlight.conversation) + " f\(highlight.number)"
    let agent = finding.agent.map { self.agent($0, name: names[$0] ?? nil) }
    place += say(" · 客服 ", " · agent ") + (agent ?? ReportWording.unknown)
    let time = highlight.messages.compactMap(\.message.at).first
    place += " · " + (time.map { options.zone.text($0) } ?? ReportWording.unknown)
    paragraph("", place, indent: 4)
    for (index, message, text) in highlight.messages { quote(message, text, at: index, of: finding) }
    if let searched = finding.searched {
      addSearch(searched)
      addMiss(of: finding)
    }
    for part in finding.parts where part.state != .found {
      paragraph(say("步骤：", "step: "), "\(part.name) \(say.partState(part.state))", indent: 4)
    }
    if let why = rule?.why { paragraph(say("原因：", "why: "), TerminalText.safe(why), indent: 4) }
  }

  private func points(_ highlight: BatchReport.Highlight, _ rule: Rule?) -> String {
    if rule?.score.effect == .autoFail { return say("一票否决", "auto-fail") }
    guard highlight.effect < 0 else { return say("未扣分", "no points taken") }
    let points = DecimalText.shortest(-highlight.effect, places: 2)
    return say("扣 \(points) 分", "-\(points) points")
  }

  /// Adds a message with its evidence between 【 and 】.
  private mutating func quote(
    _ message: Message, _ surrounded: SurroundedText, at index: Int, of finding: Finding
  ) {
    let text = ShownText(surrounded, redactor: redactor)
    let spans = finding.hits.flatMap(\.spans) + [finding.nearestMiss?.span].compactMap { $0 }
    let marks = spans.filter { $0.message == index }.map { text.range(of: $0.range) }
    var label = say.role(message.role.rawValue)
    if let miss = finding.nearestMiss, miss.span.message == index {
      label += say("（最接近）", " (nearest)")
    } else if !finding.hits.contains(where: { $0.spans.contains { $0.message == index } }),
      let related = finding.related.first(where: { $0.message == index })
    {
      label += say("（\(say.reason(related.why))）", " (\(say.reason(related.why)))")
    }
    let body = message.text.isEmpty ? say.kind(message.kind) : Self.marked(text.scalars, marks)
    paragraph(label + say("：", ": "), body, indent: 4)
  }

  /// Says where something was looked for in vain.
  mutating func addSearch(_ searched: SearchedWindow) {
    let role = say.role(searched.role)
    let body: String
    if let from = searched.from, let to = searched.to, searched.messages > 0 {
      let place = from == to ? "#\(from)" : "#\(from)–#\(to)"
      body =
        say("\(role)消息 \(searched.messages) 条", say.count(searched.messages, "message") + " of \(role)")
        + say("（\(place)），没有找到", " (\(place)), not found")
    } else {
      body = say("\(role)没有消息", "no message of \(role)")
    }
    paragraph(say("查找范围：", "searched: "), body, indent: 4)
  }

  private mutating func addMiss(of finding: Finding) {
    guard let miss = finding.nearestMiss else { return }
    paragraph(
      say("最接近：", "nearest: "),
      "#\(miss.span.message)"
        + say(
          "，与“\(TerminalText.safe(miss.phrase))”相比缺“\(TerminalText.safe(miss.lacks))”",
          " lacks '\(TerminalText.safe(miss.lacks))' of '\(TerminalText.safe(miss.phrase))'"),
      indent: 4)
  }

  /// `scalars` fit for a terminal, with `marks` between 【 and 】; a long text is cut around the first mark.
  static func marked(_ scalars: [Unicode.Scalar], _ marks: [Range<Int>]) -> String {
    var result = String.UnicodeScalarView()
    let ordered = merged(marks)
    var next = 0
    var start = 0
    if let first = ordered.first, first.lowerBound > 60 {
      start = first.lowerBound - 40
      result.append("…")
    }
    for index in start...max(start, scalars.count) {
      if next < ordered.count, ordered[next].upperBound == index {
        result.append("】")
        next += 1
      }
      if next < ordered.count, ordered[next].lowerBound == index { result.append("【") }
      if index < scalars.count { TerminalText.append(scalars[index], to: &result) }
    }
    return TerminalText.cut(String(result), to: quoteWidth)
  }

  /// The ranges in order, without empty ones; what overlaps or touches is one.
  private static func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    for range in ranges.filter({ !$0.isEmpty }).sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = result.last, range.lowerBound <= last.upperBound {
        result[result.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        result.append(range)
      }
    }
    return result
  }

  mutating func addNotes(problems: [Diagnostic], ruleErrors: [String: Int], warnings: [String: Int]) {
    guard !(problems.isEmpty && ruleErrors.isEmpty && warnings.isEmpty) else { return }
    heading(say("需要注意", "Notes"))
    for (rule, count) in ruleErrors.sorted(by: { $0.key < $1.key }) {
      line(
        say(
          "规则 \(rule) 在 \(count) 个会话里无法判定",
          "rule \(rule) could not be judged in \(say.count(count, "conversation"))"),
        style: .red)
    }
    for (code, count) in warnings.sorted(by: { $0.key < $1.key }) {
      line(say("\(count) 个会话有提醒 \(code)", "\(say.count(count, "conversation")) with the warning \(code)"))
    }
    for problem in problems.prefix(Self.maximumNotes) {
      var place = ""
      if let location = problem.location {
        place =
          ([location.file] + [location.line, location.column].compactMap { $0.map { "\($0)" } })
          .joined(separator: ":") + ": "
      }
      let message = problem.message.text(in: options.language)
      paragraph(
        "", shown(place) + say.severity(problem.severity) + ": " + shown(message) + " [\(problem.code)]",
        indent: 0)
    }
    if problems.count > Self.maximumNotes {
      let rest = problems.count - Self.maximumNotes
      line(say("还有 \(rest) 条没有列出", "and \(rest) more"))
    }
  }
}
