/// Names of persons, told by a cue, or by standing beside a phone number in what is also an address.
extension PersonalDataScanner {
  /// Takes the name behind the cue that ends with the unit at `position`.
  mutating func scanName(at position: Int) -> Int? {
    guard position >= floor, let needsLink = nameCueNeedsLink(endingAt: position) else { return nil }
    var start = position + 1
    var isLinked = false
    for word in Self.changes where matches(word, at: start) {
      (start, isLinked) = (start + word.utf16.count, true)
      break
    }
    var hasColon = false
    while start - position <= 8 {
      let unit = unit(start)
      if unit == 0x3a || unit == 0xff1a { hasColon = true }
      if Self.nameLinks.contains(unit) { isLinked = true } else if !Self.namePadding.contains(unit) { break }
      start += 1
    }
    if isLinked || !needsLink, let end = dottedNameEnd(from: start) {
      return takeName(TextRange(start, end), confidence: 0.85)
    }
    if isLinked, let end = announcedNameEnd(from: start, ofAnySurname: hasColon) {
      return takeName(TextRange(start, end), confidence: 0.85)
    }
    guard isLinked || !needsLink && !SurnameTable.weak.contains(unit(start)), let end = nameEnd(from: start),
      !isCompanyName(from: start)
    else { return nil }
    return takeName(TextRange(start, end), confidence: isLinked ? 0.9 : 0.75)
  }

  /// Whether the cue that ends at `position` needs a link such as a colon; nil where no cue ends there.
  private func nameCueNeedsLink(endingAt position: Int) -> Bool? {
    switch unit(position) {
    case 0x4eba:  // 人
      let cue = [unit(position - 2), unit(position - 1)]
      return Self.personCues.contains(cue) ? false : nil
    case 0x540d:  // 名
      return [0x59d3, 0x6237, 0x5168, 0x7f72, 0x672c, 0x5927, 0x771f].contains(unit(position - 1))
        ? ![0x59d3, 0x6237].contains(unit(position - 1)) : nil
    case 0x53eb:  // 叫
      return [0x6211, 0x540d, 0x5b57].contains(unit(position - 1)) ? false : nil
    case 0x5b57:  // 字
      return unit(position - 1) == 0x540d && unit(position - 2) != 0x5546 ? true : nil
    default: return nil
    }
  }

  private mutating func takeName(_ range: TextRange, confidence: Double) -> Int {
    take(
      .name, range, value: String(decoding: written[range.lower..<range.upper], as: UTF16.self), confidence: confidence)
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

  /// The end of two to four characters behind a colon that end with the line or at a mark: a name of whatever surname;
  /// or of a surname and a given name with a space between them.
  private func announcedNameEnd(from start: Int, ofAnySurname: Bool) -> Int? {
    var end = start
    while isGiven(end), end - start < 5 { end += 1 }
    if ofAnySurname, (2...4).contains(end - start), !isHan(end), !isWord(end), !isAsterisk(end) { return end }
    let isSurname = SurnameTable.single.contains(unit(start)) && end - start == 1
    guard isSurname || end - start == 2 && SurnameTable.compound.contains([unit(start), unit(start + 1)]),
      ascii(end) == 0x20
    else { return nil }
    let given = skippingSpaces(from: end)
    var last = given
    while isGiven(last), last - given < 3 { last += 1 }
    return (1...2).contains(last - given) && !isWord(last) && !isAsterisk(last) ? last : nil
  }

  /// Whether what is announced as somebody is a company.
  private func isCompanyName(from start: Int) -> Bool {
    var position = start
    while isHan(position), position - start < 24 {
      if matches("公司", at: position) || matches("有限", at: position) || matches("旗舰店", at: position) { return true }
      position += 1
    }
    return false
  }

  /// The end of a name of parts with dots between them, as in 阿依古丽·艾力.
  private func dottedNameEnd(from start: Int) -> Int? {
    var position = start
    var parts = 0
    while parts < 4 {
      let first = position
      while isHan(position), position - first < 8 { position += 1 }
      guard position - first >= 1 else { return nil }
      parts += 1
      guard unit(position) == 0xb7 || unit(position) == 0x2022 || unit(position) == 0x30fb, isHan(position + 1) else {
        break
      }
      position += 1
    }
    return parts > 1 ? position : nil
  }

  private func isGiven(_ offset: Int) -> Bool {
    isHan(offset) && !SurnameTable.notGiven.contains(unit(offset)) && !isFunctionWord(offset)
  }

  private func isFunctionWord(_ offset: Int) -> Bool {
    SurnameTable.words.contains([unit(offset), unit(offset + 1)])
  }

  private static let personCues: Set<[UInt16]> = Set(
    ["收件", "收货", "联系", "寄件", "发件", "取件", "提货", "持卡", "开户", "签收", "购买", "申请", "退款", "开票", "乘车", "乘客", "投保", "收款"].map {
      Array($0.utf16)
    })
  private static let changes = [
    "名字写的是", "名字写", "名字是", "姓名是", "写的是", "填的是", "改成", "改为", "换成", "写成", "写的", "填的", "写", "填",
  ]
  private static let nameLinks = Set(":：=是为叫為".utf16)
  private static let namePadding = Set(" 　\t“\"「『（(【，,、-".utf16)
}

extension PersonalDataScanner {
  /// Takes names that stand alone beside a phone number and an address or identity number, where the text has both:
  /// the form people paste from their address book. A name and a number that are all there is will do, too.
  mutating func addNamesBesideContacts() {
    let contacts = found.filter { Self.contactKinds.contains($0.kind) }
    guard !contacts.isEmpty else { return }
    let hasNumber = contacts.contains { $0.kind == .phone || $0.kind == .landline }
    guard contacts.count > 1 && (hasNumber || contacts.contains { $0.kind == .idCard }) || hasNumber && isPair(contacts)
    else { return }
    for data in contacts {
      addName(endingBefore: data.range.lower)
      addName(beginningAfter: data.range.upper)
    }
  }

  private static let contactKinds: Set<PersonalDataKind> = [.phone, .landline, .address, .idCard, .bankCard]

  /// Whether one number and two to four characters of Han are all the text.
  private func isPair(_ contacts: [PersonalData]) -> Bool {
    guard contacts.count == 1, let range = contacts.first?.range, units.count - range.count <= 8 else { return false }
    let rest = (0..<units.count).filter { !($0 >= range.lower && $0 < range.upper) && !isNameBoundary($0) }
    return (2...4).contains(rest.count) && rest.allSatisfy { isHan($0) } && !SurnameTable.weak.contains(unit(rest[0]))
  }

  private mutating func addName(endingBefore end: Int) {
    var upper = end
    while end - upper < 3, isNameBoundary(upper - 1) { upper -= 1 }
    for length in [2, 3, 4, 5, 6, 7, 8, 9]
    where (length < 5 && nameEnd(from: upper - length) == upper) || dottedNameEnd(from: upper - length) == upper {
      let start = upper - length
      guard isNameBoundary(start - 1) || found.contains(where: { $0.range.upper == start }) else { continue }
      addName(TextRange(start, upper))
    }
  }

  private mutating func addName(beginningAfter start: Int) {
    var lower = start
    while lower - start < 3, isNameBoundary(lower) { lower += 1 }
    guard lower < units.count, let end = dottedNameEnd(from: lower) ?? nameEnd(from: lower) else { return }
    let isApart = lower > start && (isNameBoundary(end) || unit(end) == 0x6536)
    if isApart || found.contains(where: { $0.range.lower == end }) { addName(TextRange(lower, end)) }
  }

  private mutating func addName(_ range: TextRange) {
    guard range.lower >= 0, range.upper <= units.count, !found.contains(where: { $0.range.overlaps(range) }) else {
      return
    }
    insert(
      PersonalData(
        kind: .name, range: range, value: String(decoding: written[range.lower..<range.upper], as: UTF16.self),
        confidence: 0.7))
  }

  /// Whether what separates the parts of a pasted address stands at `offset`; so do both ends of the text.
  private func isNameBoundary(_ offset: Int) -> Bool {
    guard offset >= 0, offset < units.count else { return true }
    return Self.nameBoundaries.contains(units[offset])
  }

  private static let nameBoundaries = Set(" 　\t\n\r，,、;；:：/|。（）()-".utf16)
}
