/// Whose messages a scope sees, as a number below 64: its role with the hidden messages that it includes.
struct SpeakerKey: Sendable, Hashable {
  let number: UInt8

  init(_ scope: Scope) {
    number = (scope.role ?? .any).place * 8 + HiddenMessages.bits(scope.include)
  }
}

extension ScopeRole {
  fileprivate var place: UInt8 {
    switch self {
    case .agent: 0
    case .customer: 1
    case .bot: 2
    case .system: 3
    case .any: 4
    }
  }
}

extension HiddenMessages {
  /// A set of them as a number below 8.
  static func bits(_ include: Set<HiddenMessages>?) -> UInt8 {
    guard let include, !include.isEmpty else { return 0 }
    return (include.contains(.autoReply) ? 1 : 0) + (include.contains(.recalled) ? 2 : 0)
      + (include.contains(.note) ? 4 : 0)
  }

  /// A bit for each number of a set that it is in.
  var sets: UInt8 {
    switch self {
    case .autoReply: 0b1010_1010
    case .recalled: 0b1100_1100
    case .note: 0b1111_0000
    }
  }
}

/// Which speakers say anything in a conversation: a bit for each `SpeakerKey`.
struct Speakers {
  /// Everybody together speaks in every conversation.
  private var bits: UInt64 = 0xFF << 32

  /// Notes a message of a role that is seen with each of `sets`, a bit for each set of hidden messages.
  mutating func add(_ role: Role, sets: UInt8) {
    let place: UInt64
    switch role {
    case .agent: place = 0
    case .customer: place = 8
    case .bot: place = 16
    case .system: place = 24
    case .unknown: return
    }
    bits |= UInt64(sets) << place
  }

  func contains(_ speaker: SpeakerKey) -> Bool { bits >> UInt64(speaker.number) & 1 != 0 }
}

/// What a condition says where the scan of the messages found nothing for it: no hit where its speaker says anything.
struct ConditionSilence: Sendable, Hashable {
  let speaker: SpeakerKey
  /// Whether its scope hangs on an anchor.
  let isAnchored: Bool
}

extension ConditionNode {
  /// What it takes to know that it says no hit, or does not apply, without looking at a message.
  fileprivate struct Settlement {
    /// The leaves for which nothing may be found, as in `leafBits`.
    let leaves: UInt64
    /// What it then says; nil where that is not one and the same thing.
    let silence: ConditionSilence?
    /// Whether a window of seconds must not be in doubt.
    var isTimed = false
  }

  /// For a whole conversation that is finished; nil where it always takes judging.
  fileprivate var settlement: Settlement? {
    if followsScan { return Settlement(leaves: leafBits, silence: silence) }
    guard case .leaf(let leaf, _) = logic, windows == nil, scope.anchor == nil, scope.every != true, scope.join != true,
      (scope.segment ?? .conversation) == .conversation
    else { return nil }
    let isTimed = scope.seconds != nil
    if leaf.followsScan { return Settlement(leaves: leafBits, silence: silence, isTimed: isTimed) }
    guard let needed = leaf.needed, needed.children.isEmpty || needed.followsScan, var inner = needed.settlement,
      inner.silence == silence
    else { return nil }
    inner.isTimed = inner.isTimed || isTimed
    return inner
  }
}

/// How a rule comes out where the scan of the messages found nothing for it: most rules in most conversations. Plain
/// bits, so that those are settled without looking at one.
struct RuleSilence: Sendable {
  private enum Answer {
    /// It has to be judged.
    case unsettled
    case notApplicable
    /// No hit where the speaker says anything.
    case bySpeaker
  }

  private let answer: Answer
  private let speaker: SpeakerKey
  /// The rule's first leaf, and a bit for each leaf from there on for which nothing may be found.
  private let leafBase: Int
  private let leaves: UInt64
  /// Whether a window of seconds must not be in doubt.
  private let isTimed: Bool

  init(_ entry: RuleEntry) {
    let node = entry.rule.given ?? entry.rule.condition
    let settlement = entry.rule.filter == nil ? node.settlement : nil
    leafBase = entry.leafBase
    leaves = settlement?.leaves ?? .max
    isTimed = settlement?.isTimed ?? false
    speaker = settlement?.silence?.speaker ?? node.speaker
    if leaves == .max {
      answer = .unsettled
    } else if entry.rule.given != nil {
      answer = .notApplicable
    } else {
      answer = entry.rule.verb == .require || settlement?.silence == nil ? .unsettled : .bySpeaker
    }
  }

  /// The result for a finished conversation, of which times may be in doubt; nil where it takes judging.
  func result(_ found: FoundLeaves, _ speakers: Speakers, areTimesKnown: Bool) -> RuleResult? {
    guard answer != .unsettled, areTimesKnown || !isTimed, found.bits(from: leafBase) & leaves == 0 else { return nil }
    return answer == .bySpeaker && speakers.contains(speaker) ? .noHit : .notApplicable
  }
}

/// For which leaves the scan found something that counts, or gave up on a message: those have to be looked at.
struct FoundLeaves {
  private var words: [UInt64]

  init(_ view: ConversationView) {
    let count = view.scans.count
    words = [UInt64](repeating: 0, count: count / 64 + 2)
    for leaf in view.scannedLeaves {
      let isFound =
        !view.scans[leaf].limitExceededAt.isEmpty || view.scans[leaf].hits.contains { $0.suppression == nil }
      if isFound { words[leaf / 64] |= 1 << UInt64(leaf % 64) }
    }
    // Of leaves that were not scanned for nothing is known.
    words[count / 64] |= .max << UInt64(count % 64)
    words[count / 64 + 1] = .max
  }

  func contains(_ leaf: Int) -> Bool {
    leaf / 64 >= words.count || words[leaf / 64] >> UInt64(leaf % 64) & 1 != 0
  }

  /// A bit for each of the 64 leaves from `leaf` on.
  func bits(from leaf: Int) -> UInt64 {
    let (word, shift) = (leaf / 64, UInt64(leaf % 64))
    guard word + 1 < words.count else { return .max }
    return words[word] >> shift | (shift == 0 ? 0 : words[word + 1] << (64 - shift))
  }
}

/// Judges text conditions of a rule for which the scan found nothing, without looking at a message.
struct ScanSilence {
  private let cache: ConversationCache
  /// The number of the rule's first leaf among all leaves.
  private let leafBase: Int
  /// A bit for each of the rule's first 64 leaves for which something was found.
  private let found: UInt64

  init(cache: ConversationCache, leafBase: Int) {
    self.cache = cache
    self.leafBase = leafBase
    found = cache.found.bits(from: leafBase)
  }

  /// `noHit` or `notApplicable`, the same that judging says; nil where it takes judging.
  func truth(of node: ConditionNode, in window: Window) -> Truth? {
    guard node.followsScan, cache.view.isFinal else { return nil }
    // All bits may stand for leaves beyond the 64th.
    guard node.leafBits != .max, found & node.leafBits == 0 else { return partialTruth(of: node, in: window) }
    if window.only != nil { return .noHit }
    return node.silence.map { whole($0.speaker, $0.isAnchored, in: window) } ?? partialTruth(of: node, in: window)
  }

  /// The same where something was found for some of the leaves.
  private func partialTruth(of node: ConditionNode, in window: Window) -> Truth? {
    if window.only != nil { return isSilentInMessage(node) ? .noHit : nil }
    if node.windows != nil {
      return isSilentInMessage(node) ? whole(node.speaker, node.scope.anchor != nil, in: window) : nil
    }
    switch node.logic {
    case .leaf(_, let leaf):
      return cache.found.contains(leafBase + leaf.index)
        ? nil : whole(node.leafSpeaker, node.leafScope.anchor != nil, in: window)
    case .any(let operands):
      var result = Truth.notApplicable
      for operand in operands {
        guard let truth = truth(of: operand, in: window) else { return nil }
        if truth == .noHit { result = .noHit }
      }
      return result
    case .all(let operands):
      var result = Truth.noHit
      for operand in operands {
        guard let truth = truth(of: operand, in: window) else { return nil }
        if truth == .notApplicable { result = .notApplicable }
      }
      return operands.isEmpty ? nil : result
    case .not, .atLeast, .sequence: return nil
    }
  }

  private func whole(_ speaker: SpeakerKey, _ isAnchored: Bool, in window: Window) -> Truth {
    // The conditions of ScopeResolver under which a silent role does not apply.
    guard !isAnchored || window.anchor == nil else { return .noHit }
    return cache.view.speakers.contains(speaker) ? .noHit : .notApplicable
  }

  /// Whether a condition does not hold in a message (an index) because what it needs was not found there. For
  /// conditions that are plain in messages, when everything has been said.
  func isSilent(_ node: ConditionNode, inMessage index: Int) -> Bool {
    switch node.logic {
    case .leaf(let leafOperator, let leaf):
      leafOperator.followsScan && node.scope.join != true && !cache.isFound(leafBase + leaf.index, inMessage: index)
    case .any(let operands): !operands.isEmpty && operands.allSatisfy { isSilent($0, inMessage: index) }
    case .all(let operands): operands.contains { isSilent($0, inMessage: index) }
    case .not, .atLeast, .sequence: false
    }
  }

  /// In a window of one message text conditions are either there or not, so one that is not there
  /// settles `all`.
  private func isSilentInMessage(_ node: ConditionNode) -> Bool {
    switch node.logic {
    case .leaf(_, let leaf): !cache.found.contains(leafBase + leaf.index)
    case .any(let operands): !operands.isEmpty && operands.allSatisfy(isSilentInMessage)
    case .all(let operands): operands.contains(where: isSilentInMessage)
    case .not, .atLeast, .sequence: false
    }
  }
}
