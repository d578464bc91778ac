/// What judging all rules over one conversation asks again and again. One a judging, on one thread.
final class ConversationCache {
  let view: ConversationView
  /// For every leaf, whether the scan found something that counts, or gave up on a message.
  private let isFound: [Bool]
  /// Whether somebody of a role says anything, by role and by what is included; nil where not asked yet.
  private var speaking: [Bool?] = Array(repeating: nil, count: ScopeRole.allCases.count * 8)
  /// The messages in the base view, by index.
  private var pieces: [PieceIndex?]
  /// The messages as `similar` and `script` read them, by index and view.
  private var scriptReadings: [Int: ScriptReading] = [:]
  /// What scopes name in the whole conversation, by their numbers; nil where not asked yet.
  private var resolved: [ScopeResolver.Outcome?] = []

  init(view: ConversationView) {
    self.view = view
    isFound = view.scans.map { scan in
      guard !scan.hits.isEmpty || !scan.limitExceededAt.isEmpty else { return false }
      return !scan.limitExceededAt.isEmpty || scan.hits.contains { $0.suppression == nil }
    }
    pieces = Array(repeating: nil, count: view.texts.count)
  }

  /// Whether a leaf has to be looked at: the scan found something for it.
  func isFound(_ leaf: Int) -> Bool { !isFound.indices.contains(leaf) || isFound[leaf] }

  /// Whether a leaf has to be looked at in a message (an index).
  func isFound(_ leaf: Int, inMessage index: Int) -> Bool {
    guard isFound.indices.contains(leaf) else { return true }
    guard isFound[leaf] else { return false }
    return view.scans[leaf].hits.contains { $0.message == index && $0.suppression == nil }
      || view.scans[leaf].limitExceededAt.contains(index)
  }

  /// Whether anybody of the role says anything in the conversation.
  func speaks(_ role: ScopeRole, include: Set<HiddenMessages>) -> Bool {
    if role == .any { return true }
    let place = role.place * 8 + HiddenMessages.mask(include)
    if let known = speaking[place] { return known }
    let speaks = ScopeResolver(view: view).speaks(role, include: include)
    speaking[place] = speaks
    return speaks
  }

  /// The messages of a scope in a window; see `ScopeResolver`.
  func resolve(_ scope: Scope, number: Int, in window: Window, anchor: Window.Anchor?) -> ScopeResolver.Outcome {
    let isWhole =
      anchor == nil && window.anchor == nil && window.only == nil && window.base.lowerBound == 0
      && window.base.upperBound == view.count
    guard isWhole else { return ScopeResolver(view: view).resolve(scope, window: window, anchor: anchor) }
    if number < resolved.count, let known = resolved[number] { return known }
    let outcome = ScopeResolver(view: view).resolve(scope, window: window, anchor: nil)
    if number >= resolved.count {
      resolved.append(contentsOf: repeatElement(nil, count: number + 1 - resolved.count))
    }
    resolved[number] = outcome
    return outcome
  }

  /// The message at `index` as scripts are compared with it; `make` reads it the first time.
  func scriptReading(of index: Int, view: FoldView, make: () -> ScriptReading) -> ScriptReading {
    let key = index << 4 | view.last.rank
    if let known = scriptReadings[key] { return known }
    let made = make()
    scriptReadings[key] = made
    return made
  }

  /// The message at `index` for the search of common pieces.
  func pieces(of index: Int) -> PieceIndex {
    if let known = pieces[index] { return known }
    let made = PieceIndex(view.folding.fold(view.texts[index].units, view: .base))
    pieces[index] = made
    return made
  }
}

extension ScopeRole {
  fileprivate var place: Int {
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
  fileprivate static func mask(_ include: Set<HiddenMessages>) -> Int {
    guard !include.isEmpty else { return 0 }
    return (include.contains(.autoReply) ? 1 : 0) + (include.contains(.recalled) ? 2 : 0)
      + (include.contains(.note) ? 4 : 0)
  }
}

/// Judges text conditions for which the scan found nothing, without looking at a message: by far the
/// most of them.
struct ScanSilence {
  let cache: ConversationCache
  /// The number of the rule's first leaf among all leaves.
  let leafBase: Int

  /// `noHit` or `notApplicable`, the same that judging says; nil where it takes judging.
  func truth(of node: ConditionNode, in window: Window) -> Truth? {
    guard node.followsScan, cache.view.isFinal else { return nil }
    if window.only != nil { return isSilentInMessage(node) ? .noHit : nil }
    if node.windows != nil { return isSilentInMessage(node) ? whole(node.scope, in: window) : nil }
    switch node.logic {
    case .leaf(_, let leaf): return cache.isFound(leafBase + leaf.index) ? nil : whole(node.leafScope, in: window)
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

  private func whole(_ scope: Scope, in window: Window) -> Truth {
    // The conditions of ScopeResolver under which a silent role does not apply.
    guard scope.anchor == nil || window.anchor == nil else { return .noHit }
    return cache.speaks(scope.role ?? .any, include: scope.include ?? []) ? .noHit : .notApplicable
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
    case .leaf(_, let leaf): !cache.isFound(leafBase + leaf.index)
    case .any(let operands): !operands.isEmpty && operands.allSatisfy(isSilentInMessage)
    case .all(let operands): operands.contains(where: isSilentInMessage)
    case .not, .atLeast, .sequence: false
    }
  }
}
