import Testing

@testable import Zhijian

/// Leaves and logic nodes under every verb.
@Suite struct LogicTableTests {
  struct Section: Sendable, CustomTestStringConvertible {
    let name: String
    let condition: String
    var rows: [FrameRow] = []
    var testDescription: String { name }

    static let all: [Section] = {
      var sections: [Section] = []
      for line in TableFile.lines("logic.txt") {
        if line.hasPrefix("== ") {
          let cells = TableFile.cells(line.dropFirst(3), atLeast: 2)
          // A bar inside of an expression is no border.
          sections.append(Section(name: cells[0], condition: cells.dropFirst().joined(separator: "|")))
        } else if !sections.isEmpty {
          sections[sections.count - 1].rows.append(FrameRow(line))
        }
      }
      return sections
    }()
  }

  private static func written(_ line: FrameLine) -> String {
    let runsOut = String(repeating: "a", count: 58) + "bb"
    return "\(line.speaker): \(line.text.hasPrefix("E") ? runsOut + line.text.dropFirst() : line.text)"
  }

  private static func expectation(_ row: FrameRow, _ verb: RuleVerb) -> FrameExpectation {
    guard verb == .require else { return row.expected }
    switch row.expected.result {
    case "hit": return FrameExpectation("no_hit")
    case "no_hit": return FrameExpectation("hit ()")
    default: return row.expected
    }
  }

  @Test(arguments: Section.all) func underEveryVerb(_ section: Section) throws {
    #expect(!section.rows.isEmpty)
    let rules = try RuleVerb.allCases.map { verb in
      try RuleBench.rule("id: \(verb.rawValue)\n\(verb.rawValue): {role: agent, \(section.condition)}")
    }
    let worker = try RuleBench.analyzer(rules).makeWorker()
    for row in section.rows {
      let transcript = try row.transcript(Self.written)
      for verb in RuleVerb.allCases {
        let outcome = try row.outcome(of: verb.rawValue, in: transcript, worker)
        let place = Comment("\(section.name) × \(verb) \(row.flags): \(row.lines.map(Self.written))")
        #expect(outcome.described == Self.expectation(row, verb).description, place)
        for finding in outcome.findings { #expect((finding.searched == nil) == !finding.hits.isEmpty, place) }
      }
    }
  }

  /// Each kind of node with each result.
  @Test(arguments: ["leaf", "all", "any", "not", "at_least", "sequence", "same: message", "same: clause"])
  func everyResult(_ kind: String) {
    let sections = Section.all.filter { $0.name.hasPrefix(kind) }
    let results = Set(sections.flatMap(\.rows).map(\.expected.result))
    // Unknown and error come to a clause in the same way as to a message.
    let rest: Set<String> = kind == "same: clause" ? [] : ["unknown", "error"]
    #expect(results.isSuperset(of: rest.union(["hit", "no_hit", "not_applicable", "pending"])), "\(results)")
  }
}
