/// The numbers of the scorer that are not weights of entries, in thousandths. docs/sentiment.md
/// states them all.
public struct SentimentConstants: Sendable, Hashable {
  /// How many units may stand between a negation and its entry, other modifiers aside.
  public var negationReach = 4
  /// The same for a degree word.
  public var degreeReach = 2
  /// What a turned complaint is worth beside turned praise (不差 is no 好).
  public var negatedComplaint = 500
  /// 不 + degree + entry (不是很满意) is milder than 不 + entry.
  public var negatedDegree = 700
  /// What remains of praise in a yes-or-no question (质量好吗).
  public var askedPraise = 200
  /// What remains of a complaint in a yes-or-no question (会掉色吗).
  public var askedComplaint = 250
  /// Each exclamation mark, up to three, as a share of the score so far.
  public var exclamation = 80
  /// What stands after 但是 gains this share.
  public var afterContrast = 200
  /// What remains of complaints an agent talks about, and of agents' praise.
  public var agentComplaint = 250
  public var agentPraise = 250
  /// Up to here a score is the plain sum; beyond, it approaches 1000 and never reaches it.
  public var clampKnee = 500

  /// What features weigh; those that are not named weigh what `ownWeight(of:)` says.
  private var weights: [SentimentFeature: Int] = [:]

  public init() {}

  /// What `feature` adds to a score.
  public subscript(feature: SentimentFeature) -> Int {
    get { weights[feature] ?? Self.ownWeight(of: feature) }
    set { weights[feature] = newValue }
  }

  /// What a feature weighs where the lexicon does not say it.
  static func ownWeight(of feature: SentimentFeature) -> Int {
    switch feature {
    case .looseNegation: -80
    case .question: -60
    case .doubleQuestionMark: -160
    case .tripleQuestionMark: -200
    case .bareExclamations: -60
    case .barePunctuation: -280
    case .ellipsis: -20
    case .repetition: -200
    case .repeatedMessage: -80
    case .waiting: -60
    case .unansweredMessage, .answersAgent: 0
    }
  }

  /// A sum of parts brought into the scale.
  func clamped(_ sum: Int) -> Int {
    let size = abs(sum)
    guard size > clampKnee, clampKnee < 1000 else { return sum }
    let room = 1000 - clampKnee
    let excess = size - clampKnee
    let limited = clampKnee + excess * room / (excess + room)
    return sum > 0 ? limited : -limited
  }

  /// With the weights that the entries of kind `feature` give.
  func weighing(_ entries: [SentimentEntry]) -> SentimentConstants {
    var constants = self
    for entry in entries where entry.kind == .feature {
      if let feature = SentimentFeature(rawValue: entry.text) { constants[feature] = entry.weight }
    }
    return constants
  }
}
