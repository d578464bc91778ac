/// What number plates are made of, as in GA 36.
enum PlateLetters {
  static let provinces = Array("京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼".utf16)
  /// The last characters of plates of trailers, learners, police, Hong Kong, Macao and consulates.
  static let endings = Set("挂学警港澳领使".utf16)
  /// The letters that mark a vehicle with a new drive.
  static let newEnergy = Set("ABCDEFGHJK".utf8)
}

extension PersonalDataScanner {
  /// Takes the plate that begins with the province at `start`.
  mutating func scanPlate(at start: Int) -> Int? {
    // 粤 B12345
    let gap = ascii(start + 1) == 0x20 ? 1 : 0
    guard isPlateLetter(start + 1 + gap) else { return nil }
    // 全新, 最新: the word, not Xinjiang.
    if unit(start) == 0x65b0, Self.wordsWithNew.contains(unit(start - 1)) { return nil }
    var serial = start + 2 + gap
    switch unit(serial) {
    case 0x20, 0x2d, 0x2e, 0xb7, 0x2022, 0x30fb, 0x3000, 0xff0e: serial += ascii(serial + 1) == 0x20 ? 2 : 1
    default: break
    }
    var end = serial
    while isPlateLetter(end) || isDigit(end), end - serial < 7 { end += 1 }
    guard !isWord(end) || matches("ok", at: end) && !isWord(end + 2), !isAsterisk(end) else { return nil }
    let digits = (serial..<end).count { isDigit($0) }
    switch end - serial {
    case 4 where PlateLetters.endings.contains(unit(end)) && digits >= 2: end += 1
    case 5 where digits >= 2:
      // 新K1080P, a new one: what ends like a measure needs a word for vehicle.
      if unit(start) == 0x65b0, digits == 4, Self.measures.contains(lowercased(end - 1)), !isVehicleNamed(before: start)
      {
        return nil
      }
    case 6 where isNewEnergy(serial): break
    default: return nil
    }
    if gap > 0, !isVehicleNamed(before: start), digits < 4 { return nil }
    let value =
      folded(TextRange(start, start + 1)) + folded(TextRange(start + 1 + gap, start + 2 + gap), uppercase: true)
      + folded(TextRange(serial, end), uppercase: true)
    return take(.plate, TextRange(start, end), value: value, confidence: 0.95)
  }

  private func isVehicleNamed(before start: Int) -> Bool {
    (max(floor, start - 8)..<start).contains { unit($0) == 0x8f66 || unit($0) == 0x724c }  // 车 牌
  }

  private func isPlateLetter(_ offset: Int) -> Bool {
    isLetter(offset) && lowercased(offset) != 0x69 && lowercased(offset) != 0x6f
  }

  /// Whether five digits and a mark, or a mark, a letter or digit and four digits stand at `serial`.
  private func isNewEnergy(_ serial: Int) -> Bool {
    func isMark(_ offset: Int) -> Bool {
      isLetter(offset) && PlateLetters.newEnergy.contains(lowercased(offset) & 0xdf)
    }
    if isMark(serial) { return (serial + 2..<serial + 6).allSatisfy { isDigit($0) } }
    return isMark(serial + 5) && (serial..<serial + 5).allSatisfy { isDigit($0) }
  }

  private static let measures = Set("pkwgtlm".utf8)
  private static let wordsWithNew = Set("全最崭更重刷上创".utf16)
}
