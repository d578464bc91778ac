/// Decides whether an occurrence of a phrase is the phrase, or characters of other words that happen to stand together.
///
/// Where ICU's dictionary knows the phrase as a word, its cuts decide. Where it does not, it may have had no choice but to
/// cut through the phrase. The phrase is then meant if the words of dictionary and lists together have cuts at its edges
/// (没有|收到|货 where ICU has 到货) or a longer word around it (微信号). Else, and where a list has the phrase itself, which
/// would always win, two readings are compared: the phrase as one word (印|刷单|页), and the words that cross its edges
/// (印刷|单|页). The phrase has to leave fewer single characters over. Whatever ICU knows, an occurrence that a long word
/// has a part of is not the phrase (矿泉水|货架 for 水货).
struct PhraseBoundary {
  /// How far on either side of the crossing words a reading is looked at.
  private static let reach = 6

  let text: TokenizedText
  let range: TextRange
  let words: PhraseWords
  /// The cuts of `text`.
  let dictionary: DictionaryWords

  func isCrossed(phrase: BoundaryPhrase) -> Bool {
    guard isCrossedAsWritten(phrase: phrase) else { return false }
    // What was put between the characters keeps apart words that belong together: 私下交 易行吗 has 易行.
    // So do characters written in other ways, which are cut anywhere.
    return restored(phrase)?.isCrossedAsWritten(phrase: phrase) ?? true
  }

  private func isCrossedAsWritten(phrase: BoundaryPhrase) -> Bool {
    let overlap = dictionary.partialOverlap(of: range)
    if isInLongWord(phrase) || isBetweenWords { return true }
    if phrase.isKnown { return overlap != nil }
    // Words that ICU knows throughout: 保证|有效期 for 保证有效.
    if overlap != nil, !dictionary.hasStrayCharacter(in: range) { return true }
    let token = text.tokenIndex(at: range.lower).map { text.tokens[$0].range }
    // A list has a longer word around it (微信号), which ICU does not know.
    if let token, token != range, token.contains(range) { return false }
    // The tokens have words at both edges, and not only because a list has the phrase itself (没有|收到|货).
    if token != range, text.isCut(at: range.lower), text.isCut(at: range.upper) { return false }
    guard var crossing = overlap.map(crossingWords) ?? crossingPairs() else { return false }
    if token == range, endsInLongerWord { crossing.upper = nil }
    crossing.lower = crossing.lower.map(listed)
    crossing.upper = crossing.upper.map(listed)
    if crossing.lower == nil, crossing.upper == nil { return false }
    return !leavesFewerOver(than: crossing, isListed: token == range)
  }

  /// The surroundings with the phrase itself in place of the occurrence; nil if that is as long as the phrase, and so may
  /// be innocent words that sound or look like it, or if it holds a clause mark, which keeps apart what does not belong
  /// together.
  private func restored(_ phrase: BoundaryPhrase) -> PhraseBoundary? {
    let plain = phrase.units
    guard plain.count != range.count, !text.units[range.lower..<range.upper].contains(where: PhraseGaps.isClauseMark)
    else { return nil }
    let start = max(0, range.lower - Self.reach)
    let end = min(text.units.count, range.upper + Self.reach)
    let units = text.units[start..<range.lower] + plain + text.units[range.upper..<end]
    let lower = range.lower - start
    let text = words.tokenize(Array(units))
    return PhraseBoundary(
      text: text, range: TextRange(lower, lower + plain.count), words: words, dictionary: DictionaryWords(text))
  }

  /// The words over the lower and over the upper edge.
  private struct Crossing {
    var lower: TextRange?
    var upper: TextRange?
  }

  /// Whether a word that lies over an edge has two characters or more outside: one that ends with the first character of
  /// the phrase (矿泉水|货架), or one that goes on from its last word or character (销量|第一时间). A longer word that ends
  /// with all of the phrase's first word only says more of it: 人工客服 in 客服微信. So does one whose first character is the
  /// phrase's last with a word behind it: 退差价 in 不给退.
  ///
  /// Words are those into which the text is cut, since others may be there by accident (三|大自然 in 三大自然区域); but a list
  /// that has the phrase itself hides them.
  private func isInLongWord(_ phrase: BoundaryPhrase) -> Bool {
    guard let first = text.tokenIndex(at: range.lower), let last = text.tokenIndex(at: range.upper - 1) else {
      return false
    }
    let (one, other) = (text.tokens[first].range, text.tokens[last].range)
    if one == range { return !phrase.isKnown && isInHiddenWord }
    let isLower = one.upper == range.lower + 1 && range.lower - one.lower >= Self.longRest && isIdeographic(one)
    if isLower, saysSomething(one.lower..<range.lower) { return true }
    let isUpper = other.lower > range.lower && other.upper - range.upper >= Self.longRest && isIdeographic(other)
    return isUpper && isUncut(other)
  }

  /// Whether a word over the upper edge is more than the last character of the phrase and a word behind it.
  private func isUncut(_ word: TextRange) -> Bool {
    word.lower < range.upper - 1 || !isWord(TextRange(range.upper, word.upper))
  }

  /// Whether ideographs beside the phrase are more than what may stand beside any word.
  private func saysSomething(_ places: Range<Int>) -> Bool {
    places.allSatisfy(text.isIdeograph) && places.contains { !FunctionCharacters.contains(text.units[$0]) }
  }

  /// Whether a long word has a part of a phrase that a list has, and ICU's dictionary does not.
  private var isInHiddenWord: Bool {
    for outside in Self.longRest...Self.longestRest {
      let places = range.lower - outside..<range.lower
      if isWord(TextRange(places.lowerBound, range.lower + 1)), saysSomething(places) { return true }
      for inside in 1...2 where inside < range.count {
        let word = TextRange(range.upper - inside, range.upper + outside)
        if isWord(word), isUncut(word) { return true }
      }
    }
    return false
  }

  /// Whether ideographs are one word, of ICU's dictionary or of a list.
  private func isWord(_ word: TextRange) -> Bool {
    isIdeographic(word) && words.isWord(Array(text.units[word.lower..<word.upper]))
  }

  private func isIdeographic(_ word: TextRange) -> Bool {
    word.lower >= 0 && word.upper <= text.units.count && (word.lower..<word.upper).allSatisfy(text.isIdeograph)
  }

  private static let longRest = 2
  private static let longestRest = 3

  /// Whether words of dictionary and lists together lie over both of its edges (节目|录制 for 目录). What may stand beside
  /// any word is not looked at, nor are compounds such as 添加.
  private var isBetweenWords: Bool {
    guard let first = text.tokenIndex(at: range.lower), let last = text.tokenIndex(at: range.upper - 1), first < last
    else { return false }
    let (one, other) = (text.tokens[first].range, text.tokens[last].range)
    guard one.lower < range.lower, other.upper > range.upper, !Synonyms.contains(one, in: text.units) else {
      return false
    }
    return saysSomething(one.lower..<range.lower) && saysSomething(range.upper..<other.upper)
  }

  /// The word of a list that is longer than `word` of ICU's dictionary away from the phrase, as 包装盒 is than 包装.
  /// One that takes in more of the phrase says what the phrase says: 空包裹 for 发空包.
  private func listed(_ word: TextRange) -> TextRange {
    guard let token = text.tokenIndex(at: word.lower).map({ text.tokens[$0].range }), token.contains(word),
      token.lower == word.lower || token.upper == word.upper
    else { return word }
    let isOutward = word.upper > range.upper ? token.lower == word.lower : token.upper == word.upper
    return isOutward ? token : word
  }

  /// The words of ICU's dictionary that cross an edge.
  private func crossingWords(_ overlap: (region: TextRange, words: Int)) -> Crossing {
    Crossing(
      lower: overlap.region.lower < range.lower ? dictionary.word(around: range.lower) : nil,
      upper: overlap.region.upper > range.upper ? dictionary.word(around: range.upper) : nil)
  }

  /// Where ICU has no word over an edge, the words of two characters there that it or a list has, as 单层 in 一|刷单|层
  /// where a list has 刷单.
  private func crossingPairs() -> Crossing? {
    let crossing = Crossing(
      lower: pair(around: range.lower, outside: range.lower - 1),
      upper: pair(around: range.upper, outside: range.upper))
    return crossing.lower == nil && crossing.upper == nil ? nil : crossing
  }

  private func pair(around edge: Int, outside: Int) -> TextRange? {
    guard text.isIdeograph(at: edge - 1), text.isIdeograph(at: edge),
      !FunctionCharacters.contains(text.units[outside]), words.isWord(text.units[edge - 1], text.units[edge])
    else { return nil }
    let word = TextRange(edge - 1, edge + 1)
    return outside < edge && Synonyms.contains(word, in: text.units) ? nil : word
  }

  /// Whether the last two characters are a word with which a longer one begins: 微信 of 加微信 in 加微信号.
  private var endsInLongerWord: Bool {
    guard range.count > 2, range.upper < text.units.count else { return false }
    let word = Array(text.units[(range.upper - 2)...range.upper])
    return words.isWord(word[0], word[1]) && words.isWord(word)
  }

  private func leavesFewerOver(than crossing: Crossing, isListed: Bool) -> Bool {
    let lower = min(crossing.lower?.lower ?? range.lower, range.lower)
    let upper = max(crossing.upper?.upper ?? range.upper, range.upper)
    let start = dictionary.wordEdge(below: lower, reach: Self.reach)
    let end = dictionary.wordEdge(above: upper, reach: Self.reach)
    let asPhrase = strays(start, range.lower) + strays(range.upper, end)
    let middle = crossing.lower?.upper ?? start
    let last = crossing.upper?.lower ?? end
    var asWords = crossing.lower.map { strays(start, $0.lower) } ?? 0
    // The words may be one behind the other, or share characters where only two were looked at.
    asWords += strays(middle, max(middle, last))
    asWords += crossing.upper.map { strays($0.upper, end) } ?? 0
    // A list that has the phrase may have its parts, too (加微), which are nothing without it.
    let isCovered = (crossing.lower?.upper ?? range.lower) >= (crossing.upper?.lower ?? range.upper)
    return asPhrase < (isListed && !isCovered ? max(asWords, 1) : asWords)
  }

  private func strays(_ lower: Int, _ upper: Int) -> Int {
    lower < upper && lower >= 0 && upper <= text.units.count
      ? words.strayCharacters(in: text.units[lower..<upper]) : 0
  }
}

extension TokenizedText {
  /// Whether a letter at an edge names a shape with what follows: V型, U形, T字.
  private func isShapeName(around edge: Int) -> Bool {
    guard edge > 0, edge < units.count, Self.shapes.contains(units[edge]) else { return false }
    func isLetter(_ place: Int) -> Bool {
      place >= 0 && ((0x41...0x5A).contains(units[place]) || (0x61...0x7A).contains(units[place]))
    }
    return isLetter(edge - 1) && !isLetter(edge - 2)
  }

  private static let shapes = UnitMarks("型形字".utf16)

  /// Whether a single occurrence does not count; see the other `isCutOff`.
  func isCutOff(_ range: TextRange, from phrase: String, boundary: WordBoundary?, words: PhraseWords?) -> Bool {
    var cuts: DictionaryWords?
    let phrase = BoundaryPhrase(phrase, words: words)
    return isCutOff(range, from: phrase, boundary: boundary, words: words, cuts: &cuts)
  }

  /// Whether an occurrence of `phrase` does not count because of the words or clauses around it. `boundary` is what a
  /// rule says, nil for the default of the phrase. Without `words` ICU's cuts alone decide. `cuts` keeps those of this
  /// text for the next question.
  func isCutOff(
    _ range: TextRange, from phrase: BoundaryPhrase, boundary: WordBoundary?, words: PhraseWords?,
    cuts: inout DictionaryWords?
  ) -> Bool {
    guard range.lower >= 0, range.upper <= units.count else { return false }
    if PhraseGaps(text: self, range: range, words: words).isPunctuated(phrase: phrase) { return true }
    if boundary == .any { return false }
    let dictionary = cuts ?? DictionaryWords(self)
    cuts = dictionary
    if boundary == .word { return !dictionary.isCut(at: range.lower) || !dictionary.isCut(at: range.upper) }
    if boundary == nil {
      if phrase.edges.lower, !dictionary.isCut(at: range.lower) { return true }
      if phrase.edges.upper, !dictionary.isCut(at: range.upper) { return true }
      if phrase.edges.upper, isShapeName(around: range.upper) { return true }
      if phrase.edges.lower, phrase.edges.upper { return false }
    }
    guard let words else { return dictionary.partialOverlap(of: range) != nil }
    return PhraseBoundary(text: self, range: range, words: words, dictionary: dictionary).isCrossed(phrase: phrase)
  }
}
