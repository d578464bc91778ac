import Testing
import Zhijian

@Suite struct SentimentPropertyTests {
  let scorer = shippedScorer()

  /// A small generator, so that the texts are the same in every run.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  private func check(_ units: [UInt16], _ role: Role, _ context: SentimentContext) {
    let sentiment = scorer.score(units, role: role, kind: .text, context: context)
    #expect(sentiment == scorer.score(units, role: role, kind: .text, context: context))
    guard let score = sentiment.thousandths else {
      #expect(sentiment.parts.isEmpty)
      return
    }
    #expect((-1000...1000).contains(score))
    #expect(sentiment.parts.reduce(0) { $0 + $1.thousandths } == score)
    for part in sentiment.parts {
      guard let range = part.range else { continue }
      #expect(range.lower >= 0 && range.upper <= units.count && !range.isEmpty)
    }
    #expect(sentiment.parts.dropLast().allSatisfy { $0.kind != .clamp })
  }

  @Test func partsSumToTheScoreInTextsMadeOfEntries() {
    var generator = Generator(state: 7)
    let entries = shippedLexicon().lexicon.entries.map(\.text)
    let glue = ["", "，", "。", "！", "？", "！！！", "？？？", "的", "了", " ", "但是", "不", "很", "吗", "……", "3", "[数字x]"]
    for _ in 0..<3000 {
      var text = ""
      for _ in 0..<Int.random(in: 1...12, using: &generator) {
        text += entries.randomElement(using: &generator) ?? ""
        text += glue.randomElement(using: &generator) ?? ""
      }
      let context = SentimentContext(
        isRepeated: Bool.random(using: &generator), unansweredMessages: Int.random(in: -1...5, using: &generator))
      check(Array(text.utf16), Role.allCases.randomElement(using: &generator) ?? .customer, context)
    }
  }

  @Test func anyUnitsAreRead() {
    var generator = Generator(state: 11)
    for length in 0..<1500 {
      let units = (0..<length % 60).map { _ in UInt16.random(in: 0...UInt16.max, using: &generator) }
      check(units, .customer, .none)
      check(units, .agent, .none)
    }
    check(Array(repeating: 0x21, count: 5000), .customer, .none)
    check(Array(repeating: 0x6025, count: 20_000), .customer, .none)
    check(Array(String(repeating: "[", count: 3000).utf16), .customer, .none)
    check(Array(String(repeating: "还没好", count: 3000).utf16), .customer, .none)
    check(Array(repeating: UInt16.max, count: 100), .customer, .none)
  }

  @Test func moreOfTheSameNeverTurnsTheSign() throws {
    for word in ["垃圾", "骗子", "失望", "谢谢", "满意"] {
      var last = 0
      for count in 1...30 {
        let text = Array(String(repeating: word + "，", count: count).utf16)
        let score = try #require(scorer.score(text, role: .customer, kind: .text).thousandths)
        #expect(abs(score) >= abs(last) && abs(score) < 1000)
        last = score
      }
    }
  }

  @Test func wordsAreNotCut() throws {
    let units = Array("大麻烦".utf16)
    let (lexicon, faults) = SentimentLexicon.parse(files: [("t.tsv", "大麻\t-0.9\tabuse\n")])
    #expect(faults.isEmpty)
    let scorer = SentimentScorer(lexicon: lexicon)
    func text(_ ends: [Int32]) -> TokenizedText {
      let tokens = zip([0] + ends, ends).map { Token(start: $0, end: $1, kind: .word, origin: .icu) }
      return TokenizedText(units: units, tokens: tokens, dictionaryCuts: [0] + ends)
    }
    #expect(scorer.score(text([1, 3]), role: .customer, kind: .text).score == 0)
    #expect(scorer.score(text([2, 3]), role: .customer, kind: .text).score ?? 0 < -0.5)
  }

  @Test func traditionalScriptIsReadThroughTheFolding() {
    let (lexicon, _) = SentimentLexicon.parse(files: [("t.tsv", "谢谢\t0.5\tgratitude\n骗子\t-0.6\tanger\n")])
    var faults: [Diagnostic] = []
    let file = FoldingTables.File(name: "script.tsv", text: "謝\t谢\n騙\t骗\n")
    let folding = TextFolding(tables: FoldingTables(files: [file], diagnostics: &faults))
    let scorer = SentimentScorer(lexicon: lexicon, folding: folding)
    #expect(faults.isEmpty, "\(faults)")
    #expect(scorer.score(Array("謝謝".utf16), role: .customer, kind: .text).score == 0.5)
    let sentiment = scorer.score(Array("😡騙子".utf16), role: .customer, kind: .text)
    #expect(sentiment.parts.contains { $0.name == "骗子" && $0.range == TextRange(2, 4) })
  }

  @Test func contextEntersAsNamedParts() throws {
    var tracker = SentimentContext.Tracker()
    let text = Array("什么时候可以发货".utf16)
    #expect(tracker.next(text, role: .customer, kind: .text) == .none)
    let again = tracker.next(text, role: .customer, kind: .text)
    #expect(again == SentimentContext(isRepeated: true, unansweredMessages: 1))
    _ = tracker.next(Array("您好".utf16), role: .agent, kind: .text)
    #expect(tracker.next(text, role: .customer, kind: .text).unansweredMessages == 0)
    let plain = try #require(scorer.score(text, role: .customer, kind: .text).score)
    let repeated = scorer.score(text, role: .customer, kind: .text, context: again)
    #expect(repeated.parts.contains { $0.kind == .context && $0.name == "重复发送" })
    #expect(try #require(repeated.score) < plain)
  }
}
