extension TokenShapeScanner {
  private static let letterFaces: Set<[UInt16]> = Set(
    [
      "orz", "otz", "otl", "qaq", "qwq", "qvq", "tat", "tvt", "uwu", "owo", "ovo", "t_t", "o_o",
      "q_q", "x_x", "u_u",
      "0_0",
    ].map { Array($0.utf16) })
  private static let eyes = Set("^><=~@*+-∩╥￣≧≦°˙;｀´`:".utf16)
  private static let mouths = Set("_﹏▽ω∇皿︿ε.oOvw^﹃".utf16)
  private static let sidewaysMouths = Set("()DPp".utf16)
  private static let faceParts = Set("^><=~@*∩╥￣≧≦°˙;｀´`_﹏▽ω∇皿︿ε╯╰﹃・д□ノ◕‿ᴗ˘ˇ口ㅂ·ﾟДTQoO".utf16)
  private static let plainPunctuation = Set("….。,，!！?？、-/:：".utf16)
  private static let arms = Set("╮╭╯╰ヽヾノﾉ╱︵┻━┗┛✧~".utf16)

  /// Whether `kaomoji(at:after:)` may find a face that starts with the unit.
  static func mayStartKaomoji(_ unit: UInt16) -> Bool {
    eyes.contains(unit) || arms.contains(unit) || unit == 0x28 || unit == 0xFF08
  }

  /// Faces made of letters: T_T, QAQ, orz.
  func letterKaomoji(at start: Int) -> TokenShape? {
    let end = endOfRun(from: start)
    guard end - start == 3, isCut(start), isCut(end), Self.letterFaces.contains(lowered(start, end))
    else { return nil }
    return TokenShape(start: start, end: end, kind: .kaomoji)
  }

  /// Faces made of symbols: ^_^, -_-, (╥﹏╥), ╮(╯▽╰)╭.
  func kaomoji(at start: Int, after last: TokenShape?) -> TokenShape? {
    guard isCut(start) else { return nil }
    if let shape = parenthesizedFace(at: start) { return shape }
    return sidewaysFace(at: start) ?? bareFace(at: start)
  }

  /// Faces that lie on their side: :) ;-) :D.
  private func sidewaysFace(at start: Int) -> TokenShape? {
    guard [0x3A, 0x3B, 0x3D].contains(unit(start)), !isWordUnit(unit(start - 1)) else { return nil }
    let mouth = unit(start + 1) == 0x2D ? start + 2 : start + 1
    guard Self.sidewaysMouths.contains(unit(mouth)), !isWordUnit(unit(mouth + 1)) else { return nil }
    // A parenthesis that has its other half is none of a face: 说明:(见图).
    if unit(mouth) == 0x28, units[(mouth + 1)...].prefix(40).contains(0x29) { return nil }
    if unit(mouth) == 0x29, isOpen(before: start) { return nil }
    return closedFace(from: start, to: mouth + 1)
  }

  /// Whether a parenthesis was opened shortly before and not closed.
  private func isOpen(before position: Int) -> Bool {
    let last = units[..<position].suffix(40).last { $0 == 0x28 || $0 == 0x29 }
    return last == 0x28
  }

  private func bareFace(at start: Int) -> TokenShape? {
    let left = unit(start)
    let mouth = unit(start + 1)
    let right = unit(start + 2)
    guard Self.eyes.contains(left), Self.mouths.contains(mouth), left != mouth else { return nil }
    // Two colons around a mouth are no face.
    guard left != 0x3A else { return nil }
    let isPair = left == right || left == 0x3E && right == 0x3C || left == 0x2267 && right == 0x2266
    guard isPair else { return nil }
    // A hyphen and a tilde stand between letters and numbers too: 1-o-2.
    let isWeak = left == 0x2D || left == 0x7E || left == 0x2B || left == 0x3D
    guard !isWeak || !isLetter(mouth) else { return nil }
    var end = start + 3
    while unit(end) == 0x7C { end += 1 }
    return closedFace(from: start, to: end)
  }

  private func parenthesizedFace(at start: Int) -> TokenShape? {
    var open = start
    if Self.arms.contains(unit(open)) { open += 1 }
    guard unit(open) == 0x28 || unit(open) == 0xFF08 else { return nil }
    var close = open + 1
    var parts = 0
    while close < units.count, units[close] != 0x29, units[close] != 0xFF09 {
      guard close - open <= 14 else { return nil }
      let isPart = Self.faceParts.contains(units[close])
      if isPart { parts += 1 }
      switch characters.kind(of: units[close]) {
      case .han, .digit, .space: guard isPart else { return nil }
      case .latin: guard isPart else { return nil }
      case .other, .pictograph, .mark: return nil
      case .punctuation, .dictionary, .letter: break
      }
      close += 1
    }
    guard close < units.count, close - open >= 4, parts >= 2 else { return nil }
    guard units[(open + 1)..<close].contains(where: { isFaceMark($0) }) else { return nil }
    var end = close + 1
    while Self.arms.contains(unit(end)), end - close <= 6 { end += 1 }
    return closedFace(from: start, to: end)
  }

  /// Whether a unit is more than letters and the punctuation of sentences.
  private func isFaceMark(_ unit: UInt16) -> Bool {
    Self.faceParts.contains(unit) && !Self.plainPunctuation.contains(unit) && !isLetter(unit)
  }

  private func closedFace(from start: Int, to end: Int) -> TokenShape? {
    guard isClean(end), end == units.count || isCut(end) else { return nil }
    return TokenShape(start: start, end: end, kind: .kaomoji)
  }
}
