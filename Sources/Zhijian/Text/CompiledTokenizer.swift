extension Tokenizer {
  private static let formatMark: UInt64 = 0x544F_4B45_4E53_0002
  private static let headerCount = 5

  /// Everything the tokenizer knows but the names of its lists, to be kept and given to
  /// `init(compiled:listNames:)`: that takes a hundredth of the time of reading and merging lists.
  ///
  /// It holds for this version of the program and of ICU only.
  public var compiled: [UInt64] {
    var words: [UInt64] = [
      Self.formatMark, (dictionary.hasLists ? 1 : 0), UInt64(dictionary.dictionaryWordCount),
      UInt64(listNames.count), UInt64(dictionary.trie.nodes.count),
    ]
    words.reserveCapacity(words.count + dictionary.trie.nodes.count + 50_000)
    words.append(contentsOf: CompiledNumbers.words(of: dictionary.trie.codes))
    words.append(contentsOf: characters.compiled)
    words.append(contentsOf: dictionary.trie.nodes)
    return words
  }

  /// A tokenizer from what `compiled` gave for lists of these names; nil if it is not that.
  ///
  /// Numbers that mean nothing are refused, or lead to other tokens at worst.
  public convenience init?(compiled words: [UInt64], listNames: [String]) {
    let codesEnd = Self.headerCount + 0x10000 / 4
    let charactersEnd = codesEnd + CharacterTable.compiledCount
    guard words.count > charactersEnd, words[0] == Self.formatMark, words[1] <= 1, words[3] == UInt64(listNames.count),
      words[2] > 0, words[2] < UInt64(Int32.max), words[4] == UInt64(words.count - charactersEnd)
    else { return nil }
    let codes: [UInt16] = CompiledNumbers.numbers(in: words, Self.headerCount..<codesEnd)
    guard var characters = CharacterTable(compiled: words, codesEnd..<charactersEnd),
      let trie = WordTrie(codes: codes, nodes: Array(words[charactersEnd...]), listCount: listNames.count)
    else { return nil }
    characters.setCodes(codes)
    let dictionary = SegmentationDictionary(
      trie: trie, hasLists: words[1] == 1, dictionaryWordCount: Int(words[2]))
    self.init(dictionary: dictionary, characters: characters, listNames: listNames)
  }
}

/// Small numbers as 64-bit ones, several in each, as they lie in memory.
enum CompiledNumbers {
  /// The numbers must fill whole words.
  static func words<Number: FixedWidthInteger & BitwiseCopyable>(of numbers: [Number]) -> [UInt64] {
    let count = numbers.count * MemoryLayout<Number>.stride / 8
    return [UInt64](unsafeUninitializedCapacity: count) { buffer, initializedCount in
      // Safe: `count` words take no more bytes than the numbers have, and any bits are a number.
      numbers.withUnsafeBytes { source in
        UnsafeMutableRawBufferPointer(buffer).copyMemory(from: UnsafeRawBufferPointer(rebasing: source[..<(count * 8)]))
      }
      initializedCount = count
    }
  }

  static func numbers<Number: FixedWidthInteger & BitwiseCopyable>(
    in words: [UInt64], _ range: Range<Int>
  ) -> [Number] {
    let part = words[range]
    let count = part.count * 8 / MemoryLayout<Number>.stride
    return [Number](unsafeUninitializedCapacity: count) { buffer, initializedCount in
      // Safe: the buffer has room for the bytes of the words, and any bits are a number.
      part.withUnsafeBytes { UnsafeMutableRawBufferPointer(buffer).copyMemory(from: $0) }
      initializedCount = count
    }
  }
}

extension CharacterTable {
  /// How many words `compiled` has.
  static let compiledCount = Int(limit) / 8 * 2

  /// The table without codes.
  var compiled: [UInt64] {
    CompiledNumbers.words(of: kinds) + CompiledNumbers.words(of: entries.map(\.traits))
  }

  /// A table from `compiled`; nil if the words are no such thing.
  init?(compiled words: [UInt64], _ range: Range<Int>) {
    guard range.count == Self.compiledCount else { return nil }
    let middle = range.lowerBound + range.count / 2
    let traits: [UInt8] = CompiledNumbers.numbers(in: words, middle..<range.upperBound)
    self.init(
      kinds: CompiledNumbers.numbers(in: words, range.lowerBound..<middle),
      entries: traits.map { Entry(traits: $0) })
  }
}
