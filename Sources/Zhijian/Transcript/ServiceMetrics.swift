/// Sums and counts of how customers were served, of a conversation, an agent or any number of them.
///
/// Nothing is an average, so parts add up with `+` in any order. The figures made of it are defined in
/// `MetricDefinition.all`. Times are whole milliseconds.
public struct ServiceMetrics: Sendable, Hashable {
  /// What the preset's response rate counts; nil before anything was measured.
  public var unit: TurnPreset.Unit?

  /// Wait for the first reply of an agent (FRT), on the preset's clock.
  public var firstResponse = DurationSample()
  /// From the first customer message of the visit to that reply, bots and earlier agents included.
  public var endToEndFirstResponse = DurationSample()
  /// From the first customer message to the first answer of anybody, bots and auto-replies included.
  public var anyResponse = DurationSample()
  /// Waits of turns (ART) as the preset counts them: capped, and with its value for turns without reply.
  public var response = DurationSample()
  /// From queueing to the start.
  public var queueWait = DurationSample()
  /// From the first to the last message of customer or agent; of an agent, within the agent's segments.
  public var duration = DurationSample()

  /// When conversations began and ended, as milliseconds since 1970: what overlaps is found in these.
  var spanStarts = DurationSample()
  var spanEnds = DurationSample()

  public var conversations = 0
  /// Conversations with a counted turn that an agent replied to.
  public var answeredConversations = 0
  /// Conversations with counted turns none of which was replied to.
  public var unansweredConversations = 0
  /// Conversations in which both the customer and an agent wrote.
  public var effectiveConversations = 0
  /// Conversations that a bot alone served.
  public var botOnlyConversations = 0
  /// Conversations that an agent opened.
  public var proactiveConversations = 0
  /// Conversations longer than the limit.
  public var longConversations = 0

  /// Counted turns: replied or unreplied.
  public var rounds = 0
  public var unrepliedRounds = 0
  public var pendingRounds = 0
  /// Turns that leave both sides of every ratio, by reason.
  public var excludedRounds: [String: Int] = [:]
  /// Counted turns whose times are known: the denominator of the rates within 30 seconds and 3 minutes.
  public var timedRounds = 0
  public var repliesWithin30Seconds = 0
  public var repliesWithin3Minutes = 0
  /// Turns replied to later than the limit of slow replies.
  public var slowRounds = 0

  public var customerMessages = 0
  /// Customer messages of turns that people, not a bot, had to answer.
  public var customerMessagesToAgents = 0
  /// Messages agents sent themselves; no auto-replies.
  public var agentMessages = 0
  /// Han characters and letters of what agents typed themselves.
  public var agentCharacters = 0
  public var autoReplies = 0
  public var botMessages = 0
  public var unknownMessages = 0
  public var recalledMessages = 0
  public var transfersIn = 0
  public var transfersOut = 0

  public var ratings: [RatingScale: RatingTotals] = [:]
  public var persons: [PersonDay: PersonRounds] = [:]
  /// The preset's rate where it counts turns, conversations or messages.
  var directRate = TargetRate()

  /// Conversations that were left out, by reason.
  public var skipped: [String: Int] = [:]
  /// What was odd in the data, by kind, such as `clock_skew`.
  public var warnings: [String: Int] = [:]

  public init() {}

  /// How many of the things the preset counts met its target.
  public var targetRate: TargetRate {
    switch unit {
    case .person: TargetRate(hits: persons.values.count { $0.isFirstInTime }, count: persons.count)
    case .personEveryRound: TargetRate(hits: persons.values.count { $0.areAllInTime }, count: persons.count)
    case .round, .session, .message, nil: directRate
    }
  }

  /// The most conversations that went on at one time, from first to last message, the end excluded.
  public var mostConcurrentConversations: Int {
    let ends = spanEnds.values
    var ended = 0
    var most = 0
    for (begun, start) in spanStarts.values.enumerated() {
      while ended < ends.count, ends[ended] <= start { ended += 1 }
      most = max(most, begun + 1 - ended)
    }
    return most
  }

  /// Both together. Metrics of different presets must not be added.
  public static func + (left: ServiceMetrics, right: ServiceMetrics) -> ServiceMetrics {
    var sum = left
    sum += right
    return sum
  }

  /// Adds others to these.
  public static func += (left: inout ServiceMetrics, right: ServiceMetrics) {
    left.unit = left.unit ?? right.unit
    for path in samplePaths { left[keyPath: path] += right[keyPath: path] }
    for path in countPaths { left[keyPath: path] += right[keyPath: path] }
    left.excludedRounds.merge(right.excludedRounds, uniquingKeysWith: +)
    left.skipped.merge(right.skipped, uniquingKeysWith: +)
    left.warnings.merge(right.warnings, uniquingKeysWith: +)
    left.directRate += right.directRate
    for (scale, totals) in right.ratings { left.ratings[scale, default: RatingTotals()] += totals }
    for (key, rounds) in right.persons { left.add(rounds, of: key) }
  }

  /// Adds turns of a customer's day to those already there.
  mutating func add(_ rounds: PersonRounds, of person: PersonDay) {
    if var known = persons[person] {
      known += rounds
      persons[person] = known
    } else {
      persons[person] = rounds
    }
  }
}

extension ServiceMetrics {
  typealias Sample = any WritableKeyPath<ServiceMetrics, DurationSample> & Sendable
  typealias Count = any WritableKeyPath<ServiceMetrics, Int> & Sendable

  static let samplePaths: [Sample] = [
    \.firstResponse, \.endToEndFirstResponse, \.anyResponse, \.response, \.queueWait, \.duration,
    \.spanStarts, \.spanEnds,
  ]
  static let countPaths: [Count] = [
    \.conversations, \.answeredConversations, \.unansweredConversations, \.effectiveConversations,
    \.botOnlyConversations, \.proactiveConversations, \.longConversations, \.rounds, \.unrepliedRounds,
    \.pendingRounds, \.timedRounds, \.repliesWithin30Seconds, \.repliesWithin3Minutes, \.slowRounds,
    \.customerMessages, \.customerMessagesToAgents, \.agentMessages, \.agentCharacters, \.autoReplies,
    \.botMessages, \.unknownMessages, \.recalledMessages, \.transfersIn, \.transfersOut,
  ]
}
