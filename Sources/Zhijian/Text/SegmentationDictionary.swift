/// The words of ICU and of all lists, with the costs that the lattice adds up.
struct SegmentationDictionary: Sendable {
  let trie: WordTrie
  let hasLists: Bool
  /// How many words ICU's dictionary has.
  let dictionaryWordCount: Int

  /// The size of the corpus that counts refer to, in words: that of the general list.
  private static let corpusSize = 60_101_964.0
  /// ICU's costs are 8 to 9 times −ln p for words that both know.
  private static let costScale = 8.5
  /// The cost of a list word without a count: that of a word seen some 300 times in the corpus.
  private static let defaultCost: UInt32 = 104
  /// Added to words that ICU alone knows once a general vocabulary says what is frequent. The
  /// dictionary has many rare and Japanese compounds, which would join what are words of their own.
  private static let dictionaryOnlyPenalty: UInt32 = 40
  /// A list with so many counted words is a general vocabulary.
  private static let vocabularySize = 10_000

  /// Throws `full` if the lists hold more than `WordTrie.capacityLimit` units or so.
  init(wordLists: [WordList]) throws(DictionaryTrieReader.Failure) {
    let listUnits = wordLists.reduce(0) { $0 + $1.pool.count }
    hasLists = !wordLists.isEmpty
    // ICU 72 has 306,000 nodes of more than one unit; most words of a list share some.
    var capacity = 340_000 + listUnits / 4
    while true {
      do {
        (trie, dictionaryWordCount) = try Self.build(wordLists, capacity: capacity)
        return
      } catch {
        guard case .full = error, capacity < WordTrie.capacityLimit else { throw error }
        capacity *= 2
      }
    }
  }

  private static func build(
    _ wordLists: [WordList], capacity: Int
  ) throws(DictionaryTrieReader.Failure) -> (trie: WordTrie, words: Int) {
    var trie = WordTrie(capacity: capacity)
    let words = try DictionaryTrieReader.addWords(to: &trie)
    guard !wordLists.isEmpty else { return (trie, words) }
    takeDictionaryCosts(in: &trie, hasVocabulary: wordLists.contains(where: isVocabulary))
    for (index, list) in wordLists.enumerated() {
      try add(list, index: UInt8(clamping: index), to: &trie)
    }
    return (trie, words)
  }

  private static func isVocabulary(_ list: WordList) -> Bool {
    list.slots.lazy.filter { $0.storedCount > 0 }.prefix(vocabularySize).count == vocabularySize
  }

  private static func takeDictionaryCosts(in trie: inout WordTrie, hasVocabulary: Bool) {
    trie.updateValues { isFirst, value in
      guard value.dictionaryCost != 0 else { return }
      let penalty = hasVocabulary && !isFirst ? dictionaryOnlyPenalty : 0
      value.set(cost: value.dictionaryCost + penalty, list: WordTrie.Value.icu)
    }
  }

  private static func add(
    _ list: WordList, index: UInt8, to trie: inout WordTrie
  ) throws(DictionaryTrieReader.Failure) {
    for slot in list.slots {
      var node = WordTrie.root
      for position in Int(slot.start)..<Int(slot.end) {
        let unit = CharacterFold.fold(list.pool[position])
        guard let next = trie.insertChild(of: node, by: unit) else { throw .full }
        node = next
      }
      let listed = cost(ofCount: slot.storedCount)
      let isCounted = slot.storedCount >= 0
      trie.updateValue(at: node) { value in
        let cost =
          isCounted || value.dictionaryCost == 0 ? listed : min(listed, value.dictionaryCost)
        // A list's word replaces ICU's; of two lists the lower cost wins, a count of 0 always.
        let isNew = value.list == WordTrie.Value.icu
        if isNew || cost == WordTrie.Value.noCost
          || (value.cost != WordTrie.Value.noCost && cost < value.cost)
        {
          value.set(cost: cost, list: index)
        }
      }
    }
  }

  private static func cost(ofCount count: Int32) -> UInt32 {
    switch count {
    case 0: return WordTrie.Value.noCost
    case ..<0: return defaultCost
    default: return UInt32(max(20, costScale * naturalLogarithm(corpusSize / Double(count)) + 0.5))
    }
  }

  /// ln of a number of at least 1/64, to about five decimals, without the C library's.
  private static func naturalLogarithm(_ value: Double) -> Double {
    let exponent = Double(value.exponent)
    let ratio = (value.significand - 1) / (value.significand + 1)
    let square = ratio * ratio
    let series = 1 + square * (1 / 3.0 + square * (1 / 5.0 + square * (1 / 7.0 + square / 9)))
    return exponent * 0.693_147_180_559_945 + 2 * ratio * series
  }
}

/// The one folding of the tokenizer: ASCII letters to lower case, full-width ASCII to ASCII, so that
/// `t恤` and `Ｔ恤` are the list's `T恤`.
enum CharacterFold {
  @inline(__always)
  static func fold(_ unit: UInt16) -> UInt16 {
    let narrow = unit >= 0xFF01 && unit <= 0xFF5E ? unit &- 0xFEE0 : unit
    return narrow >= 0x41 && narrow <= 0x5A ? narrow | 0x20 : narrow
  }
}
