import Testing
import Zhijian

@Suite struct ShippedRuleExampleTests {
  @Test func rulesAreThere() throws {
    let shipped = try ShippedRules.shared.get()
    #expect(shipped.files.count >= 40)
    let ids = shipped.files.compactMap(\.rule?.id)
    #expect(Set(ids).count == ids.count, "an id is used twice")
  }

  @Test(arguments: ShippedRules.allFiles)
  func everyExampleComesOutAsStated(_ file: ShippedRules.File) throws {
    let problems = file.diagnostics.map {
      "\($0.location?.line ?? 0):\($0.location?.column ?? 0): \($0.message.english)"
    }
    let rule = try #require(file.rule, "\(problems)")
    #expect(problems.isEmpty)
    let shipped = try ShippedRules.shared.get()
    let worker = try shipped.worker(for: rule)
    for example in rule.examples {
      let outcome = ExampleOutcome(example, rule: rule, worker: worker)
      #expect(outcome.isAsStated, "\(file.path):\(example.location.line ?? 0): \(outcome.account)")
    }
    #expect(rule.examples.count { $0.expectation == .finding } >= 3)
    #expect(rule.examples.count { $0.expectation == .clean } >= 3)
  }
}
