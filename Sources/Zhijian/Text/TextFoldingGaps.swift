extension FoldedText {
  /// The most separators that a gap may have.
  static let longestGap = 2

  /// Drops gaps: one or two spaces, punctuation marks or symbols between two letters or digits, as in 加*微-信.
  ///
  /// What keeps ordinary text apart:
  /// - Line ends are never part of a gap.
  /// - ，。！？； (the half-width ones alike) and letters that look like bars go only between characters that are
  ///   neighbours in a phrase looked for (`bridges`); whether they are then punctuation or a disguise, `PhraseGaps` says.
  /// - A single `.`, `:` or `/` between digits stays: 3.5 is not 35. So does any clause mark there.
  /// - The enumeration comma 、 goes beside a single character, too: 加、微、信 is closed, 面积大、麻点多 is not.
  ///
  /// Says whether anything changed.
  mutating func closeGaps(_ characters: FoldingCharacters, bridges: PhrasePairFilter?) -> Bool {
    var write = 0
    var read = 0
    // Letters and digits since the last separator, and the class of the last.
    var piece = 0
    var previous = CharacterClass.stop
    while read < count {
      let (codePoint, length) = codePoint(at: read)
      let kind = characters.characterClass(codePoint)
      let end: Int
      if kind.isWord {
        piece += 1
        previous = kind
        end = read + length
      } else {
        let gap = separators(from: read, characters)
        end = gap.end
        let isClosed =
          piece > 0
          && isClosable(gap, between: previous, leftPiece: piece, bridges: bridges, characters)
        piece = 0
        if isClosed {
          read = end
          continue
        }
        previous = .separator
      }
      if write == read {
        write = end
      } else {
        for source in read..<end {
          move(source, to: write)
          write += 1
        }
      }
      read = end
    }
    let changed = write < count
    truncate(to: write)
    return changed
  }

  private struct Gap {
    let start: Int
    var end: Int
    var length = 0
    var hasStop = false
    var needsBridge = false
    var hasListMark = false
    var isNumberMark = false
  }

  /// The run of separators that begins at `start`.
  private func separators(from start: Int, _ characters: FoldingCharacters) -> Gap {
    var gap = Gap(start: start, end: start)
    while gap.end < count {
      let (codePoint, length) = codePoint(at: gap.end)
      let kind = characters.characterClass(codePoint)
      if kind.isWord { break }
      // The dots of one … are one mark.
      if gap.end == start || starts[gap.end] != starts[gap.end - 1] { gap.length += 1 }
      gap.hasStop = gap.hasStop || kind == .stop
      gap.needsBridge = gap.needsBridge || kind == .clauseMark || kind == .bar
      gap.hasListMark = gap.hasListMark || kind == .listMark
      gap.isNumberMark = gap.end == start && kind == .numberMark
      gap.end += length
    }
    return gap
  }

  /// Whether a gap with a list mark, which may be told by what is beside it, or any other may go.
  private func isClosable(
    _ gap: Gap, between left: CharacterClass, leftPiece: Int, bridges: PhrasePairFilter?,
    _ characters: FoldingCharacters
  ) -> Bool {
    guard gap.length <= Self.longestGap, !gap.hasStop, gap.end < count else { return false }
    let (next, length) = codePoint(at: gap.end)
    let areDigits = left == .digit && characters.characterClass(next) == .digit
    if areDigits, gap.needsBridge || (gap.isNumberMark && gap.length == 1) { return false }
    if gap.needsBridge { return isBridged(gap, bridges) }
    guard gap.hasListMark, leftPiece > 1 else { return true }
    let after = gap.end + length
    return after >= count || !characters.characterClass(codePoint(at: after).value).isWord || isBridged(gap, bridges)
  }

  private func isBridged(_ gap: Gap, _ bridges: PhrasePairFilter?) -> Bool {
    guard let bridges, gap.start > 0, gap.end < count else { return false }
    return PhrasePairFilter.contains(units[gap.start - 1], units[gap.end], in: bridges.pairs.span, shift: bridges.shift)
  }
}
