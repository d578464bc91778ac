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
  /// What a negation adds that finds no entry (没收到, 不能用).
  public var looseNegation = -80
  /// What remains of praise in a yes-or-no question (质量好吗).
  public var askedPraise = 200
  /// What remains of a complaint in a yes-or-no question (会掉色吗).
  public var askedComplaint = 250
  /// A customer's message that asks.
  public var question = -60
  /// Two question marks in a row, and three or more.
  public var doubleQuestionMark = -160
  public var tripleQuestionMark = -200
  /// Each exclamation mark, up to three, as a share of the score so far.
  public var exclamation = 80
  /// Two or more exclamation marks where nothing else speaks.
  public var bareExclamations = -60
  /// A message of nothing but ? ! 。…
  public var barePunctuation = -280
  /// 。。。 or … in a message.
  public var ellipsis = -20
  /// What stands after 但是 gains this share.
  public var afterContrast = 200
  /// The same words three times in a row, or twice when three units or longer.
  public var repetition = -200
  /// The customer sends the same words again.
  public var repeatedMessage = -80
  /// Each message before this one that nobody answered, up to two.
  public var unansweredMessage = 0
  /// What remains of complaints an agent talks about, and of agents' praise.
  public var agentComplaint = 250
  public var agentPraise = 250
  /// Up to here a score is the plain sum; beyond, it approaches 1000 and never reaches it.
  public var clampKnee = 500

  public init() {}
}
