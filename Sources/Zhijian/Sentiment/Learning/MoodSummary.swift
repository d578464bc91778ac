/// How the customers' moods went in many conversations.
public struct MoodSummary: Sendable {
  /// Conversations with a scored customer message.
  public private(set) var conversations = 0
  public private(set) var drops = 0
  public private(set) var recoveredDrops = 0
  public private(set) var rises = 0
  /// Conversations that ended badly although nobody complained.
  public private(set) var silentlyDissatisfied = 0
  /// Those of them whose label is below 0, and how many have a label.
  public private(set) var silentlyDissatisfiedBorneOut = 0
  public private(set) var silentlyDissatisfiedJudged = 0
  private var volatilities = 0.0

  /// The mean volatility; nil without a conversation.
  public var volatility: Double? { conversations == 0 ? nil : volatilities / Double(conversations) }

  init(_ set: LabelledSet, scores: [[Int?]]) {
    for (number, conversation) in set.conversations.enumerated() where scores.indices.contains(number) {
      let messages = zip(conversation.messages, scores[number]).map { message, score in
        (role: message.role, sentiment: MessageSentiment(thousandths: score))
      }
      let timeline = SentimentTimeline(messages)
      guard timeline.lastMood != nil else { continue }
      conversations += 1
      volatilities += timeline.volatility ?? 0
      for swing in timeline.swings() {
        switch swing.kind {
        case .drop:
          drops += 1
          recoveredDrops += swing.recovered ? 1 : 0
        case .rise: rises += 1
        }
      }
      guard timeline.isSilentlyDissatisfied else { continue }
      silentlyDissatisfied += 1
      let last = conversation.messages.last { $0.label != nil }?.label
      guard let label = conversation.label ?? last else { continue }
      silentlyDissatisfiedJudged += 1
      silentlyDissatisfiedBorneOut += label < 0 ? 1 : 0
    }
  }
}
