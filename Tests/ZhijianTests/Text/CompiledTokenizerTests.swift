import Testing

@testable import Zhijian

@Suite struct CompiledTokenizerTests {
  private static let texts = ["什么时候发货呀", "双11的T恤，[微笑]ＳＦ1234567890123", "カタカナと漢字", "", "😂👍🏻包邮吗？"].map { Array($0.utf16) }

  @Test func aCompiledTokenizerCutsTheSame() throws {
    let tokenizer = try SharedTokenizers.shipped.get()
    let again = try #require(Tokenizer(compiled: tokenizer.compiled, listNames: tokenizer.listNames))
    #expect(again.dictionaryDescription == tokenizer.dictionaryDescription)
    let workers = (try tokenizer.makeWorker(), try again.makeWorker())
    for text in Self.texts {
      let (one, other) = (workers.0.tokenize(text), workers.1.tokenize(text))
      #expect(one.tokens == other.tokens && one.dictionaryCuts == other.dictionaryCuts)
    }
  }

  @Test func otherThingsAreRefused() throws {
    let tokenizer = try SharedTokenizers.plain.get()
    let words = tokenizer.compiled
    for count in [0, 1, 4, 5, 6, 1000, 49_157, 49_158, words.count - 1] {
      #expect(Tokenizer(compiled: Array(words.prefix(count)), listNames: []) == nil)
    }
    #expect(Tokenizer(compiled: words + [0], listNames: []) == nil)
    #expect(Tokenizer(compiled: words, listNames: ["a.tsv"]) == nil)
    for index in 0..<5 {
      var changed = words
      changed[index] ^= 1 << 40
      #expect(Tokenizer(compiled: changed, listNames: []) == nil)
    }
  }

  /// Whatever the numbers are: no trap, and tokens that cover the text.
  @Test func nonsenseIsRefusedOrCutsSomehow() throws {
    let tokenizer = try SharedTokenizers.shipped.get()
    let words = tokenizer.compiled
    var state: UInt64 = 5
    func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 29
    }
    // Regions: header, codes, kinds, classes, nodes of one unit, other nodes.
    for region in [0..<5, 5..<16_389, 16_389..<32_773, 32_773..<49_157, 49_157..<69_157, 69_157..<words.count] {
      for mask in [UInt64.max, 0xFFFF, 0xFFFF_0000, 0xFF_FFFF << 40, 0x1FF << 31] {
        var changed = words
        for _ in 0..<500 { changed[region.lowerBound + Int(next() % UInt64(region.count))] ^= next() & mask }
        guard let odd = Tokenizer(compiled: changed, listNames: tokenizer.listNames) else { continue }
        let worker = try odd.makeWorker()
        for text in Self.texts {
          let result = worker.tokenize(text)
          #expect(result.tokens.reduce(0) { $0 == $1.start ? $1.end : -1 } == Int32(text.count))
          #expect(result.dictionaryCuts.last == Int32(text.count))
          for token in result.tokens { #expect(!tokenizer.name(of: token.origin).isEmpty) }
        }
      }
    }
  }
}
