import Testing

@testable import Zhijian

/// SMART goals: what the linter refuses, and how progress is reckoned.
@Suite struct GoalTests {
  private static let good = """
    goals:
      - id: faster
        title: 首次响应不超过 30 秒
        metric: first_response_mean_seconds
        baseline: 60
        target: 30
        unit: seconds
        dimension: service
        start: 2026-11-01
        due: 2026-12-01
        owner: 李组长
    """

  private func parse(_ text: String) -> (goals: [Goal], diagnostics: [Diagnostic]) {
    let sink = DiagnosticSink()
    let goals = GoalParser.parse(text, file: "goals.yaml", sink: sink)
    return (goals, sink.sorted)
  }

  @Test func aSmartGoalHasNoFaults() {
    let (goals, diagnostics) = parse(Self.good)
    #expect(diagnostics.isEmpty)
    #expect(goals.count == 1 && goals[0].owner == "李组长")
  }

  @Test(arguments: [
    ("    target: 30\n", "", "goal-without-number", 2), ("    baseline: 60\n", "", "goal-without-number", 2),
    ("    due: 2026-12-01\n", "", "goal-without-date", 2), ("    start: 2026-11-01\n", "", "goal-without-date", 2),
    ("    owner: 李组长", "", "missing-key", 2), ("owner: 李组长", "owner: ' '", "missing-key", 11),
    ("target: 30", "target: 很快", "invalid-value", 6), ("2026-12-01", "年底", "invalid-value", 10),
    ("2026-12-01", "2026-02-30", "invalid-value", 10), ("2026-12-01", "2026-10-01", "due-before-start", 10),
    ("metric: first_response_mean_seconds", "metric: first_response_seconds", "unknown-metric", 4),
    ("title: 首次响应不超过 30 秒", "title: 及时回复客户", "vague-goal", 3),
    ("title: 首次响应不超过 30 秒", "title: 认真对待每位客户", "vague-goal", 3),
    ("unit: seconds", "unit: ratio", "wrong-unit", 7),
    ("dimension: service", "dimension: business", "wrong-dimension", 8),
    ("target: 30", "target: 90", "target-behind-baseline", 6),
    ("    owner:", "    ownr: x\n    owner:", "unknown-key", 11),
  ])
  func everyFaultHasACodeAndAPlace(old: String, new: String, code: String, line: Int) {
    let (goals, diagnostics) = parse(Self.good.replacing(old, with: new))
    #expect(goals.isEmpty)
    let fault = diagnostics.first { $0.code == code }
    #expect(fault?.location?.line == line, "\(diagnostics.map { "\($0.code) \($0.location?.line ?? 0)" })")
    #expect(fault?.location?.column != nil)
  }

  @Test func ratiosAreWrittenAsPartsOfOne() {
    let text = Self.good.replacing("first_response_mean_seconds", with: "csat_ratio").replacing(
      "unit: seconds", with: ""
    )
    .replacing("dimension: service", with: "").replacing("baseline: 60", with: "baseline: 0.9")
    .replacing("target: 30", with: "target: 95")
    #expect(parse(text).diagnostics.contains { $0.code == "ratio-above-one" && $0.location?.line == 6 })
  }

  @Test func aGoalIsGivenOnce() {
    let twice = Self.good + "\n" + Self.good.split(separator: "\n").dropFirst().joined(separator: "\n")
    let (goals, diagnostics) = parse(twice)
    #expect(goals.count == 1)
    #expect(diagnostics.map(\.code) == ["duplicate-goal"])
  }

  private func goal(from baseline: Double, to target: Double) -> Goal {
    Goal(
      id: "g", title: "g", metric: "response_mean_seconds", agent: nil, baseline: baseline, target: target,
      start: day(11, 1), due: day(12, 1), owner: "o", location: .init(file: "g"))
  }

  private func day(_ month: Int, _ day: Int) -> CalendarDate {
    CalendarDate(year: 2026, month: month, day: day) ?? CalendarDate(dayNumber: 0)
  }

  /// Half of the time is over; the attainment has no direction.
  private static let attainments: [(Double, Double, Double, Double, Bool)] = [
    (60, 30, 45, 0.5, true), (60, 30, 46, 14.0 / 30, false), (60, 30, 20, 40.0 / 30, true),
    (60, 30, 70, -1.0 / 3, false), (30, 60, 45, 0.5, true),
  ]

  @Test(arguments: attainments)
  func attainmentIsComparedWithTheTime(
    baseline: Double, target: Double, current: Double, attainment: Double, isOnTrack: Bool
  ) {
    let progress = goal(from: baseline, to: target).progress(current: current, today: day(11, 16))
    #expect(progress.elapsed == 0.5)
    #expect(abs((progress.attainment ?? .nan) - attainment) < 1e-12)
    #expect(progress.isOnTrack == isOnTrack)
  }

  @Test func timeIsCutToTheGoals() {
    let goal = goal(from: 60, to: 30)
    #expect(goal.progress(current: 60, today: day(10, 1)).elapsed == 0)
    #expect(goal.progress(current: 60, today: day(10, 1)).isOnTrack == true)
    #expect(goal.progress(current: 31, today: day(12, 31)).elapsed == 1)
    #expect(goal.progress(current: 31, today: day(12, 31)).isOnTrack == false)
    #expect(goal.progress(current: nil, today: day(11, 2)).isOnTrack == nil)
  }

  @Test func aGoalToMaintainIsMetOrNot() {
    let goal = goal(from: 30, to: 30)
    #expect(goal.isMaintained)
    #expect(goal.progress(current: 30, today: day(11, 2)).isOnTrack == true)
    #expect(goal.progress(current: 29, today: day(11, 2)).isOnTrack == true)
    #expect(goal.progress(current: 31, today: day(11, 2)).isOnTrack == false)
    #expect(goal.progress(current: 31, today: day(11, 2)).attainment == nil)
  }
}
