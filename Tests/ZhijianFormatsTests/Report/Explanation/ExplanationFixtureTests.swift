import Foundation
import Testing

@testable import Zhijian
@testable import ZhijianFormats

/// Explanations of the shipped rules over fixtures/transcripts: what comes out is what is judged, and the JSON is the
/// schema's.
@Suite struct ExplanationFixtureTests {
  static let workspace = Result {
    try Workspace.load(Workspace.Locations(workingFolder: packageFolder(), home: packageFolder()))
  }

  static func transcripts() -> [Transcript] {
    var transcripts: [Transcript] = []
    for file in TranscriptFolder.list([packageFolder() + "/fixtures/transcripts"]).files {
      TranscriptReader().read(path: file.path) { record in
        if case .transcript(let imported) = record { transcripts.append(imported.transcript) }
        return true
      }
    }
    return transcripts
  }

  @Test func everyRuleIsExplainedAsJudged() throws {
    let analyzer = try Self.workspace.get().analyzer
    let worker = try analyzer.makeWorker()
    let transcripts = Self.transcripts()
    #expect(transcripts.count > 50)
    var seen: Set<RuleResult> = []
    // Every sixth one, beginning elsewhere than the files do.
    for place in stride(from: 1, to: transcripts.count, by: 6) {
      let evaluation = worker.evaluate(transcripts[place])
      let (explained, explanations) = worker.explain(transcripts[place]) { _ in true }
      #expect(explained.findings == evaluation.findings && explained.scorecard == evaluation.scorecard)
      #expect(explained.suppressedHits == evaluation.suppressedHits)
      #expect(explanations.map(\.rule.id) == evaluation.outcomes.map(\.rule))
      for (outcome, explanation) in zip(evaluation.outcomes, explanations) {
        seen.insert(outcome.result)
        let other = explanation.outcome
        #expect(outcome.result == other.result, "\(transcripts[place].id) \(outcome.rule)")
        #expect(outcome.findings == other.findings, "\(transcripts[place].id) \(outcome.rule)")
        #expect(outcome.coverage == other.coverage && explanation.owners.count == other.findings.count)
        let places = ExplainedEvaluation(evaluation: explained, explanation: explanation).findingPlaces
        #expect(places.allSatisfy { $0.map { explained.findings[$0].rule == outcome.rule } ?? false })
      }
    }
    #expect(seen.isSuperset(of: [.hit, .noHit, .notApplicable]))
  }

  @Test func trialsAreTheSchemas() throws {
    let workspace = try Self.workspace.get()
    let schema = try JSONSchema(contentsOf: packageFolder() + "/docs/schema/rules-try.schema.json")
    let rule = try TrialRule(typed: "{role: agent, keyword: [保证]}").rule(in: workspace).rule
    let scorer = ConversationScorer(workspace: workspace.trying(rule))
    let options = ReportOptions(rules: workspace.rules, policy: workspace.policy, versions: workspace.versions)
    var report = RuleTrialReport(rule: rule, options: options, limit: 3)
    let empty = try JSONSerialization.jsonObject(with: Data(report.bytes(.json)))
    #expect(schema.faults(of: empty).isEmpty, "\(schema.faults(of: empty))")
    for transcript in Self.transcripts() { report.add(try scorer.evaluate(transcript)) }
    let value = try JSONSerialization.jsonObject(with: Data(report.bytes(.json)))
    #expect(schema.faults(of: value).isEmpty, "\(schema.faults(of: value))")
    let root = try #require(value as? [String: Any])
    #expect((root["samples"] as? [Any])?.count == 3 && root["rule"] as? String == "try")
    #expect((root["findings"] as? Int ?? 0) > 3 && (root["hits"] as? Int ?? 0) >= (root["findings"] as? Int ?? 0))
  }

  @Test func jsonIsTheSchemas() throws {
    let workspace = try Self.workspace.get()
    let schema = try JSONSchema(contentsOf: packageFolder() + "/docs/schema/rules-explain.schema.json")
    let worker = try workspace.analyzer.makeWorker()
    let options = ReportOptions(
      language: .english, rules: workspace.rules, policy: workspace.policy, versions: workspace.versions)
    var masked = options
    masked.privacy = .mask
    var checked = 0
    for transcript in Self.transcripts().prefix(5) {
      let (evaluation, explanations) = worker.explain(transcript) { _ in true }
      for explanation in explanations where explanation.outcome.result != .noHit || checked % 40 == 0 {
        let explained = ExplainedEvaluation(evaluation: evaluation, explanation: explanation)
        for options in [options, masked] {
          let bytes = ExplanationReport(explained, options: options).bytes(.json)
          let value = try JSONSerialization.jsonObject(with: Data(bytes))
          let faults = schema.faults(of: value)
          #expect(faults.isEmpty, "\(explanation.rule.id): \(faults.prefix(3))")
        }
        let page = String(decoding: ExplanationReport(explained, options: options).bytes(.text), as: UTF8.self)
        #expect(page.hasPrefix("rule \(explanation.rule.id)  ") && page.hasSuffix("from 0\n"))
        checked += 1
      }
    }
    #expect(checked > 60)
  }
}
