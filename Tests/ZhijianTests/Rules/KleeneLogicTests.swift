import Testing

@testable import Zhijian

/// The truth tables of logic nodes.
@Suite struct KleeneLogicTests {
  /// h hit, n no hit, u unknown, - not applicable, e error, p pending.
  private func judgement(_ letter: Character) -> Judgement {
    switch letter {
    case "h": Judgement(truth: .hit)
    case "n": Judgement(truth: .noHit)
    case "u": Judgement(truth: .unknown)
    case "-": .notApplicable
    case "e": .error(LocalizedText(zh: "错", en: "error"))
    default: Judgement(truth: .pending)
    }
  }

  private func letter(_ judgement: Judgement) -> Character {
    switch judgement.truth {
    case .hit: "h"
    case .noHit: "n"
    case .unknown: "u"
    case .notApplicable: "-"
    case .error: "e"
    case .pending: "p"
    }
  }

  @Test(arguments: [
    ("h", "h"), ("n", "n"), ("u", "u"), ("-", "-"), ("e", "e"), ("p", "p"), ("hh", "h"), ("hn", "n"), ("hu", "u"),
    ("h-", "-"), ("he", "e"), ("hp", "p"), ("nu", "n"), ("n-", "-"), ("ne", "n"), ("np", "p"), ("u-", "-"), ("ue", "e"),
    ("up", "p"), ("-e", "-"), ("-p", "-"), ("ep", "p"), ("hnu", "n"), ("hue", "e"), ("hn-", "-"),
  ])
  func all(_ operands: String, _ expected: Character) {
    #expect(letter(.all(operands.map(judgement))) == expected, "\(operands)")
    #expect(letter(.all(operands.reversed().map(judgement))) == expected, "\(operands) the other way round")
  }

  @Test(arguments: [
    ("h", "h"), ("n", "n"), ("u", "u"), ("-", "-"), ("e", "e"), ("p", "p"), ("hn", "h"), ("hu", "h"), ("h-", "h"),
    ("he", "h"), ("hp", "h"), ("nu", "u"), ("n-", "n"), ("ne", "e"), ("np", "p"), ("u-", "u"), ("ue", "e"), ("up", "p"),
    ("-e", "e"), ("-p", "p"), ("--", "-"), ("nn", "n"), ("hnu-e", "h"),
  ])
  func any(_ operands: String, _ expected: Character) {
    #expect(letter(.any(operands.map(judgement))) == expected, "\(operands)")
    #expect(letter(.any(operands.reversed().map(judgement))) == expected, "\(operands) the other way round")
  }

  @Test(arguments: [
    ("hh", "h"), ("hn", "n"), ("hnn", "n"), ("hhn", "h"), ("hu", "u"), ("huu", "u"), ("hhu", "h"), ("h-", "n"),
    ("hh-", "h"), ("--", "-"), ("he", "e"), ("hhe", "h"), ("ne", "n"), ("nu", "n"), ("nue", "e"), ("hp", "p"),
    ("np", "n"),
  ])
  func atLeastTwo(_ operands: String, _ expected: Character) {
    #expect(letter(.atLeast(2, of: operands.map(judgement))) == expected, "\(operands)")
  }

  @Test(arguments: zip("hnu-ep", "nhu-ep"))
  func not(_ operand: Character, _ expected: Character) {
    #expect(letter(judgement(operand).negated) == expected)
  }

  static let nodes: [RuleRow] = [
    RuleRow(
      "all with a role that never speaks",
      "forbid: {all: [{role: agent, keyword: [好]}, {role: bot, keyword: [好]}]}", "客服: 好", "not_applicable"),
    RuleRow(
      "any drops it", "forbid: {any: [{role: agent, keyword: [好]}, {role: bot, keyword: [好]}]}", "客服: 好", "hit 客服(好)"),
    RuleRow(
      "any with an unknown and a hit",
      "forbid: {any: [{role: agent, keyword: [好的]}, {role: agent, seconds: 0..9, keyword: [在]}]}", "客服: 好的",
      "hit 客服(好的)"),
    RuleRow(
      "any with an unknown alone",
      "forbid: {any: [{role: agent, keyword: [再见]}, {role: agent, seconds: 0..9, keyword: [在]}]}", "客服: 好的", "unknown"),
    RuleRow(
      "all with an unknown and no hit",
      "forbid: {all: [{role: agent, keyword: [再见]}, {role: agent, seconds: 0..9, keyword: [在]}]}", "客服: 好的", "no_hit"),
    RuleRow(
      "at_least counts operands",
      "forbid: {role: agent, at_least: {n: 2, of: [{keyword: [一号]}, {keyword: [二号]}, {keyword: [三号]}]}}",
      "客服: 一号\n客服: 一号\n客服: 三号", "hit 客服(一号+一号+三号)"),
    RuleRow(
      "not of an anchored scope whose label never hit",
      "forbid: {all: [{label: ask, role: customer, keyword: [发票]}, {not: {role: agent, after: ask, keyword: [开]}}]}",
      "客户: 你好\n客服: 好", "no_hit"),
    RuleRow(
      "and where it did",
      "forbid: {all: [{label: ask, role: customer, keyword: [发票]}, {not: {role: agent, after: ask, keyword: [开]}}]}",
      "客户: 发票\n客服: 好", "hit 客服(发票)"),
  ]

  @Test(arguments: nodes) func inRules(_ row: RuleRow) throws { try RuleBench.check(row) }

  static let sequences: [RuleRow] = [
    RuleRow(
      "in order", "forbid: {role: agent, sequence: [{keyword: [第一]}, {keyword: [第二]}]}", "客服: 第一\n客服: 第二",
      "hit 客服(第一+第二)"),
    RuleRow(
      "out of order", "forbid: {role: agent, sequence: [{keyword: [第一]}, {keyword: [第二]}]}", "客服: 第二\n客服: 第一", "no_hit"),
    RuleRow(
      "in one message, in order and disjoint", "forbid: {role: agent, sequence: [{keyword: [第一]}, {keyword: [第二]}]}",
      "客服: 第一第二", "hit 客服(第一+第二)"),
    RuleRow(
      "a whole message needs a later one", "forbid: {role: agent, sequence: [{keyword: [第一]}, {length: {min: 3}}]}",
      "客服: 第一第二", "no_hit"),
    RuleRow(
      "optional steps may be missing",
      "forbid: {role: agent, sequence: [{keyword: [第一]}, {keyword: [第二], optional: true}, {keyword: [第三]}]}",
      "客服: 第一\n客服: 第三", "hit 客服(第一+第三)"),
    RuleRow(
      "an optional step that does not apply",
      "forbid: {sequence: [{role: agent, keyword: [第一]}, {role: bot, keyword: [第二], optional: true}]}",
      "客服: 第一", "hit 客服(第一)"),
    RuleRow(
      "a needed step that does not apply",
      "forbid: {sequence: [{role: agent, keyword: [第一]}, {role: bot, keyword: [第二]}]}",
      "客服: 第一", "not_applicable"),
    RuleRow(
      "within lines", "forbid: {role: agent, sequence: [{keyword: [第一]}, {keyword: [第二], step_within: {lines: 1}}]}",
      "客服: 第一\n客服: 嗯\n客服: 第二", "no_hit"),
    RuleRow(
      "notes are no lines",
      "forbid: {role: agent, sequence: [{keyword: [第一]}, {keyword: [第二], step_within: {lines: 1}}]}",
      "客服: 第一\n客服 <note>: 嗯\n客服: 第二", "hit 客服(第一+第二)"),
    RuleRow(
      "within seconds without times",
      "forbid: {role: agent, sequence: [{keyword: [第一]}, {keyword: [第二], step_within: {seconds: 9}}]}",
      "客服: 第一\n客服: 第二", "unknown"),
    RuleRow(
      "within seconds",
      "forbid: {role: agent, sequence: [{keyword: [第一]}, {keyword: [第二], step_within: {seconds: 9}}]}",
      "[+0:00] 客服: 第一\n[+0:09] 客服: 第二", "hit 客服(第一+第二)"),
    RuleRow(
      "a logic step is where all of it is",
      "forbid: {role: agent, sequence: [{all: [{keyword: [第一]}, {keyword: [第二]}]}, {keyword: [第三]}]}",
      "客服: 第一\n客服: 第三\n客服: 第二", "no_hit"),
    RuleRow(
      "a step without a message holds anywhere",
      "forbid: {role: agent, sequence: [{keyword: [第一]}, {not: {keyword: [第二]}}]}", "客服: 第一", "hit 客服(第一)"),
  ]

  @Test(arguments: sequences) func inSequence(_ row: RuleRow) throws { try RuleBench.check(row) }

  @Test func aFailedSequenceNamesItsSteps() throws {
    let row = RuleRow(
      "",
      "require: {role: agent, sequence: [{label: a, keyword: [第一]}, {label: b, keyword: [第二]}, {label: c, keyword: [第三]}]}",
      "客服: 第二\n客服: 第一", "")
    let finding = try #require(try RuleBench.outcome(row).outcome.findings.first)
    #expect(finding.parts.map { "\($0.name) \($0.state.rawValue)" } == ["a out_of_order", "b found", "c missing"])
  }
}
