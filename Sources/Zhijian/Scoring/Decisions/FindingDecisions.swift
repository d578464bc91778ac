/// What is known of findings before a run: which of them people judged wrong, which are put up with for a time, and
/// which were there before.
///
/// Of several decisions about one finding that of people goes first, then a suppression, then the baseline. Of several
/// suppressions the first one of the list decides.
public struct FindingDecisions: Sendable {
  private struct Place: Hashable {
    let rule: String
    let conversation: String
  }

  private let overturned: [String: FindingDecision]
  private var suppressed: [String: FindingDecision] = [:]
  private var suppressedPlaces: [Place: [(message: Int?, decision: FindingDecision)]] = [:]
  private let baseline: [String: FindingDecision]
  /// Hashes of what is in force; nil where nothing of the kind was given.
  public let reviewsVersion: String?
  public let suppressionsVersion: String?
  public let baselineVersion: String?

  /// `overturned` and `baseline` go by fingerprints. Of `suppressions` those in force on `today` count.
  public init(
    overturned: [String: FindingDecision]? = nil, suppressions: [FindingSuppression]? = nil,
    today: CalendarDate = CalendarDate(dayNumber: 0), baseline: [String: FindingDecision]? = nil
  ) {
    self.overturned = overturned ?? [:]
    self.baseline = baseline ?? [:]
    for (number, suppression) in (suppressions ?? []).enumerated() where suppression.isInForce(on: today) {
      let decision = FindingDecision(
        .suppressed, by: suppression.by, reason: suppression.reason, until: suppression.until, entry: number)
      switch suppression.target {
      case .fingerprint(let fingerprint):
        if suppressed[fingerprint] == nil { suppressed[fingerprint] = decision }
      case .place(let rule, let conversation, let message):
        suppressedPlaces[Place(rule: rule, conversation: conversation), default: []].append((message, decision))
      }
    }
    reviewsVersion = overturned.map { Self.hash($0) }
    baselineVersion = baseline.map { Self.hash($0) }
    suppressionsVersion = suppressions.map { list in
      var bytes: [UInt8] = []
      for text in list.filter({ $0.isInForce(on: today) }).map(\.canonicalText).sorted() { bytes.append(field: text) }
      return SHA256.shortHexString(bytes)
    }
  }

  private static func hash(_ decisions: [String: FindingDecision]) -> String {
    var bytes: [UInt8] = []
    for (fingerprint, decision) in decisions.sorted(by: { $0.key < $1.key }) {
      bytes.append(field: fingerprint)
      bytes.append(field: decision.by ?? "")
      bytes.append(field: decision.reason ?? "")
    }
    return SHA256.shortHexString(bytes)
  }

  /// What is decided of a finding; nil where it is open.
  public func decision(on finding: Finding, in conversation: String) -> FindingDecision? {
    if let decision = overturned[finding.fingerprint] { return decision }
    if let decision = suppression(of: finding, in: conversation) { return decision }
    return baseline[finding.fingerprint]
  }

  private func suppression(of finding: Finding, in conversation: String) -> FindingDecision? {
    var found = suppressed[finding.fingerprint]
    guard !suppressedPlaces.isEmpty,
      let places = suppressedPlaces[Place(rule: finding.rule, conversation: conversation)]
    else { return found }
    for (message, decision) in places where message.map(finding.pointsAt) ?? true {
      if decision.entry < found?.entry ?? Int.max { found = decision }
    }
    return found
  }
}

extension Finding {
  /// Whether its evidence lies in a message; where it has none, whether it hangs on the message.
  func pointsAt(_ message: Int) -> Bool {
    let spans = hits.flatMap(\.spans)
    if !spans.isEmpty { return spans.contains { $0.message == message } }
    return related.contains { $0.message == message } || firstMessage == message
  }
}
