/// Names of persons, told by a cue, or by standing beside a phone number in what is also an address.
extension PersonalDataScanner {
  /// Takes the name behind the cue that ends with the unit at `position`.
  mutating func scanName(at position: Int) -> Int? {
    guard position >= floor, let needsLink = nameCueNeedsLink(endingAt: position) else { return nil }
    var start = position + 1
    var isLinked = false
    while start - position <= 5 {
      let unit = unit(start)
      if Self.nameLinks.contains(unit) { isLinked = true } else if !Self.namePadding.contains(unit) { break }
      start += 1
    }
    guard isLinked || !needsLink, let end = nameEnd(from: start) else { return nil }
    return takeName(TextRange(start, end), confidence: isLinked ? 0.9 : 0.75)
  }

  /// Whether the cue that ends at `position` needs a link such as a colon; nil where no cue ends there.
  private func nameCueNeedsLink(endingAt position: Int) -> Bool? {
    switch unit(position) {
    case 0x4eba:  // 人
      let cue = [unit(position - 2), unit(position - 1)]
      return Self.personCues.contains(cue) ? false : nil
    case 0x540d:  // 名
      return [0x59d3, 0x6237, 0x5168, 0x672c, 0x5927, 0x771f].contains(unit(position - 1))
        ? ![0x59d3, 0x6237].contains(unit(position - 1)) : nil
    case 0x53eb:  // 叫
      return [0x6211, 0x540d, 0x5b57].contains(unit(position - 1)) ? false : nil
    case 0x5b57:  // 字
      return unit(position - 1) == 0x540d && unit(position - 2) != 0x5546 ? true : nil
    default: return nil
    }
  }

  private mutating func takeName(_ range: TextRange, confidence: Double) -> Int {
    take(.name, range, value: String(decoding: units[range.lower..<range.upper], as: UTF16.self), confidence: confidence)
  }

  /// The end of the name that begins at `start`: a surname and one or two characters.
  private func nameEnd(from start: Int) -> Int? {
    let isCompound = SurnameTable.compound.contains([unit(start), unit(start + 1)])
    guard isCompound || SurnameTable.single.contains(unit(start)) else { return nil }
    if !isCompound, isFunctionWord(start) { return nil }
    let given = isCompound ? start + 2 : start + 1
    guard isGiven(given) else { return nil }
    return isGiven(given + 1) ? given + 2 : given + 1
  }

  private func isGiven(_ offset: Int) -> Bool {
    isHan(offset) && !SurnameTable.notGiven.contains(unit(offset)) && !isFunctionWord(offset)
  }

  private func isFunctionWord(_ offset: Int) -> Bool {
    SurnameTable.words.contains([unit(offset), unit(offset + 1)])
  }

  private static let personCues: Set<[UInt16]> = Set(
    ["收件", "收货", "联系", "寄件", "发件", "取件", "提货", "持卡", "开户", "签收", "购买", "申请", "退款", "收貨", "聯繫"].map {
      Array($0.utf16)
    })
  private static let nameLinks = Set(":：=是为叫為".utf16)
  private static let namePadding = Set(" 　\t“\"「『（(【，,、-".utf16)
}

extension PersonalDataScanner {
  /// Takes names that stand alone beside a phone number or an address, where the text has both: the form
  /// people paste from their address book.
  mutating func addNamesBesideContacts() {
    guard found.contains(where: { $0.kind == .address }),
      found.contains(where: { $0.kind == .phone || $0.kind == .landline })
    else { return }
    for data in found where data.kind == .address || data.kind == .phone || data.kind == .landline {
      addName(endingBefore: data.range.lower)
      addName(beginningAfter: data.range.upper)
    }
  }

  private mutating func addName(endingBefore end: Int) {
    var upper = end
    while end - upper < 3, isNameBoundary(upper - 1) { upper -= 1 }
    guard upper < end else { return }
    for length in [2, 3, 4] where isNameBoundary(upper - length - 1) && nameEnd(from: upper - length) == upper {
      addName(TextRange(upper - length, upper))
    }
  }

  private mutating func addName(beginningAfter start: Int) {
    var lower = start
    while lower - start < 3, isNameBoundary(lower) { lower += 1 }
    guard lower > start, lower < units.count, let end = nameEnd(from: lower) else { return }
    if isNameBoundary(end) || unit(end) == 0x6536 { addName(TextRange(lower, end)) }
  }

  private mutating func addName(_ range: TextRange) {
    guard range.lower >= 0, range.upper <= units.count, !found.contains(where: { $0.range.overlaps(range) }) else { return }
    insert(
      PersonalData(
        kind: .name, range: range, value: String(decoding: units[range.lower..<range.upper], as: UTF16.self),
        confidence: 0.7))
  }

  /// Whether what separates the parts of a pasted address stands at `offset`; so do both ends of the text.
  private func isNameBoundary(_ offset: Int) -> Bool {
    guard offset >= 0, offset < units.count else { return true }
    return Self.nameBoundaries.contains(units[offset])
  }

  private static let nameBoundaries = Set(" 　\t\n\r，,、;；:：/|。（）()-".utf16)
}
