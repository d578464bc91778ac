/// Whom a row of a table is about, as it names them.
public struct RecordKeys: Sendable, Hashable {
  public var conversation: String?
  public var agent: String?
  public var customer: String?

  public init(conversation: String? = nil, agent: String? = nil, customer: String? = nil) {
    self.conversation = conversation
    self.agent = agent
    self.customer = customer
  }
}

/// A rating of the service, or an invitation that was not taken up.
public struct RatingRecord: Sendable, Hashable {
  /// What a customer said to whether they would recommend the shop.
  public enum Recommendation: Sendable, Hashable { case promoter, passive, detractor }

  public var keys: RecordKeys
  public var rating: Transcript.Rating?
  public var recommendation: Recommendation?
  /// What the customer said to whether the matter was resolved.
  public var isResolved: Bool?

  public init(
    keys: RecordKeys, rating: Transcript.Rating? = nil, recommendation: Recommendation? = nil, isResolved: Bool? = nil
  ) {
    self.keys = keys
    self.rating = rating
    self.recommendation = recommendation
    self.isResolved = isResolved
  }
}

public struct OrderRecord: Sendable, Hashable {
  public var keys: RecordKeys
  public var createdAt: Timestamp?
  /// Nil for an order that nobody paid for.
  public var paidAt: Timestamp?
  /// In hundredths of a yuan.
  public var amountCents: Int64
  /// In hundredths of a yuan.
  public var refundCents: Int64

  public init(
    keys: RecordKeys, createdAt: Timestamp? = nil, paidAt: Timestamp? = nil, amountCents: Int64 = 0,
    refundCents: Int64 = 0
  ) {
    self.keys = keys
    self.createdAt = createdAt
    self.paidAt = paidAt
    self.amountCents = amountCents
    self.refundCents = refundCents
  }
}

public struct ComplaintRecord: Sendable, Hashable {
  public var keys: RecordKeys
  public var openedAt: Timestamp
  public var firstResponseAt: Timestamp?
  /// Nil for a complaint that is still open.
  public var closedAt: Timestamp?
  public var isValid: Bool

  public init(
    keys: RecordKeys, openedAt: Timestamp, firstResponseAt: Timestamp? = nil, closedAt: Timestamp? = nil,
    isValid: Bool = true
  ) {
    self.keys = keys
    self.openedAt = openedAt
    self.firstResponseAt = firstResponseAt
    self.closedAt = closedAt
    self.isValid = isValid
  }
}

public struct IssueRecord: Sendable, Hashable {
  public var keys: RecordKeys
  public var topic: String?
  public var at: Timestamp?
  public var isComplex: Bool
  /// Nil where nobody said.
  public var isResolved: Bool?
  /// Whether the first level could resolve it at all.
  public var isResolvable: Bool

  public init(
    keys: RecordKeys, topic: String? = nil, at: Timestamp? = nil, isComplex: Bool = false, isResolved: Bool? = nil,
    isResolvable: Bool = true
  ) {
    self.keys = keys
    self.topic = topic
    self.at = at
    self.isComplex = isComplex
    self.isResolved = isResolved
    self.isResolvable = isResolvable
  }
}

/// Time that an agent was logged in.
public struct LoginRecord: Sendable, Hashable {
  public enum Span: Sendable, Hashable {
    case between(Timestamp, Timestamp)
    case milliseconds(Int64)
  }

  public var keys: RecordKeys
  public var span: Span

  public init(keys: RecordKeys, span: Span) {
    self.keys = keys
    self.span = span
  }
}

/// A customer who queued.
public struct QueueRecord: Sendable, Hashable {
  public var keys: RecordKeys
  public var queuedAt: Timestamp
  /// Nil for a customer who left before anybody answered.
  public var startedAt: Timestamp?

  public init(keys: RecordKeys, queuedAt: Timestamp, startedAt: Timestamp? = nil) {
    self.keys = keys
    self.queuedAt = queuedAt
    self.startedAt = startedAt
  }
}

/// What service and the whole business cost in some stretch, in hundredths of a yuan.
public struct CostRecord: Sendable, Hashable {
  public var serviceCents: Int64
  public var operatingCents: Int64

  public init(serviceCents: Int64, operatingCents: Int64) {
    self.serviceCents = serviceCents
    self.operatingCents = operatingCents
  }
}

public struct TrainingRecord: Sendable, Hashable {
  /// Nil for a row about a whole group.
  public var agent: String?
  public var totals: TrainingTotals

  public init(agent: String? = nil, totals: TrainingTotals) {
    self.agent = agent
    self.totals = totals
  }
}

/// What somebody thinks of an agent, 0…100.
public struct AssessmentRecord: Sendable, Hashable {
  public var agent: String
  public var points: Double

  public init(agent: String, points: Double) {
    self.agent = agent
    self.points = points
  }
}

/// A row of a SERVQUAL survey: all answers of one customer, or one of them.
public struct ServqualRecord: Sendable, Hashable {
  public var keys: RecordKeys
  public var at: Timestamp?
  public var scale: RatingScale
  /// At most one a dimension: the means of its items.
  public var answers: [ServqualAnswer]
  /// How important the dimensions are, in hundredths; 1 where nothing is said.
  public var weights: [ServqualDimension: Int64]

  public init(
    keys: RecordKeys, at: Timestamp? = nil, scale: RatingScale, answers: [ServqualAnswer],
    weights: [ServqualDimension: Int64] = [:]
  ) {
    self.keys = keys
    self.at = at
    self.scale = scale
    self.answers = answers
    self.weights = weights
  }
}

/// All rows of all tables, each once.
public struct BusinessRecords: Sendable {
  public var ratings: [RatingRecord] = []
  public var orders: [OrderRecord] = []
  public var complaints: [ComplaintRecord] = []
  public var issues: [IssueRecord] = []
  public var logins: [LoginRecord] = []
  public var queue: [QueueRecord] = []
  public var costs: [CostRecord] = []
  public var training: [TrainingRecord] = []
  public var assessments: [AssessmentRecord] = []
  public var servqual: [ServqualRecord] = []

  public init() {}
}
