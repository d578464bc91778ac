import Foundation
import Testing

@testable import Zhijian

/// Every operator in every form of scope, and what comes of it.
@Suite struct ScopeTableTests {
  /// The operators that look at messages, over the rows of the form.
  @Test(arguments: ScopeFrame.all) func inFrames(_ frame: ScopeFrame) throws {
    #expect(!frame.rows.isEmpty)
    let rules = try OperatorKit.all.map { try RuleBench.rule(frame.rule($0.id, $0.condition)) }
    let worker = try RuleBench.analyzer(rules).makeWorker()
    for kit in OperatorKit.all {
      for row in frame.rows where kit.suits(row, frame) {
        let transcript = try kit.transcript(row)
        let outcome = try row.outcome(of: kit.id, in: transcript, worker)
        let expected = kit.expectation(row, frame)
        let place = Comment("\(frame.name) × \(kit.name) × \(expected) \(row.flags): \(row.lines.map(kit.written))")
        #expect(outcome.described == expected.description, place)
        for span in outcome.findings.flatMap(\.hits).flatMap(\.spans) {
          let text = transcript.messages[span.message].text
          let units = Array(text.utf16)[span.range.lower..<span.range.upper]
          #expect(String(decoding: units, as: UTF16.self) == kit.part(row.lines[span.message]) ?? text, place)
        }
      }
    }
  }

  /// The others, over rows of their own.
  @Test(arguments: SpecialSection.all) func special(_ section: SpecialSection) throws {
    #expect(!section.rows.isEmpty)
    let rules = try ScopeFrame.all.enumerated().map { number, frame in
      try RuleBench.rule(frame.rule("f\(number)", section.condition, role: section.role))
    }
    let worker = try RuleBench.analyzer(rules).makeWorker()
    for (form, row) in section.rows {
      let number = try #require(ScopeFrame.all.firstIndex { $0.name == form }, "\(form)")
      let transcript = try row.transcript(SpecialSection.written)
      let outcome = try row.outcome(of: "f\(number)", in: transcript, worker)
      #expect(
        outcome.described == row.expected.description,
        "\(form) × \(section.name) \(row.flags): \(row.lines.map(SpecialSection.written))")
    }
  }

}

/// The rows of one operator that does not look at messages one by one.
struct SpecialSection: Sendable, CustomTestStringConvertible {
  let name: String
  let condition: String
  let role: String
  var rows: [(form: String, row: FrameRow)] = []
  var testDescription: String { name }

  static let all: [SpecialSection] = {
    var sections: [SpecialSection] = []
    for line in TableFile.lines("special.txt") {
      if line.hasPrefix("== ") {
        let cells = TableFile.cells(line.dropFirst(3), atLeast: 3)
        sections.append(SpecialSection(name: cells[0], condition: cells[1], role: cells[2]))
      } else if !sections.isEmpty, let bar = line.firstIndex(of: "|") {
        let form = line[..<bar].trimmingCharacters(in: .whitespaces)
        sections[sections.count - 1].rows.append((form, FrameRow(String(line[bar...].dropFirst()))))
      }
    }
    let shared = sections.firstIndex { $0.name == "*" }.map { sections.remove(at: $0).rows } ?? []
    for number in sections.indices where !sections[number].condition.hasPrefix("field") {
      sections[number].rows += sections[number].undecided + shared
    }
    return sections
  }()

  /// What hits, without times or in a conversation that goes on.
  private var undecided: [(form: String, row: FrameRow)] {
    let flag = condition.hasPrefix("gap") ? "untimed" : condition == "unanswered: {}" ? "open" : nil
    guard let flag else { return [] }
    return rows.filter { $0.row.expected.result == "hit" && !$0.row.isLive }.map { form, row in
      var row = row
      row.flags.append(flag)
      row.expected = FrameExpectation("unknown")
      return (form, row)
    }
  }

  static func written(_ line: FrameLine) -> String {
    let moods = ["G": "谢谢，很满意，太棒了", "X": "太差了，垃圾，骗子，气死我了", "Z": "太差了，垃圾，投诉你们", "PZ": "发票，太差了，垃圾，投诉你们"]
    return "\(line.speaker): \(moods[line.text] ?? line.text)"
  }
}

extension RuleOutcome {
  /// The result and the messages of each finding, as the tables write them.
  var described: String {
    var result = FrameExpectation(self.result.rawValue)
    result.findings = findings.map { $0.hits.flatMap(\.spans).map(\.message) }
    return result.description
  }
}
