internal import Zhijian

extension ImportedTranscript {
  /// Drops what is beyond the longest text and the most text that a conversation may have, and says so: what is longer
  /// was not written by people in a chat, and costs more than everything else in a batch.
  mutating func boundTexts(file: String) {
    let location = SourceLocation(file: file, line: line)
    var long = 0
    var bytes = 0
    for index in transcript.messages.indices {
      // No text has more UTF-16 units than bytes, and bytes need not be counted.
      if transcript.messages[index].text.utf8.count > Message.maximumUnits,
        transcript.messages[index].text.utf16.count > Message.maximumUnits
      {
        let text = transcript.messages[index].text
        transcript.messages[index].text = Self.head(of: text, units: Message.maximumUnits)
        long += 1
      }
      bytes += transcript.messages[index].text.utf8.count
      guard bytes <= Transcript.maximumTextBytes else {
        let dropped = transcript.messages.count - index
        transcript.messages.removeSubrange(index...)
        diagnostics.append(tooMuchText(dropped: dropped, location: location))
        break
      }
    }
    if long > 0 { diagnostics.append(longText(long, location: location)) }
    let names = boundNames()
    if names > 0 { diagnostics.append(longNames(names, location: location)) }
  }

  /// Cuts off ids and names, which stand in every message and many times in every report, and says how many.
  private mutating func boundNames() -> Int {
    var count = 0
    func bound(_ text: inout String) {
      guard text.utf8.count > Self.maximumNameUnits, text.utf16.count > Self.maximumNameUnits else { return }
      text = Self.head(of: text, units: Self.maximumNameUnits)
      count += 1
    }
    func bound(_ text: inout String?) {
      guard var whole = text, whole.utf8.count > Self.maximumNameUnits else { return }
      bound(&whole)
      text = whole
    }
    func bound(_ party: inout Transcript.Party) {
      bound(&party.id)
      bound(&party.name)
      bound(&party.group)
    }
    bound(&transcript.id)
    bound(&transcript.platform)
    bound(&transcript.shop)
    bound(&transcript.group)
    bound(&transcript.closeReason)
    if var customer = transcript.customer {
      bound(&customer)
      transcript.customer = customer
    }
    for index in transcript.agents.indices { bound(&transcript.agents[index]) }
    for index in transcript.messages.indices where hasLongName(index) {
      bound(&transcript.messages[index].id)
      bound(&transcript.messages[index].sender)
      if var transfer = transcript.messages[index].transfer {
        bound(&transfer.from)
        bound(&transfer.to)
        transcript.messages[index].transfer = transfer
      }
    }
    return count
  }

  /// Whether a message's names may be too long. Looking at them without changing them leaves the messages where they are.
  private func hasLongName(_ index: Int) -> Bool {
    func isLong(_ text: String?) -> Bool { text.map { $0.utf8.count > Self.maximumNameUnits } ?? false }
    return isLong(transcript.messages[index].id) || isLong(transcript.messages[index].sender)
      || isLong(transcript.messages[index].transfer?.from) || isLong(transcript.messages[index].transfer?.to)
  }

  /// The most UTF-16 units of an id or a name.
  static let maximumNameUnits = 1000

  /// The first `units` of a text, without half a character at its end.
  private static func head(of text: String, units: Int) -> String {
    let end = text.utf16.index(text.startIndex, offsetBy: units)
    return String(text.unicodeScalars[..<end])
  }

  private func longText(_ count: Int, location: SourceLocation) -> Diagnostic {
    Diagnostic(
      .warning, code: "long-text",
      message: LocalizedText(
        zh: "会话有 \(count) 条消息超过 \(Message.maximumUnits) 个字，其余丢弃",
        en: count == 1
          ? "a message of more than \(Message.maximumUnits) characters was cut off"
          : "\(count) messages of more than \(Message.maximumUnits) characters were cut off"),
      location: location)
  }

  private func longNames(_ count: Int, location: SourceLocation) -> Diagnostic {
    Diagnostic(
      .warning, code: "long-name",
      message: LocalizedText(
        zh: "有 \(count) 处编号或名字超过 \(Self.maximumNameUnits) 个字，其余丢弃",
        en: count == 1
          ? "an id or name of more than \(Self.maximumNameUnits) characters was cut off"
          : "\(count) ids and names of more than \(Self.maximumNameUnits) characters were cut off"),
      location: location)
  }

  private func tooMuchText(dropped: Int, location: SourceLocation) -> Diagnostic {
    Diagnostic(
      .error, code: "too-much-text",
      message: LocalizedText(
        zh: "会话的文字超过 \(Transcript.maximumTextBytes >> 20) MB，其后 \(dropped) 条消息未读取",
        en:
          "more than \(Transcript.maximumTextBytes >> 20) MB of text in a conversation; \(dropped) more messages were not read"
      ),
      location: location)
  }
}
