/// Positions such as `1..3`, `-3..-1`, `3..-3`; both ends belong to it.
struct PositionRange: Sendable, Hashable {
  let from: Int
  let to: Int

  /// The largest position: six digits.
  static let limit = 999_999

  init(from: Int, to: Int) {
    self.from = from
    self.to = to
  }

  /// Reads `2`, `1..3`, `-3..-1`, `3..-3`, `0..5`; nil for anything else.
  init?(_ text: String) {
    func number(_ part: String) -> Int? {
      let digits = part.utf8.first.map { $0 == 0x2B || $0 == 0x2D } == true ? part.utf8.count - 1 : part.utf8.count
      return (1...6).contains(digits) ? Int(part) : nil
    }
    if let single = number(text) {
      self.init(from: single, to: single)
      return
    }
    guard let (first, last) = RangeText.ends(of: text), let from = number(first), let to = number(last) else {
      return nil
    }
    self.init(from: from, to: to)
  }

  var containsZero: Bool { from <= 0 && to >= 0 }

  /// The indices of a list of `count` members that the positions name, counting from 1 from the
  /// front and from −1 from the back.
  func indices(in count: Int) -> Range<Int> {
    func index(_ position: Int) -> Int { position < 0 ? count + position : position - 1 }
    let lower = max(0, from == 0 ? 0 : index(from))
    let upper = min(count - 1, to == 0 ? -1 : index(to))
    return lower <= upper ? lower..<(upper + 1) : 0..<0
  }

  /// Whether more messages at the end could change which ones are named.
  var dependsOnEnd: Bool { from < 0 || to < 0 }
}

/// Ranges as authors write them: `first..last`.
enum RangeText {
  /// What stands on both sides of the first `..`; nil where there is none.
  static func ends(of text: String) -> (String, String)? {
    let bytes = Array(text.utf8)
    guard let dots = bytes.indices.dropLast().first(where: { bytes[$0] == 0x2E && bytes[$0 + 1] == 0x2E }) else {
      return nil
    }
    return (String(decoding: bytes[..<dots], as: UTF8.self), String(decoding: bytes[(dots + 2)...], as: UTF8.self))
  }
}

/// Whose messages a scope looks at.
enum ScopeRole: String, ExplainedChoice {
  case agent, customer, bot, system, any

  func includes(_ role: Role) -> Bool {
    switch self {
    case .agent: role == .agent
    case .customer: role == .customer
    case .bot: role == .bot
    case .system: role == .system
    case .any: true
    }
  }
}

/// Messages that conditions leave out unless a rule asks for them.
enum HiddenMessages: String, ExplainedChoice {
  case autoReply = "auto_reply"
  case recalled, note
}

enum SegmentChoice: String, ExplainedChoice {
  case conversation, first, each
}

/// Where a condition looks. Every member that is nil is inherited from the parent.
struct Scope: Sendable, Hashable {
  enum Side: String, Sendable, CaseIterable {
    case after, before, around, at
  }

  enum AnchorName: Sendable, Hashable {
    case given
    case label(String)
  }

  struct AnchorReference: Sendable, Hashable {
    let side: Side
    let name: AnchorName
  }

  enum Positions: Sendable, Hashable {
    case messages(PositionRange)
    case turns(PositionRange)
    case lines(PositionRange)

    var range: PositionRange {
      switch self {
      case .messages(let range), .turns(let range), .lines(let range): range
      }
    }
  }

  /// A half-open span of time in milliseconds, from the anchor or the start; both ends inclusive.
  struct SecondsRange: Sendable, Hashable {
    let from: Int64
    let to: Int64
  }

  var role: ScopeRole?
  var positions: Positions?
  var anchor: AnchorReference?
  var which: AnchorChoice?
  var seconds: SecondsRange?
  var every: Bool?
  var join: Bool?
  var segment: SegmentChoice?
  var include: Set<HiddenMessages>?

  /// Whether neither times, nor hits of a label, nor segments say where it looks.
  var isUntimed: Bool {
    if case .label? = anchor?.name { return false }
    return seconds == nil && (segment ?? .conversation) == .conversation
  }

  /// Whether its positions are those of a role's messages or turns.
  var countsRole: Bool {
    switch positions {
    case .messages, .turns: true
    case .lines, nil: false
    }
  }

  /// This scope with what it leaves open taken from `parent`. An anchor of its own drops the
  /// parent's positions, time window and choice, which belong to the parent's anchor.
  func inheriting(_ parent: Scope) -> Scope {
    var merged = self
    merged.role = role ?? parent.role
    merged.segment = segment ?? parent.segment
    merged.include = include ?? parent.include
    merged.every = every ?? parent.every
    merged.join = join ?? parent.join
    if anchor == nil {
      merged.anchor = parent.anchor
      merged.which = which ?? parent.which
      merged.positions = positions ?? parent.positions
      merged.seconds = seconds ?? parent.seconds
    }
    return merged
  }
}
