/// Picks the messages of a span by role and position.
struct ScopeMembers {
  let view: ConversationView
  let scope: Scope
  let span: Range<Int>
  /// The side of the anchor, nil for an unanchored scope.
  let side: Scope.Side?
  /// The position of the anchor.
  let place: Int?

  private let role: ScopeRole
  /// The hidden messages that are seen; see `HiddenMessages.bits`.
  private let hidden: UInt8

  init(view: ConversationView, scope: Scope, span: Range<Int>, side: Scope.Side?, place: Int?) {
    self.view = view
    self.scope = scope
    self.span = span
    self.side = side
    self.place = place
    role = scope.role ?? .any
    hidden = HiddenMessages.bits(scope.include)
  }

  /// Whether messages may still come into the span (live analysis).
  private var isOpenEnded: Bool {
    !view.isFinal && span.upperBound == view.count && side != .before && side != .at
  }

  /// The messages that role and positions name. The anchor's own message is not among them.
  func candidates() -> Candidates {
    let end = max(span.lowerBound - 1, span.upperBound - 1)
    guard let positions = scope.positions, side != .at else {
      let (spoken, written) = told(span)
      return Candidates(spoken: spoken, written: written, mayGrow: isOpenEnded, span: span, closesAt: end)
    }
    let members: [Int]
    let isFull: Bool
    switch positions {
    case .messages, .lines:
      // A unit is a message here.
      let areLines = if case .lines = positions { true } else { false }
      var units: [Int] = []
      units.reserveCapacity(span.count)
      for position in span where areLines ? view.isLine(at: position) : isWritten(position) { units.append(position) }
      let picked = pick(units, positions.range, first: { $0 }, last: { $0 })
      isFull = isFullCount(of: units, positions.range) { $0 }
      members = place == nil ? picked : picked.filter { $0 != place }
    case .turns:
      let units = speakerTurns()
      let picked = pick(units, positions.range, first: { $0.first ?? 0 }, last: { $0.last ?? 0 })
      isFull = isFullCount(of: units, positions.range) { $0.first ?? 0 } && !mayGoOn(units, positions.range)
      members = picked.flatMap { $0 }.filter { $0 != place }
    }
    let (spoken, written) = told(members)
    return Candidates(
      spoken: spoken, written: written, mayGrow: isOpenEnded && !isFull,
      mayShift: isOpenEnded && side == nil && positions.range.from < 0, span: span, reach: members,
      closesAt: isFull ? members.last ?? end : end)
  }

  /// What of `members` is said and what is written, the anchor's own message aside.
  private func told(_ members: some Collection<Int>) -> (spoken: [Int], written: [Int]) {
    var spoken: [Int] = []
    spoken.reserveCapacity(members.count)
    var areWritten = true
    for position in members where position != place && isSpoken(position) {
      spoken.append(position)
      if !view.isWritten(at: position, hidden: hidden) { areWritten = false }
    }
    return (spoken, areWritten ? spoken : spoken.filter { view.isWritten(at: $0, hidden: hidden) })
  }

  private func isSpoken(_ position: Int) -> Bool {
    role.includes(view.role(at: position)) && view.isSpoken(at: position, hidden: hidden)
  }

  private func isWritten(_ position: Int) -> Bool {
    role.includes(view.role(at: position)) && view.isWritten(at: position, hidden: hidden)
  }

  private func isLine(_ position: Int) -> Bool {
    view.isLine(at: position)
  }

  /// Whether every position that the range names is taken, whatever comes later.
  private func isFullCount<Unit>(of units: [Unit], _ range: PositionRange, _ start: (Unit) -> Int) -> Bool {
    if side == .before { return true }
    if side == nil, range.dependsOnEnd { return false }
    let count = side == .around ? units.count { start($0) > (place ?? -1) } : units.count
    return count >= range.to
  }

  /// Whether the last turn that the range names may go on until somebody else speaks.
  private func mayGoOn(_ units: [[Int]], _ range: PositionRange) -> Bool {
    guard side != .before, side != nil || !range.dependsOnEnd else { return false }
    let counted = side == .around ? units.filter { ($0.first ?? 0) > (place ?? -1) } : units
    guard counted.count == range.to, let last = counted.last?.last else { return false }
    return span.last { view.isSpoken(at: $0, hidden: hidden) } == last
  }

  /// Speaker turns of a role: runs of its messages that nobody else interrupts.
  private func speakerTurns() -> [[Int]] {
    var turns: [[Int]] = []
    var lastRole: Role?
    for position in span where view.isSpoken(at: position, hidden: hidden) {
      let speaker = view.role(at: position)
      if speaker == lastRole, !turns.isEmpty {
        turns[turns.count - 1].append(position)
      } else {
        turns.append([position])
      }
      lastRole = speaker
    }
    return turns.filter { turn in turn.first.map { role.includes(view.role(at: $0)) } ?? false }
  }

  private func pick<Unit>(
    _ units: [Unit], _ range: PositionRange, first: (Unit) -> Int, last: (Unit) -> Int
  ) -> [Unit] {
    switch side {
    case nil:
      let places = range.indices(in: units.count)
      return places.count == units.count ? units : Array(units[places])
    case .after: return following(units, range)
    case .before: return preceding(units, range)
    case .around:
      let earlier = units.filter { last($0) < (place ?? 0) }
      let later = units.filter { first($0) > (place ?? 0) }
      return preceding(earlier, range) + following(later, range)
    case .at: return []
    }
  }

  /// 1 is the first one behind the anchor.
  private func following<Unit>(_ units: [Unit], _ range: PositionRange) -> [Unit] {
    let from = max(1, range.from)
    let to = min(range.to, units.count)
    return from <= to ? Array(units[(from - 1)..<to]) : []
  }

  /// −1 is the last one before the anchor.
  private func preceding<Unit>(_ units: [Unit], _ range: PositionRange) -> [Unit] {
    let far = min(-range.from, units.count)
    let near = max(1, -range.to)
    return near <= far ? Array(units[(units.count - far)...(units.count - near)]) : []
  }
}
