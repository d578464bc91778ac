import Testing

@testable import Zhijian

/// The changes that are made to rules, and what tests make of them.
@Suite struct MutantGeneratorTests {
  private static let head = "id: r\ntitle: t\nwhy: w\ncategory: attitude\nseverity: minor\n"

  private func source(_ body: String) -> RuleSource { RuleSource(Self.head + body, file: "r.yaml") }

  private func rule(_ body: String) throws -> Rule {
    let sink = DiagnosticSink()
    let parser = RuleParser(
      lists: RuleBench.lists, folding: ShippedFolding.folding, scriptLexicon: RuleBench.scriptLexicon)
    return try #require(
      parser.parse(Self.head + body, file: "r.yaml", sink: sink), "\(sink.diagnostics.map(\.message.english))")
  }

  /// Each mutant in a line: `mutator line: removed -> added`.
  private func mutants(_ body: String) throws -> [String] {
    MutationRunner.mutants(of: try rule(body), source: source(body)).map {
      "\($0.mutator.rawValue) \($0.location.line ?? 0): \($0.removed)" + ($0.added.map { " -> " + $0 } ?? "")
    }
  }

  @Test func everyPartIsChangedOnce() throws {
    let body = """
      for: {platform: jd}
      given: {role: customer, keyword: [投诉, 举报], label: ask}
      which: last
      require:
        role: agent
        messages: 1..3
        all:
          - {keyword: [抱歉], polarity: asserted, unless: [不抱歉, 抱歉了]}
          - not: {regex: '不', seconds: 0..60}
      """
    #expect(
      try mutants(body) == [
        "drop-for 6: for: {platform: jd}",
        "drop-given 7: given: {role: customer, keyword: [投诉, 举报], label: ask}",
        "role 7: role: customer -> role: agent",
        "drop-phrase 7: 投诉", "drop-phrase 7: 举报",
        "negate 7: {role: customer, keyword: [投诉, 举报], label: ask} -> not: "
          + "{role: customer, keyword: [投诉, 举报], label: ask}",
        "drop-option 8: which: last", "narrow 8: which: last -> which: first",
        "verb 9: require: … -> forbid: …",
        "role 10: role: agent -> role: customer",
        "widen 11: messages: 1..3", "widen 11: messages: 1..3 -> messages: 1..4",
        "narrow 11: messages: 1..3 -> messages: 1..2",
        "logic 12: all: … -> any: …",
        "drop-condition 13: {keyword: [抱歉], polarity: asserted, unless: [不抱歉, 抱歉了]}",
        "negate 13: {keyword: [抱歉], polarity: asserted, unless: [不抱歉, 抱歉了]} -> not: "
          + "{keyword: [抱歉], polarity: asserted, unless: [不抱歉, 抱歉了]}",
        "drop-polarity 13: polarity: asserted", "drop-unless 13: unless: [不抱歉, 抱歉了]",
        "drop-phrase 13: 不抱歉", "drop-phrase 13: 抱歉了",
        "drop-condition 14: {not: {regex: '不', seconds: 0..60}}",
        "negate 14: not: {regex: '不', seconds: 0..60} -> {regex: '不', seconds: 0..60}",
        "widen 14: seconds: 0..60", "widen 14: seconds: 0..60 -> seconds: 0..120",
        "narrow 14: seconds: 0..60 -> seconds: 0..30",
      ])
  }

  @Test func numbersHaveNeighbours() {
    #expect(NumberNeighbours.texts(of: "2") == ["3", "1"])
    #expect(NumberNeighbours.texts(of: "20") == ["40", "10"])
    #expect(NumberNeighbours.texts(of: "-0.5") == ["-0.75", "-0.25"])
    #expect(NumberNeighbours.texts(of: "3m") == ["360s", "90.0s"])
    #expect(NumberNeighbours.texts(of: "first").isEmpty && NumberNeighbours.texts(of: "9223372036854775807").isEmpty)
    #expect(ScopeMutations.wider("messages", "-3..-1") == "-4..-1")
    #expect(ScopeMutations.narrower("messages", "-3..-1") == "-2..-1")
    #expect(ScopeMutations.narrower("lines", "2") == nil && ScopeMutations.wider("lines", "2") == "2..3")
    #expect(ScopeMutations.wider("seconds", "30") == "0..60" && ScopeMutations.narrower("seconds", "x") == nil)
  }

  private func fates(_ body: String, _ examples: String) throws -> [String: [MutantResult.Fate]] {
    let text = body + "\nexamples:\n" + examples
    let rule = try rule(text)
    let runner = try #require(
      try MutationRunner(
        rule, tests: RuleTest.examples(of: rule), source: source(text), analyzer: RuleBench.analyzer([rule]),
        lists: RuleBench.lists, scripts: RuleBench.scriptLexicon))
    #expect(runner.isSound)
    var fates: [String: [MutantResult.Fate]] = [:]
    for mutant in MutationRunner.mutants(of: rule, source: source(text)) {
      fates[mutant.mutator.rawValue, default: []].append(runner.result(of: mutant).fate)
    }
    return fates
  }

  @Test func testsKillWhatTheySee() throws {
    let body = "forbid: {role: agent, keyword: [保证, 包赔], unless: [保证金], polarity: any}"
    let weak = try fates(body, "  - finding: '客服: 保证到'\n")
    #expect(weak["role"] == [.killed] && weak["verb"] == [.killed] && weak["drop-unless"] == [.survived])
    // The default, and what is left of a list.
    #expect(weak["drop-polarity"] == [.equivalent] && weak["drop-phrase"] == [.killed, .survived])
    let strong = try fates(body, "  - finding: '客服: 保证到'\n  - finding: '客服: 包赔'\n  - clean: '客服: 保证金'\n")
    #expect(strong["drop-unless"] == [.killed] && strong["drop-phrase"] == [.killed, .killed])
  }

  @Test func whatIsNoRuleIsInvalid() throws {
    let body = "given: {role: customer, event: transferred}\nforbid: {role: agent, messages: 1..1, keyword: [保证]}"
    let fates = try fates(body, "  - not_applicable: '客服: 保证'\n")
    // Events are nobody's messages.
    #expect(fates["role"] == [.equivalent, .survived])
    let scored = "credit: {role: agent, at_least: {n: 1, of: [{keyword: [抱歉]}]}}\nscore: {award: 1}"
    #expect(try self.fates(scored, "  - finding: '客服: 抱歉'\n")["number"] == [.invalid, .invalid])
  }

  @Test func samplesAreTheSeeds() {
    let some = MutantSample.numbers(of: 1000, limit: 10, seed: 1)
    #expect(some.count == 10 && Set(some).count == 10 && some == some.sorted())
    #expect(some == MutantSample.numbers(of: 1000, limit: 10, seed: 1))
    #expect(some != MutantSample.numbers(of: 1000, limit: 10, seed: 2))
    #expect(MutantSample.numbers(of: 3, limit: 3, seed: 9) == [0, 1, 2])
    #expect(MutantSample.numbers(of: 0, limit: 3, seed: 9).isEmpty)
  }
}
