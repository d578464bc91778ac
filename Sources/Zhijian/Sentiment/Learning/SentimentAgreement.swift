/// How well the scores of one set agree with its labels.
public struct SentimentAgreement: Sendable {
  /// What is measured. The raw values are the keys of reports.
  public enum Measure: String, Sendable, CaseIterable {
    /// Messages judged one by one: dissatisfied against the others, satisfied against the others, rank correlation.
    case turnDissatisfied = "turn_auc_dissatisfied"
    case turnSatisfied = "turn_auc_satisfied"
    case turnSpearman = "turn_spearman"
    /// The share of messages whose label is the sign of the score.
    case turnAccuracy = "turn_accuracy"
    /// The change between consecutive judged messages of a conversation: falling, rising.
    case swingDrop = "swing_auc_drop"
    case swingRise = "swing_auc_rise"
    /// Whole conversations: rank correlation of `overall` with the label, and labels of −0.5 or less against the others.
    case conversationSpearman = "conversation_spearman"
    case conversationDissatisfied = "conversation_auc_dissatisfied"
    /// Single texts: positive against negative, anger against the others, happy against negative feelings.
    case textPositive = "text_auc_positive"
    case textAnger = "text_auc_anger"
    case textHappy = "text_auc_happy"
  }

  /// One figure.
  public struct Figure: Sendable {
    public let measure: Measure
    public let value: Double
    /// The same by the length of the text alone, longer being worse.
    public let byLength: Double?
    /// How many labels it rests on.
    public let count: Int
  }

  /// What the labels of the scores between two bounds are on average.
  public struct CalibrationBin: Sendable {
    public let low: Double
    public let high: Double
    public let count: Int
    public let meanScore: Double
    public let meanLabel: Double
  }

  /// A text whose score is far from its label.
  public struct Disagreement: Sendable {
    public let conversation: String
    /// The message; nil where the whole conversation was judged.
    public let message: Int?
    /// The message, or all of the customer's, with what their personal data may need of the messages around them.
    public let texts: [SurroundedText]
    public let score: Double
    public let label: Double
    public var distance: Double { abs(score - label) }
  }

  /// What was scored and judged.
  private struct Pair {
    var conversation: Int
    var message: Int?
    var score: Double
    var label: Double
    var length: Double
  }

  public let name: String
  public let conversations: Int
  public let figures: [Figure]
  public let calibration: [CalibrationBin]
  /// Those farthest apart, worst first.
  public let disagreements: [Disagreement]
  /// How the moods of the conversations went; nil for single texts.
  public let moods: MoodSummary?

  public static let maximumDisagreements = 30

  /// `scores` are in thousandths, by conversation and message; nil for what cannot be scored.
  public init(_ set: LabelledSet, scores: [[Int?]]) {
    name = set.name
    conversations = set.conversations.count
    var turns: [Pair] = []
    var wholes: [Pair] = []
    var changes: [Pair] = []
    for (number, conversation) in set.conversations.enumerated() where scores.indices.contains(number) {
      var last: Pair?
      for (index, message) in conversation.messages.enumerated() {
        guard message.role == .customer, let label = message.label else { continue }
        let score = scores[number].indices.contains(index) ? scores[number][index] : nil
        // What cannot be scored says nothing, which is what 0 is.
        let pair = Pair(
          conversation: number, message: index, score: Double(score ?? 0) / 1000, label: label,
          length: Double(message.text.utf16.count))
        turns.append(pair)
        if let last {
          changes.append(
            Pair(
              conversation: number, message: index, score: pair.score - last.score, label: pair.label - last.label,
              length: pair.length - last.length))
        }
        last = pair
      }
      if !conversation.hasMessageLabels, let label = conversation.label,
        let whole = Self.whole(conversation, number: number, scores: scores[number], label: label)
      {
        wholes.append(whole)
      }
    }
    let isTexts = !set.conversations.contains { $0.messages.count > 1 }
    figures =
      Self.figures(ofTurns: turns, changes: changes)
      + (isTexts ? Self.figures(ofTexts: wholes, in: set) : Self.figures(ofWholes: wholes))
    let judged = turns.isEmpty ? wholes : turns
    calibration = Self.calibration(judged)
    disagreements = judged.sorted { left, right in
      let distances = (abs(left.score - left.label), abs(right.score - right.label))
      return distances.0 == distances.1
        ? (left.conversation, left.message ?? 0) < (right.conversation, right.message ?? 0)
        : distances.0 > distances.1
    }.prefix(Self.maximumDisagreements).map { pair in
      let conversation = set.conversations[pair.conversation]
      let messages = conversation.messages.map { Message(role: $0.role, kind: $0.kind, text: $0.text) }
      let places = messages.indices.filter {
        pair.message == nil ? messages[$0].role == .customer : $0 == pair.message
      }
      return Disagreement(
        conversation: conversation.id, message: isTexts ? nil : pair.message,
        texts: places.map { SurroundedText($0, of: messages) }, score: pair.score, label: pair.label)
    }
    moods = isTexts ? nil : MoodSummary(set, scores: scores)
  }

  private static func whole(
    _ conversation: LabelledConversation, number: Int, scores: [Int?], label: Double
  ) -> Pair? {
    let lines = conversation.messages.indices.filter {
      conversation.messages[$0].role == .customer && scores.indices.contains($0)
    }
    let found = lines.compactMap { scores[$0] }
    guard let last = found.last else { return nil }
    let mean = Double(found.reduce(0, +)) / Double(found.count)
    let length = conversation.messages.reduce(0) { $0 + ($1.role == .customer ? $1.text.utf16.count : 0) }
    return Pair(
      conversation: number, message: nil, score: (2 * mean + Double(last)) / 3000, label: label, length: Double(length))
  }

  // MARK: Figures

  private static func figures(ofTurns turns: [Pair], changes: [Pair]) -> [Figure] {
    guard !turns.isEmpty else { return [] }
    let band = Double(MessageSentiment.neutralBandThousandths) / 1000
    let hits = turns.count { pair in
      let sign = pair.score >= band ? 1.0 : pair.score <= -band ? -1 : 0
      return sign == pair.label.rounded()
    }
    return [
      auc(.turnDissatisfied, turns, falls: true) { $0 < -0.5 }, auc(.turnSatisfied, turns, falls: false) { $0 > 0.5 },
      spearman(.turnSpearman, turns),
      Figure(
        measure: .turnAccuracy, value: Double(hits) / Double(turns.count), byLength: nil, count: turns.count),
      auc(.swingDrop, changes, falls: true) { $0 < 0 }, auc(.swingRise, changes, falls: false) { $0 > 0 },
    ].compactMap { $0 }
  }

  private static func figures(ofWholes wholes: [Pair]) -> [Figure] {
    [
      spearman(.conversationSpearman, wholes), auc(.conversationDissatisfied, wholes, falls: true) { $0 <= -0.5 },
    ].compactMap { $0 }
  }

  private static func figures(ofTexts texts: [Pair], in set: LabelledSet) -> [Figure] {
    func feeling(_ pair: Pair) -> String? { set.conversations[pair.conversation].feeling }
    let named = texts.filter { feeling($0) != nil }
    guard !named.isEmpty else {
      return [auc(.textPositive, texts.filter { $0.label != 0 }, falls: false) { $0 > 0 }].compactMap { $0 }
    }
    func figure(_ measure: Measure, _ pairs: [Pair], falls: Bool, _ isPositive: (String) -> Bool) -> Figure? {
      let marked = pairs.map { pair in
        var pair = pair
        pair.label = feeling(pair).map(isPositive) ?? false ? 1 : 0
        return pair
      }
      return auc(measure, marked, falls: falls) { $0 == 1 }
    }
    let sided = named.filter { $0.label > 0.5 || $0.label < -0.25 }
    return [
      figure(.textAnger, named, falls: true) { ["angry", "anger", "disgust"].contains($0) },
      figure(.textHappy, sided, falls: false) { LabelledConversation.label(ofFeeling: $0) ?? 0 > 0.5 },
    ].compactMap { $0 }
  }

  /// `falls` where low scores speak for what is looked for.
  private static func auc(
    _ measure: Measure, _ pairs: [Pair], falls: Bool, _ isPositive: (Double) -> Bool
  ) -> Figure? {
    let sign = falls ? -1.0 : 1
    let value = RankAgreement.auc(pairs.map { (sign * $0.score, isPositive($0.label)) })
    let length = RankAgreement.auc(pairs.map { (-sign * $0.length, isPositive($0.label)) })
    return value.map { Figure(measure: measure, value: $0, byLength: length, count: pairs.count) }
  }

  private static func spearman(_ measure: Measure, _ pairs: [Pair]) -> Figure? {
    let length = RankAgreement.spearman(pairs.map { (-$0.length, $0.label) })
    return RankAgreement.spearman(pairs.map { ($0.score, $0.label) }).map {
      Figure(measure: measure, value: $0, byLength: length, count: pairs.count)
    }
  }

  private static func calibration(_ pairs: [Pair]) -> [CalibrationBin] {
    stride(from: -1.0, to: 1, by: 0.2).compactMap { low in
      // Steps of a fifth, without the rounding of sums.
      let low = (low * 5).rounded() / 5
      let high = low + 0.2
      let inside = pairs.filter { $0.score >= low && ($0.score < high || (high > 0.9 && $0.score <= 1)) }
      guard !inside.isEmpty else { return nil }
      let count = Double(inside.count)
      return CalibrationBin(
        low: low, high: (high * 5).rounded() / 5, count: inside.count,
        meanScore: inside.reduce(0) { $0 + $1.score } / count, meanLabel: inside.reduce(0) { $0 + $1.label } / count)
    }
  }
}
