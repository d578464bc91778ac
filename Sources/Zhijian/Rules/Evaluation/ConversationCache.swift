/// What judging all rules over one conversation asks again and again. One a judging, on one thread.
final class ConversationCache {
  let view: ConversationView
  let found: FoundLeaves
  /// What is noted of judging, where somebody wants to know.
  let trace: JudgementTrace?
  /// What is told of every condition that is judged; nil unless tests are looked at.
  let tally: ConditionTally?
  /// Whether one of both is there: then nothing is settled without being judged.
  let isWatched: Bool
  /// The messages in the base view, by index.
  private var pieces: [PieceIndex?] = []
  /// The messages as `similar` and `script` read them, by index and view.
  private var scriptReadings: [Int: ScriptReading] = [:]
  /// Occurrences that were found only while judging and do not count, beside those of the scan.
  private(set) var suppressed: Set<SuppressedHit> = []
  /// What scopes name in the whole conversation, by their numbers; nil where not asked yet.
  private var resolved: [ScopeResolver.Outcome?] = []

  init(view: ConversationView, trace: JudgementTrace? = nil, tally: ConditionTally? = nil) {
    self.view = view
    self.trace = trace
    self.tally = tally
    isWatched = trace != nil || tally != nil
    found = FoundLeaves(view)
  }

  /// Notes an occurrence that does not count.
  func suppress(_ rule: String, _ spans: [EvidenceSpan], why: Suppression) {
    for span in spans { suppressed.insert(SuppressedHit(rule: rule, span: span, why: why)) }
    trace?.suppress(spans, why: why)
  }

  /// Whether a leaf has to be looked at in a message (an index).
  func isFound(_ leaf: Int, inMessage index: Int) -> Bool {
    guard found.contains(leaf) else { return false }
    guard view.scans.indices.contains(leaf) else { return true }
    return view.scans[leaf].hits.contains { $0.message == index && $0.suppression == nil }
      || view.scans[leaf].limitExceededAt.contains(index)
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
    if pieces.isEmpty { pieces = Array(repeating: nil, count: view.texts.count) }
    if let known = pieces[index] { return known }
    let made = PieceIndex(view.folding.fold(view.texts[index].units, view: .base))
    pieces[index] = made
    return made
  }
}
