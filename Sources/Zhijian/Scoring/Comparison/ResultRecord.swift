/// One conversation's results, as far as two periods are compared by them.
public struct ResultRecord: Sendable, Hashable {
  public struct Agent: Sendable, Hashable {
    public let id: String
    /// In hundredths of a point.
    public let score: Int?
    public let isAutoFailed: Bool

    public init(id: String, score: Int?, isAutoFailed: Bool) {
      self.id = id
      self.score = score
      self.isAutoFailed = isAutoFailed
    }
  }

  public struct Finding: Sendable, Hashable {
    public let rule: String
    public let verb: RuleVerb
    public let agent: String?
    /// Whether it takes part in scores.
    public let scores: Bool

    public init(rule: String, verb: RuleVerb, agent: String?, scores: Bool) {
      self.rule = rule
      self.verb = verb
      self.agent = agent
      self.scores = scores
    }
  }

  /// What a metric was made of, in the metric's smallest unit.
  public struct Metric: Sendable, Hashable {
    public let sum: Double
    /// Nil for a plain count.
    public let count: Double?

    public init(sum: Double, count: Double?) {
      self.sum = sum
      self.count = count
    }
  }

  public var versions: [String: String] = [:]
  /// In hundredths of a point.
  public var score: Int?
  public var isAutoFailed = false
  public var agents: [Agent] = []
  public var findings: [Finding] = []
  public var metrics: [String: Metric] = [:]
  public var preset: String?
  public var hasMoodDrop = false
  /// The customer's mood at the end, −1…1.
  public var moodEnd: Double?
  /// Results by rule; nil where the line does not have them.
  public var results: [String: RuleResult]?

  public init() {}
}
