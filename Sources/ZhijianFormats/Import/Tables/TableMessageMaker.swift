internal import Zhijian

/// What is doubtful about a row.
enum TableWarning {
  case role(String)
  case kind(String)
  case time(String)
  case yearless(String)
  case rating(String)
  case ratingChanged(String)

  func diagnostic(location: SourceLocation) -> Diagnostic {
    func make(_ code: String, zh: String, en: String) -> Diagnostic {
      Diagnostic(.warning, code: code, message: LocalizedText(zh: zh, en: en), location: location)
    }
    func short(_ text: String) -> String { ShortQuote.of(text, 40) }
    switch self {
    case .role(let text):
      return make("unknown-role", zh: "无法判断“\(short(text))”是客户还是客服", en: "cannot tell which side “\(short(text))” is")
    case .kind(let text):
      return make(
        "unknown-kind", zh: "未知消息类型“\(short(text))”，按内容判断", en: "unknown kind “\(short(text))”, taken from the text")
    case .time(let text): return make("bad-time", zh: "无法识别的时间“\(short(text))”", en: "not a time: “\(short(text))”")
    case .yearless(let text):
      return make("year-unknown", zh: "时间“\(short(text))”没有年份", en: "the time “\(short(text))” has no year")
    case .rating(let text):
      return make("bad-rating", zh: "无法识别的评分“\(short(text))”", en: "not a rating: “\(short(text))”")
    case .ratingChanged(let text):
      return make(
        "rating-changed", zh: "同一会话有不同评分，以“\(short(text))”为准",
        en: "ratings differ in one conversation; “\(short(text))” counts")
    }
  }
}

/// Makes the messages of one row.
struct TableMessageMaker {
  let layout: TableLayout
  let times: TimeReader
  let cells: SessionCells
  let words: TableWordCaches
  let vocabulary: TableVocabulary

  /// No message where the row has no text, two where it has a question and its answer, many where it has a whole
  /// chat; nil where the row is to be left out.
  func messages(_ row: TableRow, warn: (TableWarning) -> Void) -> [Message]? {
    if layout.has(.chat), !row.isEmpty(layout.index(.chat)) {
      return chat(vocabulary.text(row.text(layout.index(.chat))), warn)
    }
    let word = kind(row)
    if word?.isSkipped ?? false { return nil }
    if layout.has(.customerText) || layout.has(.agentText), !layout.has(.text) || row.isEmpty(layout.index(.text)) {
      let at = time(row, warn)
      return [(TableColumn.customerText, Role.customer), (.agentText, .agent)].compactMap { column, role in
        let text = vocabulary.text(row.text(layout.index(column)))
        guard !text.isEmpty else { return nil }
        var message = Message(at: at, role: role, kind: MessageText.kind(of: text) ?? .text, text: text)
        message.sender = role == .customer ? nonEmpty(cells.customerID) : nonEmpty(cells.agentID)
        return message
      }
    }
    return message(row, word, warn).map { [$0] } ?? []
  }

  private func kind(_ row: TableRow) -> TableWords.Kind? {
    let index = layout.index(.kind)
    return row.isEmpty(index) ? nil : words.kind.value(row, index) { vocabulary.kind($0) }
  }

  private func chat(_ text: String, _ warn: (TableWarning) -> Void) -> [Message] {
    var parser = LabelledChat(times: times, date: cells.date)
    let lines = parser.read(text)
    let cast = LabelledCast(
      lines, agents: [cells.agentID, cells.agentName], customers: [cells.customerID, cells.customerName])
    return lines.map { line in
      var message = line.message
      let known = vocabulary.senderRole(line.sender) ?? cast.role(of: line.sender).map { ($0, line.sender) }
      if let known {
        message.role = known.role
        message.sender = sender(known.role, named: known.name)
      } else if !line.sender.isEmpty {
        message.sender = line.sender
        warn(.role(line.sender))
      }
      if message.role == .system || line.sender.isEmpty && message.kind == .text {
        let notice = MessageText.notice(message.text)
        message.role = .system
        (message.kind, message.transfer, message.sender) = (notice.kind, notice.transfer, nil)
      }
      return message
    }
  }

  private func message(
    _ row: TableRow, _ word: TableWords.Kind?, _ warn: (TableWarning) -> Void
  ) -> Message? {
    let text = vocabulary.text(row.text(layout.index(.text)))
    let kindIndex = layout.index(.kind)
    // A row without text is a message only where its kind says that it needs none.
    if text.isEmpty, word == nil || word?.kind == .text || word?.kind == .autoReply { return nil }
    if word == nil, !row.isEmpty(kindIndex) { warn(.kind(row.text(kindIndex))) }
    var message = Message(
      id: nonEmpty(row.text(layout.index(.messageID))), at: time(row, warn), role: .unknown, text: text)
    message.kind = word?.kind ?? MessageText.kind(of: text) ?? .text
    message.replyMode = word?.replyMode
    let speaker = speaker(row)
    message.role = speaker.role ?? word?.role ?? .unknown
    message.sender = sender(message.role, named: speaker.name)
    // Bots are listed among the agents by some exports.
    if message.role == .agent, cells.agentIsBot ? message.sender == nonEmpty(cells.agentID) : isBot(speaker.name) {
      message.role = .bot
    }
    if message.role == .unknown { warn(.role(speaker.said ?? "")) }
    if speaker.isAutomatic, message.role == .agent {
      message.kind = .autoReply
      message.replyMode = .auto
    }
    refine(&message, row, speaker)
    return message
  }

  private func refine(_ message: inout Message, _ row: TableRow, _ speaker: Speaker) {
    if message.role == .system, message.kind == .system || message.kind == .text || message.kind == .transfer {
      let notice = MessageText.notice(message.text)
      if message.kind != .transfer { message.kind = notice.kind }
      message.transfer = message.kind == .transfer ? notice.transfer ?? MessageText.transfer(message.text) : nil
      message.sender = nil
    }
    if message.kind == .recall, !message.text.isEmpty, !message.text.has("撤回") {
      // The recalled message itself, not the notice of it.
      message.kind = MessageText.kind(of: message.text) ?? .text
      message.isRecalled = true
    }
    if layout.has(.isRecalled), TableWords.flag(row.text(layout.index(.isRecalled))) == true {
      message.isRecalled = true
    }
    let modeIndex = layout.index(.replyMode)
    if message.role == .agent, modeIndex >= 0,
      let mode = words.replyMode.value(row, modeIndex, { TableWords.replyMode($0) })
    {
      message.replyMode = mode
      if mode == .auto, message.kind == .text { message.kind = .autoReply }
    }
    if message.role == .bot, message.kind == .autoReply { message.kind = .text }
  }

  // MARK: Who

  private struct Speaker {
    var role: Role?
    /// The name that stood with the role or instead of it.
    var name: String?
    /// What the cell said.
    var said: String?
    var isAutomatic = false
  }

  private func speaker(_ row: TableRow) -> Speaker {
    var result = Speaker()
    for (column, cache) in [(TableColumn.role, words.role), (.sender, words.sender)] {
      let index = layout.index(column)
      guard !row.isEmpty(index) else { continue }
      let said = cache.value(row, index) { column == .role ? vocabulary.role($0) : vocabulary.senderRole($0) }
      if let word = said {
        if result.role == nil { result.role = word.role }
        result.name = word.name ?? result.name
        continue
      }
      let cell = row.text(index)
      result.said = result.said ?? cell
      if TableWords.kind(cell)?.kind == .autoReply {
        result.role = .agent
        result.isAutomatic = true
      } else {
        result.name = cell
      }
    }
    if result.role == nil, layout.has(.isFromAgent), !row.isEmpty(layout.index(.isFromAgent)) {
      let cell = row.text(layout.index(.isFromAgent))
      result.role =
        layout.mapping?.roles[TableColumn.normalised(cell)] ?? TableWords.flag(cell).map { $0 ? .agent : .customer }
      result.said = result.said ?? cell
    }
    if result.role == nil, let name = result.name, let role = role(ofName: name) {
      result.role = role
      if result.said == name { words.learn(role) }
    }
    return result
  }

  private func role(ofName name: String) -> Role? {
    if name == cells.customerID || name == cells.customerName { return .customer }
    if name == cells.agentID || name == cells.agentName { return .agent }
    // `店铺:子账号` is an account of the shop.
    if name.has(":") || name.has("：") { return .agent }
    if !cells.shop.isEmpty, name.begins(with: cells.shop) { return .agent }
    if !cells.agentID.isEmpty, cells.customerID.isEmpty { return .customer }
    return nil
  }

  private func sender(_ role: Role, named name: String?) -> String? {
    switch role {
    case .agent:
      guard let name else { return nonEmpty(cells.agentID) }
      return name == cells.agentName ? nonEmpty(cells.agentID) : name
    case .customer:
      guard let name, name != cells.customerName else { return nonEmpty(cells.customerID) ?? name }
      return name
    case .bot, .system, .unknown: return name
    }
  }

  private func isBot(_ name: String?) -> Bool { name.flatMap { TableWords.role($0)?.role } == .bot }

  // MARK: When

  private func time(_ row: TableRow, _ warn: (TableWarning) -> Void) -> Timestamp? {
    let text = row.text(layout.index(.time))
    switch times.read(text) {
    case .instant(let instant): return instant
    case .timeOfDay(let milliseconds):
      guard case .date(let days) = times.read(cells.date) else {
        warn(.time(text))
        return nil
      }
      return times.instant(days: days, time: milliseconds)
    case .yearless:
      warn(.yearless(text))
      return nil
    case .absent: return nil
    case .date, .invalid:
      warn(.time(text))
      return nil
    }
  }

  private func nonEmpty(_ text: String) -> String? { text.isEmpty ? nil : text }
}
