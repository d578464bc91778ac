import Foundation
import Testing

@testable import Zhijian
@testable import ZhijianFormats

/// The JSON of `rules test --coverage` and `rules mutate` is what the schemas say.
@Suite struct RuleCoverageReportTests {
  private static let loaded = Result {
    var locations = Workspace.Locations(workingFolder: packageFolder(), home: nil)
    locations.configuration = packageFolder() + "/fixtures/rules/workspace/zhijian.yaml"
    locations.rules = [packageFolder() + "/fixtures/rule-tests"]
    return (try Workspace.load(locations), locations)
  }

  private func members(_ bytes: [UInt8], _ schema: String) throws -> [String: Any] {
    let value = try JSONSerialization.jsonObject(with: Data(bytes))
    let schema = try JSONSchema(contentsOf: packageFolder() + "/docs/schema/\(schema).schema.json")
    #expect(schema.faults(of: value).isEmpty, "\(schema.faults(of: value))")
    return try #require(value as? [String: Any])
  }

  @Test func coverageIsTheSchemas() throws {
    let (workspace, locations) = try Self.loaded.get()
    let run = try RuleTestRun.run(workspace, locations, filter: nil, jobs: 2, covers: true)
    let report = RuleTestReport(run: run, language: .english, folder: packageFolder())
    let root = try members(report.bytes(.json), "rules-test")
    let coverage = try #require(root["coverage"] as? [String: Any])
    let rules = try #require(coverage["rules"] as? [[String: Any]])
    #expect(rules.map { $0["rule"] as? String } == ["promise", "typed"])
    let gaps = rules.flatMap { $0["gaps"] as? [[String: Any]] ?? [] }
    #expect(!gaps.isEmpty && gaps.allSatisfy { ($0["file"] as? String)?.hasPrefix("fixtures/rule-tests/") ?? false })
    let share = CoverageShare(.all, of: run.coverage ?? [])
    #expect(coverage["reached"] as? Int == share.reached && coverage["goals"] as? Int == share.goals)
    // Without it nothing is said of coverage, and the tests come out the same.
    let plain = try RuleTestRun.run(workspace, locations, filter: nil, jobs: 2)
    let bare = try members(
      RuleTestReport(run: plain, language: .english, folder: packageFolder()).bytes(.json), "rules-test")
    #expect(bare["coverage"] == nil && plain.results.map(\.verdict) == run.results.map(\.verdict))
    #expect(plain.results.map(\.differences) == run.results.map(\.differences))
  }

  @Test func mutationIsTheSchemas() throws {
    let (workspace, locations) = try Self.loaded.get()
    let run = try RuleMutationRun.run(workspace, locations, RuleMutationRun.Choice())
    #expect(run.unsound == ["promise", "typed"] && run.results.isEmpty && run.hasErrors)
    let mutants = workspace.rules.rules.flatMap { rule in
      MutationRunner.mutants(
        of: rule,
        source: RuleSource(
          FileText.read(rule.location.file, sink: DiagnosticSink()) ?? "", file: rule.location.file))
    }
    #expect(mutants.count == run.mutants && mutants.count >= 4)
    let fates = MutantResult.Fate.allCases
    let made = RuleMutationRun(
      rules: 2, mutants: mutants.count,
      results: mutants.enumerated().map { MutantResult(mutant: $1, fate: fates[$0 % fates.count]) },
      unsound: [], faults: [], seed: 7)
    let report = RuleMutationReport(run: made, language: .english, folder: packageFolder(), showsPhrases: true)
    let root = try members(report.bytes(.json), "rules-mutate")
    let survivors = try #require(root["survivors"] as? [[String: Any]])
    #expect(survivors.count == made.results.count { $0.fate == .survived })
    #expect(survivors.allSatisfy { $0["file"] as? String != nil && $0["line"] as? Int != nil })
    let text = String(decoding: report.bytes(.text), as: UTF8.self)
    #expect(text.split(separator: "\n").count { $0.contains(": survived: ") } == survivors.count)
    #expect(made.isKilled(below: 100) && !made.isKilled(below: 0))
  }
}
