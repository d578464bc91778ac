/// Folds texts and phrases so that spellings that mean the same become equal units, with the way back to the original.
///
/// Folding is deterministic, takes time linear in the text, and keeps a lone surrogate as it is. The folds are applied in
/// this order: base table, invisible, emoji, gap, digits, repeat, split, lookalike, pinyin. Emoji come before gaps because
/// a gap would swallow them.
public final class TextFolding: Sendable {
  private let characters: FoldingCharacters
  /// What signs say whatever is looked for, and what they say with phrases in mind.
  private let words: FoldingSequences
  private let emoji: FoldingSequences
  /// What phrases say of emoji beside others; nil without phrases.
  private let meanings: FoldingEmojiMeanings?
  private let emojiNames: FoldingEmojiNames
  private let digits: FoldingDigits
  private let doubled: Set<UInt32>
  private let split: FoldingSequences
  private let lookalike: FoldingLookalikes
  private let pinyin: FoldingPinyin
  private let traits: FoldingTraitTable
  /// The neighbours in phrases between which a gap may hold a clause mark; nil if there are none.
  private let bridges: PhrasePairFilter?

  public init(tables: FoldingTables) {
    let characters = FoldingCharacters(tables: tables)
    let prepare = { Self.prepare($0, characters) }
    let emoji = FoldingSequences(tables.emoji.map { (prepare($0.key), prepare($0.value)) })
    let digits = FoldingDigits(tables: tables)
    let split = FoldingSequences(tables.split.map { (prepare($0.key), prepare($0.value)) })
    let lookalike = FoldingLookalikes(tables: tables)
    let pinyin = FoldingPinyin(tables: tables)
    emojiNames = FoldingEmojiNames(tables: tables, prepare: prepare)
    traits = Self.traits(characters, emoji, digits, split, lookalike, pinyin)
    (self.characters, words, self.emoji, self.digits, self.split) = (characters, emoji, emoji, digits, split)
    (self.lookalike, self.pinyin, doubled) = (lookalike, pinyin, tables.doubled)
    (bridges, meanings) = (nil, nil)
  }

  /// A text as it is when emoji are replaced in it.
  private static func prepare(_ units: [UInt16], _ characters: FoldingCharacters) -> [UInt16] {
    var folded = FoldedText()
    characters.foldBase(units.span, into: &folded)
    _ = folded.dropInvisible(characters)
    return folded.units
  }

  /// Which folds may change a unit.
  private static func traits(
    _ characters: FoldingCharacters, _ emoji: FoldingSequences, _ digits: FoldingDigits, _ split: FoldingSequences,
    _ lookalike: FoldingLookalikes, _ pinyin: FoldingPinyin
  ) -> FoldingTraitTable {
    FoldingTraitTable { unit in
      var traits: FoldingTraits = []
      if unit & 0xF800 == 0xD800 { traits.formUnion([.invisible, .gap, .surrogate]) }
      if characters.visible[Int(unit)] != unit { traits.insert(.invisible) }
      switch characters.characterClass(UInt32(unit)) {
      case .separator, .listMark, .numberMark, .clauseMark, .bar: traits.insert(.gap)
      case .word: traits.insert(.letter)
      case .digit, .invisible, .mark, .stop: break
      }
      if emoji.mayBegin(with: unit) || digits.isForeign(unit) { traits.insert(.emoji) }
      if split.mayBegin(with: unit) { traits.insert(.split) }
      if digits.mayReplace(unit) { traits.insert(.digits) }
      if lookalike.mayReplace(unit) { traits.insert(.lookalike) }
      if pinyin.mayReplace(unit) { traits.insert(.pinyin) }
      return traits
    }
  }

  private init(_ other: TextFolding, phrases: [[UInt16]], bridges: PhrasePairFilter?) {
    (characters, words, digits, split) = (other.characters, other.words, other.digits, other.split)
    (pinyin, doubled, emojiNames) = (other.pinyin, other.doubled, other.emojiNames)
    let characters = other.characters
    let named = emojiNames.sequences(for: phrases, words: other.words, pinyin: other.pinyin) {
      Self.prepare($0, characters)
    }
    (emoji, meanings) = (named?.sequences ?? other.emoji, named?.meanings)
    lookalike = other.lookalike.reading(Set(phrases.joined()))
    traits = Self.traits(characters, emoji, digits, split, lookalike, pinyin)
    self.bridges = bridges
  }

  /// The same folding, which reads texts with `phrases` in mind: it also closes gaps with clause marks where they lie
  /// inside of one of them, between two characters that are neighbours in it (加，微。信); takes emoji for that of their
  /// names which is in one of them, or sounds like a part of one; and in the view `lookalike` takes characters for those
  /// in them that have a similar shape.
  public func bridging(_ phrases: [String]) -> TextFolding {
    // Of each pair the first unit in the high half.
    var pairs: Set<UInt32> = []
    var folded: [[UInt16]] = []
    for phrase in phrases {
      var text = FoldedText()
      characters.foldBase(Array(phrase.utf16).span, into: &text)
      for (first, second) in zip(text.units, text.units.dropFirst()) {
        pairs.insert(UInt32(first) << 16 | UInt32(second))
      }
      folded.append(text.units)
    }
    let bridged = pairs.map { [UInt16(truncatingIfNeeded: $0 >> 16), UInt16(truncatingIfNeeded: $0)] }
    return TextFolding(
      self, phrases: folded,
      bridges: bridged.isEmpty ? nil : PhrasePairFilter(phrases: bridged, selected: Array(bridged.indices)))
  }

  // MARK: Kept from run to run

  /// Puts down what was made of tables.
  func write(to writer: inout CompiledWriter) {
    writer.write(characters)
    writer.write(words)
    emojiNames.write(to: &writer)
    digits.write(to: &writer)
    writer.write(doubled.sorted())
    writer.write(split)
    lookalike.write(to: &writer)
    pinyin.write(to: &writer)
    traits.write(to: &writer)
  }

  /// What `write` put down.
  init(_ reader: inout CompiledReader) throws(CompiledFault) {
    characters = try FoldingCharacters(&reader)
    words = try FoldingSequences(&reader)
    emoji = words
    emojiNames = try FoldingEmojiNames(&reader)
    digits = try FoldingDigits(&reader)
    doubled = Set(try reader.integers(UInt32.self))
    split = try FoldingSequences(&reader)
    lookalike = try FoldingLookalikes(&reader)
    pinyin = try FoldingPinyin(&reader)
    traits = try FoldingTraitTable(&reader)
    (bridges, meanings) = (nil, nil)
  }

  /// Puts down what `bridging` made of phrases.
  func writePhrases(to writer: inout CompiledWriter) {
    writer.write(emoji)
    writer.write(UInt8(meanings == nil ? 0 : 1))
    meanings?.write(to: &writer)
    lookalike.writeShapes(to: &writer)
    traits.write(to: &writer)
    writer.write(UInt8(bridges == nil ? 0 : 1))
    if let bridges { writer.write(bridges) }
  }

  /// `other` with what `writePhrases` put down of the same with phrases.
  init(_ other: TextFolding, phrases reader: inout CompiledReader) throws(CompiledFault) {
    (characters, words, digits, split) = (other.characters, other.words, other.digits, other.split)
    (pinyin, doubled, emojiNames) = (other.pinyin, other.doubled, other.emojiNames)
    emoji = try FoldingSequences(&reader)
    meanings = try reader.integer(UInt8.self) == 0 ? nil : try FoldingEmojiMeanings(&reader)
    lookalike = try other.lookalike.readingShapes(&reader)
    traits = try FoldingTraitTable(&reader)
    bridges = try reader.integer(UInt8.self) == 0 ? nil : try reader.filter()
  }

  /// `units`, the original UTF-16 text, as `view` reads it.
  public func fold(_ units: [UInt16], view: FoldView) -> FoldedText {
    var text = FoldedText()
    fold(units.span, view: view, into: &text)
    return text
  }

  /// Folds `units` into `text`, whose storage is used again: the way to fold many messages.
  public func fold(_ units: Span<UInt16>, view: FoldView, into text: inout FoldedText) {
    characters.foldBase(units, into: &text)
    guard view.last >= .invisible else { return }
    var traits = traits(of: text)
    guard !traits.isDisjoint(with: FoldingTraits(after: .script, upTo: view.last)) else { return }
    for fold in view.order { apply(fold, to: &text, &traits, in: view, isPhrase: false) }
  }

  /// A rule's phrase as `view` reads it: like a text, but it never folds to less than it says. A fold that would leave
  /// nothing of it is left out, `repeat` keeps its own doubled letters, and `pinyin` leaves a phrase of a single
  /// syllable out, which sounds like too much else. Empty only if `phrase` is.
  public func foldPhrase(_ phrase: String, view: FoldView) -> [UInt16] {
    let units = Array(phrase.utf16)
    for candidate in FoldView.all.reversed() where candidate <= view {
      var text = FoldedText()
      var traits = FoldingTraits.all
      characters.foldBase(units.span, into: &text)
      for fold in candidate.order { apply(fold, to: &text, &traits, in: candidate, isPhrase: true) }
      if candidate.last == .pinyin, !pinyin.isEmpty, pinyin.count(in: text.units) < 2 { continue }
      if text.count > 0 { return text.units }
    }
    return units
  }

  /// The unit that stands for a character's toneless syllable; the unit itself where it has none.
  func syllable(of unit: UInt16) -> UInt16 { pinyin.syllable(of: unit) }

  /// What folds may change of `text`, which is in the base view.
  func traits(of text: FoldedText) -> FoldingTraits { traits.traits(of: text.units) }

  /// Applies one fold to a text that the folds before it have been applied to. `traits` are those of the text and are
  /// widened where it changes, since what a fold makes may be anything to the next.
  @discardableResult
  func apply(
    _ fold: Fold, to text: inout FoldedText, _ traits: inout FoldingTraits, in view: FoldView, isPhrase: Bool
  ) -> Bool {
    guard !traits.isDisjoint(with: FoldingTraits(fold)) else { return false }
    let isChanged =
      switch fold {
      case .width, .case, .script: false
      case .invisible: text.dropInvisible(characters)
      case .gap: text.closeGaps(characters, bridges: bridges)
      case .digits: digits.replace(in: &text)
      case .repeat: text.squeezeRuns(doubled: doubled, isPhrase: isPhrase, characters)
      case .emoji: replaceSigns(in: &text)
      case .split: split.replace(in: &text)
      case .lookalike: lookalike.replace(in: &text, withShapes: view.last == .lookalike && !isPhrase)
      case .pinyin: pinyin.replace(in: &text)
      }
    if isChanged { traits = .all }
    return isChanged
  }

  /// Puts words in place of emoji and signs. Other scripts' digits become plain first: numbers such as 壹比١ are among the
  /// signs, and no table has them in all scripts.
  private func replaceSigns(in text: inout FoldedText) -> Bool {
    let isChanged = digits.replaceForeign(in: &text)
    return emoji.replace(in: &text, meanings: meanings, neighbours: bridges) || isChanged
  }

  /// Whether a fold may change a text that the folds before it have been applied to; false is certain.
  func mayChange(_ text: FoldedText, by fold: Fold) -> Bool {
    switch fold {
    case .gap: text.hasGap(characters, bridges: bridges)
    case .digits: digits.mayChange(text)
    case .repeat: text.hasRun(doubled: doubled, characters)
    case .emoji: emoji.mayChange(text) || text.units.contains(where: digits.isForeign)
    case .split: split.mayChange(text)
    default: true
    }
  }

  /// Whether the view `lookalike` reads characters of a text by their shape which `pinyin` reads by their sound.
  func hasShapes(_ text: FoldedText) -> Bool { lookalike.hasShapes(text) }

  /// Folds to the base view only, into the storage of `text`.
  func foldBase(_ units: Span<UInt16>, into text: inout FoldedText) { characters.foldBase(units, into: &text) }
}

extension FoldView {
  /// The folds beyond the base in the order in which they are applied.
  var order: [Fold] { Self.orders[last.rank] }

  private static let orders: [[Fold]] = Fold.allCases.map { last in
    let further = Fold.allCases.filter { $0 > .script && $0 <= last }
    // A gap would swallow emoji, so they come before it.
    return further.filter { $0 == .invisible } + further.filter { $0 == .emoji }
      + further.filter { $0 != .invisible && $0 != .emoji }
  }
}
