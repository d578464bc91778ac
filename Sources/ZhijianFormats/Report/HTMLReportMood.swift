import Zhijian

/// The customer's mood in a conversation: a curve with its swings, and the figures behind it.
struct HTMLReportMood {
  /// How many swings of a conversation are shown.
  static let maximumSwings = 50

  let conversation: HTMLReportConversation

  private var context: HTMLReportContext { conversation.context }
  private var evaluation: Evaluation { conversation.evaluation }

  static func title(of swing: EmotionSwing, _ context: HTMLReportContext) -> String {
    let size = HTMLReportNumber.decimal(swing.size, 2)
    switch swing.kind {
    case .rise: return context.say("情绪回升 \(size)", "Mood up by \(size)")
    case .drop:
      let end = swing.recovered ? context.say("（已挽回）", " (recovered)") : context.say("（未挽回）", " (not recovered)")
      return context.say("情绪下滑 \(size)", "Mood down by \(size)") + end
    }
  }

  /// The scored customer messages: position in time order, index, score, mood.
  private func points() -> [(position: Int, index: Int, score: Double, mood: Double)] {
    evaluation.order.enumerated().compactMap { position, index in
      guard evaluation.mood.indices.contains(index), let mood = evaluation.mood[index],
        evaluation.sentiments.indices.contains(index), let score = evaluation.sentiments[index]?.score
      else { return nil }
      return (position, index, score, mood)
    }
  }

  func markup() -> HTMLReportMarkup {
    var html = HTMLReportMarkup()
    let all = points()
    guard !all.isEmpty else {
      html.element(
        "p", .class("quiet"), text: context.say("没有可判断情绪的客户消息。", "No customer message with a mood to judge."))
      return html
    }
    // Every n-th point of a very long conversation.
    let stride = (all.count + context.limits.moodPoints - 1) / context.limits.moodPoints
    let points = all.enumerated().filter { $0.offset % stride == 0 || $0.offset == all.count - 1 }.map(\.element)
    if stride > 1 {
      html.element(
        "p", .class("quiet"),
        text: context.say("共 \(all.count) 个情绪点，每 \(stride) 个显示一个。", "\(all.count) points; one of \(stride) is shown."))
    }
    curve(points, into: &html)
    for swing in evaluation.swings.prefix(Self.maximumSwings) {
      html.element("p", .class("sw " + swing.kind.rawValue)) { html in
        html.text(Self.title(of: swing, context) + " ")
        html.number(of: swing.from, in: conversation)
        html.text(" → ")
        html.number(of: swing.to, in: conversation)
        if let line = swing.afterAgentMessage {
          html.text(context.say("，此前客服消息 ", ", after the agent's "))
          html.number(of: line, in: conversation)
        }
      }
    }
    html.element("details") { html in
      html.element("summary", text: context.say("情绪数据", "Figures"))
      table(points, into: &html)
    }
    return html
  }

  private func curve(
    _ points: [(position: Int, index: Int, score: Double, mood: Double)], into html: inout HTMLReportMarkup
  ) {
    let last = Double(max(1, evaluation.order.count - 1))
    var positions: [Int: Int] = [:]
    for (position, index) in evaluation.order.enumerated() { positions[index] = position }
    func x(_ position: Int) -> String { HTMLReportNumber.plain(34 + Double(position) / last * 356, 1) }
    func y(_ mood: Double) -> String { HTMLReportNumber.plain(66 - mood * 56, 1) }
    let label = context.say(
      "客户情绪曲线：从 \(HTMLReportNumber.signed(points.first?.mood ?? 0, 2)) 到 \(HTMLReportNumber.signed(points.last?.mood ?? 0, 2))",
      "Customer mood: from \(HTMLReportNumber.signed(points.first?.mood ?? 0, 2)) to \(HTMLReportNumber.signed(points.last?.mood ?? 0, 2))"
    )
    html.svg("0 0 400 132", label: label, style: "curve") { html in
      for (value, text) in [(1.0, "+1"), (0, "0"), (-1, "−1")] {
        html.line("34", y(value), "390", y(value), style: value == 0 ? "zero" : "grid")
        html.label("28", HTMLReportNumber.plain(70 - value * 56, 1), text, anchor: "end")
      }
      for swing in evaluation.swings.prefix(Self.maximumSwings) {
        guard let from = positions[swing.from], let to = positions[swing.to], from < to else { continue }
        html.rectangle(
          x(from), "10", HTMLReportNumber.plain(Double(to - from) / last * 356, 1), "112",
          style: "swing " + swing.kind.rawValue, title: Self.title(of: swing, context))
      }
      let path = points.map { x($0.position) + "," + y($0.mood) }.joined(separator: " ")
      if points.count > 1 { html.empty("polyline", .class("mood"), HTMLReportAttribute("points", path)) }
      for point in points {
        html.circle(
          x(point.position), y(point.score), "3", style: "score",
          title: "#\(point.index) " + HTMLReportNumber.signed(point.score, 2))
        html.circle(
          x(point.position), y(point.mood), points.count > 60 ? "1.5" : "2.5", style: "at",
          title: "#\(point.index) " + HTMLReportNumber.signed(point.mood, 2))
      }
    }
    html.element(
      "p", .class("quiet legend"),
      text: context.say("线：情绪（近期消息加权）；空心点：单条消息。", "Line: mood, recent messages weighing more; rings: single messages."))
  }

  private func table(
    _ points: [(position: Int, index: Int, score: Double, mood: Double)], into html: inout HTMLReportMarkup
  ) {
    html.table(
      columns: [
        .init(context.say("消息", "Message")), .init(context.say("单条", "Score"), isNumber: true),
        .init(context.say("情绪", "Mood"), isNumber: true), .init(context.say("依据", "Made of")),
      ]
    ) { html, columns in
      for point in points {
        html.element("tr") { html in
          html.cell(columns[0]) { $0.number(of: point.index, in: conversation) }
          html.cell(columns[1], text: HTMLReportNumber.signed(point.score, 2))
          html.cell(columns[2], text: HTMLReportNumber.signed(point.mood, 2))
          html.cell(columns[3], text: parts(of: point.index))
        }
      }
    }
  }

  /// What made the score of a message, in words.
  private func parts(of index: Int) -> String {
    guard let parts = evaluation.sentiments[index]?.parts else { return "" }
    // Cues are many and small: one sum says what they come to.
    let others = parts.filter { $0.kind != .cue }
    var written = others.prefix(12).map { part in
      "\(context.word(part.kind))“\(context.masked(part.name))” \(HTMLReportNumber.signed(part.contribution, 2))"
    }
    let cues = parts.filter { $0.kind == .cue }
    if !cues.isEmpty {
      let sum = cues.reduce(0) { $0 + $1.contribution }
      written.append("\(context.word(.cue))（\(cues.count)） \(HTMLReportNumber.signed(sum, 2))")
    }
    return written.joined(separator: context.say("；", "; ")) + (others.count > 12 ? "…" : "")
  }
}
