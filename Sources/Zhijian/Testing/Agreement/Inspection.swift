/// What somebody says of one item of a conversation.
public enum InspectionVerdict: Int, Sendable, CaseIterable {
  /// There is what the item is about: a fault, or of an item to an agent's credit what earns it.
  case finding
  case clean
  /// The item does not apply.
  case notApplicable
}

/// Something that is judged as a whole: a conversation, or one agent's part of it.
public struct InspectionSubject: Sendable, Hashable, Comparable {
  public let conversation: String
  /// Nil for the conversation.
  public let agent: String?

  public init(conversation: String, agent: String? = nil) {
    self.conversation = conversation
    self.agent = agent
  }

  public static func < (left: InspectionSubject, right: InspectionSubject) -> Bool {
    (left.conversation, left.agent ?? "") < (right.conversation, right.agent ?? "")
  }
}

/// One thing that a table of human inspection says.
public struct InspectionEntry: Sendable {
  public enum Content: Sendable, Hashable {
    /// `item` is a place among the items, from 0.
    case verdict(item: Int, InspectionVerdict)
    /// Points, 0…100.
    case score(Double)
  }

  /// As the table names it: the agent may not be one of the conversation.
  public let subject: InspectionSubject
  public let reviewer: String
  public let date: CalendarDate?
  public let content: Content
  public let remark: String?
  /// Where it stands.
  public let location: SourceLocation

  public init(
    subject: InspectionSubject, reviewer: String, date: CalendarDate? = nil, content: Content, remark: String? = nil,
    location: SourceLocation = SourceLocation(file: "")
  ) {
    self.subject = subject
    self.reviewer = reviewer
    self.date = date
    self.content = content
    self.remark = remark
    self.location = location
  }
}

/// An item of people's checklist, and what of the program it is compared with.
public struct AgreementItem: Sendable, Hashable {
  public enum Target: Sendable, Hashable {
    /// Rules by their ids: the program reports the item where one of them has a finding, whatever its status.
    case rules([String])
    /// A section of the scorecard: the program reports the item where a stable rule of it that forbids or requires has
    /// a finding, or where its figure lost points.
    case section(String)
  }

  public let name: String
  public let target: Target

  public init(name: String, target: Target) {
    self.name = name
    self.target = target
  }
}

/// A month of the calendar.
public struct CalendarMonth: Sendable, Hashable, Comparable, CustomStringConvertible {
  public let year: Int
  public let month: Int

  public init(_ date: CalendarDate) {
    year = date.year
    month = date.month
  }

  /// `2026-11`.
  public var description: String { "\(year)-" + (month < 10 ? "0\(month)" : "\(month)") }

  public static func < (left: CalendarMonth, right: CalendarMonth) -> Bool {
    (left.year, left.month) < (right.year, right.month)
  }
}
