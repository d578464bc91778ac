/// What judging one rule went through, noted by those that judge while they do. One a judging, on one thread.
///
/// With a trace nothing is settled without a look at the messages; what comes out is the same as without one.
final class JudgementTrace {
  /// One condition judged in one window, with all that was judged for it.
  final class Step {
    let node: ConditionNode
    let window: Window
    fileprivate(set) var judgement = Judgement(truth: .noHit)
    fileprivate(set) var looks: [ConditionExplanation.Look] = []
    fileprivate(set) var steps: [Step] = []
    /// Messages or clauses that were judged by themselves and of which there is nothing to tell.
    fileprivate(set) var plainParts = 0

    fileprivate init(_ node: ConditionNode, _ window: Window) {
      self.node = node
      self.window = window
    }

    /// Whether anything was found, or something kept it from being told.
    fileprivate var isTelling: Bool {
      judgement.truth == .hit || judgement.truth == .error || judgement.truth == .unknown
        || looks.contains { !$0.hits.isEmpty || !$0.leftOut.isEmpty } || steps.contains(where: \.isTelling)
    }
  }

  /// A window of the rule, as it was judged.
  struct WindowStep {
    let window: Window
    let step: Step
  }

  /// The findings of one window before those that another window had were dropped.
  struct Report {
    let window: Window
    let judgement: Judgement
    let findings: [Finding]
    let owners: [RuleExplanation.Owner]
    /// By finding, whether it was kept.
    let isKept: [Bool]
  }

  /// Where the texts of the rule are found, whoever wrote them, by the rule's leaves; nil where that is not known.
  let everybody: LeafScans?
  private(set) var given: Step?
  /// The hits of `given` that can be judged, in order.
  private(set) var anchors: [Window.Anchor] = []
  private(set) var windows: [WindowStep] = []
  private(set) var reports: [Report] = []

  private var open: [Step] = []
  /// The last step that was no other's.
  private var last: Step?
  private var facts: [LeafFact] = []
  private var factsLeft = 0
  private var suppressed: [(spans: [EvidenceSpan], why: Suppression)] = []
  private var owners: [RuleExplanation.Owner] = []

  /// So many facts of one look are kept, and so many messages or clauses of which there is nothing to tell.
  private static let mostFacts = 2000
  private static let mostPlainParts = 3
  /// So many facts, and so many occurrences beside the hits, are kept of all windows together.
  private var factBudget = 200_000
  private var occurrenceBudget = 50_000
  /// So many messages or clauses of one condition are kept at all.
  private static let mostParts = 2000

  init(everybody: LeafScans?) {
    self.everybody = everybody
  }

  // MARK: Conditions

  func begin(_ node: ConditionNode, in window: Window) { open.append(Step(node, window)) }

  func end(_ judgement: Judgement) {
    guard let step = open.popLast() else { return }
    step.judgement = judgement
    guard let parent = open.last else {
      last = step
      return
    }
    if parent.node === step.node, step.window.only != nil {
      let isKept = step.isTelling ? parent.steps.count < Self.mostParts : parent.steps.count < Self.mostPlainParts
      guard isKept else {
        parent.plainParts += 1
        return
      }
    }
    parent.steps.append(step)
  }

  // MARK: Leaves

  func note(_ fact: LeafFact) {
    guard facts.count < Self.mostFacts, factBudget > 0 else {
      factsLeft += 1
      return
    }
    factBudget -= 1
    facts.append(fact)
  }

  /// How many occurrences beside the hits may be kept, at most `wanted`: they are the same in every window.
  func takeOccurrences(_ wanted: Int) -> Int {
    let taken = min(wanted, occurrenceBudget)
    occurrenceBudget -= taken
    return taken
  }

  func suppress(_ spans: [EvidenceSpan], why: Suppression) {
    if suppressed.count < Self.mostFacts { suppressed.append((spans, why)) }
  }

  /// Notes what a leaf saw of one window and said of it.
  func add(_ window: LeafWindow, _ judgement: Judgement) {
    let maker = LookMaker(
      window: window, judgement: judgement, facts: facts, factsLeft: factsLeft, suppressed: suppressed)
    forgetNotes()
    open.last?.looks.append(maker.look())
  }

  /// Notes messages that were judged one by one.
  func add(_ candidates: Candidates, of node: ConditionNode, in window: Window, view: ConversationView) {
    open.last?.looks.append(
      LookMaker.look(at: candidates, scope: node.scope, window: window, view: view, truth: nil))
  }

  /// Notes that there was no window to look at.
  func add(undecided truth: Truth, _ scope: Scope, in window: Window, anchor: Window.Anchor?, view: ConversationView) {
    forgetNotes()
    open.last?.looks.append(LookMaker.nothing(scope, window: window, anchor: anchor, view: view, truth: truth))
  }

  private func forgetNotes() {
    facts = []
    factsLeft = 0
    suppressed = []
  }

  // MARK: The rule

  func closeGiven(_ anchors: [Window.Anchor]) {
    given = last
    self.anchors = anchors
  }

  func close(_ window: Window) {
    if let last { windows.append(WindowStep(window: window, step: last)) }
  }

  /// Notes whose the next finding is, and why.
  func add(_ owner: RuleExplanation.Owner) { owners.append(owner) }

  /// Notes the findings of one window; those in `kept`, in the same order, count.
  func add(_ findings: [Finding], kept: [Finding], of judgement: Judgement, in window: Window) {
    var left = kept[...]
    add(
      findings,
      isKept: findings.map { finding in
        guard left.first == finding else { return false }
        left.removeFirst()
        return true
      }, of: judgement, in: window)
  }

  /// Notes the findings of one window; `isKept` says which of them count.
  func add(_ findings: [Finding], isKept: [Bool], of judgement: Judgement, in window: Window) {
    reports.append(
      Report(window: window, judgement: judgement, findings: findings, owners: owners, isKept: isKept))
    owners = []
  }
}

extension LeafWindow {
  /// Notes what an operator measured, where there is anything and somebody wants to know.
  @inline(__always)
  func note(_ fact: () -> LeafFact?) {
    if let trace = evaluator.cache.trace, let fact = fact() { trace.note(fact) }
  }
}
