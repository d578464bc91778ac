/// A condition with where it looks. A class, since judging hands conditions around all the time.
final class ConditionNode: Sendable {
  indirect enum Logic: Sendable {
    case leaf(any ConditionOperator, LeafID)
    case all([ConditionNode])
    case any([ConditionNode])
    case not(ConditionNode)
    case atLeast(Int, [ConditionNode])
    case sequence([SequenceStep])
  }

  let logic: Logic
  /// The scope after inheritance.
  let scope: Scope
  /// The scope with every role for a leaf that does not look at roles, unless it counts a role's texts or turns.
  let leafScope: Scope
  /// The numbers of both scopes; see `ScopeNumbers`.
  let scopeNumber: Int
  let leafScopeNumber: Int
  /// Whose silence makes both scopes empty.
  let speaker: SpeakerKey
  let leafSpeaker: SpeakerKey
  /// A bit for each of its leaves by their numbers in the rule; all bits where it has none, or one beyond the 64th.
  let leafBits: UInt64
  /// What it says where the scan found nothing for all its leaves, where that is one and the same thing.
  let silence: ConditionSilence?
  /// Whether each message or clause is a window of its own.
  let windows: SubWindows?
  let label: String?
  let location: SourceLocation

  /// Whether hits are found in one message each: leaves, `any` of such, and whatever is judged by
  /// message or clause. Such hits stay what they are when more messages come.
  let hitsSingleMessages: Bool
  /// Whether it is a text operator, or `any` or `all` of such, that says nothing but no where the scan
  /// of the messages found nothing; see `ScanSilence`.
  let followsScan: Bool
  /// Whether in a window of one message it says either hit or no hit, with nothing between.
  let isPlainInMessage: Bool
  /// How deep the conditions below nest; 0 for a leaf.
  private let height: Int

  init(logic: Logic, scope: Scope, windows: SubWindows?, label: String?, location: SourceLocation) {
    self.logic = logic
    self.scope = scope
    self.windows = windows
    self.label = label
    self.location = location
    let operands = Self.operands(of: logic)
    height = operands.reduce(-1) { max($0, $1.height) } + 1
    var leafScope = scope
    if case .leaf(let leaf, _) = logic, !leaf.looksAtRoles, !scope.countsRole { leafScope.role = .any }
    self.leafScope = leafScope
    scopeNumber = ScopeNumbers.number(of: scope)
    leafScopeNumber = ScopeNumbers.number(of: leafScope)
    speaker = SpeakerKey(scope)
    leafSpeaker = SpeakerKey(leafScope)
    let isSingle: Bool
    let isText: Bool
    switch logic {
    case .leaf(let leaf, _):
      isSingle = leaf.nested.isEmpty
      isText = leaf.followsScan && scope.every != true && scope.join != true
    case .any:
      isSingle = operands.allSatisfy(\.hitsSingleMessages)
      isText = operands.allSatisfy(\.followsScan)
    case .all:
      isSingle = false
      isText = operands.allSatisfy(\.followsScan)
    case .not, .atLeast, .sequence:
      isSingle = false
      isText = false
    }
    switch logic {
    case .leaf(let leaf, _):
      isPlainInMessage =
        leaf.nested.isEmpty && leaf.looksAtRoles && scope.every != true && scope.isUntimed
    case .all, .any, .not: isPlainInMessage = operands.allSatisfy(\.isPlainInMessage) && scope.isUntimed
    case .atLeast, .sequence: isPlainInMessage = false
    }
    if case .leaf(_, let leaf) = logic {
      leafBits = leaf.index < 64 ? 1 << UInt64(leaf.index) : .max
      silence = ConditionSilence(speaker: leafSpeaker, isAnchored: leafScope.anchor != nil)
    } else {
      leafBits = operands.isEmpty ? .max : operands.reduce(0) { $0 | $1.leafBits }
      let first = operands.first?.silence
      silence =
        windows != nil
        ? ConditionSilence(speaker: speaker, isAnchored: scope.anchor != nil)
        : operands.allSatisfy { $0.silence == first } ? first : nil
    }
    hitsSingleMessages = windows != nil || isSingle
    followsScan = isText && scope.isUntimed && height <= 16
  }

  /// Whether it can hit messages, and not only hold as `field`, `count`, `silent` and `not` do.
  var mayHitMessages: Bool {
    if windows != nil { return true }
    if case .not = logic { return false }
    if case .leaf(let leaf, _) = logic { return leaf.hitsMessages }
    return operands.contains(where: \.mayHitMessages)
  }

  /// The operands and the conditions inside of operators: everything below.
  var children: [ConditionNode] {
    if case .leaf(let leaf, _) = logic { return leaf.nested }
    return operands
  }

  /// The operands, in order; empty for a leaf.
  var operands: [ConditionNode] { Self.operands(of: logic) }

  private static func operands(of logic: Logic) -> [ConditionNode] {
    switch logic {
    case .leaf: []
    case .all(let nodes), .any(let nodes), .atLeast(_, let nodes): nodes
    case .not(let node): [node]
    case .sequence(let steps): steps.map(\.node)
    }
  }
}

/// What `same:` makes a window of its own.
enum SubWindows: String, ExplainedChoice {
  case message, clause
}

/// One step of a `sequence`.
struct SequenceStep: Sendable {
  let node: ConditionNode
  /// The label, or the place of the step from 1.
  let name: String
  let isOptional: Bool
  /// The most lines between the step before and this one.
  let withinLines: Int?
  /// The most milliseconds between the step before and this one.
  let withinMilliseconds: Int64?
}

/// The number of a leaf among all leaves of a rule set, from 0: where its scan results are kept.
struct LeafID: Sendable, Hashable, Comparable {
  let index: Int
  static func < (left: LeafID, right: LeafID) -> Bool { left.index < right.index }
}
