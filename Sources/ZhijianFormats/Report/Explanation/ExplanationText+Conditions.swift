internal import Zhijian

extension ExplanationText {
  /// So many hits, and so many facts that are none, are written out.
  private static let mostOccurrences = 20
  private static let mostFacts = 5
  /// The cells of what a condition looks for, which may be a long expression.
  private static let wantedWidth = 120

  /// Adds a condition and all that was judged for it.
  mutating func add(_ condition: ConditionExplanation, indent: Int) {
    let wanted = TerminalText.cut(text(condition.wanted), to: Self.wantedWidth)
    var head = say.mark(condition.state) + " "
    switch condition.relation {
    case .root, .operand, .counted: break
    case .anchor: head += say("定位 ", "anchor ")
    case .segment: head += say("这一段：", "this segment: ")
    case .part:
      if let message = condition.message {
        let clause = condition.clause.map { [$0] } ?? []
        head += messages.head(message) + say("：", ": ") + messages.quote(message, marking: clause) + " → "
      }
    }
    if let name = condition.name { head += TerminalText.safe("[\(name)] ") }
    if condition.relation != .part { head += wanted + say("：", ": ") }
    head += say.state(condition.state)
    if let problem = condition.problem, condition.state == .error { head += say("，", ", ") + text(problem) }
    // A look with nothing to tell takes no line of its own.
    if condition.looks.count == 1, condition.looks[0].isPlain {
      line(head + say("（", " (") + place(condition.looks[0], of: condition) + say("）", ")"), indent: indent)
    } else {
      line(head, indent: indent)
      for look in condition.looks { add(look, of: condition, indent: indent + 2) }
    }
    let missing = condition.parts.filter { $0.state != .found }
    if !missing.isEmpty {
      let states = condition.parts.map { TerminalText.safe($0.name) + " " + say.partState($0.state) }
      line(say("各部分：", "parts: ") + states.joined(separator: say("，", ", ")), indent: indent + 2)
    }
    for child in condition.children { add(child, indent: indent + 1) }
    if condition.plainParts > 0 {
      line(
        say("另有 \(condition.plainParts) 处逐条看过，没有找到什么", "\(condition.plainParts) more were looked at: nothing there"),
        indent: indent + 1)
    }
  }

  private mutating func add(_ look: ConditionExplanation.Look, of condition: ConditionExplanation, indent: Int) {
    line(place(look, of: condition), indent: indent)
    for found in look.hits.prefix(Self.mostOccurrences) { add(found, mark: "✓", facts: look.facts, indent: indent) }
    addRest(look.hits.count - Self.mostOccurrences, indent: indent)
    for found in look.leftOut.prefix(Self.mostOccurrences) { add(found, mark: "✗", indent: indent) }
    addRest(look.leftOut.count - Self.mostOccurrences, indent: indent)
    addFacts(look, indent: indent)
    if look.hits.isEmpty {
      for found in look.outside.prefix(Self.mostFacts) {
        line(say("· 不在要看的消息里：", "· in a message that is not looked at:"), indent: indent)
        for quote in messages.quotes(found.spans) { line(quote, indent: indent + 1) }
      }
      addRest(look.outside.count - Self.mostFacts, indent: indent)
      if let miss = look.nearestMiss { add(miss, indent: indent) }
    }
  }

  private mutating func addRest(_ count: Int, indent: Int) {
    if count > 0 { line(say("…还有 \(count) 处", "… \(count) more"), indent: indent) }
  }

  private func place(_ look: ConditionExplanation.Look, of condition: ConditionExplanation) -> String {
    var place = text(condition.scope)
    if let anchor = look.anchor { place += say("（从 #\(anchor) 算）", " (from #\(anchor))") }
    place += say("：", ": ")
    if let from = look.from, let to = look.to {
      let range = from == to ? "#\(from)" : "#\(from)–#\(to)"
      return place
        + say("看了 \(look.messages) 条，\(range)", "looked at \(say.count(look.messages, "message")), \(range)")
    }
    guard let emptiness = look.emptiness else { return place + say("不看消息", "no messages are looked at") }
    return place + say.emptiness(emptiness, role: look.role)
  }

  private mutating func add(
    _ found: ConditionExplanation.Occurrence, mark: String, facts: [LeafFact] = [], indent: Int
  ) {
    let quotes = messages.quotes(found.spans)
    for quote in quotes { line(mark + " " + quote, indent: indent) }
    // What was measured of the message, where it is what made it a hit.
    let last = found.spans.last?.message
    var notes = facts.filter { $0.isHit == true && $0.message != nil && $0.message == last }.map { shown($0.text) }
    if let why = found.why {
      notes.append(say("不算：", "does not count: ") + say.sentence(why))
      if let excuse = found.excuse {
        notes.append(say("放行 ", "allowed by ") + TerminalText.cut(TerminalText.safe(excuse), to: Self.wantedWidth))
      }
    }
    if let phrase = found.phrase { notes.append(say("短语 ", "phrase ") + TerminalText.safe(phrase)) }
    if !found.folds.isEmpty {
      notes.append(
        say("要归一才认得：", "only when folded: ")
          + found.folds.map { say.fold($0) }.joined(separator: say("、", ", ")))
    }
    if found.confidence < 1 { notes.append(say("把握 ", "confidence ") + say.score(found.confidence)) }
    let words = messages.words(found.words, of: found.spans)
    if !words.isEmpty { notes.append(say("词 ", "words ") + TerminalText.safe(words.joined(separator: "|"))) }
    if !notes.isEmpty { line(notes.joined(separator: say("；", "; ")), indent: indent + 1) }
  }

  private mutating func addFacts(_ look: ConditionExplanation.Look, indent: Int) {
    var others = look.facts.filter { $0.isHit != true }
    // What came closest first, where it is a figure of closeness.
    if others.allSatisfy({ $0.name == "similarity" || $0.name == "parts" }) {
      others.sort { Self.closeness($0) > Self.closeness($1) }
    }
    let told = Set(look.hits.prefix(Self.mostOccurrences).compactMap { $0.spans.last?.message })
    let holding = look.facts.filter { fact in fact.isHit == true && !(fact.message.map(told.contains) ?? false) }
    for fact in holding.prefix(Self.mostOccurrences) + others.prefix(Self.mostFacts) {
      let mark = fact.isHit.map { $0 ? "✓ " : "✗ " } ?? "· "
      guard let message = fact.message else {
        line(mark + shown(fact.text), indent: indent)
        continue
      }
      line(mark + messages.head(message) + say("：", ": ") + messages.quote(message), indent: indent)
      line(shown(fact.text), indent: indent + 1)
    }
    addRest(
      max(0, holding.count - Self.mostOccurrences) + max(0, others.count - Self.mostFacts) + look.factsLeft,
      indent: indent)
  }

  private static func closeness(_ fact: LeafFact) -> Double {
    if case .number(let value) = fact.value { value } else { 0 }
  }

  mutating func add(_ miss: NearestMiss, indent: Int) {
    line(
      say("· 最接近的：", "· nearest: ")
        + say(
          "和“\(TerminalText.safe(miss.phrase))”比缺“\(TerminalText.safe(miss.lacks))”",
          "lacks '\(TerminalText.safe(miss.lacks))' of '\(TerminalText.safe(miss.phrase))'"), indent: indent)
    for quote in messages.quotes([miss.span]) { line(quote, indent: indent + 1) }
  }
}

extension ConditionExplanation.Look {
  /// Whether there is nothing to tell but where was looked.
  fileprivate var isPlain: Bool {
    hits.isEmpty && leftOut.isEmpty && outside.isEmpty && facts.isEmpty && factsLeft == 0 && nearestMiss == nil
  }
}
