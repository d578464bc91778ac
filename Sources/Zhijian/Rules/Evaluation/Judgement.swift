/// What a condition says of a window.
enum Truth: Sendable, Hashable {
  case hit, noHit
  /// Times are needed and missing, or an open conversation has not decided it yet.
  case unknown
  /// More messages may come and decide it (live analysis).
  case pending
  case notApplicable
  case error
}

/// Some text of one message that made a condition hold.
public struct EvidenceSpan: Sendable, Hashable, Comparable {
  /// The index of the message in file order, from 0.
  public let message: Int
  /// UTF-16 units of the message's original text; empty for a message without text.
  public let range: TextRange

  public init(message: Int, range: TextRange) {
    self.message = message
    self.range = range
  }

  public static func < (left: EvidenceSpan, right: EvidenceSpan) -> Bool {
    (left.message, left.range) < (right.message, right.range)
  }
}

/// A message that explains a finding without being its evidence.
public struct RelatedMessage: Sendable, Hashable {
  public enum Reason: String, Sendable {
    /// The precondition's hit.
    case given
    /// The agent's line before an emotion swing.
    case beforeSwing = "before_swing"
    /// The first message of a burst that waited for an answer.
    case asked
    /// The earlier copy of a repeated message.
    case repeated
  }

  public let message: Int
  public let why: Reason
}

/// The state of one named part of a condition, such as a step of a sequence.
public struct PartState: Sendable, Hashable {
  public enum State: String, Sendable {
    case found, missing
    case outOfOrder = "out_of_order"
  }

  public let name: String
  public let state: State
}

/// Which hits of a judgement belong together.
enum HitGrouping: Sendable {
  /// Each is for itself.
  case each
  /// All of them.
  case together
  /// Those up to each end, from the end before.
  case runs(ends: [Int])
}

/// The result of judging one condition in one window.
struct Judgement: Sendable {
  /// What few judgements have.
  private struct Details: Sendable {
    var parts: [PartState] = []
    var closesAt: Int?
    var problem: LocalizedText?

    var isPlain: Bool { parts.isEmpty && closesAt == nil && problem == nil }
  }

  private final class DetailsBox: Sendable {
    let details: Details

    init(_ details: Details) {
      self.details = details
    }
  }

  var truth: Truth
  var hits: [RuleHit]
  /// Each for itself, unless they are those of a logic node or of a count, or with `same` those of each message or
  /// clause in which the condition holds.
  var grouping: HitGrouping
  private var box: DetailsBox?

  /// `groups` are the hits that belong together, where it is not each for itself; together they are `hits`.
  init(
    truth: Truth, hits: [RuleHit] = [], groups: [[RuleHit]]? = nil, parts: [PartState] = [], closesAt: Int? = nil,
    problem: LocalizedText? = nil
  ) {
    self.truth = truth
    self.hits = hits
    grouping = groups.map(Self.grouping) ?? .each
    let details = Details(parts: parts, closesAt: closesAt, problem: problem)
    box = details.isPlain ? nil : DetailsBox(details)
  }

  init(truth: Truth, hits: [RuleHit], grouping: HitGrouping) {
    self.truth = truth
    self.hits = hits
    self.grouping = grouping
  }

  init(truth: Truth) {
    self.init(truth: truth, hits: [], grouping: .each)
  }

  static func grouping(_ groups: [[RuleHit]]) -> HitGrouping {
    if groups.count == 1 { return .together }
    var end = 0
    return .runs(
      ends: groups.map { group in
        end += group.count
        return end
      })
  }

  private var details: Details {
    get { box?.details ?? Details() }
    set { box = newValue.isPlain ? nil : DetailsBox(newValue) }
  }

  var parts: [PartState] {
    get { box?.details.parts ?? [] }
    set { if box != nil || !newValue.isEmpty { details.parts = newValue } }
  }

  /// The position at which the window closed, where that is not its last message.
  var closesAt: Int? {
    get { box?.details.closesAt }
    set { if box != nil || newValue != nil { details.closesAt = newValue } }
  }

  /// What went wrong, with `truth == .error`.
  var problem: LocalizedText? {
    get { box?.details.problem }
    set { if box != nil || newValue != nil { details.problem = newValue } }
  }

  static let notApplicable = Judgement(truth: .notApplicable)

  static func error(_ problem: LocalizedText) -> Judgement { Judgement(truth: .error, problem: problem) }

  /// A hit where there are any, and `otherwise` where there are none.
  static func ofHits(_ hits: [RuleHit], otherwise: Truth) -> Judgement {
    hits.isEmpty ? Judgement(truth: otherwise) : Judgement(truth: .hit, hits: hits, grouping: .each)
  }
}

extension Judgement {
  /// How many groups there are. A group becomes a finding or an anchor: every hit of a leaf, all hits of a logic node
  /// together; what holds without any message is one empty group.
  var groupCount: Int {
    switch grouping {
    case .each: max(1, hits.count)
    case .together: 1
    case .runs(let ends): ends.count
    }
  }

  /// The places of the hits of a group.
  func group(_ number: Int) -> Range<Int> {
    switch grouping {
    case .each: hits.isEmpty ? 0..<0 : number..<(number + 1)
    case .together: 0..<hits.count
    case .runs(let ends): (number == 0 ? 0 : ends[number - 1])..<ends[number]
    }
  }

  var hitGroups: [[RuleHit]] { (0..<groupCount).map { Array(hits[group($0)]) } }

  /// Whether it holds, and one of its groups is empty: it holds anywhere.
  var holdsWithoutMessage: Bool { truth == .hit && (0..<groupCount).contains { group($0).isEmpty } }

  /// Whether every group is one hit.
  var isOfSingleHits: Bool {
    switch grouping {
    case .each: !hits.isEmpty
    case .together: hits.count == 1
    case .runs: false
    }
  }
}
