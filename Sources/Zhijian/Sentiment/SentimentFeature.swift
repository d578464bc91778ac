/// What a message shows beside its words, and what stands before it in the conversation. Each is a part of its own.
///
/// The raw values are the entries of kind `feature` in the lexicon, which give them their weights.
public enum SentimentFeature: String, Sendable, CaseIterable {
  /// A negation that finds no entry (没收到, 不能用); each of the first three counts.
  case looseNegation = "loose_negation"
  /// The message asks.
  case question
  /// Two question marks in a row.
  case doubleQuestionMark = "double_question_mark"
  /// Three question marks or more in a row.
  case tripleQuestionMark = "triple_question_mark"
  /// Two or more exclamation marks where nothing else speaks.
  case bareExclamations = "bare_exclamations"
  /// Nothing but ? ! 。…
  case barePunctuation = "bare_punctuation"
  /// 。。。 or ….
  case ellipsis
  /// The same words again inside the message.
  case repetition
  /// The customer sends the same words again.
  case repeatedMessage = "repeated_message"
  /// Each message before this one that nobody answered, up to two.
  case unansweredMessage = "unanswered_message"
  /// Sent three minutes or more after the first message that nobody answered yet.
  case waiting
  /// The agent's last line asked something, so this is an answer.
  case answersAgent = "answers_agent"

  /// What the part of a score is called.
  var partName: String {
    switch self {
    case .looseNegation: "否定"
    case .question: "提问"
    case .doubleQuestionMark: "？？"
    case .tripleQuestionMark: "？？？"
    case .bareExclamations: "！！"
    case .barePunctuation: "只有标点"
    case .ellipsis: "……"
    case .repetition: "重复"
    case .repeatedMessage: "重复发送"
    case .unansweredMessage: "未获回复"
    case .waiting: "久等"
    case .answersAgent: "回答客服"
    }
  }

  var partKind: SentimentPart.Kind {
    switch self {
    case .looseNegation: .negation
    case .question: .question
    case .doubleQuestionMark, .tripleQuestionMark, .bareExclamations, .barePunctuation, .ellipsis: .punctuation
    case .repetition: .repetition
    case .repeatedMessage, .unansweredMessage, .waiting, .answersAgent: .context
    }
  }
}
