/// Folds texts and phrases so that spellings that mean the same become equal units, with the way back to the original.
///
/// Folding is deterministic, takes time linear in the text, and keeps a lone surrogate as it is. The folds are applied in
/// this order: base table, invisible, emoji, gap, digits, repeat, split, lookalike, pinyin. Emoji come before gaps because
/// a gap would swallow them.
public final class TextFolding: Sendable {
  private let characters: FoldingCharacters
  private let emoji: FoldingSequences
  private let digits: FoldingDigits
  private let doubled: Set<UInt32>
  private let split: FoldingSequences
  private let lookalike: [UInt32: UInt32]
  private let pinyin: FoldingPinyin

  public init(tables: FoldingTables) {
    let characters = FoldingCharacters(tables: tables)
    self.characters = characters
    let prepare = { (text: String) -> [UInt16] in
      var folded = FoldedText()
      characters.foldBase(Array(text.utf16).span, into: &folded)
      _ = folded.dropInvisible(characters)
      return folded.units
    }
    emoji = FoldingSequences(tables.emoji, prepare: prepare)
    digits = FoldingDigits(tables: tables)
    doubled = tables.doubled
    split = FoldingSequences(tables.split, prepare: prepare)
    lookalike = tables.lookalike
    pinyin = FoldingPinyin(tables: tables)
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
    apply(view, to: &text, isPhrase: false)
  }

  /// A rule's phrase as `view` reads it: like a text, but it never folds to less than it says. A fold that would leave
  /// nothing of it is left out, `repeat` keeps its own doubled letters, and `pinyin` leaves a phrase of a single
  /// syllable out, which sounds like too much else. Empty only if `phrase` is.
  public func foldPhrase(_ phrase: String, view: FoldView) -> [UInt16] {
    let units = Array(phrase.utf16)
    for candidate in FoldView.all.reversed() where candidate <= view {
      var text = FoldedText()
      characters.foldBase(units.span, into: &text)
      apply(candidate, to: &text, isPhrase: true)
      if candidate.last == .pinyin, !pinyin.isEmpty, pinyin.count(in: text.units) < 2 { continue }
      if text.count > 0 { return text.units }
    }
    return units
  }

  /// The distinct texts that `views` read in `units`, in the order of the views: each text is searched once for all the
  /// views that read it.
  public func readings(of units: Span<UInt16>, views: [FoldView]) -> [FoldReading] {
    var readings: [FoldReading] = []
    var text = FoldedText()
    characters.foldBase(units, into: &text)
    // What emoji start from; up to there every view only goes on from the one before.
    var visible = text
    var last = FoldView.base
    for view in views.sorted() {
      if view.last < .emoji || last.last >= .emoji {
        for fold in view.folds where fold > last.last {
          apply(fold, to: &text, isPhrase: false)
          if fold == .invisible { visible = text }
        }
      } else {
        if last.last < .invisible { apply(.invisible, to: &visible, isPhrase: false) }
        if emoji.replace(in: &visible) {
          text = visible
          for fold in [Fold.gap, .digits, .repeat] { apply(fold, to: &text, isPhrase: false) }
          for fold in view.folds where fold > .emoji { apply(fold, to: &text, isPhrase: false) }
        } else {
          for fold in view.folds where fold > last.last && fold != .emoji {
            apply(fold, to: &text, isPhrase: false)
          }
        }
      }
      last = view
      if readings.last?.text.units == text.units {
        readings[readings.count - 1].views.append(view)
      } else {
        readings.append(FoldReading(text: text, views: [view]))
      }
    }
    return readings
  }

  private func apply(_ view: FoldView, to text: inout FoldedText, isPhrase: Bool) {
    guard view.last >= .invisible else { return }
    apply(.invisible, to: &text, isPhrase: isPhrase)
    if view.last >= .emoji { apply(.emoji, to: &text, isPhrase: isPhrase) }
    for fold in view.folds where fold > .invisible && fold != .emoji { apply(fold, to: &text, isPhrase: isPhrase) }
  }

  /// Applies one fold to a text that the folds before it have been applied to; says whether anything changed.
  @discardableResult
  private func apply(_ fold: Fold, to text: inout FoldedText, isPhrase: Bool) -> Bool {
    switch fold {
    case .width, .case, .script: false
    case .invisible: text.dropInvisible(characters)
    case .gap: text.closeGaps(characters)
    case .digits: digits.replace(in: &text)
    case .repeat: text.squeezeRuns(doubled: doubled, isPhrase: isPhrase, characters)
    case .emoji: emoji.replace(in: &text)
    case .split: split.replace(in: &text)
    case .lookalike: text.replaceCharacters(lookalike)
    case .pinyin: pinyin.replace(in: &text)
    }
  }
}

/// A text that one or more views read alike.
public struct FoldReading: Sendable, Equatable {
  public var text: FoldedText
  /// Those views, fewest folds first.
  public var views: [FoldView]
}
