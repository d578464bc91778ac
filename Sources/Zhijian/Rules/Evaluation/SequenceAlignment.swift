/// The longest alignment of the steps of a sequence with their hits in order; of equally long ones
/// the one whose steps come earliest.
struct SequenceAlignment {
  /// The hits that each step was aligned with, or nil.
  let chosen: [[RuleHit]?]
  /// Whether a limit in seconds could not be checked for want of times.
  let needsTimes: Bool

  /// The most hits of one step that are looked at.
  private static let maximumHits = 256

  /// A place in the conversation that a step occupies.
  private struct Place {
    let hits: [RuleHit]
    let start: (position: Int, unit: Int)
    let end: (position: Int, unit: Int)
  }

  private struct Chain {
    let step: Int
    let place: Int
    let length: Int
    let previous: Int?
  }

  init(steps: [SequenceStep], groups: [[[RuleHit]]], view: ConversationView) {
    let places = groups.map { stepGroups in
      stepGroups.compactMap { Self.place($0, view) }.sorted { $0.start < $1.start }.prefix(Self.maximumHits)
    }
    let isTimed = steps.contains { $0.withinMilliseconds != nil }
    needsTimes =
      isTimed
      && places.joined().contains { place in
        view.time(at: place.start.position) == nil || view.time(at: place.end.position) == nil
      }
    // Longest chain over (step, hit) pairs; few steps and few hits make the plain form fast enough.
    var chains: [Chain] = []
    for step in steps.indices {
      let before = chains.indices
      for (number, place) in places[step].enumerated() {
        var best: Int?
        for candidate in before {
          let chain = chains[candidate]
          let earlier = places[chain.step][chain.place]
          guard Self.follows(place, earlier), Self.isNear(place, earlier, steps[step], view) else { continue }
          if chain.length > (best.map { chains[$0].length } ?? 0) { best = candidate }
        }
        chains.append(
          Chain(step: step, place: number, length: (best.map { chains[$0].length } ?? 0) + 1, previous: best))
      }
    }
    var chosen = [[RuleHit]?](repeating: nil, count: steps.count)
    var best: Int?
    for candidate in chains.indices {
      guard let current = best else {
        best = candidate
        continue
      }
      let (left, right) = (chains[candidate], chains[current])
      let earlier = places[left.step][left.place].end < places[right.step][right.place].end
      if left.length > right.length || left.length == right.length && earlier { best = candidate }
    }
    var current = best
    while let index = current {
      let chain = chains[index]
      chosen[chain.step] = places[chain.step][chain.place].hits
      current = chain.previous
    }
    self.chosen = chosen
  }

  private static func place(_ hits: [RuleHit], _ view: ConversationView) -> Place? {
    let spans = hits.flatMap(\.spans)
    let places = spans.map { span in (position: view.positions[span.message], range: span.range) }
    guard let start = places.map({ (position: $0.position, unit: $0.range.lower) }).min(by: <),
      let end = places.map({ (position: $0.position, unit: $0.range.upper) }).max(by: <)
    else { return nil }
    return Place(hits: hits, start: start, end: end)
  }

  /// Whether a place lies behind another one: in a later message, or behind it in the same one.
  private static func follows(_ place: Place, _ earlier: Place) -> Bool {
    if place.start.position != earlier.end.position { return place.start.position > earlier.end.position }
    return place.start.unit >= earlier.end.unit && place.end > place.start && earlier.end > earlier.start
  }

  private static func isNear(_ place: Place, _ earlier: Place, _ step: SequenceStep, _ view: ConversationView) -> Bool {
    if let lines = step.withinLines {
      let between = ((earlier.end.position + 1)..<max(earlier.end.position + 1, place.start.position + 1)).count {
        view.isLine(at: $0)
      }
      if between > lines { return false }
    }
    if let limit = step.withinMilliseconds {
      guard let time = view.time(at: place.start.position), let before = view.time(at: earlier.end.position) else {
        return false
      }
      return time.milliseconds(since: before) <= limit
    }
    return true
  }
}

/// Cuts a text into clauses: at ，。！？；…,!?; and line ends, which stay with the clause before.
enum ClauseSplitter {
  static func isClauseEnd(_ unit: UInt16) -> Bool {
    switch unit {
    case 0xFF0C, 0x3002, 0xFF01, 0xFF1F, 0xFF1B, 0x2026, 0x2C, 0x21, 0x3F, 0x3B, 0x0A, 0x0D, 0x2028, 0x2029: true
    default: false
    }
  }

  /// The clauses of a text in order; together they are the whole text. A text of punctuation alone
  /// is one clause.
  static func clauses(of units: [UInt16]) -> [TextRange] {
    var clauses: [TextRange] = []
    var start = 0
    var index = 0
    while index < units.count {
      if isClauseEnd(units[index]) {
        while index < units.count, isClauseEnd(units[index]) { index += 1 }
        clauses.append(TextRange(start, index))
        start = index
      } else {
        index += 1
      }
    }
    if start < units.count || clauses.isEmpty { clauses.append(TextRange(start, units.count)) }
    return clauses
  }

  /// The clause that holds a unit.
  static func clause(around unit: Int, in units: [UInt16]) -> TextRange {
    clauses(of: units).last { $0.lower <= unit } ?? TextRange(0, units.count)
  }
}
