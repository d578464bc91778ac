extension FoldedText {
  /// Drops what nobody sees and the marks on letters; emoji joined to one picture are reduced to the first of them, so
  /// that a picture is one character for the folds that follow. A dropped mark stays in the range of its letter.
  /// Says whether anything changed.
  mutating func dropInvisible(_ characters: FoldingCharacters) -> Bool {
    let visible = characters.visible
    guard let first = units.firstIndex(where: { visible[Int($0)] != $0 || $0 & 0xFC00 == 0xD800 }) else { return false }
    var write = first
    var read = first
    var changed = false
    var afterSymbol = first > 0 && !characters.characterClass(UInt32(units[first - 1])).isWord
    var isJoined = false
    while read < count {
      let (codePoint, length) = codePoint(at: read)
      let kind = characters.characterClass(codePoint)
      if kind == .invisible || kind == .mark {
        if kind == .mark, write > 0 { ends[write - 1] = ends[read + length - 1] }
        if codePoint == 0x200D { isJoined = afterSymbol }
        changed = true
      } else if write > 0, afterSymbol, (isJoined && kind == .separator) || Self.isSkinTone(codePoint) {
        ends[write - 1] = ends[read + length - 1]
        changed = true
        isJoined = false
      } else {
        for offset in 0..<length {
          if write != read + offset { move(read + offset, to: write) }
          write += 1
        }
        if length == 1, visible[Int(units[write - 1])] != units[write - 1] {
          units[write - 1] = visible[Int(units[write - 1])]
          changed = true
        }
        afterSymbol = !kind.isWord
        isJoined = false
      }
      read += length
    }
    truncate(to: write)
    return changed
  }

  private static func isSkinTone(_ codePoint: UInt32) -> Bool { (0x1F3FB...0x1F3FF).contains(codePoint) }
}
