/// Reads and lints a file of goals: each needs a metric that there is, numbers, dates and an owner, and no words that
/// nobody can check.
public enum GoalParser {
  /// Words that set no standard (“及时”“认真”…): a goal that uses one must say in numbers what it means.
  public static let vagueWords = [
    "及时", "认真", "尽快", "尽量", "努力", "加强", "积极", "热情", "适当", "充分", "进一步", "大幅", "明显", "更好", "良好",
    "as soon as possible", "promptly", "properly", "better",
  ]

  /// The goals in `text`; those with errors are left out. Every fault goes to `sink`.
  public static func parse(_ text: String, file: String, sink: DiagnosticSink) -> [Goal] {
    guard let root = YAMLDocument.read(text, file: file, sink: sink),
      let mapping = YAMLMapping(root, sink: sink, what: LocalizedText(zh: "目标文件", en: "a file of goals"))
    else { return [] }
    if mapping.value("goals") == nil {
      sink.error("missing-key", at: root.location, LocalizedText(zh: "目标文件没有 goals", en: "'goals' is missing"))
    }
    let nodes = ScoringPolicyParser.list(mapping, "goals")
    mapping.finish()
    var seen: Set<String> = []
    return nodes.compactMap { node in
      guard let goal = goal(node, sink: sink) else { return nil }
      guard seen.insert(goal.id).inserted else {
        sink.error(
          "duplicate-goal", at: goal.location,
          LocalizedText(zh: "目标“\(goal.id)”重复", en: "the goal '\(goal.id)' is given twice"))
        return nil
      }
      return goal
    }
  }

  private static func goal(_ node: YAMLNode, sink: DiagnosticSink) -> Goal? {
    let own = DiagnosticSink()
    defer { sink.report(own.diagnostics) }
    guard let mapping = YAMLMapping(node, sink: own, what: LocalizedText(zh: "目标", en: "a goal")) else { return nil }
    let id = mapping.text("id", required: true)
    let title = mapping.text("title")
    let metric = mapping.metric("metric")
    let agent = mapping.text("agent")
    let baseline = number("baseline", mapping, own)
    let target = number("target", mapping, own)
    let unit = mapping.choice("unit", PeriodMetric.Unit.self)
    let dimension = mapping.choice("dimension", PeriodMetric.Dimension.self)
    let start = date("start", mapping, own)
    let due = date("due", mapping, own)
    let owner = mapping.text("owner", required: true)
    let note = mapping.text("note")
    mapping.finish()
    lintWords(title, key: "title", mapping, own)
    lintWords(note, key: "note", mapping, own)
    if let metric {
      lintUnit(unit, metric, mapping, own)
      if let dimension, dimension != metric.dimension {
        own.error(
          "wrong-dimension", at: mapping.value("dimension")?.location,
          LocalizedText(
            zh: "\(metric.name) 属于“\(metric.dimension.title.chinese)”（\(metric.dimension.rawValue)）",
            en: "\(metric.name) belongs to \(metric.dimension.rawValue)"))
      }
      if let baseline, let target, baseline != target, metric.direction != .band,
        metric.meets(baseline, target: target)
      {
        own.error(
          "target-behind-baseline", at: mapping.value("target")?.location,
          LocalizedText(
            zh: "目标比起点还差：\(metric.name) \(metric.direction == .lower ? "越低越好" : "越高越好")",
            en: "the target is worse than the baseline: of \(metric.name), \(metric.direction.rawValue) is better"))
      }
    }
    if let start, let due, due <= start {
      own.error(
        "due-before-start", at: mapping.value("due")?.location,
        LocalizedText(zh: "截止日 due 应当晚于 start", en: "'due' must be after 'start'"))
    }
    if let owner, owner.allSatisfy(\.isWhitespace) {
      own.error(
        "missing-key", at: mapping.value("owner")?.location, LocalizedText(zh: "owner 是空的", en: "'owner' is empty"))
    }
    guard !own.hasErrors, let id, let metric, let baseline, let target, let start, let due, let owner else {
      return nil
    }
    return Goal(
      id: id, title: title ?? metric.title.chinese, metric: metric.name, agent: agent, baseline: baseline,
      target: target, start: start, due: due, owner: owner, location: node.location)
  }

  private static func number(_ key: String, _ mapping: YAMLMapping, _ sink: DiagnosticSink) -> Double? {
    guard mapping.value(key) != nil else {
      sink.error(
        "goal-without-number", at: mapping.location,
        LocalizedText(zh: "目标缺少数字“\(key)”", en: "the goal has no number '\(key)'"),
        hint: LocalizedText(zh: "例如 \(key): 30", en: "such as \(key): 30"))
      return nil
    }
    return mapping.number(key)
  }

  private static func date(_ key: String, _ mapping: YAMLMapping, _ sink: DiagnosticSink) -> CalendarDate? {
    guard let node = mapping.value(key) else {
      sink.error(
        "goal-without-date", at: mapping.location,
        LocalizedText(zh: "目标缺少日期“\(key)”", en: "the goal has no date '\(key)'"),
        hint: LocalizedText(zh: "例如 \(key): 2026-12-31", en: "such as \(key): 2026-12-31"))
      return nil
    }
    if let date = node.scalar.flatMap({ CalendarDate(parsing: $0) }) { return date }
    sink.error(
      "invalid-value", at: node.location,
      LocalizedText(zh: "“\(key)”应当是日期，如 2026-12-31", en: "'\(key)' must be a date such as 2026-12-31"))
    return nil
  }

  private static func lintWords(_ text: String?, key: String, _ mapping: YAMLMapping, _ sink: DiagnosticSink) {
    guard let text else { return }
    let lowered = text.lowercased()
    for word in vagueWords where lowered.contains(word) {
      sink.error(
        "vague-goal", at: mapping.value(key)?.location,
        LocalizedText(zh: "“\(word)”无法衡量", en: "'\(word)' cannot be measured"),
        hint: LocalizedText(
          zh: "写成数字，例如“首次响应不超过 30 秒”", en: "put it in numbers, such as 'first response within 30 s'"))
    }
  }

  private static func lintUnit(
    _ unit: PeriodMetric.Unit?, _ metric: PeriodMetric, _ mapping: YAMLMapping, _ sink: DiagnosticSink
  ) {
    if let unit, unit != metric.unit {
      sink.error(
        "wrong-unit", at: mapping.value("unit")?.location,
        LocalizedText(
          zh: "\(metric.name) 的单位是 \(metric.unit.rawValue)", en: "the unit of \(metric.name) is \(metric.unit.rawValue)"
        ))
    }
    for key in ["baseline", "target"] where metric.unit == .ratio {
      guard let node = mapping.value(key), let value = node.scalar.flatMap(DecimalNumber.parse), abs(value) > 1,
        !["answer_question_ratio", "training_return_ratio"].contains(metric.name)
      else { continue }
      sink.error(
        "ratio-above-one", at: node.location,
        LocalizedText(zh: "比率写成 0 到 1 的小数：95% 写 0.95", en: "ratios are written as 0 to 1: 95 % is 0.95"))
    }
  }
}
