/// A conversation, or a text by itself, that people have judged.
public struct LabelledConversation: Sendable {
  /// A message with what people made of it.
  public struct Message: Sendable {
    public var role: Role
    public var kind: MessageKind
    public var text: String
    public var at: Timestamp?
    /// −1 dissatisfied, 0 neither, 1 satisfied; nil where nobody judged it.
    public var label: Double?

    public init(role: Role, kind: MessageKind = .text, text: String, at: Timestamp? = nil, label: Double? = nil) {
      self.role = role
      self.kind = kind
      self.text = text
      self.at = at
      self.label = label
    }
  }

  public var id: String
  public var messages: [Message]
  /// What people made of the whole, −1…1 or a little beyond; nil where nobody judged it.
  public var label: Double?
  /// The name of a feeling, where the label is one (`angry`, `happy`).
  public var feeling: String?

  public init(id: String, messages: [Message], label: Double? = nil, feeling: String? = nil) {
    self.id = id
    self.messages = messages
    self.label = label
    self.feeling = feeling
  }

  /// Whether messages were judged one by one.
  public var hasMessageLabels: Bool { messages.contains { $0.label != nil } }

  /// What a named feeling is worth as a label; nil for a name that is not known.
  public static func label(ofFeeling name: String) -> Double? {
    switch name {
    case "angry", "anger", "negative", "disgust", "dissatisfied": -1
    case "sad", "sadness": -0.4
    case "fear", "anxiety": -0.3
    case "neutral", "surprise": 0
    case "happy", "joy", "positive", "satisfied", "gratitude": 1
    default: nil
    }
  }
}

/// The judged conversations of one file.
public struct LabelledSet: Sendable {
  public var name: String
  public var conversations: [LabelledConversation]

  public init(name: String, conversations: [LabelledConversation]) {
    self.name = name
    self.conversations = conversations
  }
}
