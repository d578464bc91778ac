/// Postal addresses: at least three levels in their order.
extension PersonalDataScanner {
  /// Takes the address whose first level with a suffix ends at `position`; nil if there are too few levels.
  mutating func scanAddress(at position: Int) -> Int? {
    guard position >= floor else { return nil }
    if Self.buildings.contains(unit(position)) { return scanEstateAddress(at: position) }
    let start = addressStart(before: position)
    guard start < position else { return nil }
    var (end, levels) = regionEnd(from: start)
    let hasRegion = !levels.isEmpty
    // A number alone, as in 3栋2单元502室, is nobody's address.
    while let next = nextLevel(from: end, after: levels.last) {
      levels.append(next.level)
      end = next.end
    }
    guard levels.count >= 3, let last = levels.last else { return nil }
    guard hasRegion || levels.contains(where: { (.district ... .road).contains($0) }), last >= .district else {
      return nil
    }
    if last >= .road { end = trailingNumberEnd(from: end) }
    if last >= .road { end = trailingPlaceEnd(from: end) }
    let range = TextRange(start, end)
    return takeOver(.address, range, value: spaceless(range), confidence: hasRegion ? 0.9 : 0.8)
  }

  /// Where an address that has a level ending at `position` begins: at a province or city, or at the name before
  /// that level.
  private func addressStart(before position: Int) -> Int {
    var first = position
    let limit = max(floor, position - 20)
    while first > limit, isHan(first - 1) || ascii(first - 1) == 0x20 && isHan(first - 2), !isBreak(first - 1) {
      first -= 1
    }
    while first < position, ascii(first) == 0x20 { first += 1 }
    for start in first..<max(first, position - 1) where AdministrativeDivisions.all[unit(start)] != nil {
      if isKnownDivision(at: start), regionEnd(from: start).end > start { return start }
    }
    // Only the last word before the suffix, five characters at most.
    var start = position
    while start > first, position - start < 5, ascii(start - 1) != 0x20 { start -= 1 }
    return start
  }

  private func isKnownDivision(at start: Int) -> Bool {
    (AdministrativeDivisions.all[unit(start)] ?? []).contains { name in
      name.indices.allSatisfy { unit(start + $0) == name[$0] }
    }
  }

  /// The next level from `start` on that is below `last`.
  private func nextLevel(from start: Int, after last: AddressLevel?) -> (level: AddressLevel, end: Int)? {
    var component = start
    // Commas stand between divisions only: a list of streets is no address.
    let allowsComma = (last ?? .province) <= .township
    while component - start < 2, ascii(component) == 0x20 || allowsComma && ascii(component) == 0x2c { component += 1 }
    var offset = component
    while offset - component <= 14 {
      guard isHan(offset) || isWord(offset) || ascii(offset) == 0x2d else { return nil }
      if isDigit(offset), digitCount(at: offset) > 5 { return nil }
      if let (level, end) = addressLevel(at: offset, componentStart: component) {
        if let adjusted = adjusted(level, after: last) { return (adjusted, end) }
        offset = end
        continue
      }
      if isBreak(offset) { return nil }
      offset += 1
    }
    return nil
  }

  /// The level as it counts after `last`, nil where it cannot stand: a second 市 is a district's rank, a number
  /// behind a building is a room.
  private func adjusted(_ level: AddressLevel, after last: AddressLevel?) -> AddressLevel? {
    guard let last else { return level <= .lane || level == .estate ? level : nil }
    if level == .city, last == .city { return .district }
    if level == .number, last >= .building { return last < .room ? .room : nil }
    if level == .village, (.road ... .number).contains(last) { return .estate }
    // 10栋A座
    if level == last, level == .building { return level }
    // Numbers need a place before them.
    if level == .number, last < .district { return nil }
    return level > last ? level : nil
  }

  /// Takes the address without a region whose building's suffix is at `position`: an estate, a building and a door,
  /// as in 幸福里小区3栋2单元502.
  private mutating func scanEstateAddress(at position: Int) -> Int? {
    var number = position
    if unit(position) == 0x697c {  // 楼, of 号楼 only
      guard unit(position - 1) == 0x53f7 else { return nil }
      number -= 1
    }
    let suffix = number
    while number > floor, isNumeral(number - 1), suffix - number < 6 { number -= 1 }
    var start = number
    while start > floor, isHan(start - 1), !isBreak(start - 1), number - start < 8 { start -= 1 }
    guard number < suffix, number - start >= 2 else { return nil }
    var end = position + 1
    var last = AddressLevel.building
    while let next = nextLevel(from: end, after: last) { (last, end) = (next.level, next.end) }
    let doorEnd = last == .room ? end : trailingNumberEnd(from: end)
    guard last == .room || doorEnd >= end + 3 else { return nil }
    let range = TextRange(start, trailingPlaceEnd(from: doorEnd))
    return takeOver(.address, range, value: spaceless(range), confidence: 0.7)
  }

  /// The end of the name of a place behind the last level, as in 科苑路15号碧桂园 and 3栋菜鸟驿站: to the next mark
  /// or space, or to the end of a word for a place.
  private func trailingPlaceEnd(from start: Int) -> Int {
    var position = start
    var place: Int?
    while isHan(position), !isBreak(position), !Self.behindAddresses.contains(unit(position)), position - start < 10 {
      position += 1
      for word in Self.places where word.count <= position - start {
        if word.indices.allSatisfy({ unit(position - word.count + $0) == word[$0] }) { place = position }
      }
    }
    if let place { return place }
    let isBounded =
      !isHan(position) && !isWord(position) || Self.behindAddresses.contains(unit(position))
    return (2...8).contains(position - start) && isBounded ? position : start
  }

  /// The end of digits that follow the last level, such as 1801 of A座1801.
  private func trailingNumberEnd(from start: Int) -> Int {
    var position = start
    if isLetter(position), isDigit(position + 1) { position += 1 }
    let count = digitCount(at: position)
    guard (1...5).contains(count) else { return start }
    position += count
    while ascii(position) == 0x2d, (1...5).contains(digitCount(at: position + 1)) {
      position += 1 + digitCount(at: position + 1)
    }
    return isWord(position) || isMeasured(position) ? start : position
  }

  /// Whether what follows digits makes them a quantity or a date.
  private func isMeasured(_ offset: Int) -> Bool { Self.measuresBehindAddresses.contains(unit(offset)) }

  /// Whether a word stands at `offset` that is no part of an address.
  private func isBreak(_ offset: Int) -> Bool {
    let unit = unit(offset)
    if unit == 0x6210 { return Self.beforeBecome.contains(self.unit(offset - 1)) }  // 改成, not 成都
    return Self.breaks.contains(unit)
  }

  private func spaceless(_ range: TextRange) -> String {
    String(
      decoding: (range.lower..<range.upper).filter { ascii($0) != 0x20 }.flatMap { offset -> [UInt16] in
        let byte = ascii(offset)
        return [byte == 0 ? unit(offset) : UInt16(byte)]
      }, as: UTF16.self)
  }

  private static let breaks = Set("的我你您在到寄是为给送改址往从至住去吗了请把这那有个要想就呢吧啊说问还帮填写换叫离很近走穿距".utf16)
  private static let beforeBecome = Set("改换变写填".utf16)
  private static let buildings = Set("栋幢楼".utf16)
  private static let places = [
    "驿站", "快递柜", "丰巢柜", "丰巢", "门卫室", "门卫", "保安室", "传达室", "物业前台", "物业", "前台", "小卖部", "便利店", "超市", "代收点", "代收", "快递点",
    "自提点", "自提柜",
    "门口", "楼下", "门面", "商铺",
  ].map { Array($0.utf16) }
  /// Units of words that follow an address and are no part of it.
  private static let behindAddresses = Set("谢麻可能不没好对已马尽收电联手辛周快发多什运费先没，".utf16)
  private static let measuresBehindAddresses = Set("元块件个天月日年点斤条次:：".utf16)
}
