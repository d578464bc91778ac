/// Names of persons behind a cue such as 收件人 or 我叫: a surname and one or two characters.
extension TokenJoins {
  /// The tokens of the name behind the cue that ends with the token at `index`.
  func name(behind index: Int) -> Range<Int>? {
    let cueEnd = Int(tokens[index].end)
    guard let needsLink = cueNeedsLink(endingAt: cueEnd - 1) else { return nil }
    var start = cueEnd
    var isLinked = false
    while start - cueEnd <= 4 {
      if Self.links.contains(unit(start)) { isLinked = true } else if !Self.padding.contains(unit(start)) { break }
      start += 1
    }
    guard isLinked || !needsLink && !SurnameTable.weak.contains(unit(start)),
      let first = token(startingAt: start, from: index + 1), first < tokens.count
    else { return nil }
    let isCompound = SurnameTable.compound.contains([unit(start), unit(start + 1)])
    guard isCompound || SurnameTable.single.contains(unit(start)) else { return nil }
    if !isCompound, SurnameTable.words.contains([unit(start), unit(start + 1)]) { return nil }
    return name(from: first, given: start + (isCompound ? 2 : 1))
  }

  /// The longest name whose end is the end of a token; `given` is where the given name starts. A name that the text
  /// goes on behind with ideographs is taken only if a word starts there.
  private func name(from first: Int, given: Int) -> Range<Int>? {
    guard isGiven(given) else { return nil }
    for end in isGiven(given + 1) ? [given + 2, given + 1] : [given + 1] {
      guard let last = token(startingAt: end, from: first), last > first else { continue }
      return first..<last
    }
    return nil
  }

  private func isGiven(_ position: Int) -> Bool {
    let unit = unit(position)
    return unit >= 0x4E00 && unit <= 0x9FFF && !SurnameTable.notGiven.contains(unit)
      && !SurnameTable.words.contains([unit, self.unit(position + 1)])
  }

  /// Whether the cue that ends at `position` needs a link such as a colon; nil where no cue ends there.
  private func cueNeedsLink(endingAt position: Int) -> Bool? {
    let before = unit(position - 1)
    switch unit(position) {
    case 0x4EBA: return Self.personCues.contains([unit(position - 2), before]) ? false : nil  // 人
    case 0x53EB: return Self.callers.contains(before) ? false : nil  // 叫
    case 0x540D: return Self.nameCues.contains(before) ? true : nil  // 名
    case 0x5B57: return before == 0x540D ? true : nil  // 名字
    default: return nil
    }
  }

  /// What a cue ends with, as `cueNeedsLink` knows it.
  static let cueEnds: [UInt16] = [0x4EBA, 0x53EB, 0x540D, 0x5B57]

  private static let personCues = Set(
    [
      "收件", "收货", "联系", "寄件", "发件", "取件", "提货", "持卡", "开户", "签收", "购买", "收款", "付款", "经办", "收貨", "聯絡", "聯繫", "簽收",
    ].map { Array($0.utf16) })
  private static let callers = Set("我名字".utf16)
  private static let nameCues = Set("姓户戶".utf16)
  private static let links = Set(":：=是为叫為".utf16)
  private static let padding = Set(" 　\t“\"「『".utf16)
}
