/// The text of a message with as much of the messages around it as its personal data may need: for what is kept of a
/// conversation without the conversation.
public struct SurroundedText: Sendable, Hashable {
  public let text: String
  /// The message and up to two on each side, cut to what is read of them; the message alone where it is long.
  private let messages: [Message]
  private let index: Int

  /// The message at `index`; an empty one where none is.
  public init(_ index: Int, of messages: [Message]) {
    guard messages.indices.contains(index) else {
      (text, self.messages, self.index) = ("", [], 0)
      return
    }
    text = messages[index].text
    let isShort = text.utf8.count <= ShortMessage.maximumUnits * 4
    let first = isShort ? max(0, index - 2) : index
    let last = isShort ? min(messages.count - 1, index + 2) : index
    self.index = index - first
    self.messages = (first...last).map { place in
      let text = messages[place].text
      let isRead = place == index || text.utf8.count <= 4096
      // Of a longer question the end counts.
      return Message(
        role: messages[place].role,
        text: isRead ? text : "…" + String(text.suffix(ShortMessage.maximumUnits * 2)))
    }
  }

  /// The same with at most `limit` UTF-16 units of a long message, which then stands alone.
  init(_ index: Int, of messages: [Message], limit: Int) {
    guard messages.indices.contains(index), messages[index].text.utf8.count > limit,
      case let units = Array(messages[index].text.utf16), units.count > limit
    else {
      self.init(index, of: messages)
      return
    }
    let text = String(decoding: units[..<limit], as: UTF16.self)
    self.init(0, of: [Message(role: messages[index].role, text: text)])
  }

  /// The redacted form.
  public func redacted(by redactor: Redactor) -> RedactedText { redactor.redact(message: index, of: messages) }
}
