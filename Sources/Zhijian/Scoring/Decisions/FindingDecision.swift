/// Why a finding is not simply open: it was known before, is put up with for a time, or was judged wrong by people.
///
/// Shared by all findings that one entry decides, as most findings have none.
public final class FindingDecision: Sendable, Hashable {
  /// Never `open`.
  public let state: Finding.State
  /// Who decided; nil where that was not said.
  public let by: String?
  public let reason: String?
  /// The last day on which it holds; nil where it has no end.
  public let until: CalendarDate?
  /// The number of its entry in the list it comes from, from 0.
  public let entry: Int

  public init(
    _ state: Finding.State, by: String? = nil, reason: String? = nil, until: CalendarDate? = nil, entry: Int = 0
  ) {
    self.state = state
    self.by = by
    self.reason = reason
    self.until = until
    self.entry = entry
  }

  public static func == (left: FindingDecision, right: FindingDecision) -> Bool {
    left === right
      || (left.state, left.by, left.reason, left.until, left.entry)
        == (right.state, right.by, right.reason, right.until, right.entry)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(state)
    hasher.combine(by)
    hasher.combine(reason)
    hasher.combine(until)
    hasher.combine(entry)
  }
}
