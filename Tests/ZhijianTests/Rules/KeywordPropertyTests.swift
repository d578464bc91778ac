import Testing

@testable import Zhijian

/// What the scan finds is what a search without any cleverness finds.
@Suite struct KeywordPropertyTests {
  private static let words = ["微信", "加微信", "退款", "您好", "好", "vx", "QQ", "保证", "大麻", "一号", "不开"]
  private static let fillers = [
    "吧", "，", "。", " ", "x", "Ｖ", "的", "😀", "麻烦", "印刷", "信用", "·", "\u{200B}", "號", "加", "1",
  ]
  private static let folding = ShippedFolding.folding

  private static func text(_ generator: inout SeededGenerator) -> String {
    (0..<Int.random(in: 1...8, using: &generator)).map { _ in
      (Bool.random(using: &generator) ? words : fillers).randomElement(using: &generator) ?? ""
    }.joined()
  }

  /// All places of a folded phrase in the folded text, as ranges of the original.
  private static func naive(
    _ phrase: String, in text: [UInt16], view: FoldView, folding: TextFolding = ShippedFolding.folding
  ) -> [TextRange] {
    let folded = folding.fold(text, view: view)
    let wanted = folding.foldPhrase(phrase, view: view)
    guard !wanted.isEmpty, wanted.count <= folded.units.count else { return [] }
    return (0...(folded.units.count - wanted.count)).filter { start in
      Array(folded.units[start..<(start + wanted.count)]) == wanted
    }.map { folded.originalRange($0..<($0 + wanted.count)) }
  }

  /// Of overlapping ranges the longest stays, of equally long ones the first.
  private static func merged(_ ranges: Set<TextRange>) -> [TextRange] {
    var kept: [TextRange] = []
    for range in ranges.sorted(by: { ($1.count, $0.lower) < ($0.count, $1.lower) })
    where !kept.contains(where: { $0.overlaps(range) || $0 == range }) {
      kept.append(range)
    }
    return kept.sorted()
  }

  @Test(arguments: ["", ", fold: base", ", fold: [gap, emoji]", ", fold: [lookalike, pinyin]"])
  func findsWhatANaiveSearchFinds(_ fold: String) throws {
    var generator = SeededGenerator(seed: 20_261_129)
    let words = try RuleBench.phraseWords()
    for boundary in ["any", "inside"] {
      let phrases = Self.words.shuffled(using: &generator).prefix(5)
      let rule = try RuleBench.rule(
        "forbid: {role: agent, boundary: \(boundary), keyword: [\(phrases.joined(separator: ", "))]\(fold)}")
      guard case .leaf(let leaf, _) = rule.condition.logic, let scan = leaf.scan else {
        Issue.record("no keyword")
        return
      }
      let worker = try RuleBench.analyzer([rule]).makeWorker()
      // Folding knows of the rules' phrases over whose gaps there is a cut.
      let folding = worker.analyzer.folding
      var found = 0
      for _ in 0..<150 {
        let text = Self.text(&generator)
        let units = Array(text.utf16)
        let transcript = Transcript(id: "c", messages: [Message(role: .agent, text: text)])
        let outcome = try #require(worker.evaluate(transcript).outcomes.first)
        let tokenized = words.tokenize(units)
        var cuts: DictionaryWords?
        var expected: Set<TextRange> = []
        for view in scan.views {
          for phrase in phrases {
            let written = BoundaryPhrase(phrase, words: words)
            for range in Self.naive(phrase, in: units, view: view, folding: folding)
            where !tokenized.isCutOff(range, from: written, boundary: scan.boundary, words: words, cuts: &cuts) {
              expected.insert(range)
            }
          }
        }
        let hits = outcome.findings.flatMap(\.hits).flatMap(\.spans).map(\.range)
        #expect(hits == Self.merged(expected), "\(boundary)\(fold) \(Array(phrases)) in \(text)")
        found += hits.count
      }
      #expect(found > 20)
    }
  }

  /// The original text of a hit, folded again, is the folded phrase.
  @Test func spansSurviveFolding() throws {
    var generator = SeededGenerator(seed: 4)
    var checked = 0
    for view in Fold.allCases.filter({ $0 >= .script }).map(FoldView.init(upTo:)) {
      for _ in 0..<400 {
        let units = Array(Self.text(&generator).utf16)
        let phrase = Self.words.randomElement(using: &generator) ?? ""
        let wanted = Self.folding.foldPhrase(phrase, view: view)
        for range in Self.naive(phrase, in: units, view: view) {
          let slice = Array(units[range.lower..<range.upper])
          #expect(
            Self.folding.fold(slice, view: view).units == wanted,
            "\(phrase) at \(range) of \(String(decoding: units, as: UTF16.self)) in \(view.last)")
          checked += 1
        }
      }
    }
    #expect(checked > 500)
  }
}
