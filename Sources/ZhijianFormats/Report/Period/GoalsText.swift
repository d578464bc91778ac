public import Zhijian

/// Goals with how far they have come.
public struct GoalsDocument {
  public let goals: [(goal: Goal, progress: Goal.Progress)]
  public let today: CalendarDate
  public let language: Language

  public init(goals: [(goal: Goal, progress: Goal.Progress)], today: CalendarDate, language: Language) {
    self.goals = goals
    self.today = today
    self.language = language
  }

  public var text: String {
    let say = ReportWording(language: language)
    var table = TextTable(columns: [
      .init(title: say("目标", "Goal"), isNumber: false), .init(title: say("起点", "From")),
      .init(title: say("现在", "Now")), .init(title: say("目标值", "Target")), .init(title: say("达成", "Attained")),
      .init(title: say("时间", "Elapsed")), .init(title: say("状态", "State"), isNumber: false),
      .init(title: say("负责人", "Owner"), isNumber: false), .init(title: say("截止", "Due"), isNumber: false),
    ])
    let document = PeriodDocument(report: PeriodReport(preset: ""), language: language)
    for (goal, progress) in goals {
      guard let metric = PeriodMetric.named(goal.metric) else { continue }
      let title = goal.title + (goal.agent.map { say("（\($0)）", " (\($0))") } ?? "")
      table.rows.append([
        TerminalText.safe(title), document.shown(goal.baseline, metric, say),
        document.shown(progress.current, metric, say), document.shown(goal.target, metric, say),
        goal.isMaintained ? say("保持", "keep") : say.percent(progress.attainment), say.percent(progress.elapsed),
        state(progress, say), TerminalText.safe(goal.owner), goal.due.description,
      ])
    }
    let head = say("目标 · \(today)", "Goals · \(today)")
    return ([head] + table.lines(width: 120)).joined(separator: "\n") + "\n"
  }

  private func state(_ progress: Goal.Progress, _ say: ReportWording) -> String {
    switch progress.isOnTrack {
    case true: say("按计划", "on track")
    case false: say("落后", "behind")
    default: say("没有数据", "no figure")
    }
  }

  public var json: [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("schema")
    writer.integer(1)
    writer.key("today")
    writer.string(today.description)
    writer.key("goals")
    writer.beginArray()
    for (goal, progress) in goals {
      writer.beginObject()
      for (key, text) in [("id", goal.id), ("title", goal.title), ("metric", goal.metric), ("owner", goal.owner)] {
        writer.key(escaping: key)
        writer.string(text)
      }
      writer.key("agent")
      writer.optional(goal.agent)
      writer.key("start")
      writer.string(goal.start.description)
      writer.key("due")
      writer.string(goal.due.description)
      for (key, value) in [
        ("baseline", goal.baseline), ("target", goal.target), ("current", progress.current),
        ("attainment", progress.attainment), ("elapsed", progress.elapsed),
      ] as [(String, Double?)] {
        writer.key(escaping: key)
        writer.finite(value)
      }
      writer.key("on_track")
      if let isOnTrack = progress.isOnTrack { writer.bool(isOnTrack) } else { writer.null() }
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
    writer.newline()
    return writer.bytes
  }
}
