/// Mobile numbers in which letters stand for digits that look like them, as in `138O013l234`.
extension PersonalDataScanner {
  /// Takes `word`, letters and digits, if it is a mobile number once o counts as 0 and l as 1.
  ///
  /// Most of it must be digits, else `lol` and codes of parts would do.
  mutating func scanDisguisedPhone(_ word: TextRange) -> Int? {
    guard word.count == 11, !touchesMask(word), ascii(word.lower - 1) != 0x2d, ascii(word.upper) != 0x2d else {
      return nil
    }
    var digits: [UInt8] = []
    var letters = 0
    for offset in word.lower..<word.upper {
      switch (ascii(offset), lowercased(offset)) {
      case (0x30...0x39, let byte): digits.append(byte - 0x30)
      case (_, 0x6f): digits.append(0)
      case (0x6c, _), (0x49, _): digits.append(1)
      default: return nil
      }
      if isLetter(offset) { letters += 1 }
    }
    guard letters > 0, letters <= 5, digits.first == 1, digits.count == 11, digits[1] >= 3 else { return nil }
    if let cue = cue(before: word.lower), cue.isLinked, cue.kind == .product || cue.kind == .order { return nil }
    return take(.phone, word, value: String(digits: digits), confidence: 0.75)
  }
}
