/// What the turn builder reads from the words of a customer message, and how it reads the preset's window.
extension TurnBuilder {
  /// Whether a customer asks the bot for a person: one of the phrases (as UTF-16 units), or nothing but 人工 or
  /// 真人. A refusal (不用转人工) does not ask.
  static func asksForPerson(_ message: Message, phrases: [[UInt16]]) -> Bool {
    guard message.isWritten else { return false }
    let units = Array(message.text.utf16)
    if units.count <= 4, lonePersonRequests.contains(units) { return true }
    for phrase in phrases {
      guard let start = position(of: phrase, in: units) else { continue }
      let before = units[max(0, start - 2)..<start]
      if !before.contains(where: { refusals.contains($0) }) { return true }
    }
    return false
  }

  /// Whether a message says no more than thanks: a closing phrase, a sticker, emoji or an order number alone.
  func isClosingPhrase(_ message: Message) -> Bool {
    if message.kind == .emoji { return true }
    guard message.kind == .text else { return false }
    var words = ""
    var isInSticker = false
    var digits = 0
    for scalar in message.text.lowercased().unicodeScalars {
      if scalar == "[" || scalar == "【" { isInSticker = true }
      let isWord = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      if isWord, !isInSticker, !scalar.properties.isEmojiPresentation {
        words.unicodeScalars.append(scalar)
        if scalar.properties.numericType == .decimal { digits += 1 }
      }
      if scalar == "]" || scalar == "】" { isInSticker = false }
    }
    if words.isEmpty { return !message.text.isEmpty && !message.text.contains("?") && !message.text.contains("？") }
    let isOrderNumber = digits >= 8 && words.utf8.allSatisfy { $0 < 0x80 } && digits * 2 >= words.utf8.count
    return isOrderNumber || closingPhrases.contains(words)
  }

  /// Whether the preset's window lets a turn count; one without the time that decides counts.
  func counts(asked: Timestamp?, replied: Timestamp?, sessionStart: Timestamp?) -> Bool {
    switch preset.windowBasis {
    case .ask: isInWindow(asked) ?? true
    case .askOrReply: (isInWindow(asked) ?? true) || (isInWindow(replied) ?? false)
    case .sessionStart: isInWindow(sessionStart) ?? true
    }
  }

  /// Whether an instant lies in the preset's window; nil without an instant.
  func isInWindow(_ instant: Timestamp?) -> Bool? {
    guard let window = preset.window else { return true }
    return instant.map { window.contains(calendar.localTime(at: $0)) }
  }

  private static let lonePersonRequests: Set<[UInt16]> = Set(
    ["人工", "真人", "人工。", "人工！", "人工!", "人工人工"].map { Array($0.utf16) })
  private static let refusals: Set<UInt16> = Set("不别勿無无".utf16)

  private static func position(of wanted: [UInt16], in units: [UInt16]) -> Int? {
    guard let first = wanted.first, wanted.count <= units.count else { return nil }
    return (0...(units.count - wanted.count)).first { start in
      units[start] == first && units[start..<(start + wanted.count)].elementsEqual(wanted)
    }
  }
}
