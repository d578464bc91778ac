internal import Zhijian

/// A whole chat as one text: `时间 谁: 什么` a line, or `谁 时间` above what was said, or `谁: 什么` without times.
struct LabelledChat {
  /// A message and who its line says has sent it; nobody for notices.
  struct Line {
    var sender: String
    var message: Message
    /// From 1, in the text.
    var number: Int
  }

  let times: TimeReader
  private var days: Int?
  private var lines: [Line] = []
  /// How often each `甲:乙` stands in front of a message: then it is an account, and not a name and its first word.
  private var accounts: [String: Int] = [:]
  /// How often each name stands in front of a colon without a time.
  private var names: [String: Int] = [:]
  /// The most messages of one text.
  private static let maximum = Transcript.maximumMessages
  /// Messages beyond it.
  private(set) var dropped = 0

  /// `date` is the day of times of day, where it is known.
  init(times: TimeReader, date: String = "") {
    self.times = times
    if case .date(let days) = times.read(date) { self.days = days }
  }

  /// Whether `text` is a chat rather than a message: at least two lines that say when or who.
  static func isChat(_ text: String) -> Bool {
    guard text.utf8.contains(0x0A) || text.utf8.contains(0x0D) else { return false }
    let times = TimeReader()
    var timed = 0
    var labelled = 0
    for line in ChatLine.split(Array(text.utf8.prefix(20_000))).prefix(60) where !line.text.isEmpty {
      if LeadingTime(line.text, times: times) != nil || QianniuHeader(line.text, times: times) != nil {
        timed += 1
      } else if let label = label(line.text), TableWords.role(label.name) != nil {
        labelled += 1
      }
    }
    return timed >= 2 || labelled >= 2
  }

  /// Whether a line begins with a word for a role and a colon.
  static func hasRole(_ line: String) -> Bool { label(line).map { TableWords.role($0.name) != nil } ?? false }

  mutating func read(_ text: String) -> [Line] { read(ChatLine.split(Array(text.utf8))) }

  mutating func read(_ source: [ChatLine]) -> [Line] {
    for line in source { count(line.text) }
    var open = false
    for line in source {
      guard !line.text.isEmpty else {
        open = open && continueLast("")
        continue
      }
      if let header = timed(line.text) {
        append(header, line.number)
        open = true
      } else if case .date(let day) = times.read(line.text) {
        days = day
        open = false
      } else if let label = Self.label(line.text), isName(label.name) {
        append((label.name, nil, label.text), line.number)
        open = true
      } else if !(open && continueLast(line.text)) {
        append(("", nil, line.text), line.number)
      }
    }
    finish()
    return lines
  }

  // MARK: Lines

  /// What stands before the first colon, where that could be a name, and what stands behind it.
  static func label(_ line: String) -> (name: String, text: String)? {
    guard
      let colon = [line.firstRange(of: ":"), line.firstRange(of: "：")].compactMap({ $0 })
        .min(by: { $0.lowerBound < $1.lowerBound })
    else { return nil }
    let name = ChatName.trimmed(String(line[..<colon.lowerBound]))
    guard ChatName.isPlausible(name) else { return nil }
    return (name, ChatName.trimmed(String(line[colon.upperBound...])))
  }

  private mutating func count(_ line: String) {
    let body = LeadingTime(line, times: times)?.rest
    guard let label = Self.label(body ?? line) else { return }
    if body == nil { names[label.name, default: 0] += 1 }
    if let second = Self.label(label.text), !second.name.unicodeScalars.contains(where: \.properties.isWhitespace),
      second.name.unicodeScalars.count <= 16
    {
      accounts[label.name + ":" + second.name, default: 0] += 1
    }
  }

  private func isName(_ name: String) -> Bool {
    TableWords.role(name) != nil || (names[name] ?? 0) > 1 && !name.has(" ") && name.unicodeScalars.count <= 16
  }

  /// Whether `shop:member` in front of a message is an account: it stands there again, or the first part is a shop.
  private func isAccount(_ shop: String, _ member: String) -> Bool {
    if (accounts[shop + ":" + member] ?? 0) > 1 { return true }
    guard accounts[shop + ":" + member] != nil else { return false }
    return ["店", "旗舰", "官方", "专卖", "专营", "商城"].contains { shop.has($0) }
  }

  /// Sender, time and words of a line that says when.
  private func timed(_ line: String) -> (sender: String, at: Timestamp?, text: String)? {
    if let leading = LeadingTime(line, times: times) {
      let at = instant(leading.time)
      guard let label = Self.label(leading.rest) else {
        return ChatName.isPlausible(leading.rest) ? (leading.rest, at, "") : ("", at, leading.rest)
      }
      if let second = Self.label(label.text), isAccount(label.name, second.name) {
        return (label.name + ":" + second.name, at, second.text)
      }
      return (label.name, at, label.text)
    }
    if let header = QianniuHeader(line, times: times) {
      var text = header.text ?? ""
      while let first = text.unicodeScalars.first, first == ":" || first == "：" || first == " " {
        text.unicodeScalars.removeFirst()
      }
      return (header.sender, header.at, text)
    }
    return nil
  }

  private func instant(_ time: TimeText) -> Timestamp? {
    switch time {
    case .instant(let instant): instant
    case .timeOfDay(let milliseconds): days.map { times.instant(days: $0, time: milliseconds) }
    default: nil
    }
  }

  // MARK: Messages

  private mutating func append(_ header: (sender: String, at: Timestamp?, text: String), _ number: Int) {
    guard lines.count < Self.maximum else {
      dropped += 1
      return
    }
    lines.append(
      Line(sender: header.sender, message: Message(at: header.at, role: .unknown, text: header.text), number: number))
  }

  /// Adds a line to the message before it; false where there is none.
  private mutating func continueLast(_ text: String) -> Bool {
    guard !lines.isEmpty else { return false }
    let place = lines.count - 1
    lines[place].message.text += lines[place].message.text.isEmpty ? text : "\n" + text
    return true
  }

  private mutating func finish() {
    for place in lines.indices {
      lines[place].message.text = ChatName.trimmed(lines[place].message.text)
      let text = lines[place].message.text
      lines[place].message.kind = text.isEmpty ? .image : MessageText.kind(of: text) ?? .text
    }
  }
}

/// Who takes part in a labelled chat.
struct LabelledCast {
  private var roles: [String: Role] = [:]

  /// `agents` and `customers` are the names that are known from elsewhere.
  init(_ lines: [LabelledChat.Line], agents: [String], customers: [String]) {
    var senders: [String] = []
    for line in lines where !line.sender.isEmpty && !senders.contains(line.sender) && senders.count < 200 {
      senders.append(line.sender)
    }
    let agents = Set(agents.filter { !$0.isEmpty })
    let customers = Set(customers.filter { !$0.isEmpty })
    for sender in senders {
      if customers.contains(sender) {
        roles[sender] = .customer
      } else if agents.contains(sender) || QianniuHeader.account(sender) != nil {
        roles[sender] = .agent
      } else if let role = TableWords.role(sender)?.role {
        roles[sender] = role
      }
    }
    let known = Set(roles.values)
    let open = senders.filter { roles[$0] == nil }
    // Beside a known customer everybody else serves; beside known agents a single other one is the customer.
    if known.contains(.customer) {
      for sender in open { roles[sender] = .agent }
    } else if known.contains(.agent), open.count == 1, let only = open.first {
      roles[only] = .customer
    }
  }

  func role(of sender: String) -> Role? { roles[sender] }
}
