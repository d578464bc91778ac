/// Where one judgement looks.
struct Window: Sendable {
  /// Positions of the conversation, or of one segment.
  var base: Range<Int>
  /// The hit of `given` that the window hangs on.
  var anchor: Anchor?
  /// With `same`, the only message.
  var only: Int?
  /// With `same: clause`, the only part of that message's text.
  var clause: TextRange?
  /// Inside of an operator that hangs on a label: the hit of the label that it is judged for.
  var labelled: (name: String, anchor: Anchor)?

  struct Anchor: Sendable, Hashable {
    /// −1 where the precondition has no message of its own: the conversation is the window.
    let position: Int
    let message: Int?
  }
}

/// The messages that a scope names in a window. A class, since judging hands them around all the time; `ScopeResolver`
/// fills them in, and then they stay as they are.
final class Candidates {
  /// Positions of everything said, in order.
  var spoken: [Int]
  /// Positions of what was written, in order.
  var written: [Int]
  /// Whether more messages could still join.
  var mayGrow: Bool
  /// Whether messages that are named now may no longer be named when more come (live analysis).
  var mayShift = false
  /// The positions the window spans.
  var span: Range<Int>
  /// Where not the whole span: the positions in scope, in order.
  var reach: [Int]?
  /// The position at which the window closed.
  var closesAt: Int
  var anchor: Window.Anchor?
  /// Whether the anchor's own message is in scope.
  var includesAnchor = false

  init(
    spoken: [Int], written: [Int], mayGrow: Bool, mayShift: Bool = false, span: Range<Int>, reach: [Int]? = nil,
    closesAt: Int
  ) {
    self.spoken = spoken
    self.written = written
    self.mayGrow = mayGrow
    self.mayShift = mayShift
    self.span = span
    self.reach = reach
    self.closesAt = closesAt
  }

  /// Whether a message of any role and kind is in scope.
  func covers(_ position: Int) -> Bool {
    if let anchor, anchor.position == position { return includesAnchor }
    return span.contains(position) && (reach.map { Self.holds(position, $0) } ?? true)
  }

  /// Whether a position is one of several in order.
  static func holds(_ position: Int, _ positions: [Int]) -> Bool {
    var lower = 0
    var upper = positions.count
    while lower < upper {
      let middle = (lower + upper) / 2
      if positions[middle] < position { lower = middle + 1 } else { upper = middle }
    }
    return lower < positions.count && positions[lower] == position
  }
}

/// Finds the messages that a scope names.
struct ScopeResolver {
  enum Outcome {
    case candidates(Candidates)
    case undecided(Truth)
  }

  let view: ConversationView

  /// The messages of `scope` in `window`; `anchor` is the hit that `after`, `before`, `around` and
  /// `at` hang on, nil for an unanchored scope.
  func resolve(_ scope: Scope, window: Window, anchor: Window.Anchor?) -> Outcome {
    if let only = window.only { return .candidates(single(only, scope, window: window)) }
    // A precondition without a message of its own has the conversation as its window.
    let place = scope.anchor == nil ? nil : anchor.flatMap { $0.position >= 0 ? $0.position : nil }
    if scope.anchor == nil || anchor == nil, !view.speakers.contains(SpeakerKey(scope)) {
      return .undecided(view.isFinal ? .notApplicable : .pending)
    }
    let side = place == nil ? nil : scope.anchor?.side
    var span = window.base
    if let place {
      switch side {
      case .after: span = clamp((place + 1)..<Int.max, to: span)
      case .before: span = clamp(Int.min..<place, to: span)
      case .at: span = clamp(place..<(place + 1), to: 0..<view.count)
      case .around, nil: break
      }
    }
    let chosen = ScopeMembers(view: view, scope: scope, span: span, side: side, place: place).candidates()
    chosen.anchor = anchor
    if let seconds = scope.seconds {
      let start = place.map { view.time(at: $0) } ?? view.firstTime
      guard let start, restrict(chosen, to: seconds, from: start, side: side) else { return .undecided(.unknown) }
    }
    if let place, side == .at || scope.positions?.range.containsZero == true {
      // The anchor's own message is in whatever its role or kind.
      chosen.includesAnchor = true
      chosen.spoken = (chosen.spoken.filter { $0 != place } + [place]).sorted()
      chosen.written = (chosen.written.filter { $0 != place } + [place]).sorted()
    }
    return .candidates(chosen)
  }

  private func clamp(_ range: Range<Int>, to bounds: Range<Int>) -> Range<Int> {
    let lower = min(max(range.lowerBound, bounds.lowerBound), bounds.upperBound)
    return lower..<max(lower, min(range.upperBound, bounds.upperBound))
  }

  private func single(_ position: Int, _ scope: Scope, window: Window) -> Candidates {
    let hidden = HiddenMessages.bits(scope.include)
    let isIn = (scope.role ?? .any).includes(view.role(at: position))
    let spoken = isIn && view.isSpoken(at: position, hidden: hidden) ? [position] : []
    let written = isIn && view.isWritten(at: position, hidden: hidden) ? [position] : []
    let candidates = Candidates(
      spoken: spoken, written: written, mayGrow: false, span: position..<(position + 1), closesAt: position)
    candidates.anchor = window.anchor
    candidates.includesAnchor = true
    return candidates
  }

  /// Leaves only what lies in the time window; false where times that it needs are missing.
  private func restrict(
    _ candidates: Candidates, to seconds: Scope.SecondsRange, from start: Timestamp, side: Scope.Side?
  ) -> Bool {
    guard candidates.spoken.allSatisfy({ view.time(at: $0) != nil }) else { return false }
    // Before an anchor the distance counts backwards, around it both ways, unless signs are written.
    let isSigned = seconds.from < 0
    func isWithin(_ position: Int) -> Bool {
      guard let time = view.time(at: position) else { return false }
      // The distance is at least −Int64.max, so that the other way round it is a number, too.
      var distance = max(time.milliseconds(since: start), -.max)
      if side == .before, !isSigned { distance = -distance }
      if side == .around, !isSigned { distance = abs(distance) }
      return seconds.from <= distance && distance <= seconds.to
    }
    candidates.spoken = candidates.spoken.filter(isWithin)
    candidates.written = candidates.written.filter(isWithin)
    candidates.reach = (candidates.reach ?? Array(candidates.span)).filter(isWithin)
    guard side != .before, side != .at else { return true }
    let isPassed = view.lastTime.map { $0.milliseconds(since: start) > seconds.to } ?? false
    if isPassed {
      candidates.mayGrow = false
      candidates.mayShift = false
    } else if view.isFinal, view.transcript.isOpen, candidates.span.upperBound == view.count {
      candidates.mayGrow = true
    }
    let close = candidates.span.last { position in
      view.time(at: position).map { $0.milliseconds(since: start) <= seconds.to } ?? false
    }
    candidates.closesAt = min(candidates.closesAt, close ?? candidates.span.lowerBound - 1)
    return true
  }
}
