/// Postal addresses: at least three levels in their order.
extension PersonalDataScanner {
  /// Takes the address whose first level with a suffix ends at `position`; nil if there are too few levels.
  mutating func scanAddress(at position: Int) -> Int? {
    guard position >= floor else { return nil }
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
    guard hasRegion || levels.contains(where: { (.district ... .road).contains($0) }), last >= .district else { return nil }
    if last >= .road { end = trailingNumberEnd(from: end) }
    let range = TextRange(start, end)
    return takeOver(.address, range, value: spaceless(range), confidence: hasRegion ? 0.9 : 0.8)
  }

  /// Where an address that has a level ending at `position` begins: at a province or city, or at the name before
  /// that level.
  private func addressStart(before position: Int) -> Int {
    var first = position
    let limit = max(floor, position - 20)
    while first > limit, isHan(first - 1) || ascii(first - 1) == 0x20 && isHan(first - 2), !isBreak(first - 1) { first -= 1 }
    while first < position, ascii(first) == 0x20 { first += 1 }
    for start in first..<max(first, position - 1) where regionEnd(from: start).end > start {
      let region = regionEnd(from: start)
      // A city that is not in the table might begin anywhere.
      if isKnownDivision(at: start) || region.levels.count > 1 { return start }
    }
    // Only the last word before the suffix, five characters at most.
    var start = position
    while start > first, position - start < 5, ascii(start - 1) != 0x20 { start -= 1 }
    return start
  }

  private func isKnownDivision(at start: Int) -> Bool {
    let tables = [
      AdministrativeDivisions.municipalities, AdministrativeDivisions.provinces, AdministrativeDivisions.cities,
    ]
    return tables.contains { table in
      (table[unit(start)] ?? []).contains { name in name.indices.allSatisfy { unit(start + $0) == name[$0] } }
    }
  }

  /// The next level from `start` on that is below `last`.
  private func nextLevel(from start: Int, after last: AddressLevel?) -> (level: AddressLevel, end: Int)? {
    var component = start
    while component - start < 2, ascii(component) == 0x20 || unit(component) == 0xff0c || ascii(component) == 0x2c {
      component += 1
    }
    var offset = component
    while offset - component <= 14 {
      guard isHan(offset) || isWord(offset) || ascii(offset) == 0x2d || isParenthesis(offset) else { return nil }
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
    guard let last else { return level <= .road || level == .estate ? level : nil }
    if level == .city, last == .city { return .district }
    if level == .number, last >= .building { return last < .room ? .room : nil }
    if level == .village, last == .road || last == .number { return .estate }
    if level == .road, last == .road || last == .number && level == .road { return last == .road ? .road : nil }
    // Numbers need a place before them.
    if level == .number, last < .district { return nil }
    return level > last ? level : nil
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

  private func isParenthesis(_ offset: Int) -> Bool { ascii(offset) == 0x28 || ascii(offset) == 0x29 }

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

  private static let breaks = Set("的我你您在到寄是为给送改址往从至住去吗了请把这那有个要想就呢吧啊说问还帮填写换叫".utf16)
  private static let beforeBecome = Set("改换变写填".utf16)
  private static let measuresBehindAddresses = Set("元块件个天月日年点斤条次:：".utf16)
}
