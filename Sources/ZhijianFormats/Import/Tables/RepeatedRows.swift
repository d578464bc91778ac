internal import Zhijian

extension TableSession {
  /// What tells a message from all others of its conversation.
  private struct Identity: Hashable {
    let id: String?
    let at: Timestamp?
    let role: Role
    let sender: String?
    let kind: MessageKind
    let text: String
  }

  /// Drops messages that an export lists twice, and says how many.
  ///
  /// A table that was exported again begins anew, so its times jump back. What stands in both parts is the same message;
  /// what a customer said twice stands twice in one part, and stays. Messages with the same id are one.
  mutating func dropRepeatedRows() -> Int {
    let messages = transcript.messages
    guard messages.count > 1 else { return 0 }
    var counts: [Identity: (inPart: Int, part: Int, kept: Int)] = [:]
    var part = 0
    var last: Timestamp?
    var kept: [Int] = []
    for (index, message) in messages.enumerated() {
      if let at = message.at {
        if let last, at < last { part += 1 }
        last = at
      }
      let identity = Identity(
        id: message.id, at: message.at, role: message.role, sender: message.sender, kind: message.kind,
        text: message.text)
      var count = counts[identity] ?? (0, part, 0)
      if count.part != part { (count.inPart, count.part) = (0, part) }
      count.inPart += 1
      // Without a time nothing tells an export that begins anew.
      let isNew = message.id != nil ? count.kept == 0 : message.at == nil || count.inPart > count.kept
      if isNew {
        count.kept += 1
        kept.append(index)
      }
      counts[identity] = count
    }
    guard kept.count < messages.count else { return 0 }
    transcript.messages = kept.map { messages[$0] }
    extras = kept.map { extras[$0] }
    return messages.count - kept.count
  }
}
