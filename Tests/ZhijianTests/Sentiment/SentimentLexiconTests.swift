import Foundation
import Testing
import Zhijian

@Suite struct SentimentLexiconTests {
  @Test func theShippedLexiconIsSoundAndLarge() {
    let (lexicon, diagnostics) = shippedLexicon()
    #expect(diagnostics.isEmpty, "\(diagnostics.prefix(3))")
    #expect((1200...5000).contains(lexicon.entries.count))
    #expect(lexicon.entries.allSatisfy { $0.source == "own" || $0.source == "learned" })
  }

  /// Somebody has read what moves scores most: of all that labels speak for, the 1,000 whose weight times the root of
  /// how many conversations use them is largest. And there are no more entries than anybody can keep in view.
  @Test func theHeaviestEntriesAreReviewed() throws {
    let entries = shippedLexicon().lexicon.entries
    #expect(entries.count <= 5000)
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../lexicons/review/sentiment.tsv").standardizedFileURL
    let (review, faults) = SentimentReview.parse(try String(contentsOf: file, encoding: .utf8), named: "review")
    #expect(faults.isEmpty)
    let words = entries.filter { $0.kind != .feature }
    let effects = words.compactMap { entry -> (entry: SentimentEntry, effect: Double)? in
      guard let counts = entry.note.split(separator: "；").first(where: { $0.hasPrefix("见于 ") }) else { return nil }
      let count = counts.dropFirst(3).split(separator: "/").reduce(0) { $0 + (Int($1) ?? 0) }
      return (entry, abs(Double(entry.weight)) * Double(min(count, 400)).squareRoot())
    }
    let heaviest = effects.sorted { ($1.effect, $0.entry.text) < ($0.effect, $1.entry.text) }.prefix(1000)
    #expect(heaviest.count == 1000)
    let unread = heaviest.filter { review.verdict(on: $0.entry.text, kind: $0.entry.kind) != .keep }
    #expect(unread.isEmpty, "\(unread.map(\.entry.text))")
  }

  @Test func allFaultsAreReportedWithLineAndColumn() throws {
    let text = """
      entry\tweight\tkind\tsource\tnote
      # a comment

      好\t0.5\tsatisfaction
      好评\tmuch\tsatisfaction
      差评\t-0.5\tcomplaint
      烂\t-0.5
      快\t1.5\tsatisfaction\town
      好\t0.4\tsatisfaction
      \t0.4\tsatisfaction
      很\t-1\tdegree
      a\t0.1\tassent\town\tnote\tmore
      """
    let (lexicon, faults) = SentimentLexicon.parse(files: [("a.tsv", text)])
    #expect(lexicon.entries.map(\.text) == ["好"])
    let places = faults.map { "\($0.location?.line ?? 0):\($0.location?.column ?? 0) \($0.code)" }
    #expect(
      places == [
        "5:4 sentiment-weight", "6:9 sentiment-kind", "7:1 sentiment-fields", "8:3 sentiment-weight",
        "9:1 sentiment-duplicate", "10:1 sentiment-entry", "11:3 sentiment-weight", "12:23 sentiment-fields",
      ])
    #expect(faults.allSatisfy { $0.location?.file == "a.tsv" && $0.severity == .error })
  }

  @Test func weightsAreReadExactly() {
    let text = "甲\t-0.35\tneed\r\n乙\t0.125\tneed\r\n丙\t1\tneed\r\n丁\t0.1234\tneed\r\n戊\t+0.2\tneed\n己\t.5\tneed\n"
    let (lexicon, faults) = SentimentLexicon.parse(files: [("a.tsv", "\u{FEFF}" + text)])
    #expect(lexicon.entries.map(\.weight) == [-350, 125, 1000, 200])
    #expect(faults.map { $0.location?.line } == [4, 6])
  }

  @Test func numbersStandForNumbers() {
    let (lexicon, _) = SentimentLexicon.parse(files: [("a.tsv", "等了{数}天\t-0.5\tanxiety\n")])
    let scorer = SentimentScorer(lexicon: lexicon)
    for text in ["等了三天", "等了15天", "等了十几天", "等了[数字x]天"] {
      #expect(scorer.score(Array(text.utf16), role: .customer, kind: .text).score == -0.5, "\(text)")
    }
    #expect(scorer.score(Array("等了今天".utf16), role: .customer, kind: .text).score == 0)
  }
}
