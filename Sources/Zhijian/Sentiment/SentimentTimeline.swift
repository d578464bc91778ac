/// The sentiment of a conversation, message by message, with the customer's mood line.
///
/// The mood line is an exponential mean over the scored customer messages: the first score, then
/// half the mood before and half the new score.
public struct SentimentTimeline: Sendable, Hashable {
  /// How one role's scores went.
  public struct Course: Sendable, Hashable {
    /// Mean of the first quarter of the role's scored messages, rounded up to whole messages.
    public var begin: Double
    /// Mean of the last quarter.
    public var end: Double
    public var mean: Double
    public var lowest: Double
    /// What the conversation comes to: two thirds the mean, one third the last score, which raters remember best.
    public var overall: Double
    /// `end` − `begin`.
    public var shift: Double { end - begin }
  }

  /// By message index; nil for messages that were not given or have nothing to judge.
  public let messages: [MessageSentiment?]
  /// By message index: the mood after a scored customer message, nil elsewhere.
  public let mood: [Double?]
  private let steps: [State.Step]
  private let scores: RoleScores

  fileprivate init(_ state: State) {
    messages = state.messages
    mood = state.mood
    steps = state.steps
    scores = state.scores
  }

  /// A whole conversation at once; the same as giving a `State` one message after the other.
  public init(_ messages: [(role: Role, sentiment: MessageSentiment)]) {
    var state = State()
    for (index, message) in messages.enumerated() {
      state.append(index: index, sentiment: message.sentiment, role: message.role)
    }
    self = state.timeline
  }

  /// The course of `role`'s scores; nil where none of its messages was scored.
  public func course(of role: Role) -> Course? {
    let scores = scores[role]
    guard let lowest = scores.min() else { return nil }
    let quarter = (scores.count + 3) / 4
    func mean(_ part: ArraySlice<Int>) -> Double { Double(part.reduce(0, +)) / Double(part.count) / 1000 }
    return Course(
      begin: mean(scores.prefix(quarter)), end: mean(scores.suffix(quarter)), mean: mean(scores[...]),
      lowest: Double(lowest) / 1000,
      overall: (2 * mean(scores[...]) + mean(scores.suffix(1))) / 3)
  }

  /// The mood after the last scored customer message.
  public var lastMood: Double? { steps.last.map { Double($0.mood) / 1000 } }

  /// The changes between phases of the customer's mood (`MoodPhases`) by at least `threshold`, in order: from turning
  /// point to turning point. A drop ends below 0, a rise above: who is only less angry is not glad. None where fewer
  /// than `EmotionSwing.minimumMessages` customer messages were scored.
  public func swings(threshold: Double = EmotionSwing.defaultThreshold) -> [EmotionSwing] {
    guard steps.count >= EmotionSwing.minimumMessages, threshold > 0, threshold.isFinite else { return [] }
    let phases = MoodPhases(steps.map(\.score))
    var found: [EmotionSwing] = []
    for (from, to) in Self.turningPoints(phases.levels, Int((min(threshold, 10) * 1000).rounded())) {
      let change = phases.levels[to] - phases.levels[from]
      let direction = change.signum()
      guard phases.levels[to] * direction > 0 else { continue }
      // The largest single step of the change is the one to ask the agent about.
      func step(_ phase: Int) -> Int { (phases.levels[phase] - phases.levels[phase - 1]) * direction }
      guard let largest = (from + 1...to).max(by: { step($0) < step($1) }),
        let end = phases.ranges[to].max(by: { steps[$0].mood * direction < steps[$1].mood * direction })
      else { continue }
      let start = phases.ranges[largest].lowerBound
      let last = steps[steps.count - 1].mood
      found.append(
        EmotionSwing(
          kind: direction < 0 ? .drop : .rise, from: steps[start - 1].index, to: steps[end].index,
          size: Double(abs(change)) / 1000,
          recovered: direction < 0 && 2 * (last - phases.levels[to]) >= -change,
          afterAgentMessage: steps[start].agentMessageBefore))
    }
    return found
  }

  /// Pairs of neighbouring extremes of `levels` that lie at least `threshold` apart. Of equal levels the latest counts,
  /// so that a change starts where the mood leaves.
  private static func turningPoints(_ levels: [Int], _ threshold: Int) -> [(from: Int, to: Int)] {
    var pairs: [(from: Int, to: Int)] = []
    var (low, high) = (0, 0)
    var direction = 0
    var (pivot, extreme) = (0, 0)
    for (index, level) in levels.enumerated() {
      if direction == 0 {
        if level <= levels[low] { low = index }
        if level >= levels[high] { high = index }
        if level - levels[low] >= threshold {
          (direction, pivot, extreme) = (1, low, index)
        } else if levels[high] - level >= threshold {
          (direction, pivot, extreme) = (-1, high, index)
        }
        continue
      }
      let ahead = (level - levels[extreme]) * direction
      if ahead > 0 {
        extreme = index
      } else if -ahead >= threshold {
        pairs.append((pivot, extreme))
        (direction, pivot, extreme) = (-direction, extreme, index)
      }
    }
    if direction != 0 { pairs.append((pivot, extreme)) }
    return pairs
  }
}

extension SentimentTimeline {
  /// A timeline that grows message by message; live monitoring and batch scoring use the same.
  public struct State: Sendable {
    struct Step: Sendable, Hashable {
      var index: Int
      var score: Int
      var mood: Int
      var agentMessageBefore: Int?
    }

    fileprivate var messages: [MessageSentiment?] = []
    fileprivate var mood: [Double?] = []
    fileprivate var steps: [Step] = []
    fileprivate var scores = RoleScores()
    private var lastAgentMessage: Int?

    public init() {}

    /// Takes in the message at `index`, which must be above all indices before; another is left
    /// out, and so is one beyond `Transcript.maximumMessages`. Only agents' own messages count as
    /// agent lines before a swing: pass `countsAsAgentLine` false for what is no answer, such as
    /// an auto-reply.
    public mutating func append(
      index: Int, sentiment: MessageSentiment, role: Role, countsAsAgentLine: Bool = true
    ) {
      guard index >= messages.count, index < Transcript.maximumMessages else { return }
      while messages.count < index {
        messages.append(nil)
        mood.append(nil)
      }
      messages.append(sentiment.thousandths == nil ? nil : sentiment)
      mood.append(nil)
      if role == .agent, countsAsAgentLine { lastAgentMessage = index }
      guard let score = sentiment.thousandths else { return }
      scores[role].append(score)
      guard role == .customer else { return }
      let now = steps.last.map { ($0.mood + score) / 2 } ?? score
      steps.append(Step(index: index, score: score, mood: now, agentMessageBefore: lastAgentMessage))
      mood[index] = Double(now) / 1000
    }

    /// What was taken in so far.
    public var timeline: SentimentTimeline { SentimentTimeline(self) }
  }
}

/// The scores of each role, in thousandths, in the order of the messages.
private struct RoleScores: Sendable, Hashable {
  private var customer: [Int] = []
  private var agent: [Int] = []
  private var bot: [Int] = []
  private var system: [Int] = []
  private var unknown: [Int] = []

  subscript(role: Role) -> [Int] {
    get {
      switch role {
      case .customer: customer
      case .agent: agent
      case .bot: bot
      case .system: system
      case .unknown: unknown
      }
    }
    _modify {
      switch role {
      case .customer: yield &customer
      case .agent: yield &agent
      case .bot: yield &bot
      case .system: yield &system
      case .unknown: yield &unknown
      }
    }
  }
}

extension SentimentTimeline.Course {
  /// What scores are multiplied by on the scale of Amazon Connect Contact Lens, −5…5. There, too, begin and end are those
  /// of the first and the last quarter, and the overall score is the mean.
  public static let contactLensScale = 5.0

  /// What one of `count` scores in a row weighs in `overall`: two thirds are shared by all, one third is the last's.
  static func overallShare(of position: Int, in count: Int) -> Double {
    2 / (3 * Double(count)) + (position == count - 1 ? 1.0 / 3 : 0)
  }
}

extension SentimentTimeline {
  /// An end mood at or below this is bad.
  public static let badEndThousandths = -150
  /// A message at or below this is a complaint.
  public static let complaintThousandths = -450

  /// How restless the mood is: the mean distance of one mood from the next; nil for fewer than two.
  public var volatility: Double? {
    guard steps.count > 1 else { return nil }
    let sum = zip(steps, steps.dropFirst()).reduce(0) { $0 + abs($1.1.mood - $1.0.mood) }
    return Double(sum) / Double(steps.count - 1) / 1000
  }

  /// Whether the conversation ends in a bad mood although no message complains and none thanks: customers who are
  /// lost without a word. Three scored messages at least.
  public var isSilentlyDissatisfied: Bool {
    guard steps.count >= EmotionSwing.minimumMessages, let last = steps.last, last.mood <= Self.badEndThousandths
    else { return false }
    return !steps.contains { step in
      let sentiment = messages[step.index]
      let score = sentiment?.thousandths ?? 0
      return score <= Self.complaintThousandths || sentiment?.emotion == .anger || sentiment?.emotion == .gratitude
    }
  }
}
