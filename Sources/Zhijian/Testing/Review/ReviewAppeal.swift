/// What an agent says against a finding, and what somebody other than the first reviewer made of it.
public struct ReviewAppeal: Sendable, Hashable {
  public enum Status: String, Sendable, CaseIterable {
    /// Nobody decided yet: the finding stays as it is.
    case pending
    /// The finding stands, whatever the first reviewers said.
    case upheld
    /// The finding was wrong and leaves the scores, whatever the first reviewers said.
    case overturned
    /// Taken back: it is as if nobody had appealed.
    case withdrawn
  }

  public let status: Status
  public let appellant: String
  public let date: CalendarDate?
  public let reason: String?
  /// Who decided; never nil where somebody did.
  public let secondReviewer: String?
  public let secondReason: String?

  public init(
    status: Status, appellant: String, date: CalendarDate? = nil, reason: String? = nil, secondReviewer: String? = nil,
    secondReason: String? = nil
  ) {
    self.status = status
    self.appellant = appellant
    self.date = date
    self.reason = reason
    self.secondReviewer = secondReviewer
    self.secondReason = secondReason
  }

  /// Whether somebody decided it.
  public var isDecided: Bool { status == .upheld || status == .overturned }

  /// Who said what, in the order of things: `小李（2026-11-03）：客户同意过 → 赵：录音里没有`.
  public var account: String {
    func said(_ who: String, _ what: String?) -> String { what.map { "\(who)：\($0)" } ?? who }
    let first = said(appellant + (date.map { "（\($0)）" } ?? ""), reason)
    return secondReviewer.map { "\(first) → \(said($0, secondReason))" } ?? first
  }
}

/// The appeal against one finding.
public struct AppealedFinding: Sendable {
  /// The row it stands in.
  public let row: ReviewRow
  public let appeal: ReviewAppeal

  /// One for each finding, by rule and key: of several the one that was decided, else the last.
  public static func appeals(in rows: [ReviewRow]) -> [AppealedFinding] {
    var found: [String: AppealedFinding] = [:]
    for row in rows {
      guard let appeal = row.appeal else { continue }
      if let known = found[row.key.text], known.appeal.isDecided, !appeal.isDecided { continue }
      found[row.key.text] = AppealedFinding(row: row, appeal: appeal)
    }
    return found.values.sorted { ($0.row.rule, $0.row.key) < ($1.row.rule, $1.row.key) }
  }
}
