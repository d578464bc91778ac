/// Folds texts and phrases so that spellings that mean the same become equal units, with the way back to the original.
///
/// Folding is deterministic, takes time linear in the text, and keeps a lone surrogate as it is. The folds are applied in
/// this order: base table, invisible, emoji, gap, digits, repeat, split, lookalike, pinyin. Emoji come before gaps because
/// a gap would swallow them.
public final class TextFolding: Sendable {
  private let characters: FoldingCharacters

  public init(tables: FoldingTables) {
    characters = FoldingCharacters(tables: tables)
  }

  /// `units`, the original UTF-16 text, as `view` reads it.
  public func fold(_ units: [UInt16], view: FoldView) -> FoldedText {
    var text = FoldedText()
    fold(units.span, view: view, into: &text)
    return text
  }

  /// Folds `units` into `text`, whose storage is used again: the way to fold many messages.
  public func fold(_ units: Span<UInt16>, view: FoldView, into text: inout FoldedText) {
    foldBase(units, into: &text)
  }

  /// A rule's phrase as `view` reads it. It is never empty unless `phrase` is: a fold that would leave nothing of it is
  /// left out.
  public func foldPhrase(_ phrase: String, view: FoldView) -> [UInt16] {
    let units = Array(phrase.utf16)
    return fold(units, view: view).units
  }

  private func foldBase(_ units: Span<UInt16>, into text: inout FoldedText) {
    text.resize(to: units.count)
    let simple = characters.foldSimple(units, &text.units, &text.starts, &text.ends)
    guard simple < units.count else { return }
    text.truncate(to: simple)
    foldAny(units, from: simple, into: &text)
  }

  private func foldAny(_ units: Span<UInt16>, from first: Int, into text: inout FoldedText) {
    let base = characters.base
    let table = base.span
    var index = first
    while index < units.count {
      let unit = units[index]
      let start = Int32(truncatingIfNeeded: index)
      let folded = table[Int(unit)]
      if folded != FoldingCharacters.complex {
        text.append(folded, start, start &+ 1)
        index += 1
        continue
      }
      var codePoint = UInt32(unit)
      var length = 1
      if unit & 0xFC00 == 0xD800, index + 1 < units.count, units[index + 1] & 0xFC00 == 0xDC00 {
        codePoint = supplementary(unit, units[index + 1])
        length = 2
      }
      let end = start &+ Int32(length)
      if let form = characters.form(of: codePoint) {
        for unit in form { text.append(unit, start, end) }
      } else {
        for offset in 0..<length { text.append(units[index + offset], start, end) }
      }
      index += length
    }
  }
}
