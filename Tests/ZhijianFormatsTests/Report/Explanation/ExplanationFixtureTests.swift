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
    // Every third one, beginning elsewhere than the files do.
    for place in stride(from: 1, to: transcripts.count, by: 3) {
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

  @Test func jsonIsTheSchemas() throws {
    let workspace = try Self.workspace.get()
    let schema = try JSONSchema(contentsOf: packageFolder() + "/docs/schema/rules-explain.schema.json")
    let worker = try workspace.analyzer.makeWorker()
    let options = ReportOptions(
      language: .english, rules: workspace.rules, policy: workspace.policy, versions: workspace.versions)
    var masked = options
    masked.privacy = .mask
    var checked = 0
    for transcript in Self.transcripts().prefix(8) {
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
    #expect(checked > 100)
  }
}
