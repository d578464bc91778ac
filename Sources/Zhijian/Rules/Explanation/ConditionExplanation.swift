/// One condition, judged in one window: what it looked at, what it saw, what it said.
public struct ConditionExplanation: Sendable {
  /// What it is to the condition above it.
  public enum Relation: String, Sendable {
    /// The rule's own condition, or its precondition.
    case root
    /// An operand of logic.
    case operand
    /// What `count` counts.
    case counted
    /// The label that the condition above hangs on.
    case anchor
    /// The same condition in one segment.
    case segment
    /// The same condition in one message or clause.
    case part
  }

  /// Some text that was found.
  public struct Occurrence: Sendable {
    public let spans: [EvidenceSpan]
    /// The phrase that it is an occurrence of; nil where no phrase was looked for.
    public let phrase: String?
    /// The folds beyond the base view that it took.
    public let folds: [Fold]
    public let confidence: Double
    /// Why it does not count; nil where it does.
    public let why: Suppression?
    /// The allow-phrase that covers it, where that is why.
    public let excuse: String?
    /// The words of the text around it.
    public let words: [String]
  }

  /// Why there was no message to look at.
  public enum Emptiness: String, Sendable {
    /// Nobody of the role says anything in the conversation.
    case silentRole = "silent_role"
    /// Nobody of the role says anything behind, before or around the anchor, or in the segment.
    case silentThere = "silent_there"
    /// There are messages, at other positions than those named.
    case otherPositions = "other_positions"
    /// There are messages, at other times than those named.
    case otherTimes = "other_times"
    /// The times that it takes are missing.
    case missingTimes = "missing_times"
    /// The label to hang on was not hit.
    case missingAnchor = "missing_anchor"
  }

  /// The messages that a condition looked at for one anchor, and what it saw there.
  public struct Look: Sendable {
    /// The index of the message it hangs on; nil for none.
    public let anchor: Int?
    /// The indices of the first and last message in time order; nil where there is none.
    public let from: Int?
    public let to: Int?
    /// How many messages there are.
    public let messages: Int
    public let role: String
    /// Why there are none; nil where there are some.
    public let emptiness: Emptiness?
    /// What the condition says of these messages; nil where it is said of each message by itself.
    public let state: RuleResult?
    public let hits: [Occurrence]
    /// What was found and does not count.
    public let leftOut: [Occurrence]
    /// What counts, in messages that were not to be looked at.
    public let outside: [Occurrence]
    public let facts: [LeafFact]
    /// How many facts more there are.
    public let factsLeft: Int
    /// What came closest, where nothing was found, be it left out.
    public let nearestMiss: NearestMiss?
  }

  /// The name of the operator or of the logic.
  public let operation: String
  /// What it looks for, in a few words.
  public let wanted: LocalizedText
  /// Where it looks.
  public let scope: LocalizedText
  public let relation: Relation
  /// Its label, or the number of its step from 1.
  public let name: String?
  public let location: SourceLocation
  /// With `relation` part: the index of the message, and the clause where it is not the whole message.
  public let message: Int?
  public let clause: TextRange?
  public let state: RuleResult
  public let problem: LocalizedText?
  /// Empty for logic, unless its messages are judged one by one, and for what looks at no message.
  public let looks: [Look]
  /// The parts that were looked for, found or missing.
  public let parts: [PartState]
  public let children: [ConditionExplanation]
  /// Messages or clauses that were judged by themselves and in which nothing was found, beyond those in `children`.
  public let plainParts: Int
}

extension ConditionExplanation {
  /// All conditions below, this one first.
  public var all: [ConditionExplanation] { [self] + children.flatMap(\.all) }
}

extension ConditionExplanation {
  init(_ step: JudgementTrace.Step, relation: Relation, name: String?, view: ConversationView) {
    let node = step.node
    operation = node.operation
    wanted = node.wanted
    scope = ScopeWording.text(of: node)
    self.relation = relation
    self.name = name ?? node.label
    location = node.location
    message = relation == .part ? step.window.only.map { view.order[$0] } : nil
    clause = relation == .part ? step.window.clause : nil
    state = step.judgement.truth.result
    problem = step.judgement.problem
    looks = step.looks
    parts = step.judgement.parts
    children = step.steps.map { Self.child($0, of: step, view: view) }
    plainParts = step.plainParts
  }

  private static func child(
    _ step: JudgementTrace.Step, of parent: JudgementTrace.Step, view: ConversationView
  ) -> ConditionExplanation {
    if step.node === parent.node {
      return ConditionExplanation(
        step,
        relation: step.window.only == nil || step.window.only == parent.window.only && step.window.clause == nil
          ? .segment : .part, name: nil, view: view)
    }
    if case .sequence(let steps) = parent.node.logic, let place = steps.firstIndex(where: { $0.node === step.node }) {
      return ConditionExplanation(step, relation: .operand, name: steps[place].name, view: view)
    }
    if parent.node.operands.contains(where: { $0 === step.node }) {
      return ConditionExplanation(step, relation: .operand, name: nil, view: view)
    }
    let isNested = parent.node.children.contains { $0 === step.node }
    return ConditionExplanation(step, relation: isNested ? .counted : .anchor, name: nil, view: view)
  }
}

extension Truth {
  /// The same as the result of a rule.
  var result: RuleResult {
    switch self {
    case .hit: .hit
    case .noHit: .noHit
    case .unknown: .unknown
    case .pending: .pending
    case .notApplicable: .notApplicable
    case .error: .error
    }
  }
}

extension ConditionNode {
  /// The key that the author wrote.
  var operation: String {
    switch logic {
    case .leaf(let leaf, _): type(of: leaf).definition.name
    case .all: "all"
    case .any: "any"
    case .not: "not"
    case .atLeast: "at_least"
    case .sequence: "sequence"
    }
  }

  var wanted: LocalizedText {
    switch logic {
    case .leaf(let leaf, _): leaf.wanted
    case .all(let nodes): LocalizedText(zh: "\(nodes.count) 个条件都成立", en: "all of \(nodes.count) conditions hold")
    case .any(let nodes):
      LocalizedText(zh: "\(nodes.count) 个条件里有一个成立", en: "any of \(nodes.count) conditions holds")
    case .not: LocalizedText(zh: "下面的条件不成立", en: "the condition below does not hold")
    case .atLeast(let needed, let nodes):
      LocalizedText(
        zh: "\(nodes.count) 个条件里至少 \(needed) 个成立", en: "at least \(needed) of \(nodes.count) conditions hold")
    case .sequence(let steps):
      LocalizedText(zh: "\(steps.count) 步按顺序出现", en: "\(steps.count) steps one after the other")
    }
  }
}
