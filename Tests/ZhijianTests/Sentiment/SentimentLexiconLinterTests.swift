import Testing
import Zhijian

@Suite struct SentimentLexiconLinterTests {
  private func check(_ text: String) -> [String] {
    let (lexicon, faults) = SentimentLexicon.parse(files: [("t.tsv", text)])
    #expect(faults.isEmpty, "\(faults)")
    return SentimentLexiconLinter(lexicon: lexicon).diagnostics()
      .map { "\($0.location?.line ?? 0):\($0.location?.column ?? 0) \($0.code)" }
  }

  @Test func everyCheckFindsItsFault() {
    #expect(check("满意\t-0.3\tsatisfaction\n") == ["1:1 sentiment-contradiction"])
    let topics = "信号\t0\ttopic\n信号的\t-0.1\tdissatisfaction\n信号差\t-0.3\tdissatisfaction\n"
    #expect(check(topics) == ["2:1 sentiment-topic-only"])
    #expect(check("好用\t0\tcue\n") == ["1:1 sentiment-dead"])
    #expect(check("1a\t0.1\tsatisfaction\na\t0.1\tsatisfaction\n").isEmpty)
  }

  @Test func aSoundLexiconHasNone() {
    #expect(check("满意\t0.3\tsatisfaction\n不\t-0.9\tnegation\n等了{数}天\t-0.3\tanxiety\n").isEmpty)
  }

  @Test func theShippedLexiconHasNone() {
    let found = SentimentLexiconLinter(lexicon: shippedLexicon().lexicon).diagnostics()
    #expect(found.isEmpty, "\(found.prefix(5).map { "\($0.message.english)" })")
  }
}
