import Testing

@testable import Zhijian

@Suite("Own search for the matches of expressions")
struct SpanSearchTests {
  /// An expression as its own search and as ICU find it.
  private struct Both {
    let worker: RegularExpressionWorker
    let alphabet: ScreenAlphabet
    var search: SpanSearch

    /// Nil where the pattern is left to ICU.
    init?(_ pattern: String) throws {
      let expression = try RegularExpression(pattern)
      guard let read = ScreenPatternReader.read(pattern), read.isExact, let program = SpanProgram(read.pattern) else {
        return nil
      }
      worker = expression.makeWorker()
      alphabet = ScreenAlphabet([], [program])
      search = SpanSearch(.init(program, alphabet: alphabet))
    }

    /// What the own search finds; nil where it leaves the text to ICU.
    mutating func own(_ units: [UInt16], limit: Int = .max) -> [Range<Int>]? {
      var classes: [UInt16] = []
      let endsLine = units.last.map { ScreenUnits.lineEnds.contains($0) } ?? false
      guard alphabet.appendClasses(of: units, to: &classes), !endsLine else { return nil }
      var ranges: [Range<Int>] = []
      return search.appendRanges(in: classes.span, limit: limit, to: &ranges) ? ranges : nil
    }
  }

  @Test(
    "the leftmost match that backtracking comes to first",
    arguments: [
      ("您.{0,3}微信", "您加微信您的微信", [0..<4, 4..<8]), ("加|加微", "加微加", [0..<1, 2..<3]), ("加微|加", "加微加", [0..<2, 2..<3]),
      ("a+?b", "aaab", [0..<4]), ("[^，。]{2,3}", "一二三四五，六", [0..<3, 3..<5]), ("^好", "好好", [0..<1]),
      ("好$", "好好", [1..<2]), ("(?<=有)问题(?!吗)", "有问题吗有问题", [5..<7]), ("(?<!没)有(?=货)", "没有货有货", [3..<4]),
      ("(?>好的|好)的", "好的的好的", [0..<3]), ("好++的", "好好的", [0..<3]), ("(?:ab|a)(?:c|bcd)?", "abcd", [0..<3]),
      ("V信", "加v信", [1..<3]), ("[~。!\\s]*好", "  好!好", [0..<3, 3..<5]), (".{2,}?的", "你\n的我们的", [2..<6]),
      ("x{0}好", "x好", [1..<2]), ("(?:一|二){2}", "一二二一二", [0..<2, 2..<4]),
    ] as [(String, String, [Range<Int>])])
  func rows(pattern: String, text: String, ranges: [Range<Int>]) throws {
    var both = try #require(try Both(pattern))
    let units = Array(text.utf16)
    #expect(both.own(units) == ranges)
    #expect(try both.worker.matches(in: units) == ranges)
    #expect(both.own(units, limit: 1) == Array(ranges.prefix(1)))
  }

  @Test(
    "patterns that are left to ICU",
    arguments: ["a*", "a?", "(?:a?)+b", "a\\b", "(a)\\1", "\\w+", "[^a-c]", "(?i)a", "好|", "😀"])
  func unknown(pattern: String) throws {
    #expect(try Both(pattern) == nil)
  }

  @Test("texts that are left to ICU", arguments: ["é好", "😀", "好\n", "好\u{2028}"])
  func unknownText(text: String) throws {
    var both = try #require(try Both("好"))
    #expect(both.own(Array(text.utf16)) == nil)
  }

  @Test(
    "classes of plain units hold what ICU's hold",
    arguments: [
      ".", "\\d", "\\D", "\\s", "\\S", "[^\\s好]", "[^\\d]", "[a b]", "[^a]",
      "\\p{L}", "[^\\p{L}]", "\\P{N}", "[^\\p{P}]",
      "\\p{S}", "\\p{So}", "\\p{Sc}", "\\p{Z}", "\\p{M}", "[\\p{Cc}\\p{Cf}]",
    ])
  func classes(pattern: String) throws {
    var both = try #require(try Both(pattern))
    for range in ScreenUnits.plain.ranges {
      for unit in range where !ScreenUnits.lineEnds.contains(unit) {
        let own = both.own([unit])
        #expect(own != nil)
        #expect(try own == both.worker.matches(in: [unit]), "\(unit)")
      }
    }
    // Line ends as well, with something behind.
    for unit in UInt16(0x0A)...0x0D { #expect(try both.own([unit, 0x61]) == both.worker.matches(in: [unit, 0x61])) }
  }

  @Test("what takes too many steps is left to ICU, and in little time")
  func steps() throws {
    var both = try #require(try Both("(?=(?:a|aa)+$)(?:a|aa)+b|(?>(?:a|aa)+c)"))
    #expect(both.own(Array(repeating: 0x61, count: 60)) == nil)
    var linear = try #require(try Both("(?:a|aa)+b"))
    #expect(linear.own(Array(repeating: 0x61, count: 2000)) == [])
    #expect(linear.own(Array(repeating: 0x61, count: 40_000)) == nil)
  }

  @Test("finds what ICU finds, on random patterns and texts", arguments: 0..<32)
  func sameAsICU(seed: UInt64) throws {
    var random = SeededGenerator(seed: 1000 + seed)
    let units = ["a", "B", "b", "好", "的", "，", "。", "1", " ", "\n", "?", "-", "s", "\r\n", "\u{3000}"]
    var compared = 0
    var matched = 0
    for _ in 0..<250 {
      let source = Self.pattern(2, &random)
      guard var both = (try? Both(source)) ?? nil else { continue }
      for _ in 0..<40 {
        let text = (0..<Int.random(in: 0...9, using: &random)).map { _ in units.randomElement(using: &random) ?? "" }
        let searched = Array(text.joined().utf16)
        guard let own = both.own(searched) else { continue }
        // Some random patterns run out of ICU's work.
        guard let wanted = try? both.worker.matches(in: searched) else { continue }
        #expect(own == wanted, "\(source) on \(text.joined().debugDescription)")
        compared += 1
        if !own.isEmpty { matched += 1 }
      }
    }
    #expect(compared > 1000 && matched > 300)
  }

  private static func pattern(_ depth: Int, _ random: inout SeededGenerator) -> String {
    let atoms = [
      "a", "b", "好", "的", ".", "[^，。\\n]", "[a-c好]", "\\d", "\\s", "[?？]", "^", "$", "(?=好)", "(?<=a)", "(?!的)",
      "(?<!1)", "(?<=a|好的)", "(?<=.{1,2}b)", "\\S", "(?:^|\\s)", "(?=$|\\s)", "ss", "[^\\s]", "-", "a|ab", "(?:ab|a)",
    ]
    let counts = ["*", "+", "?", "{2}", "{1,3}", "{0,9}", "{2,}", "*?", "+?", "??", "{1,3}?", "++", "*+", "?+"]
    var text = ""
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      var part = atoms.randomElement(using: &random) ?? "a"
      if depth > 0, Bool.random(using: &random) {
        let head = ["(?:", "(?:", "(?:", "(?:", "(", "(?>", "(?=", "(?!"].randomElement(using: &random) ?? "("
        let other = Bool.random(using: &random) ? "|" + pattern(depth - 1, &random) : ""
        part = head + pattern(depth - 1, &random) + other + ")"
      }
      if Int.random(in: 0..<3, using: &random) == 0, !part.hasPrefix("(?="), !part.hasPrefix("(?!"), part != "^" {
        part += counts.randomElement(using: &random) ?? ""
      }
      text += part
    }
    return text
  }
}
