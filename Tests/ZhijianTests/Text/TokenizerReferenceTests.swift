import Testing

@testable import Zhijian

/// The tokens of the double array and its branch-free search against a search that is as plain as can be.
@Suite struct TokenizerReferenceTests {
  private struct Random: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var value = state
      value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
      return value ^ value >> 31
    }
  }

  /// The cheapest path over `cuts` and the places between ideographs; of paths that cost the same the
  /// one whose last word is longest. Texts hold no shapes.
  private func reference(_ units: [UInt16], cuts: [Int32], builder: WordTrieBuilder) -> [Token] {
    func isHan(_ at: Int) -> Bool { (0x4E00...0x9FFF).contains(units[at]) }
    let nodes = (0...units.count).filter { at in
      cuts.contains(Int32(at)) || (at > 0 && at < units.count && isHan(at - 1) && isHan(at))
    }
    var best: [Int: (cost: Int, from: Int, list: UInt8)] = [0: (0, 0, 0)]
    for (index, at) in nodes.dropLast().enumerated() {
      guard let cost = best[at]?.cost else { continue }
      var isStepKnown = false
      func offer(_ to: Int, _ added: Int, _ list: UInt8) {
        if best[to].map({ cost + added < $0.cost }) ?? true { best[to] = (cost + added, at, list) }
      }
      var node = WordTrieBuilder.node(ofFirst: CharacterFold.fold(units[at]))
      var value = WordTrieBuilder.Value(bits: builder.firsts[Int(CharacterFold.fold(units[at]))])
      var to = at + 1
      var isFound = value.bits != 0
      while isFound {
        if value.cost != WordTrieBuilder.Value.noCost, nodes.contains(to) {
          if to == at + 1 { isStepKnown = true }
          offer(to, Int(value.cost), value.list)
        }
        guard to < units.count, let next = builder.child(of: node, by: CharacterFold.fold(units[to])) else { break }
        (node, value) = next
        isFound = true
        to += 1
      }
      let next = nodes[index + 1]
      if !isStepKnown { offer(next, next == at + 1 && isHan(at) ? 255 : 90, WordTrie.icu) }
    }
    var ends: [Int] = []
    var at = units.count
    while at > 0, let cell = best[at] {
      ends.append(at)
      at = cell.from
    }
    var start = 0
    return ends.reversed().map { end in
      defer { start = end }
      let list = best[end]?.list ?? 0
      let kind =
        list == WordTrie.icu ? CharacterTable.shared.tokenKind(of: units, from: start, to: end) : TokenKind.word
      return Token(
        start: Int32(start), end: Int32(end), kind: kind, origin: list == WordTrie.icu ? .icu : .list(list))
    }
  }

  @Test func tokensAreThoseOfAPlainSearch() throws {
    let lists =
      try shippedWordLists() + [
        WordList(name: "shop.tsv", words: [("T恤", nil), ("恤衫", 3), ("不发货", 0), ("发货，", nil), ("一二三四五六七八九十", nil)])
      ]
    let tokenizer = try Tokenizer(wordLists: lists)
    let worker = try tokenizer.makeWorker()
    let (builder, _) = try SegmentationDictionary.build(lists, source: .icu, capacity: 1_000_000)
    let words = lists.flatMap { list in
      stride(from: 0, to: list.count, by: max(1, list.count / 400)).map { index in
        Array(list.pool[Int(list.slots[index].start)..<Int(list.slots[index].end)])
      }
    }.filter { $0.allSatisfy { (0x4E00...0x9FFF).contains($0) } }
    var random = Random(state: 11)
    for _ in 0..<300 {
      var units: [UInt16] = []
      for _ in 0..<Int.random(in: 1...12, using: &random) {
        switch Int.random(in: 0..<10, using: &random) {
        case 0: units.append(UInt16.random(in: 0x4E00...0x9FFF, using: &random))
        case 1: units += Array("，。！一二三".utf16).shuffled(using: &random).prefix(2)
        case 2: units += Array("T恤衫".utf16)
        default:
          let word = words[Int.random(in: 0..<words.count, using: &random)]
          units += word.dropFirst(Int.random(in: 0..<2, using: &random))
        }
      }
      let expected = reference(units, cuts: worker.iteratorCuts(in: units), builder: builder)
      let text = worker.tokenize(units)
      #expect(text.tokens == expected, "\(String(decoding: units, as: UTF16.self))")
      #expect(text.dictionaryCuts == worker.iteratorCuts(in: units))
      var reused: [Token] = [Token(start: 1, end: 2, kind: .word, origin: .icu)]
      worker.tokenize(units, into: &reused)
      #expect(reused == text.tokens)
    }
  }

  @Test func cutsAskedForByManyThreadsAreTheSame() async throws {
    let text = try SharedTokenizers.shipped.get().makeWorker().tokenize(Array("什么时候发货呀，麻烦快一点".utf16))
    let expected = try SharedTokenizers.shipped.get().makeWorker().iteratorCuts(in: text.units)
    await withTaskGroup(of: [Int32].self) { group in
      for _ in 0..<16 { group.addTask { text.dictionaryCuts } }
      for await cuts in group { #expect(cuts == expected) }
    }
  }
}
