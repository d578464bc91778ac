public import Zhijian

/// Writes a sample for people to judge as CSV: one row a thing, with empty columns for verdict, reason and reviewer.
/// Personal data is masked unless asked for otherwise; what a spreadsheet would take for a formula is not one.
public struct ReviewTable: Sendable {
  /// A spreadsheet's cell holds 32,767 characters.
  private static let maximumContextUnits = 16_000

  private let options: ReportOptions
  private let say: ReportWording
  private let redactor: Redactor
  private let rules: [String: Rule]

  public init(options: ReportOptions) {
    self.options = options
    say = ReportWording(language: options.language)
    redactor = options.redactor(default: .mask)
    rules = options.rulesByID
  }

  /// The whole table.
  public func bytes(_ drawn: [ReviewSampler.Drawn], batch: String, byteOrderMark: Bool = true) -> [UInt8] {
    var csv = CSVWriter(byteOrderMark: byteOrderMark)
    for column in ReviewColumn.allCases { csv.text(options.language == .chinese ? column.title : column.name) }
    csv.endRow()
    for one in drawn {
      for column in ReviewColumn.allCases { write(column, one, batch: batch, to: &csv) }
      csv.endRow()
    }
    return csv.bytes
  }

  private func write(
    _ column: ReviewColumn, _ drawn: ReviewSampler.Drawn, batch: String, to csv: inout CSVWriter
  ) {
    let sample = drawn.sample
    let rule = rules[sample.rule]
    switch column {
    case .key: csv.text(sample.key.text)
    case .rule: csv.text(sample.rule)
    case .title: csv.text(rule?.title ?? "")
    case .stratum: csv.text(ReviewWords.word(sample.stratum, say))
    case .question: csv.text(ReviewWords.question(sample.stratum, rule?.verb, say))
    case .verdict, .reason, .reviewer, .appellant, .appealedAt, .appealReason, .appealStatus, .secondReviewer,
      .secondReason:
      csv.empty()
    case .conversation: csv.text(redactor.show(sample.conversation))
    case .agent: csv.text(redactor.show(sample.agent) ?? "")
    case .message: if let message = sample.message { csv.integer(message) } else { csv.empty() }
    case .at: csv.text(time(of: sample))
    case .text: csv.text(text(of: sample))
    case .context: csv.text(context(of: sample))
    case .note: csv.text(note(on: sample))
    case .population: csv.integer(drawn.population)
    case .sampled: csv.integer(drawn.sampled)
    case .batch: csv.text(batch)
    }
  }

  private func line(of sample: ReviewSample) -> ReviewSample.Line? {
    sample.lines.first { $0.index == sample.message }
  }

  private func time(of sample: ReviewSample) -> String {
    (line(of: sample)?.message.at ?? sample.lines.lazy.compactMap(\.message.at).first).map { options.zone.text($0) }
      ?? ""
  }

  /// The message it is about, with what is in question between 【 and 】.
  private func text(of sample: ReviewSample) -> String { line(of: sample).map(body) ?? "" }

  private func body(_ line: ReviewSample.Line) -> String {
    if line.message.text.isEmpty { return say.kind(line.message.kind) }
    let shown = ShownText(line.surrounded, redactor: redactor)
    var result = String.UnicodeScalarView()
    let marks = line.marks.map { shown.range(of: $0) }.filter { !$0.isEmpty }
    for index in 0...shown.scalars.count {
      if marks.contains(where: { $0.upperBound == index }) { result.append("】") }
      if marks.contains(where: { $0.lowerBound == index }) { result.append("【") }
      if index < shown.scalars.count { result.append(shown.scalars[index]) }
    }
    return String(result)
  }

  private func context(of sample: ReviewSample) -> String {
    var text = ""
    var last: Int?
    var shown = 0
    for line in sample.lines {
      let isTarget = line.index == sample.message
      var head = (isTarget ? "▶" : "") + "#\(line.index) " + say.role(line.message.role.rawValue)
      if let agent = line.agent, agent != Transcript.unknownAgent { head += "(\(redactor.show(agent)))" }
      let piece = head + say("：", ": ") + body(line) + "\n"
      guard text.utf16.count + piece.utf16.count <= Self.maximumContextUnits else { break }
      if let last, line.index > last + 1 { text += "…\n" }
      text += piece
      last = line.index
      shown += 1
    }
    if shown < sample.messages {
      text += say("（会话共 \(sample.messages) 条，这里 \(shown) 条）", "(\(shown) of \(sample.messages) messages)")
    }
    while text.hasSuffix("\n") { text.removeLast() }
    return text
  }

  private func note(on sample: ReviewSample) -> String {
    if let why = sample.suppression {
      return say("没有算进去的原因：", "not counted because: ") + say.suppression(why)
    }
    if let miss = sample.nearestMiss {
      return say(
        "最接近的话术“\(miss.phrase)”，缺“\(miss.lacks)”", "closest phrase '\(miss.phrase)', lacking '\(miss.lacks)'")
    }
    return rules[sample.rule]?.why ?? ""
  }
}
