import Testing
import Zhijian

/// Explaining a rule changes nothing: over its own examples every shipped rule comes out as it is judged.
@Suite struct ExplanationTests {
  @Test(arguments: ShippedRules.allFiles) func explainedAsJudged(_ file: ShippedRules.File) throws {
    let rule = try #require(file.rule)
    guard rule.status != .retired else { return }
    let worker = try ShippedRules.shared.get().worker(for: rule)
    for example in rule.examples {
      let evaluation = worker.evaluate(example.transcript)
      let outcome = try #require(evaluation.outcomes.first)
      let explained = try #require(worker.explain(example.transcript, rule: rule.id))
      let other = explained.explanation.outcome
      #expect(other.result == outcome.result, "\(rule.id)\n\(example.source)")
      #expect(other.findings == outcome.findings, "\(rule.id)\n\(example.source)")
      #expect(explained.evaluation.findings == evaluation.findings)
      #expect(
        explained.findingPlaces.allSatisfy { $0 != nil } && explained.explanation.owners.count == other.findings.count)
      // What does not count for want of anything else is named by the explanation, too.
      let left = explained.explanation.windows.flatMap { $0.condition.all }.flatMap(\.looks).flatMap(\.leftOut)
      #expect(left.allSatisfy { $0.why != nil && !$0.spans.isEmpty })
    }
  }
}
