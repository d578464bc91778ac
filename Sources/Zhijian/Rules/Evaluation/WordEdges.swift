extension WordBoundary {
  /// Which edges of a phrase have to be word boundaries by default: both of a single character, and those that are
  /// Latin letters or digits. For the others no word may cross them.
  static func fixedEdges(of phrase: String) -> (lower: Bool, upper: Bool) {
    let scalars = phrase.unicodeScalars
    func isPlain(_ scalar: Unicode.Scalar?) -> Bool {
      guard let scalar else { return false }
      return scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
    }
    guard let first = scalars.first, scalars.dropFirst().first != nil else { return (true, true) }
    return (isPlain(first), isPlain(scalars.last))
  }
}

extension TokenizedText {
  /// The words of ICU's dictionary that overlap the range in part, with the range itself: where they
  /// lie, and into how many words ICU cuts that place. Nil where each word holds the range or lies in it.
  ///
  /// A word of which only function characters lie outside the range does not count: ICU's dictionary
  /// glues them to their neighbours (如有, 我的, 黑了), and 有问题随时 is in 如有问题随时 all the same.
  /// Nor does a compound such as 添加, which says the same as its last character.
  func partialOverlap(of range: TextRange) -> (region: TextRange, words: Int)? {
    guard !range.isEmpty else { return nil }
    func isLoose(_ outside: Range<Int>) -> Bool {
      outside.allSatisfy { units.indices.contains($0) && FunctionCharacters.contains(units[$0]) }
    }
    var lower = range.lower
    var upper = range.upper
    if let first = dictionaryWord(around: lower), first.upper < upper, !isLoose(first.lower..<lower),
      !Synonyms.contains(first, in: units)
    {
      lower = first.lower
    }
    if let last = dictionaryWord(around: upper), last.lower > range.lower, !isLoose(upper..<last.upper) {
      upper = last.upper
    }
    guard lower < range.lower || upper > range.upper else { return nil }
    return (TextRange(lower, upper), firstCut(notBelow: upper) - firstCut(notBelow: lower))
  }

  /// Whether ICU cut a single character out of the range that is no function character.
  func hasStrayCharacter(in range: TextRange) -> Bool {
    var place = firstCut(notBelow: range.lower)
    while place + 1 < dictionaryCuts.count, Int(dictionaryCuts[place + 1]) <= range.upper {
      let unit = Int(dictionaryCuts[place])
      let isSingle = Int(dictionaryCuts[place + 1]) == unit + 1
      if isSingle, units.indices.contains(unit), !FunctionCharacters.contains(units[unit]) { return true }
      place += 1
    }
    return false
  }

  /// The word of ICU's dictionary that holds `unit` and the unit before it; nil if there is a cut between them.
  func dictionaryWord(around unit: Int) -> TextRange? {
    let place = firstCut(notBelow: unit)
    guard place > 0, place < dictionaryCuts.count, Int(dictionaryCuts[place]) != unit else { return nil }
    return TextRange(Int(dictionaryCuts[place - 1]), Int(dictionaryCuts[place]))
  }

  /// A cut of ICU's dictionary at most `reach` units below `unit` if there is one, else the lowest of that many units.
  func wordEdge(below unit: Int, reach: Int) -> Int {
    let lowest = max(0, unit - reach)
    let place = firstCut(notBelow: lowest)
    return place < dictionaryCuts.count ? min(unit, Int(dictionaryCuts[place])) : lowest
  }

  /// A cut of ICU's dictionary at most `reach` units above `unit` if there is one, else the highest of that many units.
  func wordEdge(above unit: Int, reach: Int) -> Int {
    let highest = min(units.count, unit + reach)
    let place = firstCut(notBelow: highest)
    guard place < dictionaryCuts.count, Int(dictionaryCuts[place]) != highest, place > 0 else { return highest }
    return max(unit, Int(dictionaryCuts[place - 1]))
  }

  /// The number of the first cut at or behind a unit.
  private func firstCut(notBelow unit: Int) -> Int {
    var lower = 0
    var upper = dictionaryCuts.count
    while lower < upper {
      let middle = (lower + upper) / 2
      if Int(dictionaryCuts[middle]) < unit { lower = middle + 1 } else { upper = middle }
    }
    return lower
  }
}

/// Characters that stand for themselves beside a word: pronouns, particles, auxiliaries, adverbs.
enum FunctionCharacters {
  private static let all = Set(
    "我你您他她它咱就也都又再还才只不没是有的地得了着过去来到把被给让跟在和与及或如若这那哪很太已可要会能想吧吗呢啊呀哦哈嘛么们见看说为对从向以之其所将请先后上下里个点些".utf16)

  static func contains(_ unit: UInt16) -> Bool { all.contains(unit) }
}

/// Words of ICU's dictionary and of chats that say the same as their last character, so that a phrase which begins with
/// it is meant as well: 添加微信 is 加微信, 增加微信支付 is not.
enum Synonyms {
  private static let all = Set(
    ["添加", "另加", "互加", "多加", "速加", "帮刷", "代刷", "补刷", "全返", "直返", "立返"].map { Array($0.utf16) })

  static func contains(_ word: TextRange, in units: [UInt16]) -> Bool {
    word.lower >= 0 && word.upper <= units.count && all.contains(Array(units[word.lower..<word.upper]))
  }
}
