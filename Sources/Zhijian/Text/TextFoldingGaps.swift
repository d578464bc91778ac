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
    var walk = GapWalk()
    var write = 0
    while walk.read < count {
      let start = walk.read
      guard !step(&walk, characters, bridges) else { continue }
      if write == start {
        write = walk.read
      } else {
        for source in start..<walk.read {
          move(source, to: write)
          write += 1
        }
      }
    }
    let changed = write < count
    truncate(to: write)
    return changed
  }

  /// Whether `closeGaps` changes anything.
  func hasGap(_ characters: FoldingCharacters, bridges: PhrasePairFilter?) -> Bool {
    var walk = GapWalk()
    while walk.read < count {
      if step(&walk, characters, bridges) { return true }
    }
    return false
  }

  /// How far the text was read.
  private struct GapWalk {
    var read = 0
    /// Letters and digits since the last separator, and the class of the last.
    var piece = 0
    var previous = CharacterClass.stop
  }

  /// Goes on by some letters and digits or by one run of separators; says whether those go.
  private func step(_ walk: inout GapWalk, _ characters: FoldingCharacters, _ bridges: PhrasePairFilter?) -> Bool {
    let (codePoint, length) = codePoint(at: walk.read)
    let kind = characters.characterClass(codePoint)
    if kind.isWord {
      walk.piece += 1
      walk.previous = kind
      walk.read += length
      characters.skipWords(of: units.span, from: &walk.read, piece: &walk.piece, last: &walk.previous)
      return false
    }
    let gap = separators(from: walk.read, characters)
    let isClosed =
      walk.piece > 0 && isClosable(gap, between: walk.previous, leftPiece: walk.piece, bridges: bridges, characters)
    walk.read = gap.end
    walk.piece = 0
    // Behind a gap that went stands what stood before it.
    if !isClosed { walk.previous = .separator }
    return isClosed
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
