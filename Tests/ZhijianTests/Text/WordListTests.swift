import Testing
import Zhijian

@Suite struct WordListTests {
  @Test func readsWordsCountsAndNotes() {
    let (list, diagnostics) = WordList.parse(
      "# head\n客服\t12\t人\n发货\r\n\n包邮\t\t只有备注\nT恤\t0\n", file: "a.tsv")
    #expect(diagnostics.isEmpty)
    #expect(list.name == "a.tsv")
    #expect(list.entries.map(\.word) == ["客服", "发货", "包邮", "T恤"])
    #expect(list.entries.map(\.count) == [12, nil, nil, 0])
  }

  @Test(arguments: [
    ("\t5\n", "empty-word", 1, 1),
    ("好\n客服\t多\n", "bad-count", 2, 4),
    ("客服\t-1", "bad-count", 1, 4),
    ("客服\t99999999999", "bad-count", 1, 4),
    ("客 服\t1", "space-in-word", 1, 2),
    ("客服\n客服\t3", "duplicate-word", 2, 1),
    (String(repeating: "长", count: 33), "word-too-long", 1, 1),
  ])
  func reportsFaults(_ text: String, _ code: String, _ line: Int, _ column: Int) {
    let (_, diagnostics) = WordList.parse(text, file: "a.tsv")
    #expect(diagnostics.map(\.code) == [code])
    #expect(
      diagnostics.first?.location == SourceLocation(file: "a.tsv", line: line, column: column))
  }

  @Test func reportsBytesThatAreNotUTF8() {
    let (list, diagnostics) = WordList.parse(
      utf8: [0xE5, 0xAE, 0x0A] + Array("客服".utf8), file: "a.tsv")
    #expect(diagnostics.map(\.code) == ["not-utf8"])
    #expect(list.count == 1)
  }

  @Test func aCountOfZeroUnmakesAWord() throws {
    let list = WordList(name: "a.tsv", words: [("什么时候", 0)])
    let text = try Tokenizer(wordLists: [list]).makeWorker().tokenize(Array("什么时候".utf16))
    #expect(text.tokens.count == 2)
    #expect(text.dictionaryCuts == [0, 4])
  }

  @Test func shippedListsAreClean() throws {
    let lists = try shippedWordLists()
    #expect(lists.map(\.name) == ["general.tsv", "service.tsv"])
    #expect(lists[0].count > 100_000)
    #expect(lists[1].count >= 500)
  }
}
