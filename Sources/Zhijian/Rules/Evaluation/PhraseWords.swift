/// What the dictionary and the word lists say of phrases and of the text around them. One a thread.
final class PhraseWords {
  private let tokenizer: TokenizerWorker
  /// Whether two characters are a word.
  private var pairs: [UInt32: Bool] = [:]

  init(tokenizer: TokenizerWorker) {
    self.tokenizer = tokenizer
  }

  func tokenize(_ units: [UInt16]) -> TokenizedText { tokenizer.tokenize(units) }

  /// Whether ICU's dictionary has a phrase as a word.
  func isKnown(_ units: [UInt16]) -> Bool { tokenizer.tokenize(units).dictionaryCuts.count <= 2 }

  /// Whether two ideographs side by side are a word of the dictionary or of a list.
  func isWord(_ first: UInt16, _ second: UInt16) -> Bool {
    let pair = UInt32(first) << 16 | UInt32(second)
    if let answer = pairs[pair] { return answer }
    let answer = isWord([first, second])
    // Texts hold some ten thousand pairs; a hostile one shall not fill the memory.
    if pairs.count >= 50_000 { pairs.removeAll(keepingCapacity: true) }
    pairs[pair] = answer
    return answer
  }

  func isWord(_ units: [UInt16]) -> Bool { tokenizer.tokenize(units).tokens.count == 1 }

  /// How many single characters are left over when `units` are cut into words.
  func strayCharacters(in units: ArraySlice<UInt16>) -> Int {
    guard !units.isEmpty else { return 0 }
    let text = tokenizer.tokenize(Array(units))
    return text.tokens.count { text.isStray($0.range) }
  }
}

/// A rule's phrase, with what is asked of it at each occurrence.
struct BoundaryPhrase {
  let units: [UInt16]
  /// See `WordBoundary.fixedEdges`.
  let edges: (lower: Bool, upper: Bool)
  let hasClauseMark: Bool
  /// Whether ICU's dictionary has it as a word; not known without words.
  let isKnown: Bool

  init(_ phrase: String, words: PhraseWords? = nil) {
    units = Array(phrase.utf16)
    edges = WordBoundary.fixedEdges(of: phrase)
    hasClauseMark = units.contains(where: PhraseGaps.isClauseMark)
    isKnown = words?.isKnown(units) ?? false
  }
}

extension TokenizedText {
  /// Whether a word is a single ideograph that does not commonly stand for itself.
  func isStray(_ word: TextRange) -> Bool {
    guard word.upper - word.lower == 1, units.indices.contains(word.lower) else { return false }
    let unit = units[word.lower]
    return isIdeograph(at: word.lower) && !FunctionCharacters.contains(unit) && !Self.predicates.contains(unit)
  }

  /// Whether what has the shape of a phrase is written with ordinary words where it is unlike it: 取消 for 最消 is no
  /// disguise, 取|好 for 最好 may be one.
  func hasWords(in range: TextRange, whereUnlike phrase: [UInt16]) -> Bool {
    guard range.count == phrase.count, range.upper <= units.count else { return false }
    return phrase.indices.contains { offset in
      let place = range.lower + offset
      guard units[place] != phrase[offset], isIdeograph(at: place), let token = tokenIndex(at: place) else {
        return false
      }
      return tokens[token].range.count > 1
    }
  }

  /// What often is a clause by itself, as in 微信行吗.
  private static let predicates = UnitMarks("行好用".utf16)

  func isIdeograph(at index: Int) -> Bool {
    units.indices.contains(index) && (0x3400...0x9FFF).contains(units[index])
  }
}
