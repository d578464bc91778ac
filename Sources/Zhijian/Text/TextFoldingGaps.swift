extension FoldedText {
  /// The most separators that a gap may have.
  static let longestGap = 2

  /// Drops gaps: one or two spaces, punctuation marks or symbols between two letters or digits, as in 加*微-信.
  ///
  /// What keeps ordinary text apart:
  /// - Line ends and ，。！？； (the half-width ones alike) are never part of a gap: a phrase does not reach from one
  ///   clause into the next.
  /// - A single `.`, `:` or `/` between digits stays: 3.5 is not 35.
  /// - The enumeration comma 、 goes only beside a single character: 加、微、信 is closed, 面积大、麻点多 is not.
  ///
  /// Says whether anything changed.
  mutating func closeGaps(_ characters: FoldingCharacters) -> Bool {
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
        let isClosed = piece > 0 && isClosable(gap, between: previous, leftPiece: piece, characters)
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
    var end: Int
    var length = 0
    var hasStop = false
    var hasListMark = false
    var isNumberMark = false
  }

  /// The run of separators that begins at `start`.
  private func separators(from start: Int, _ characters: FoldingCharacters) -> Gap {
    var gap = Gap(end: start)
    while gap.end < count {
      let (codePoint, length) = codePoint(at: gap.end)
      let kind = characters.characterClass(codePoint)
      if kind.isWord { break }
      // The dots of one … are one mark.
      if gap.end == start || starts[gap.end] != starts[gap.end - 1] { gap.length += 1 }
      gap.hasStop = gap.hasStop || kind == .stop
      gap.hasListMark = gap.hasListMark || kind == .listMark
      gap.isNumberMark = gap.end == start && kind == .numberMark
      gap.end += length
    }
    return gap
  }

  private func isClosable(
    _ gap: Gap, between left: CharacterClass, leftPiece: Int, _ characters: FoldingCharacters
  ) -> Bool {
    guard gap.length <= Self.longestGap, !gap.hasStop, gap.end < count else { return false }
    let (next, length) = codePoint(at: gap.end)
    if gap.isNumberMark, gap.length == 1, left == .digit, characters.characterClass(next) == .digit { return false }
    guard gap.hasListMark, leftPiece > 1 else { return true }
    let after = gap.end + length
    return after >= count || !characters.characterClass(codePoint(at: after).value).isWord
  }
}
