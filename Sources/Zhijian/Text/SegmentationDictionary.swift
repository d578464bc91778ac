/// The words of ICU and of all lists, with the costs that the lattice adds up.
struct SegmentationDictionary: Sendable {
  let trie: WordTrie
  let hasLists: Bool
  /// How many words ICU's dictionary has, 0 if it could not be read.
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

  /// Throws `full` if the lists hold more than `WordTrieBuilder.capacityLimit` units or so. Without ICU's
  /// dictionary there are just the words of the lists.
  init(wordLists: [WordList], source: DictionarySource) throws(DictionaryTrieReader.Failure) {
    let listUnits = wordLists.reduce(0) { $0 + $1.pool.count }
    hasLists = !wordLists.isEmpty
    // ICU 72 has 306,000 nodes of more than one unit; most words of a list share some.
    var capacity = 340_000 + listUnits / 4
    var source = source
    while true {
      do throws(DictionaryTrieReader.Failure) {
        let (builder, words) = try Self.build(wordLists, source: source, capacity: capacity)
        guard let (codes, nodes) = WordTriePacker.pack(builder),
          let trie = WordTrie(codes: codes, nodes: nodes, listCount: wordLists.count)
        else { throw DictionaryTrieReader.Failure.full }
        self.trie = trie
        dictionaryWordCount = words
        return
      } catch {
        switch error {
        case .full where capacity < WordTrieBuilder.capacityLimit: capacity *= 2
        case .unusable where source != .missing: source = .missing
        default: throw error
        }
      }
    }
  }

  /// A dictionary that was built before.
  init(trie: WordTrie, hasLists: Bool, dictionaryWordCount: Int) {
    self.trie = trie
    self.hasLists = hasLists
    self.dictionaryWordCount = dictionaryWordCount
  }

  /// Whether ICU's dictionary could be read. If not, ICU's iterator, which may know it all the same,
  /// says what the words are between those of the lists.
  var hasDictionary: Bool { dictionaryWordCount > 0 }

  static func build(
    _ wordLists: [WordList], source: DictionarySource, capacity: Int
  ) throws(DictionaryTrieReader.Failure) -> (builder: WordTrieBuilder, words: Int) {
    var builder = WordTrieBuilder(capacity: capacity)
    let words = try source.addWords(to: &builder)
    guard !wordLists.isEmpty else { return (builder, words) }
    takeDictionaryCosts(in: &builder, hasVocabulary: wordLists.contains(where: isVocabulary))
    for (index, list) in wordLists.enumerated() {
      try add(list, index: UInt8(clamping: index), to: &builder)
    }
    return (builder, words)
  }

  private static func isVocabulary(_ list: WordList) -> Bool {
    list.slots.lazy.filter { $0.storedCount > 0 }.prefix(vocabularySize).count == vocabularySize
  }

  private static func takeDictionaryCosts(in trie: inout WordTrieBuilder, hasVocabulary: Bool) {
    trie.updateValues { isFirst, value in
      guard value.dictionaryCost != 0 else { return }
      let penalty = hasVocabulary && !isFirst ? dictionaryOnlyPenalty : 0
      value.set(cost: value.dictionaryCost + penalty, list: WordTrieBuilder.Value.icu)
    }
  }

  private static func add(
    _ list: WordList, index: UInt8, to trie: inout WordTrieBuilder
  ) throws(DictionaryTrieReader.Failure) {
    for slot in list.slots {
      var node = WordTrieBuilder.root
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
        let isNew = value.list == WordTrieBuilder.Value.icu
        if isNew || cost == WordTrieBuilder.Value.noCost
          || (value.cost != WordTrieBuilder.Value.noCost && cost < value.cost)
        {
          value.set(cost: cost, list: index)
        }
      }
    }
  }

  private static func cost(ofCount count: Int32) -> UInt32 {
    switch count {
    case 0: return WordTrieBuilder.Value.noCost
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

/// Where ICU's dictionary comes from.
enum DictionarySource: Sendable, Equatable {
  /// From ICU's data.
  case icu
  /// These units, as ICU's data has them.
  case units([UInt16])
  case missing

  func addWords(to builder: inout WordTrieBuilder) throws(DictionaryTrieReader.Failure) -> Int {
    switch self {
    case .icu: return try DictionaryTrieReader.addWords(to: &builder)
    case .units(let units): return try DictionaryTrieReader.addWords(of: units, to: &builder)
    case .missing: return 0
    }
  }
}
