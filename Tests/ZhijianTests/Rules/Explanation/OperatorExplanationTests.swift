import Testing

@testable import Zhijian

/// Every operator has something to say of what it looked at: a new one that says nothing fails here.
@Suite struct OperatorExplanationTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let condition: String
    let dialogue: ConditionExample.Case
    let isHit: Bool
    var testDescription: String { "\(name) \(isHit ? "hits" : "misses"): \(dialogue.dialogue)" }
  }

  static let cases = ConditionOperators.all.flatMap { type in
    type.definition.examples.flatMap { example in
      [(example.hit, true), (example.miss, false)].map {
        Case(name: type.definition.name, condition: example.condition, dialogue: $0.0, isHit: $0.1)
      }
    }
  }

  static func explained(_ one: Case) throws -> ExplainedEvaluation {
    func lines(_ text: String, _ indent: String) -> String {
      text.split(separator: "\n").map { indent + $0 + "\n" }.joined()
    }
    let body =
      "observe:\n" + lines(one.condition, "  ") + "examples:\n  - \(one.isHit ? "finding" : "clean"):\n"
      + (one.dialogue.conversation.map { "      conversation: \($0)\n" } ?? "") + "      dialogue: |\n"
      + lines(one.dialogue.dialogue, "        ")
    let rule = try #require(RuleBench.parse(body, file: "rule", scriptLexicon: ShippedScript.lexicon).rule)
    let transcript = try #require(rule.examples.first).transcript
    let worker = try RuleBench.analyzer([rule]).makeWorker()
    let outcome = try #require(worker.evaluate(transcript).outcomes.first)
    try ExplanationCheck.expectSame(outcome, explainedBy: worker, transcript)
    return try #require(worker.explain(transcript, rule: rule.id))
  }

  @Test(arguments: cases) func saysWhatItSaw(_ one: Case) throws {
    let explanation = try Self.explained(one).explanation
    let condition = try #require(explanation.windows.first?.condition)
    let leaf = try #require(condition.all.first { $0.operation == one.name })
    #expect(leaf.state == (one.isHit ? .hit : .noHit))
    for text in [leaf.wanted, leaf.scope] { #expect(!text.chinese.isEmpty && !text.english.isEmpty) }
    #expect(leaf.wanted.english.unicodeScalars.contains { $0.properties.isAlphabetic }, "\(leaf.wanted.english)")
    let look = try #require(leaf.looks.first)
    let type = try #require(ConditionOperators.byName[one.name])
    let seen = look.hits.count + look.leftOut.count + look.facts.count
    // What is looked for in the text of messages speaks by its hits; anything else by what it measured.
    let isText = ["keyword", "regex", "entity"].contains(type.definition.name)
    if one.isHit || !isText {
      #expect(seen > 0, "\(one.name) says nothing of what it saw")
    } else {
      #expect(look.messages > 0)
    }
    for fact in look.facts {
      #expect(!fact.name.isEmpty && !fact.text.chinese.isEmpty && !fact.text.english.isEmpty)
    }
    if one.isHit, !look.facts.isEmpty { #expect(look.facts.contains { $0.isHit != false }, "\(look.facts)") }
    if !one.isHit { #expect(!look.facts.contains { $0.isHit == true }, "\(look.facts)") }
  }

  @Test func everyOperatorIsInTheTable() {
    #expect(Set(Self.cases.map(\.name)) == Set(ConditionOperators.byName.keys))
  }
}
