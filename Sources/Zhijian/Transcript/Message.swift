/// Who speaks. `unknown` is a line whose side the export does not tell.
public enum Role: String, Sendable, CaseIterable {
  case customer, agent, bot, system, unknown
}

/// What a message is. The names are those of the canonical JSONL.
public enum MessageKind: String, Sendable, CaseIterable {
  case text, image, voice, video, file, card, emoji, link
  case recall, system, join, transfer, close, invite, rating
  case autoReply = "auto_reply"
  case note
}

/// How an agent's line came about.
public enum ReplyMode: String, Sendable, CaseIterable {
  /// Typed by the agent.
  case manual
  /// A canned answer that the agent chose.
  case quick
  /// Proposed by a machine, sent by the agent.
  case assist
  /// Sent by a machine alone.
  case auto
}

/// One message of a conversation, as the export had it.
public struct Message: Sendable, Hashable {
  /// The hand-over of a conversation from one agent to another; ids of agents.
  public struct Transfer: Sendable, Hashable {
    public var from: String?
    public var to: String?

    public init(from: String? = nil, to: String? = nil) {
      self.from = from
      self.to = to
    }
  }

  /// The most UTF-16 units that a text may have; a reader drops the rest with a diagnostic.
  public static let maximumUnits = 1 << 16

  public var id: String?
  /// When it was sent; nil where the export has no time, which is never the same as zero.
  public var at: Timestamp?
  public var role: Role
  /// The id of the agent, customer or bot that sent it, as the export had it.
  public var sender: String?
  public var kind: MessageKind
  public var text: String
  public var replyMode: ReplyMode?
  /// Whether its sender took it back.
  public var isRecalled: Bool
  public var transfer: Transfer?
  /// Members of the record that the schema does not know, kept as they were.
  public var extra: [JSONValue.Member]

  public init(
    id: String? = nil, at: Timestamp? = nil, role: Role, sender: String? = nil,
    kind: MessageKind = .text, text: String, replyMode: ReplyMode? = nil, isRecalled: Bool = false,
    transfer: Transfer? = nil, extra: [JSONValue.Member] = []
  ) {
    self.id = id
    self.at = at
    self.role = role
    self.sender = sender
    self.kind = kind
    self.text = text
    self.replyMode = replyMode
    self.isRecalled = isRecalled
    self.transfer = transfer
    self.extra = extra
  }
}

extension Message {
  /// Whether a machine sent it in an agent's name, so that it is nobody's answer.
  @inline(__always)
  public var isAutoReply: Bool { kind == .autoReply || replyMode == .auto }

  /// Whether it is an event of the conversation and not something somebody said.
  @inline(__always)
  public var isEvent: Bool {
    switch kind {
    case .recall, .system, .join, .transfer, .close, .invite, .rating: true
    case .text, .image, .voice, .video, .file, .card, .emoji, .link, .autoReply, .note: false
    }
  }

  /// Whether its text is what somebody wrote: the kinds that text operators and positions use.
  @inline(__always)
  public var isWritten: Bool { kind == .text || kind == .emoji || kind == .link }
}
