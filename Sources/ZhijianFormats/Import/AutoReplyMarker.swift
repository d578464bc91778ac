internal import Zhijian

/// Finds the answers of machines among an agent's messages where the export does not tell them apart.
struct AutoReplyMarker: Sendable {
  /// Texts that a machine sends; compared whole.
  var templates: Set<String>
  /// Texts with `*` for anything.
  var patterns: [String] = []

  /// Nobody reads and answers within this time.
  static let milliseconds: Int64 = 3000
  /// An answer this long is not typed in that time.
  static let scalars = 10

  private static let marks = ["[自动回复]", "【自动回复】", "(自动回复)", "（自动回复）", "自动回复:", "自动回复："]

  private static let phrases = [
    "客服正在赶来", "正在为您接入", "正在为您转接", "当前咨询人数较多", "当前咨询量较大", "咨询量大", "请耐心等待", "请您耐心等待", "您的消息已收到",
    "客服正忙", "稍后回复您", "正在排队", "按照先后顺序", "客服正在",
  ]

  /// Marks templates and texts that say themselves that they are automatic; how many there were.
  func markStated(_ messages: inout [Message]) -> Int {
    mark(&messages) { index, messages in
      let text = messages[index].text
      return templates.contains(text) || patterns.contains { Self.matches(text, $0) }
        || Self.marks.contains { text.begins(with: $0) }
    }
  }

  /// Whether `text` without white space at its ends is what `pattern` describes.
  static func matches(_ text: String, _ pattern: String) -> Bool {
    var scalars = Substring(text).unicodeScalars
    while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    let pieces = pattern.split(separator: "*", omittingEmptySubsequences: false).map(String.init)
    guard let head = pieces.first, let tail = pieces.last else { return false }
    var rest = String(scalars)
    guard pieces.count > 1 else { return rest == pattern }
    guard rest.utf8.count >= head.utf8.count + tail.utf8.count, rest.begins(with: head), rest.ends(with: tail) else {
      return false
    }
    rest = String(decoding: rest.utf8.dropFirst(head.utf8.count).dropLast(tail.utf8.count), as: UTF8.self)
    for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
      guard let found = rest.firstRange(of: piece) else { return false }
      rest = String(rest[found.upperBound...])
    }
    return true
  }

  /// Marks also what came too fast for a person: long texts within three seconds of the customer's first
  /// message of a burst, and waiting phrases within three seconds of any. How many there were.
  func markFast(_ messages: inout [Message]) -> Int {
    // Spreadsheets drop seconds; then two messages of one minute do not tell how fast the answer was.
    let hasSeconds = messages.contains { message in message.at.map { $0.milliseconds % 60_000 != 0 } ?? false }
    return mark(&messages) { index, messages in
      guard index > 0, messages[index - 1].role == .customer, let at = messages[index].at,
        let asked = messages[index - 1].at, case let wait = at.milliseconds(since: asked), wait >= 0,
        wait < Self.milliseconds
      else { return false }
      let text = messages[index].text
      if Self.phrases.contains(where: { text.has($0) }) { return true }
      let opensBurst = hasSeconds && (index == 1 || messages[index - 2].role != .customer)
      return opensBurst && text.unicodeScalars.count >= Self.scalars
    }
  }

  private func mark(_ messages: inout [Message], where isAutomatic: (Int, [Message]) -> Bool) -> Int {
    var count = 0
    for index in messages.indices
    where messages[index].role == .agent && messages[index].kind == .text && messages[index].replyMode == nil {
      guard isAutomatic(index, messages) else { continue }
      messages[index].kind = .autoReply
      messages[index].replyMode = .auto
      count += 1
    }
    return count
  }

  /// A note on messages that were guessed to be automatic.
  static func note(_ count: Int, location: SourceLocation) -> Diagnostic {
    Diagnostic(
      .note, code: "auto-reply-guessed",
      message: LocalizedText(
        zh: "\(count) 条客服消息在客户发言后 3 秒内发出，按自动回复处理",
        en: "\(count) agent message\(count == 1 ? "" : "s") within 3 s of the customer's taken as automatic"),
      location: location)
  }
}
