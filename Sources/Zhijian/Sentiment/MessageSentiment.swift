/// What one message says of its sender's mood, with everything that made the figure.
public struct MessageSentiment: Sendable, Hashable {
  /// The three signs of a score.
  public enum Polarity: String, Sendable, CaseIterable {
    case negative, neutral, positive
  }

  /// Scores below this distance from 0, in thousandths, are neutral.
  public static let neutralBandThousandths = 150

  /// The score in thousandths, −1000…1000; nil where there is nothing to judge: events, pictures,
  /// order numbers, links, empty text. The sum of all parts.
  public var thousandths: Int?
  /// The feeling that weighs most, where one weighs enough to be named.
  public var emotion: Emotion?
  /// What made the score, in the order of the text; then what concerns the whole message, and the
  /// clamp last.
  public var parts: [SentimentPart]

  public init(thousandths: Int?, emotion: Emotion? = nil, parts: [SentimentPart] = []) {
    self.thousandths = thousandths
    self.emotion = emotion
    self.parts = parts
  }

  /// The sentiment of a message with nothing to judge.
  public static let nothing = MessageSentiment(thousandths: nil)

  /// The score, −1…1; nil where there is nothing to judge.
  public var score: Double? { thousandths.map { Double($0) / 1000 } }

  /// The sign of the score; a message with nothing to judge is neutral.
  public var polarity: Polarity {
    guard let thousandths else { return .neutral }
    if thousandths <= -Self.neutralBandThousandths { return .negative }
    return thousandths >= Self.neutralBandThousandths ? .positive : .neutral
  }
}

/// One reason for a score.
public struct SentimentPart: Sendable, Hashable {
  /// What sort of reason it is.
  public enum Kind: String, Sendable, CaseIterable {
    /// A word or phrase of the lexicon.
    case entry
    /// A word that turns the next entry round (不, 没有).
    case negation
    /// A word that strengthens or weakens an entry (很, 有点).
    case degree
    /// Asking, or what asking takes from an entry (质量好吗 is no praise), or adds to it.
    case question
    case punctuation
    case emoji
    /// What stands before 但是 counts less, what stands after it more.
    case contrast
    /// A short pattern that counts beside the words.
    case cue
    /// The conversation so far: said before, not answered, waited for, asked by the agent.
    case context
    /// The same words again inside the message.
    case repetition
    /// Scripted politeness, or a word that means no feeling here; contributes 0.
    case neutral
    /// What the limit of the scale takes off.
    case clamp
  }

  public var kind: Kind
  /// The entry, the modifier or the name of the feature.
  public var name: String
  /// What it adds to the score, in thousandths.
  public var thousandths: Int
  /// Where it stands in the message, in UTF-16 units; nil where it concerns the whole message.
  public var range: TextRange?

  public init(kind: Kind, name: String, thousandths: Int, range: TextRange? = nil) {
    self.kind = kind
    self.name = name
    self.thousandths = thousandths
    self.range = range
  }

  /// What it adds to the score.
  public var contribution: Double { Double(thousandths) / 1000 }
}

/// The feelings that matter in service.
public enum Emotion: String, Sendable, CaseIterable {
  case anger, anxiety, disappointment, sadness, dissatisfaction
  case gratitude, satisfaction
}
