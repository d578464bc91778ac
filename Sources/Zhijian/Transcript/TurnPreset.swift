/// A named, dated set of the parameters in which platforms differ when they measure response times.
///
/// The parameters come from copies of platform help pages and change by year; every report names its preset.
public struct TurnPreset: Sendable, Hashable {
  /// What the preset's own response rate counts.
  public enum Unit: String, Sendable, CaseIterable {
    /// Turns replied in time / turns.
    case round
    /// Conversations whose first counted turn was replied in time / conversations.
    case session
    /// Customer messages answered in time, each from its own time / customer messages.
    case message
    /// Customers of a day whose first counted turn was replied in time / customers of a day.
    case person
    /// Customers of a day all of whose turns were replied in time / customers of a day.
    case personEveryRound = "person_every_round"
  }

  /// What must lie in the window for a turn to count.
  public enum WindowBasis: String, Sendable, CaseIterable {
    case ask
    /// The asking or, where it lies outside, the reply.
    case askOrReply = "ask_or_reply"
    case sessionStart = "session_start"
  }

  /// The clock that response times are read from.
  public enum Clock: String, Sendable, CaseIterable {
    case wall, calendar
  }

  /// A stable name with the year, such as `taobao-3min-2025`.
  public var name: String
  public var title: LocalizedText
  public var unit: Unit
  /// Hours that count, in the zone of the work calendar, the end excluded; nil for all.
  public var window: OpenHours?
  public var windowBasis: WindowBasis
  /// The ways of replying that close a turn; a line without one is manual. Auto-replies and bots never do.
  public var validReplies: Set<ReplyMode>
  public var clock: Clock
  /// The wait up to which, inclusive, the preset's response rate counts a hit; nil for no such rate.
  public var targetMilliseconds: Int64?
  /// The wait at which a turn is capped in the average response time; nil for no cap.
  public var capMilliseconds: Int64?
  /// What a turn without reply counts in the average response time; nil leaves it out.
  public var unrepliedMilliseconds: Int64?
  /// Whether a turn open at local midnight is unreplied from then on.
  public var endsAtDayEnd: Bool
  /// Whether messages whose record says `"filtered": true` or a reason (red packets, advertising, fraud, a
  /// customer who blocked the shop) are left out.
  public var dropsFiltered: Bool
  /// The days a platform report covers; the turn builder itself takes what it is given.
  public var periodDays: Int?
  /// Addresses of the pages the definition was read from.
  public var sources: [String]

  public init(
    name: String, title: LocalizedText, unit: Unit = .round, window: OpenHours? = nil,
    windowBasis: WindowBasis = .ask, validReplies: Set<ReplyMode> = [.manual, .quick, .assist],
    clock: Clock = .wall, targetMilliseconds: Int64? = nil, capMilliseconds: Int64? = nil,
    unrepliedMilliseconds: Int64? = nil, endsAtDayEnd: Bool = false, dropsFiltered: Bool = false,
    periodDays: Int? = nil, sources: [String] = []
  ) {
    self.name = name
    self.title = title
    self.unit = unit
    self.window = window
    self.windowBasis = windowBasis
    self.validReplies = validReplies
    self.clock = clock
    self.targetMilliseconds = targetMilliseconds
    self.capMilliseconds = capMilliseconds
    self.unrepliedMilliseconds = unrepliedMilliseconds
    self.endsAtDayEnd = endsAtDayEnd
    self.dropsFiltered = dropsFiltered
    self.periodDays = periodDays
    self.sources = sources
  }

  /// The preset of a name, such as `generic`; nil for an unknown one.
  public static func named(_ name: String) -> TurnPreset? { all.first { $0.name == name } }
}
