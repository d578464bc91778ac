/// Something that people and the program say different things of.
public struct AgreementDisagreement: Sendable {
  /// Text in which a rule saw what it looks for and did not count it.
  public struct NearMiss: Sendable, Hashable {
    public let rule: String
    /// The index of the message, from 0.
    public let message: Int
    /// The text with what its personal data may need of the messages around it.
    public let text: SurroundedText
    public let why: Suppression
  }

  public let subject: InspectionSubject
  /// The place of the item, from 0.
  public let item: Int
  /// Whether people report it; else the program does.
  public let isMissed: Bool
  /// Who says so, with what they wrote, by name.
  public let voices: [(reviewer: String, remark: String?)]
  /// How many people say the opposite.
  public let dissent: Int
  public let month: CalendarMonth?
  /// Where it stands in the table.
  public let location: SourceLocation
  /// The rule and its severity; nil where nothing was found or no rule is behind it.
  public let rule: String?
  public let severity: RuleSeverity?
  /// What the program found.
  public let sample: FindingSample?
  public let nearMisses: [NearMiss]

  /// The most near misses kept of one.
  static let maximumNearMisses = 2

  /// How much there is to learn of it: several people of one mind against the program, what is severe, and what can be
  /// looked up in the text come first.
  var rank: (Int, Int, Int) {
    let weight: Int =
      switch severity {
      case .critical: 0
      case .major: 1
      case .minor: 2
      case .info, nil: 3
      }
    return (voices.count > 1 && dissent == 0 ? 0 : 1, weight, sample != nil || !nearMisses.isEmpty ? 0 : 1)
  }
}
