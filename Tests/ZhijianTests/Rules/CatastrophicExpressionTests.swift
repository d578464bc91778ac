import Foundation
import Testing

@testable import Zhijian

/// An expression that backtracks without end, and a text of 100,000 bytes on which it does.
struct CatastrophicRow: Sendable, CustomTestStringConvertible {
  let pattern: String
  let text: String
  var testDescription: String { pattern }

  static let all: [CatastrophicRow] = {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Tables/catastrophic.tsv")
    let lines = (try? String(contentsOf: file, encoding: .utf8))?.split(separator: "\n") ?? []
    return lines.filter { !$0.hasPrefix("#") }.compactMap { line in
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map {
        $0.replacingOccurrences(of: "\\n", with: "\n")
      }
      guard cells.count == 4 else { return nil }
      let count = (100_000 - cells[1].utf8.count - cells[3].utf8.count) / cells[2].utf8.count
      return CatastrophicRow(
        pattern: String(line.prefix { $0 != "\t" }),
        text: cells[1] + String(repeating: cells[2], count: count) + cells[3])
    }
  }()
}

/// Expressions that never end stop at ICU's work limit, and are told as errors of their rule alone.
@Suite struct CatastrophicExpressionTests {
  @Test func thereAreEightyAndAllDiffer() {
    #expect(CatastrophicRow.all.count == 80)
    #expect(Set(CatastrophicRow.all.map(\.pattern)).count == 80)
    #expect(CatastrophicRow.all.allSatisfy { (99_900...100_000).contains($0.text.utf8.count) })
  }

  /// The limit counts steps, so it is the same on every machine.
  @Test(arguments: CatastrophicRow.all) func stopsAtItsLimit(_ row: CatastrophicRow) throws {
    let worker = try RegularExpression(row.pattern, folding: ShippedFolding.folding).makeWorker()
    let text = ShippedFolding.folding.fold(Array(row.text.utf16), view: .base).units
    #expect(throws: RegularExpressionError.limitExceeded) { try worker.matches(in: text, limit: 1000) }
    #expect(throws: Never.self) { try worker.matches(in: [0x63]) }
  }

  /// Nothing in front of the search, a literal that is needed or a screen, takes the text for one without a match.
  @Test(arguments: CatastrophicRow.all) func isTriedAtAll(_ row: CatastrophicRow) throws {
    let expression = try RegularExpression(row.pattern, folding: ShippedFolding.folding)
    let text = ShippedFolding.folding.fold(Array(row.text.utf16), view: .base).units
    let folded = String(decoding: text, as: UTF16.self)
    for list in expression.requiredLiterals ?? [] {
      #expect(list.contains { folded.contains($0) }, "\(list)")
    }
    if let pattern = expression.screenedPattern, let program = ScreenProgram(pattern) {
      let alphabet = ScreenAlphabet([program])
      var screen = RegularExpressionScreen(.init(program, alphabet: alphabet))
      let classes = text.map { alphabet.classes[Int($0)] }
      let mayMatch = screen.mayMatch(classes.span)
      #expect(mayMatch)
    }
  }

  @Test func onlyTheRuleFails() throws {
    let row = try #require(CatastrophicRow.all.first { $0.pattern.contains("元") })
    let rules = [
      "id: endless\nforbid: {role: agent, regex: '\(row.pattern)'}",
      "id: wanted\nrequire: {role: agent, regex: '\(row.pattern)'}",
      "id: elsewhere\nforbid: {role: customer, regex: '\(row.pattern)'}",
      "id: plain\nforbid: {role: agent, keyword: [保证]}",
      "id: sound\nforbid: {role: agent, regex: '保证.{0,4}到货'}",
    ]
    let analyzer = try RuleBench.analyzer(try rules.map(RuleBench.rule))
    let transcript = try Dialogue("客户: 你好\n客服: \(row.text)\n客服: 保证明天到货").transcript
    let evaluation = try analyzer.evaluate(transcript)
    #expect(
      evaluation.outcomes.map { "\($0.rule) \($0.result.rawValue)" }
        == ["elsewhere no_hit", "endless error", "plain hit", "sound hit", "wanted error"])
    #expect(evaluation.diagnostics.map(\.code) == ["rule-error", "rule-error"])
    #expect(evaluation.diagnostics.allSatisfy { $0.severity == .error })
  }
}
