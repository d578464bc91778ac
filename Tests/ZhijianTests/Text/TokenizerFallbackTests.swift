import Testing

@testable import Zhijian

/// What is left where ICU's dictionary cannot be read.
@Suite struct TokenizerFallbackTests {
  private func words(_ text: String, _ tokenizer: Tokenizer) throws -> [String] {
    let tokenized = try tokenizer.makeWorker().tokenize(Array(text.utf16))
    return tokenized.tokens.map { tokenized.text(of: $0) }
  }

  @Test(arguments: [DictionarySource.missing, .units([]), .units([0x30, 1, 2]), .units([0xFFFF, 0xFFFF])])
  func listedWordsAreJoinedOverICUsCuts(source: DictionarySource) throws {
    let list = WordList(name: "shop.tsv", words: [("发货", nil), ("包邮", nil), ("运费险", nil)])
    let tokenizer = try Tokenizer(wordLists: [list], source: source)
    #expect(tokenizer.isDictionaryMissing && tokenizer.versionSuffix == "-icu-iterator")
    #expect(tokenizer.dictionaryDescription.hasSuffix("word iterator"))
    #expect(try words("什么时候发货，运费险包邮吗？", tokenizer) == ["什么时候", "发货", "，", "运费险", "包邮", "吗", "？"])
    let worker = try tokenizer.makeWorker()
    for text in ["什么时候发货", "订单123[微笑]", "", "漢字とカナ"] {
      let units = Array(text.utf16)
      let cuts = units.isEmpty ? [0] : worker.iteratorCuts(in: units)
      #expect(worker.tokenize(units).dictionaryCuts == cuts)
    }
  }

  @Test func withoutListsTheCutsAreICUs() throws {
    let missing = try Tokenizer(wordLists: [], source: .missing)
    let plain = try SharedTokenizers.plain.get()
    for text in ["请问这件衣服什么时候发货", "155，90cm^_^", "a", "漢字とカナ"] {
      #expect(try words(text, missing) == words(text, plain))
    }
    #expect(!plain.isDictionaryMissing && plain.versionSuffix.isEmpty)
  }

  @Test func aTokenizerWithoutTheDictionaryIsNotKept() throws {
    let missing = try Tokenizer(wordLists: [], source: .missing)
    #expect(Tokenizer(compiled: missing.compiled, listNames: []) == nil)
  }
}
