/// Whose finding a hit is.
enum HitOwner: Sendable, Hashable {
  /// An agent's line: its sender. Anybody else's: the agent in charge at that message.
  case ofMessage
  /// The agent in charge when the window closed.
  case whenWindowClosed
  /// A named agent; nil where nobody is known.
  case agent(String?)
}

/// One hit of a condition: where, and in which folding view.
///
/// By far the most are one piece of one message in the base view; those have no storage of their own, so that judging
/// hands them around for nothing.
struct RuleHit: Sendable {
  /// What a plain hit has none of.
  private struct Details: Sendable, Hashable {
    var spans: [EvidenceSpan]
    var folds: [Fold] = []
    var owner = HitOwner.ofMessage
    var related: [RelatedMessage] = []
    var parts: [PartState] = []
    var isAnchor = true

    var isPlain: Bool {
      spans.count == 1 && folds.isEmpty && owner == .ofMessage && related.isEmpty && parts.isEmpty && isAnchor
    }
  }

  private final class DetailsBox: Sendable {
    let details: Details

    init(_ details: Details) {
      self.details = details
    }
  }

  /// The only span of a plain hit, else the first one where there is any.
  private var first: EvidenceSpan
  /// Nil for a plain hit.
  private var box: DetailsBox?
  /// The place in time order of the last message of the hit.
  var position: Int
  /// Lower for hits that were only found in a loose view.
  var confidence: Double

  init(
    spans: [EvidenceSpan], position: Int, folds: [Fold] = [], owner: HitOwner = .ofMessage,
    related: [RelatedMessage] = [], confidence: Double = 1
  ) {
    let details = Details(spans: spans, folds: folds, owner: owner, related: related)
    first = spans.first ?? Self.nowhere
    box = details.isPlain ? nil : DetailsBox(details)
    self.position = position
    self.confidence = confidence
  }

  /// A hit of one piece of text.
  init(_ span: EvidenceSpan, position: Int, folds: [Fold] = [], confidence: Double = 1) {
    first = span
    box = folds.isEmpty ? nil : DetailsBox(Details(spans: [span], folds: folds))
    self.position = position
    self.confidence = confidence
  }

  private static let nowhere = EvidenceSpan(message: -1, range: TextRange(0, 0))

  private var details: Details {
    get { box?.details ?? Details(spans: [first]) }
    set {
      first = newValue.spans.first ?? Self.nowhere
      box = newValue.isPlain ? nil : DetailsBox(newValue)
    }
  }

  var spans: [EvidenceSpan] {
    get { if let box { box.details.spans } else { [first] } }
    set { details.spans = newValue }
  }

  var firstSpan: EvidenceSpan? { if let box { box.details.spans.first } else { first } }

  var lastSpan: EvidenceSpan? { if let box { box.details.spans.last } else { first } }

  /// How many units its spans hold.
  var length: Int { box?.details.spans.reduce(0) { $0 + $1.range.count } ?? first.range.count }

  func forEachSpan(_ body: (EvidenceSpan) -> Void) {
    if let box { box.details.spans.forEach(body) } else { body(first) }
  }

  /// The last folds that were needed beyond the base view; empty for the base view.
  var folds: [Fold] {
    get { box?.details.folds ?? [] }
    set { details.folds = newValue }
  }

  var owner: HitOwner {
    get { box?.details.owner ?? .ofMessage }
    set { details.owner = newValue }
  }

  /// Messages that belong to the story of the hit, and why.
  var related: [RelatedMessage] {
    get { box?.details.related ?? [] }
    set { details.related = newValue }
  }

  /// The named parts of what was looked for, found or missing.
  var parts: [PartState] {
    get { box?.details.parts ?? [] }
    set { details.parts = newValue }
  }

  /// Whether a window can hang on it; what `count` counted is evidence only.
  var isAnchor: Bool {
    get { box?.details.isAnchor ?? true }
    set { details.isAnchor = newValue }
  }
}

extension RuleHit: Hashable {
  static func == (left: RuleHit, right: RuleHit) -> Bool {
    guard left.first == right.first, left.position == right.position, left.confidence == right.confidence else {
      return false
    }
    return left.box === right.box || left.box?.details == right.box?.details
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(first)
    hasher.combine(position)
    hasher.combine(box?.details)
  }
}
