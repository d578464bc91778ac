/// What the turn builder reads from the words of a customer message, and how it reads the preset's window.
extension TurnBuilder {
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
}
