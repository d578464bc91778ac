/// Words of letters and digits: WeChat ids, parcel numbers, and the codes that are neither.
extension PersonalDataScanner {
  /// Takes the word at `start`, a letter with no letter or digit before it; gives where to go on.
  mutating func scanLatinWord(at start: Int) -> Int {
    if let end = scanWebAddress(at: start) { return end }
    var end = start
    while isWord(end) { end += 1 }
    var letters = start
    while isLetter(letters) { letters += 1 }
    if let taken = scanWechatID(at: start) { return taken }
    // A cue glued to its number: tel13812345678, QQ12345678.
    let isCue = letters - start <= 8 && Cue.latin[folded(TextRange(start, letters))] != nil
    if isCue, letters == end || isDigit(letters) { return letters }
    if letters < end, letters - start <= 8, isDigit(letters) {
      if let taken = scanIdentityNumber(DigitChain(self, at: letters, loose: false)) { return taken }
    }
    if let taken = scanDisguisedPhone(TextRange(start, end)) { return taken }
    if let taken = scanCodedOrder(TextRange(start, end)) { return taken }
    return codeEnd(from: start, wordEnd: end)
  }

  /// The end of a code whose parts are joined by hyphens: its digits are no numbers of their own. A phone number
  /// behind a name in small letters is one.
  private func codeEnd(from start: Int, wordEnd: Int) -> Int {
    var end = wordEnd
    while ascii(end) == 0x2d, isWord(end + 1) {
      if isPhoneStart(end + 1), (start..<end).contains(where: { ascii($0) >= 0x61 && ascii($0) <= 0x7a }) { break }
      end += 1
      while isWord(end) { end += 1 }
    }
    return end
  }

  /// Takes 6 to 20 letters, digits, `_` and `-` that begin with a letter, behind a word for WeChat; or the
  /// `wxid_` form that needs none.
  private mutating func scanWechatID(at start: Int) -> Int? {
    if matchesLatin("wxid_", at: start) {
      let end = wechatIDEnd(from: start)
      if end - start >= 11 { return takeWechat(TextRange(start, end), confidence: 0.95) }
    }
    if let end = scanGluedWechatID(at: start) { return end }
    let range = TextRange(start, wechatIDEnd(from: start))
    guard (6...20).contains(range.count), !touchesMask(range) else { return nil }
    guard let cue = cue(before: start), cue.kind == .wechat, cue.isLinked else {
      // abc_123 是我微信
      guard cue(before: start) == nil, hasIdentifierMark(range), cue(after: range.upper) == .wechat else { return nil }
      return takeWechat(range, confidence: 0.75)
    }
    guard cue.isExplicit || hasIdentifierMark(range) else { return nil }
    guard Cue.latin[folded(range)] == nil else { return nil }
    return takeWechat(range, confidence: cue.isExplicit ? 0.9 : 0.75)
  }

  /// Takes the id in 加vxshop8866, vxshop8866 and 加vshop8866, where it and its cue are one word.
  private mutating func scanGluedWechatID(at start: Int) -> Int? {
    let isAdded = Cue.adding.contains(unit(start - 1))
    for cue in ["weixin", "wechat", "vx", "wx", "v"] where matchesLatin(cue, at: start) && (isAdded || cue != "v") {
      // 加vxiaoxiao88: an x before i or u begins a syllable.
      if isAdded, cue == "vx", lowercased(start + 2) == 0x69 || lowercased(start + 2) == 0x75 { continue }
      let range = TextRange(start + cue.utf8.count, wechatIDEnd(from: start + cue.utf8.count))
      // Codes of products have capitals, or digits at once.
      guard (0x61...0x7a).contains(ascii(range.lower)), (6...20).contains(range.count), hasIdentifierMark(range),
        !touchesMask(range),
        isAdded || (range.lower..<range.lower + 2).allSatisfy({ isLetter($0) })
          || self.cue(before: start) == nil
      else { continue }
      return takeWechat(range, confidence: isAdded ? 0.8 : 0.7)
    }
    return nil
  }

  private mutating func takeWechat(_ range: TextRange, confidence: Double) -> Int {
    take(.wechat, range, value: folded(range), confidence: confidence)
  }

  private func wechatIDEnd(from start: Int) -> Int {
    var end = start
    while isWord(end) || ascii(end) == 0x2d, end - start <= 24 { end += 1 }
    while end > start, ascii(end - 1) == 0x2d { end -= 1 }
    return end
  }

  /// Whether a digit, `_` or `-` is in it, which words do not have.
  private func hasIdentifierMark(_ range: TextRange) -> Bool {
    (range.lower..<range.upper).contains { !isLetter($0) }
      && !Self.devices.contains { matchesLatin($0, at: range.lower) && !isLetter(range.lower + $0.utf8.count) }
  }

  private static let devices = ["iphone", "ipad", "macbook", "huawei", "xiaomi", "redmi", "windows", "android"]
}
