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

  struct Anchor: Sendable, Hashable {
    /// −1 where the precondition has no message of its own: everything lies after it.
    let position: Int
    let message: Int?
  }
}

/// The messages that a scope names in a window.
struct Candidates: Sendable {
  /// Positions of everything said, in order.
  var spoken: [Int]
  /// Positions of what was written, in order.
  var written: [Int]
  /// Whether more messages could still join, or shift which ones are named.
  var mayGrow: Bool
  /// The positions the window spans.
  var span: Range<Int>
  var anchor: Window.Anchor?
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
    let role = scope.role ?? .any
    let include = scope.include ?? []
    if let only = window.only {
      return .candidates(single(only, role: role, include: include, window: window))
    }
    var span = window.base
    var ownMessage: Int?
    if let reference = scope.anchor, let anchor {
      let zeroIsIn = scope.positions?.range.containsZero ?? false
      switch reference.side {
      case .after: span = clamp((anchor.position + 1)..<span.upperBound, to: span)
      case .before: span = clamp(span.lowerBound..<anchor.position, to: span)
      case .around: break
      case .at: span = 0..<0
      }
      if reference.side == .at || zeroIsIn { ownMessage = anchor.position >= 0 ? anchor.position : nil }
    } else if !speaks(role, include: include) {
      return .undecided(view.isFinal ? .notApplicable : .pending)
    }

    var chosen = members(of: span, role: role, include: include, scope: scope, anchor: anchor)
    if let seconds = scope.seconds {
      switch restrict(&chosen, to: seconds, anchor: anchor, scope: scope) {
      case .candidates: break
      case .undecided(let truth): return .undecided(truth)
      }
    }
    if let own = ownMessage, !chosen.spoken.contains(own) {
      chosen.spoken = (chosen.spoken + [own]).sorted()
      // The anchor's own message is in whatever its role or kind.
      chosen.written = (chosen.written.filter { $0 != own } + [own]).sorted()
    }
    chosen.anchor = anchor
    return .candidates(chosen)
  }

  /// Whether anybody of the role says anything in the conversation.
  private func speaks(_ role: ScopeRole, include: Set<HiddenMessages>) -> Bool {
    if role == .any { return true }
    return (0..<view.count).contains { position in
      role.includes(view.message(at: position).role) && view.isSpoken(at: position, include: include)
    }
  }

  private func clamp(_ range: Range<Int>, to bounds: Range<Int>) -> Range<Int> {
    let lower = min(max(range.lowerBound, bounds.lowerBound), bounds.upperBound)
    return lower..<max(lower, min(range.upperBound, bounds.upperBound))
  }

  private func single(_ position: Int, role: ScopeRole, include: Set<HiddenMessages>, window: Window) -> Candidates {
    let isIn = role.includes(view.message(at: position).role)
    let spoken = isIn && view.isSpoken(at: position, include: include) ? [position] : []
    let written = isIn && view.isWritten(at: position, include: include) ? [position] : []
    return Candidates(
      spoken: spoken, written: written, mayGrow: false, span: position..<(position + 1), anchor: window.anchor)
  }

  private func members(
    of span: Range<Int>, role: ScopeRole, include: Set<HiddenMessages>, scope: Scope, anchor: Window.Anchor?
  ) -> Candidates {
    let side = scope.anchor?.side
    let openEnd = !view.isFinal && span.upperBound == view.count && side != .before && side != .at
    func isSpoken(_ position: Int) -> Bool {
      role.includes(view.message(at: position).role) && view.isSpoken(at: position, include: include)
    }
    func isWritten(_ position: Int) -> Bool {
      role.includes(view.message(at: position).role) && view.isWritten(at: position, include: include)
    }
    guard let positions = scope.positions else {
      return Candidates(
        spoken: span.filter(isSpoken), written: span.filter(isWritten), mayGrow: openEnd, span: span, anchor: nil)
    }
    let units: [[Int]]
    switch positions {
    case .messages: units = span.filter(isWritten).map { [$0] }
    case .lines:
      units = span.filter { position in
        let message = view.message(at: position)
        return message.kind != .note && !message.isRecalled
      }.map { [$0] }
    case .turns: units = speakerTurns(in: span, role: role, include: include)
    }
    let picked = pick(units, positions.range, side: side, anchor: anchor)
    var spoken = picked.units.flatMap { $0 }
    var written = spoken
    if case .messages = positions {
    } else {
      spoken = spoken.filter(isSpoken)
      written = spoken.filter(isWritten)
    }
    return Candidates(
      spoken: spoken, written: written, mayGrow: openEnd && picked.mayGrow, span: span, anchor: nil)
  }

  /// Speaker turns of a role: runs of its messages that nobody else interrupts.
  private func speakerTurns(in span: Range<Int>, role: ScopeRole, include: Set<HiddenMessages>) -> [[Int]] {
    var turns: [[Int]] = []
    var lastRole: Role?
    for position in span where view.isSpoken(at: position, include: include) {
      let speaker = view.message(at: position).role
      if speaker == lastRole, !turns.isEmpty {
        turns[turns.count - 1].append(position)
      } else {
        turns.append([position])
      }
      lastRole = speaker
    }
    return turns.filter { turn in turn.first.map { role.includes(view.message(at: $0).role) } ?? false }
  }

  private func pick(
    _ units: [[Int]], _ range: PositionRange, side: Scope.Side?, anchor: Window.Anchor?
  ) -> (units: [[Int]], mayGrow: Bool) {
    switch side {
    case nil:
      let mayGrow = range.dependsOnEnd || units.count < range.to
      return (Array(units[range.indices(in: units.count)]), mayGrow)
    case .after:
      let lower = min(max(1, range.from), units.count + 1)
      let upper = min(max(0, range.to), units.count)
      return (lower <= upper ? Array(units[(lower - 1)..<upper]) : [], units.count < range.to)
    case .before:
      // −1 is the nearest.
      let far = min(max(1, -range.from), units.count)
      let near = max(1, -range.to)
      return (near <= far ? Array(units[(units.count - far)...(units.count - near)]) : [], false)
    case .around:
      let place = anchor?.position ?? -1
      let earlier = units.filter { ($0.last ?? 0) < place }
      let later = units.filter { ($0.first ?? 0) > place }
      let far = min(max(0, -range.from), earlier.count)
      let near = min(max(0, -range.to - 1), far)
      let from = min(max(1, range.from), later.count + 1)
      let to = min(max(0, range.to), later.count)
      let before = far > 0 && range.from < 0 ? Array(earlier[(earlier.count - far)..<(earlier.count - near)]) : []
      let after = from <= to ? Array(later[(from - 1)..<to]) : []
      return (before + after, later.count < range.to)
    case .at:
      return ([], false)
    }
  }

  private func restrict(
    _ candidates: inout Candidates, to seconds: Scope.SecondsRange, anchor: Window.Anchor?, scope: Scope
  ) -> Outcome {
    let isAnchored = scope.anchor != nil
    let start: Timestamp?
    if isAnchored, let anchor, anchor.position >= 0 {
      start = view.time(at: anchor.position)
    } else {
      start = view.firstTime
    }
    guard let start else { return .undecided(.unknown) }
    guard candidates.spoken.allSatisfy({ view.time(at: $0) != nil }) else { return .undecided(.unknown) }
    func isWithin(_ position: Int) -> Bool {
      guard let time = view.time(at: position) else { return false }
      let distance = scope.anchor?.side == .before ? start.milliseconds(since: time) : time.milliseconds(since: start)
      return scope.anchor?.side == .around
        ? abs(distance) <= max(abs(seconds.from), abs(seconds.to)) : seconds.from <= distance && distance <= seconds.to
    }
    candidates.spoken = candidates.spoken.filter(isWithin)
    candidates.written = candidates.written.filter(isWithin)
    let isPassed = view.lastTime.map { $0.milliseconds(since: start) > seconds.to } ?? false
    if isPassed { candidates.mayGrow = false }
    if !isPassed, view.transcript.isOpen, view.isFinal, scope.anchor?.side != .before { candidates.mayGrow = true }
    return .candidates(candidates)
  }
}
