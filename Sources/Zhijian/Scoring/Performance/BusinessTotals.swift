/// Sums and counts of what tables say besides the chats: ratings, orders, complaints, issues, logins, queue, cost,
/// training and assessments. Nothing is an average, so parts add up in any order.
public struct BusinessTotals: Sendable, Hashable {
  // MARK: Ratings

  /// Customers who were asked to rate; one who rated unasked counts as asked.
  public var invitations = 0
  public var ratings: [RatingScale: RatingTotals] = [:]
  public var promoters = 0
  public var detractors = 0
  /// Answers to the question whether one would recommend the shop.
  public var recommendationAnswers = 0
  /// Customers who said whether their matter was resolved, and those to whom it was.
  public var resolutionAnswers = 0
  public var resolvedAnswers = 0
  public var servqual = ServqualTotals()

  // MARK: Orders

  /// Customers of a day who asked before they had paid for anything, as far as the day after is in the data.
  public var nextDayInquiries = 0
  /// Those of them who paid on that day or the next.
  public var paidNextDay = 0
  /// The same, as far as the whole freeze window is in the data.
  public var closedInquiries = 0
  public var paidFinally = 0
  /// Customers of a day who asked, whether their windows are over or not.
  public var inquiries = 0
  public var sales: [SaleAttribution: SalesTotals] = [:]

  // MARK: Complaints

  public var complaints = 0
  public var validComplaints = 0
  /// From opening to closing, of closed ones.
  public var complaintTimes = DurationSample()
  /// From opening to the end of the data, of open ones: they will take longer.
  public var openComplaintAges = DurationSample()
  public var complaintFirstResponse = DurationSample()
  /// Closed within 24 hours.
  public var complaintsInADay = 0
  /// Closed, or open for longer than 24 hours: those of which it is decided.
  public var complaintsJudged = 0

  // MARK: Issues

  /// Issues of which it is known whether they were resolved.
  public var issues = 0
  public var resolvedIssues = 0
  public var complexIssues = 0
  public var resolvedComplexIssues = 0
  /// Who says whether they were resolved.
  public var issueBasis = ResolutionBasis()
  public var complexIssueBasis = ResolutionBasis()
  /// First contacts whose window for coming back is over.
  public var contacts = 0
  public var contactsWithoutReturn = 0
  /// Those of them that the first level could resolve at all.
  public var resolvableContacts = 0
  public var resolvableContactsWithoutReturn = 0
  /// Contacts too near the end of the data to tell.
  public var censoredContacts = 0

  // MARK: Work

  /// Logged in, overlaps counted once.
  public var onlineMilliseconds: Int64 = 0
  /// The part of it of which begin and end are known.
  public var timedOnlineMilliseconds: Int64 = 0
  /// In a conversation during that part, overlaps counted once.
  public var busyMilliseconds: Int64 = 0
  public var queueWaits = DurationSample()
  public var queueEntries = 0
  public var abandonedQueueEntries = 0

  // MARK: Cost and training

  public var serviceCostCents: Int64 = 0
  public var operatingCostCents: Int64 = 0
  public var training = TrainingTotals()
  public var assessments = RatingTotals()

  public init() {}

  public static func += (left: inout BusinessTotals, right: BusinessTotals) {
    for path in countPaths { left[keyPath: path] += right[keyPath: path] }
    for path in samplePaths { left[keyPath: path] += right[keyPath: path] }
    for path in sumPaths { left[keyPath: path] = left[keyPath: path].saturatingAdd(right[keyPath: path]) }
    for (scale, totals) in right.ratings { left.ratings[scale, default: RatingTotals()] += totals }
    for (attribution, totals) in right.sales { left.sales[attribution, default: SalesTotals()] += totals }
    left.issueBasis += right.issueBasis
    left.complexIssueBasis += right.complexIssueBasis
    left.servqual += right.servqual
    left.training += right.training
    left.assessments += right.assessments
  }

  /// Paid orders by one attribution.
  public func sales(_ attribution: SaleAttribution) -> SalesTotals { sales[attribution] ?? SalesTotals() }

  private typealias Count = any WritableKeyPath<BusinessTotals, Int> & Sendable
  private typealias Sample = any WritableKeyPath<BusinessTotals, DurationSample> & Sendable
  private typealias Sum = any WritableKeyPath<BusinessTotals, Int64> & Sendable

  private static let countPaths: [Count] = [
    \.invitations, \.promoters, \.detractors, \.recommendationAnswers, \.resolutionAnswers,
    \.resolvedAnswers, \.nextDayInquiries, \.paidNextDay,
    \.closedInquiries, \.paidFinally, \.inquiries, \.complaints, \.validComplaints, \.complaintsInADay,
    \.complaintsJudged, \.issues, \.resolvedIssues, \.complexIssues, \.resolvedComplexIssues, \.contacts,
    \.contactsWithoutReturn, \.resolvableContacts, \.resolvableContactsWithoutReturn, \.censoredContacts,
    \.queueEntries, \.abandonedQueueEntries,
  ]
  private static let samplePaths: [Sample] = [
    \.complaintTimes, \.openComplaintAges, \.complaintFirstResponse, \.queueWaits,
  ]
  private static let sumPaths: [Sum] = [
    \.onlineMilliseconds, \.timedOnlineMilliseconds, \.busyMilliseconds, \.serviceCostCents,
    \.operatingCostCents,
  ]
}
