import Testing

@testable import Zhijian

@Suite("Phrase matcher")
struct PhraseMatcherTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    let patterns: [String]
    let haystack: String
    let matches: [[Int]]

    var testDescription: String { name }
  }

  static let rows: [Row] = [
    Row(name: "nothing to find", patterns: [], haystack: "微信", matches: []),
    Row(name: "empty text", patterns: ["微信"], haystack: "", matches: []),
    Row(name: "empty phrase", patterns: ["", "信"], haystack: "微信", matches: [[1, 1, 2]]),
    Row(name: "whole text", patterns: ["微信"], haystack: "微信", matches: [[0, 0, 2]]),
    Row(name: "text shorter than the phrase", patterns: ["加微信"], haystack: "加微", matches: []),
    Row(name: "one unit", patterns: ["信"], haystack: "信微信", matches: [[0, 0, 1], [0, 2, 3]]),
    Row(name: "one unit beside pairs", patterns: ["信", "微信"], haystack: "加微信", matches: [[1, 1, 3], [0, 2, 3]]),
    Row(
      name: "nested", patterns: ["加微信", "微信", "微信号", "微"], haystack: "加微信号",
      matches: [[0, 0, 3], [3, 1, 2], [1, 1, 3], [2, 1, 4]]),
    Row(name: "overlapping", patterns: ["退货款", "货款项"], haystack: "退货款项", matches: [[0, 0, 3], [1, 1, 4]]),
    Row(name: "self-overlapping", patterns: ["哈哈"], haystack: "哈哈哈哈", matches: [[0, 0, 2], [0, 1, 3], [0, 2, 4]]),
    Row(name: "duplicates", patterns: ["好评", "x", "好评"], haystack: "求好评", matches: [[0, 1, 3], [2, 1, 3]]),
    Row(
      name: "prefixes by length", patterns: ["aaa", "a", "aa"], haystack: "aaa",
      matches: [[1, 0, 1], [2, 0, 2], [0, 0, 3], [1, 1, 2], [2, 1, 3], [1, 2, 3]]),
    Row(name: "half a surrogate pair is not a pair", patterns: ["🐧"], haystack: "🐦🐧", matches: [[0, 2, 4]]),
    Row(name: "false start then a match", patterns: ["加微信"], haystack: "加微加微信", matches: [[0, 2, 5]]),
    Row(name: "last unit of the text", patterns: ["q", "加q"], haystack: "加q", matches: [[1, 0, 2], [0, 1, 2]]),
  ]

  @Test("rows", arguments: rows)
  func finds(_ row: Row) {
    let matcher = PhraseMatcher(phrases: row.patterns.map { Array($0.utf16) })
    var found: [[Int]] = []
    matcher.forEachMatch(in: Array(row.haystack.utf16)) { found.append([$0, $1, $2]) }
    #expect(found == row.matches)
  }

  @Test("a phrase above the bound of the trie is found between short ones, in order")
  func longPhrase() {
    let long = [UInt16](repeating: 7, count: 70)
    let matcher = PhraseMatcher(phrases: [long, [7, 7], Array(long.dropLast(6)), Array(long.dropLast(5))])
    let text = [1] + long + [7, 2]
    expectSame(matcher, [long, [7, 7], Array(long.dropLast(6)), Array(long.dropLast(5))], text)
  }

  @Test("all units as phrases and as text")
  func allUnits() {
    let phrases = (0...UInt16.max).map { [$0] } + [[0xFFFF, 0], [0xD800, 0xD800]]
    let matcher = PhraseMatcher(phrases: phrases)
    var found: [PhraseMatch] = []
    matcher.appendMatches(in: Array(0...UInt16.max), to: &found)
    #expect(found.count == 65_536)
    #expect(found.allSatisfy { $0.phrase == $0.start && $0.end == $0.start + 1 })
  }

  @Test("the same matches as a naive search", arguments: 0..<60)
  func equalsNaiveSearch(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let alphabet = UInt16.random(in: 1...5, using: &random)
    let longest = seed % 3 == 0 ? 90 : seed % 3 == 1 ? 6 : 66
    func randomUnits(upTo length: Int) -> [UInt16] {
      (0..<Int.random(in: 0...length, using: &random)).map { _ in .random(in: 0..<alphabet, using: &random) }
    }
    var phrases = (0..<Int.random(in: 1...40, using: &random)).map { _ in randomUnits(upTo: longest) }
    phrases.append(contentsOf: phrases.prefix(3))
    let matcher = PhraseMatcher(phrases: phrases)
    for _ in 0..<4 {
      var text = randomUnits(upTo: 120)
      // Long phrases hardly ever occur by chance.
      for _ in 0..<3 { text.append(contentsOf: phrases.randomElement(using: &random) ?? []) }
      expectSame(matcher, phrases, text)
    }
  }

  @Test("a large random list over a wide alphabet")
  func wideAlphabet() {
    var random = SeededGenerator(seed: 99)
    let units = (0..<3000).map { _ in UInt16.random(in: 0x4E00...0x9FFF, using: &random) }
    let phrases = (0..<20_000).map { _ in
      (0..<Int.random(in: 1...5, using: &random)).map { _ in units[Int.random(in: 0..<3000, using: &random)] }
    }
    let matcher = PhraseMatcher(phrases: phrases)
    var found: [PhraseMatch] = []
    for (index, phrase) in phrases.enumerated() {
      found.removeAll(keepingCapacity: true)
      matcher.appendMatches(in: phrase, to: &found)
      let expected = PhraseMatch(phrase: index, start: 0, end: phrase.count)
      #expect(found.contains(expected))
    }
  }

  private func expectSame(_ matcher: PhraseMatcher, _ phrases: [[UInt16]], _ text: [UInt16]) {
    var expected: [PhraseMatch] = []
    for (index, phrase) in phrases.enumerated() where !phrase.isEmpty && phrase.count <= text.count {
      for start in 0...(text.count - phrase.count)
      where text[start..<(start + phrase.count)].elementsEqual(phrase) {
        expected.append(PhraseMatch(phrase: index, start: start, end: start + phrase.count))
      }
    }
    var found: [PhraseMatch] = []
    matcher.appendMatches(in: text, to: &found)
    #expect(found == expected.sorted())
  }
}
