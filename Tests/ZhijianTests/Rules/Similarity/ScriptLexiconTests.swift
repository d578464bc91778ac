import Testing

@testable import Zhijian

@Suite struct ScriptLexiconTests {
  private func faults(_ name: String, _ text: String) -> [String] {
    ScriptLexicon.parse(files: [.init(name: "script/" + name, text: text)], folding: ShippedFolding.folding).1.map {
      "\($0.location?.line ?? 0):\($0.location?.column ?? 0) \($0.severity) \($0.code)"
    }
  }

  @Test func theShippedLexiconHasNoFault() {
    #expect(ShippedScript.loaded.diagnostics.map(\.message.english) == [])
    #expect(ShippedScript.loaded.words.count > 1000)
  }

  @Test func faultsHaveTheirPlace() {
    #expect(faults("synonyms.tsv", "退款\t退钱\n寄回\t退款\t发回") == ["2:4 warning duplicate-word"])
    #expect(faults("synonyms.tsv", "# 注\n退款") == ["2:1 warning lone-synonym"])
    #expect(faults("synonyms.tsv", "退款\t\t退钱") == ["1:4 error empty-word"])
    #expect(faults("light.tsv", String(repeating: "亲", count: 17)) == ["1:1 error word-too-long"])
    #expect(faults("contrary.tsv", "延迟\t提前\t早\n延迟") == ["1:1 error bad-pair", "2:1 error bad-pair"])
    #expect(faults("synonyms.tsv", "\u{FEFF}退款\t退钱\r\n寄回\t发回\r\n") == [])
  }

  @Test func traditionalWordsOfALexiconAreTheSimplifiedOnes() {
    let (lexicon, _) = ScriptLexicon.parse(
      files: [.init(name: "s.tsv", text: "運費\t郵費")], folding: ShippedFolding.folding)
    let terms = ScriptReading(Array("运费邮费".utf16), lexicon: lexicon).terms
    #expect(terms.map(\.key) == [.group(0), .group(0)])
  }

  @Test func theLongestWordCounts() {
    let reading = ScriptReading(Array("退回48小时".utf16), lexicon: RuleBench.scriptLexicon)
    #expect(reading.terms.map { reading.text(of: $0) } == ["退回", "48小时"])
  }
}
