/// Everything the judging of rules looks at, in time order. A *position* is a place in time order,
/// from 0; an *index* is a place in file order.
final class ConversationView: Sendable {
  let transcript: Transcript
  /// The index at each position.
  let order: [Int]
  /// The position of each index.
  let positions: [Int]
  /// Whether nothing can come any more; false in live analysis before the end.
  let isFinal: Bool
  let texts: [TokenizedText]
  let scans: LeafScans
  /// The leaves for which the scans found anything, in order.
  let scannedLeaves: [Int]
  /// The mood line; its places are positions, since it follows time order.
  let sentiment: SentimentTimeline
  /// Rounds of questions and answers, in order.
  let turns: [Turn]
  /// The agent in charge at each position; nil before anybody can be named.
  let agentInCharge: [String?]
  /// Segments as ranges of positions, in order; together the whole conversation.
  let segments: [Range<Int>]
  /// The service hours and the zone of local time.
  let calendar: WorkCalendar
  let folding: TextFolding

  /// The last known time of the conversation.
  let lastTime: Timestamp?
  /// The first known time of the conversation.
  let firstTime: Timestamp?
  /// Whether no window of seconds is in doubt: every message has a time, and none can come any more.
  let isTimed: Bool
  /// What judging asks of every message again and again, by position.
  private let lines: [Line]
  /// Who says anything at all.
  let speakers: Speakers

  private struct Line: Sendable {
    let role: Role
    let at: Timestamp?
    /// A bit for each set of hidden messages with which it is something said.
    let sets: UInt8
    let isWritten: Bool
    /// Whether it takes part in the counting of lines.
    let isLine: Bool
    let mayCarryEvent: Bool

    init(_ message: borrowing Message) {
      role = message.role
      isLine = message.kind != .note && !message.isRecalled
      at = message.at
      mayCarryEvent = message.isEvent || message.isRecalled || message.transfer != nil
      isWritten = message.isWritten || message.kind == .autoReply || message.kind == .note
      if message.kind == .note {
        sets = HiddenMessages.note.sets
      } else if message.isRecalled {
        sets = HiddenMessages.recalled.sets
      } else if message.isAutoReply {
        sets = HiddenMessages.autoReply.sets
      } else {
        sets = message.isEvent ? 0 : .max
      }
    }
  }

  init(
    transcript: Transcript, order: [Int], isFinal: Bool, texts: [TokenizedText], scans: LeafScans,
    sentiment: SentimentTimeline, turns: [Turn], agents: AgentsInCharge, calendar: WorkCalendar, folding: TextFolding
  ) {
    self.transcript = transcript
    self.order = order
    self.isFinal = isFinal
    self.texts = texts
    self.scans = scans
    scannedLeaves = scans.foundLeaves
    self.sentiment = sentiment
    self.turns = turns
    self.calendar = calendar
    self.folding = folding
    var positions = [Int](repeating: 0, count: order.count)
    for (position, index) in order.enumerated() { positions[index] = position }
    self.positions = positions
    let lines = order.map { Line(transcript.messages[$0]) }
    var speakers = Speakers()
    var (first, last): (Timestamp?, Timestamp?)
    var areTimesKnown = true
    for place in lines.indices {
      speakers.add(lines[place].role, sets: lines[place].sets)
      guard let at = lines[place].at else {
        areTimesKnown = false
        continue
      }
      first = first.map { min($0, at) } ?? at
      last = last.map { max($0, at) } ?? at
    }
    self.lines = lines
    self.speakers = speakers
    lastTime = last
    firstTime = transcript.startedAt ?? first
    isTimed = areTimesKnown && firstTime != nil && !transcript.isOpen
    agentInCharge = order.map { agents.agentInCharge(at: $0) }
    var segments: [Range<Int>] = []
    for segment in agents.segments {
      let start = segments.last?.upperBound ?? 0
      segments.append(start..<min(order.count, start + segment.messages.count))
    }
    self.segments = segments.isEmpty ? [0..<order.count] : segments
  }

  var count: Int { order.count }

  func message(at position: Int) -> Message { transcript.messages[order[position]] }

  func role(at position: Int) -> Role { lines[position].role }

  func time(at position: Int) -> Timestamp? { lines[position].at }

  /// The sentiment of a message, −1 to 1; nil where there is nothing to judge.
  func score(at position: Int) -> Double? {
    sentiment.messages.indices.contains(position) ? sentiment.messages[position]?.score : nil
  }

  /// Whether conditions see the message as something said.
  func isSpoken(at position: Int, include: Set<HiddenMessages>) -> Bool {
    isSpoken(at: position, hidden: HiddenMessages.bits(include))
  }

  /// The same with the hidden messages that are seen as `HiddenMessages.bits`.
  func isSpoken(at position: Int, hidden: UInt8) -> Bool { lines[position].sets >> hidden & 1 != 0 }

  /// Whether text operators and `messages:` positions see it.
  func isWritten(at position: Int, hidden: UInt8) -> Bool {
    lines[position].isWritten && isSpoken(at: position, hidden: hidden)
  }

  /// Whether it is a line: anything but notes and what was recalled.
  func isLine(at position: Int) -> Bool { lines[position].isLine }

  /// Whether anything happened with a message; what was merely said carries no event.
  func mayCarryEvent(at position: Int) -> Bool { lines[position].mayCarryEvent }

  /// The whole text of a message as evidence.
  func wholeMessage(at position: Int) -> EvidenceSpan {
    let index = order[position]
    return EvidenceSpan(message: index, range: TextRange(0, texts[index].units.count))
  }

  /// Why a message counts for its owner.
  func ownership(at position: Int) -> RuleExplanation.Owner {
    RuleExplanation.Owner(reason: isAgentsLine(at: position) ? .sender : .inCharge, message: order[position])
  }

  private func isAgentsLine(at position: Int) -> Bool {
    lines[position].role == .agent && !transcript.messages[order[position]].isEvent
  }

  /// The agent that a message counts for: an agent's own line, else whoever is in charge.
  func owner(at position: Int) -> String? {
    if isAgentsLine(at: position) { return transcript.agentID(of: transcript.messages[order[position]]) }
    return agentInCharge.indices.contains(position) ? agentInCharge[position] : nil
  }
}

extension Transcript {
  /// The id that stands for an agent who could not be told; never ranked.
  public static let unknownAgent = "unknown"

  /// The agent of an agent's message: its sender, else the only agent of the conversation, else
  /// `unknown`.
  public func agentID(of message: Message) -> String {
    if let sender = message.sender, !sender.isEmpty { return sender }
    if agents.count == 1, let only = agents.first { return only.id }
    return Transcript.unknownAgent
  }
}
