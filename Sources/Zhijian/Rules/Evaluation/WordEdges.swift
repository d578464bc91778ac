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

/// A text with the cuts of ICU's dictionary, which are worked out once for all questions.
struct DictionaryWords {
  private let units: [UInt16]
  private let cuts: [Int32]

  init(_ text: TokenizedText) {
    units = text.units
    cuts = text.dictionaryCuts
  }

  /// Whether ICU has a word boundary at a position.
  func isCut(at position: Int) -> Bool {
    guard position >= 0, position <= units.count else { return false }
    let place = firstCut(notBelow: position)
    return place < cuts.count && Int(cuts[place]) == position
  }

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
    if let first = word(around: lower), first.upper < upper, !isLoose(first.lower..<lower),
      !Synonyms.contains(first, in: units)
    {
      lower = first.lower
    }
    if let last = word(around: upper), last.lower > range.lower, !isLoose(upper..<last.upper) {
      upper = last.upper
    }
    guard lower < range.lower || upper > range.upper else { return nil }
    return (TextRange(lower, upper), firstCut(notBelow: upper) - firstCut(notBelow: lower))
  }

  /// Whether ICU cut a single character out of the range that is no function character.
  func hasStrayCharacter(in range: TextRange) -> Bool {
    var place = firstCut(notBelow: range.lower)
    while place + 1 < cuts.count, Int(cuts[place + 1]) <= range.upper {
      let unit = Int(cuts[place])
      let isSingle = Int(cuts[place + 1]) == unit + 1
      if isSingle, units.indices.contains(unit), !FunctionCharacters.contains(units[unit]) { return true }
      place += 1
    }
    return false
  }

  /// The word of ICU's dictionary that holds `unit` and the unit before it; nil if there is a cut between them.
  func word(around unit: Int) -> TextRange? {
    let place = firstCut(notBelow: unit)
    guard place > 0, place < cuts.count, Int(cuts[place]) != unit else { return nil }
    return TextRange(Int(cuts[place - 1]), Int(cuts[place]))
  }

  /// A cut of ICU's dictionary at most `reach` units below `unit` if there is one, else the lowest of that many units.
  func wordEdge(below unit: Int, reach: Int) -> Int {
    let lowest = max(0, unit - reach)
    let place = firstCut(notBelow: lowest)
    return place < cuts.count ? min(unit, Int(cuts[place])) : lowest
  }

  /// A cut of ICU's dictionary at most `reach` units above `unit` if there is one, else the highest of that many units.
  func wordEdge(above unit: Int, reach: Int) -> Int {
    let highest = min(units.count, unit + reach)
    let place = firstCut(notBelow: highest)
    guard place < cuts.count, Int(cuts[place]) != highest, place > 0 else { return highest }
    return max(unit, Int(cuts[place - 1]))
  }

  /// The number of the first cut at or behind a unit.
  private func firstCut(notBelow unit: Int) -> Int {
    var lower = 0
    var upper = cuts.count
    while lower < upper {
      let middle = (lower + upper) / 2
      if Int(cuts[middle]) < unit { lower = middle + 1 } else { upper = middle }
    }
    return lower
  }
}

/// Characters that stand for themselves beside a word: pronouns, particles, auxiliaries, adverbs.
enum FunctionCharacters {
  private static let all = UnitMarks(
    "我你您他她它咱就也都又再还才只不没是有的地得了着过去来到把被给让跟在和与及或如若这那哪很太已可要会能想吧吗呢啊呀哦哈嘛么们见看说为对从向以之其所将请先后上下里个点些".utf16)

  static func contains(_ unit: UInt16) -> Bool { all.contains(unit) }
}

/// Words of ICU's dictionary and of chats that say the same as their last character, so that a phrase which begins with
/// it is meant as well: 添加微信 is 加微信, 增加微信支付 is not.
enum Synonyms {
  private static let all = Set(
    ["添加", "另加", "互加", "多加", "速加", "帮刷", "代刷", "补刷", "全返", "直返", "立返"].map { Array($0.utf16) })

  static func contains(_ word: TextRange, in units: [UInt16]) -> Bool {
    word.count == 2 && word.lower >= 0 && word.upper <= units.count
      && all.contains(Array(units[word.lower..<word.upper]))
  }
}
