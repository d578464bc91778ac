/// What a comparison of people and the program comes to.
public struct InspectionComparison: Sendable {
  /// Where the units of an item went: they add up to all that was judged.
  public struct Counts: Sendable, Hashable {
    /// Subjects that somebody judged the item of.
    public internal(set) var judged = 0
    /// In the table of agreement.
    public internal(set) var compared = 0
    /// People say that the item does not apply.
    public internal(set) var notApplicable = 0
    /// As many people say one thing as another.
    public internal(set) var disputed = 0
    /// The program could not tell.
    public internal(set) var unknown = 0
    /// No conversation has the id.
    public internal(set) var unmatched = 0
  }

  /// The figures of one month.
  public struct Month: Sendable, Hashable {
    public let month: CalendarMonth
    public let table: AgreementTable
    /// Limits and signals of the control chart; nil where there are fewer than two months.
    public let point: ControlChart.Point?
  }

  public struct Item: Sendable {
    public let item: AgreementItem
    public let counts: Counts
    public let figures: AgreementFigures
    /// Of the people among themselves; nil where nobody judged what another judged.
    public let peopleAlpha: KrippendorffAlpha?
    public let months: [Month]
  }

  public struct Reviewer: Sendable {
    public let name: String
    /// Against the program.
    public let figures: AgreementFigures
    /// Against every other reviewer who judged the same: what only this one reports, and what only the other does.
    public let peers: AgreementTendency
    /// The program's score less that of the reviewer, with Student's interval; nil without scores.
    public let scoreBias: AgreementEstimate?
    public let scores: Int
    public let months: [Month]

    /// Against the program, which everybody is measured by alike.
    public var tendency: AgreementTendency {
      AgreementTendency(stricter: figures.table.peopleOnly, laxer: figures.table.programOnly)
    }
  }

  /// Two reviewers and what both judged.
  public struct Pair: Sendable {
    public let first: String
    public let second: String
    /// `both` and so on: of the first as people and the second as the program.
    public let figures: AgreementFigures
  }

  /// In the order of the items.
  public let items: [Item]
  public let overall: AgreementFigures
  public let counts: Counts
  public let peopleAlpha: KrippendorffAlpha?
  public let months: [Month]
  /// By name.
  public let reviewers: [Reviewer]
  public let pairs: [Pair]
  public let scores: ScoreAgreement?
  /// Of the total scores of people among themselves.
  public let peopleScoreAlpha: KrippendorffAlpha?
  /// Those to look at first come first.
  public let disagreements: [AgreementDisagreement]
  /// Ids of the table that no conversation has, in order.
  public let unmatched: [String]
  /// Ids of the table that a conversation has.
  public let matched: Int
  /// Agents that the table names and the conversation does not have: the conversation was taken as a whole.
  public let strangers: Int
  public let conversations: Int
  public let repeatedIDs: Int
}

extension InspectionComparison.Counts {
  mutating func add(_ other: InspectionComparison.Counts) {
    judged += other.judged
    compared += other.compared
    notApplicable += other.notApplicable
    disputed += other.disputed
    unknown += other.unknown
    unmatched += other.unmatched
  }
}
