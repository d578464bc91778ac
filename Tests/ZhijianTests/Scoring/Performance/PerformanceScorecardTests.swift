import Foundation
import Testing

@testable import Zhijian

/// Scorecards of metrics, and those that are shipped.
@Suite struct PerformanceScorecardTests {
  static func shipped(_ name: String) throws -> PerformanceScorecard {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(contentsOf: root.appending(path: "scorecards/\(name).yaml"), encoding: .utf8)
    return try parse(text)
  }

  static func parse(_ text: String) throws -> PerformanceScorecard {
    let sink = DiagnosticSink()
    let scorecard = PerformanceScorecardParser.parse(text, file: "s.yaml", sink: sink)
    return try #require(scorecard, "\(sink.diagnostics.map(\.message.english))")
  }

  private func score(
    _ scorecard: PerformanceScorecard, _ values: [String: Double], reference: [String: Double] = [:]
  ) -> PerformanceScore {
    scorecard.score(
      { MetricFigure(count: 1000, value: values[$0.name]) }, reference: { MetricFigure(value: reference[$0.name]) })
  }

  /// 52 %, 1.12, 98 %, 24 s, 优秀 → 28 + 25 + 12 + 15 + 10 = 90, which is a B as A begins at 91.
  @Test func theGoldenVectorOfAShopsRealScorecard() throws {
    let scorecard = try Self.shipped("tmall")
    let score = score(
      scorecard,
      [
        "inquiry_final_payment_ratio": 0.52, "average_order_yuan": 112, "person_reply_ratio": 0.98,
        "response_mean_seconds": 24, "assessment_points": 100,
      ], reference: ["average_order_yuan": 100])
    #expect(score.score == 9000)
    #expect(score.grade == "B")
    #expect(score.lines.map(\.effect) == [2800, 2500, 1200, 1500, 1000])
    #expect(score.rounding == 0)
    #expect(scorecard.grade(of: 9100) == "A" && scorecard.grade(of: 9099) == "B")
    #expect(scorecard.grade(of: 8600) == "B" && scorecard.grade(of: 6499) == nil)
  }

  @Test(arguments: ["s3", "s4", "tmall"])
  func shippedOnesHaveTheFourSectionsAndEveryMetricInItsOwn(name: String) throws {
    let scorecard = try Self.shipped(name)
    #expect(Set(scorecard.sections.map(\.id)) == Set(PeriodMetric.Dimension.allCases.map(\.rawValue)))
    for section in scorecard.sections {
      #expect(PeriodMetric.Dimension(rawValue: section.id)?.title.chinese == section.title)
    }
    for item in scorecard.items {
      #expect(scorecard.sections[item.section].id == item.metric.dimension.rawValue, "\(item.metric.name)")
    }
    #expect(scorecard.items.reduce(0) { $0 + $1.weight } == 10_000)
  }

  /// What meets a target of S4 exactly, and what misses it by a little.
  @Test(
    arguments: [
      ("first_response_mean_seconds", 30, 30.001), ("queue_wait_mean_seconds", 180, 180.001),
      ("issue_resolution_all_ratio", 0.95, 0.9499), ("service_error_ratio", 0.005, 0.0051),
      ("csat_ratio", 0.9, 0.8999), ("csat_mean_points", 4.5, 4.499), ("complaint_handling_p90_seconds", 86_400, 86_401),
    ] as [(String, Double, Double)])
  func theTargetsOfS4AreExactAtTheBoundary(metric: String, met: Double, missed: Double) throws {
    let scorecard = try Self.shipped("s4")
    let place = try #require(scorecard.items.firstIndex { $0.metric.name == metric })
    let (hit, miss) = (score(scorecard, [metric: met]), score(scorecard, [metric: missed]))
    #expect(hit.lines[place].points == 10_000 && hit.lines[place].meetsTarget == true)
    #expect(miss.lines[place].points == 0 && miss.lines[place].meetsTarget == false)
  }

  @Test(
    arguments: [
      ("response_mean_seconds", 15, 10_000), ("response_mean_seconds", 45, 0), ("response_mean_seconds", 30, 5000),
      ("issue_resolution_ratio", 0.92, 10_000), ("issue_resolution_ratio", 0.68, 0), ("csat_ratio", 0.92, 10_000),
      ("csat_ratio", 0.75, 0),
    ] as [(String, Double, Int)])
  func theReferenceValuesOfS3AreTheEndsOfItsScale(metric: String, value: Double, points: Int) throws {
    let scorecard = try Self.shipped("s3")
    let place = try #require(scorecard.items.firstIndex { $0.metric.name == metric })
    #expect(score(scorecard, [metric: value]).lines[place].points == points)
  }

  @Test func aMissingMetricLeavesItsWeightVisibly() throws {
    let scorecard = try Self.shipped("tmall")
    let score = score(scorecard, ["person_reply_ratio": 0.99, "response_mean_seconds": 28])
    #expect(score.score == 9000)
    let present = score.lines.filter { $0.points != nil }
    #expect(present.map(\.nominal) == [1500, 1200])
    #expect(present.map(\.effect) == [5000, 4000])
    #expect(present.map(\.renormalised) == [3500, 2800])
    #expect(score.lines.filter { $0.points == nil }.allSatisfy { $0.effect == 0 && $0.renormalised == 0 })
    #expect(self.score(scorecard, [:]).score == nil)
  }

  /// A relative figure without everybody's is missing, never 0.
  @Test func aRelativeFigureNeedsItsReference() throws {
    let scorecard = try Self.shipped("tmall")
    let score = score(scorecard, ["average_order_yuan": 112])
    #expect(score.score == nil)
  }

  @Test func linesAndRoundingAddUp() throws {
    var random = SeededGenerator(seed: 41)
    let names = PeriodMetric.all.filter { $0.direction != .band }.map(\.name)
    for _ in 0..<300 {
      let chosen = names.shuffled(using: &random).prefix(Int.random(in: 1...9, using: &random))
      let items = chosen.map { name in
        "      - {metric: \(name), weight: \(Int.random(in: 1...97, using: &random)), linear: {worst: 0, best: 7}}\n"
      }
      let scorecard = try Self.parse(
        "title: t\nsections:\n  - id: a\n    title: a\n    items:\n" + items.joined())
      var values: [String: Double] = [:]
      for name in chosen where Bool.random(using: &random) { values[name] = Double.random(in: -1...9, using: &random) }
      let score = score(scorecard, values)
      guard let sum = score.score else {
        #expect(values.isEmpty)
        continue
      }
      #expect(score.lines.reduce(0) { $0 + $1.effect } + score.rounding == sum)
      #expect((0...10_000).contains(sum))
      #expect((0...values.count).contains(score.rounding))
    }
  }

  @Test(arguments: [
    ("{metric: csat_rate, weight: 1, target: 1}", "unknown-metric"), ("{metric: csat_ratio, target: 1}", "missing-key"),
    ("{metric: csat_ratio, weight: 1}", "missing-key"),
    ("{metric: occupancy_ratio, weight: 1, target: 0.8}", "missing-key"),
    ("{metric: csat_ratio, weight: 1, target: 0.9, tarket: 1}", "unknown-key"),
    ("{metric: csat_ratio, weight: 1, linear: {worst: 1, best: 1}}", "invalid-value"),
    ("{metric: csat_ratio, weight: -1, target: 1}", "invalid-value"),
  ])
  func faultsHaveAPlace(item: String, code: String) {
    let sink = DiagnosticSink()
    let text = "title: t\nsections:\n  - id: a\n    title: a\n    items:\n      - \(item)\n"
    #expect(PerformanceScorecardParser.parse(text, file: "s.yaml", sink: sink) == nil)
    #expect(sink.diagnostics.contains { $0.code == code && $0.location?.line == 6 && $0.location?.column != nil })
  }

  @Test func aMetricBelongsToOneSection() {
    let sink = DiagnosticSink()
    let text = """
      title: t
      sections:
        - {id: a, title: a, items: [{metric: csat_ratio, weight: 1, target: 1}]}
        - {id: b, title: b, items: [{metric: csat_ratio, weight: 1, target: 1}]}
      """
    #expect(PerformanceScorecardParser.parse(text, file: "s.yaml", sink: sink) == nil)
    #expect(sink.diagnostics.map(\.code) == ["duplicate-metric"])
  }
}
