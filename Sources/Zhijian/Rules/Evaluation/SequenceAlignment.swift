/// The longest alignment of the steps of a sequence with their hits in order; of equally long ones
/// the one whose steps come earliest.
struct SequenceAlignment {
  /// The group of hits that each step was aligned with, as places in the hits of its judgement; or nil.
  private(set) var chosen: [Range<Int>?]
  /// Whether a limit in seconds could not be checked for want of times.
  let needsTimes: Bool

  /// The most hits of one step that are looked at.
  private static let maximumHits = 256

  /// A place in the conversation that a step occupies.
  private struct Place {
    let step: Int
    let hits: Range<Int>
    var start: (position: Int, unit: Int)
    var end: (position: Int, unit: Int)
    /// The most steps in order up to here, and the place before in that order.
    var length = 1
    var previous: Int?
  }

  init(steps: [SequenceStep], judgements: [Judgement], view: ConversationView) {
    var places: [Place] = []
    var best: Int?
    for step in steps.indices where judgements[step].truth == .hit {
      let before = places.count
      let isBound = steps[step].withinLines != nil || steps[step].withinMilliseconds != nil
      for place in Self.places(of: step, judgements[step], view) {
        var place = place
        // Longest chain over (step, hit) pairs; few steps and few hits make the plain form fast enough.
        for earlier in 0..<before where places[earlier].length >= place.length {
          guard Self.follows(place, places[earlier]) else { continue }
          guard !isBound || Self.isNear(place, places[earlier], steps[step], view) else { continue }
          place.length = places[earlier].length + 1
          place.previous = earlier
        }
        if let current = best {
          let isEarlier = place.length == places[current].length && place.end < places[current].end
          if place.length > places[current].length || isEarlier { best = places.count }
        } else {
          best = 0
        }
        places.append(place)
      }
    }
    let isTimed = steps.contains { $0.withinMilliseconds != nil }
    needsTimes =
      isTimed
      && places.contains { view.time(at: $0.start.position) == nil || view.time(at: $0.end.position) == nil }
    chosen = [Range<Int>?](repeating: nil, count: steps.count)
    while let place = best {
      chosen[places[place].step] = places[place].hits
      best = places[place].previous
    }
  }

  /// The places of the groups of a judgement, in the order in which they start.
  private static func places(of step: Int, _ judgement: Judgement, _ view: ConversationView) -> [Place] {
    var places: [Place] = []
    places.reserveCapacity(judgement.groupCount)
    var isSorted = true
    for number in 0..<judgement.groupCount {
      guard let place = place(of: step, judgement, judgement.group(number), view) else { continue }
      if let last = places.last, place.start < last.start { isSorted = false }
      places.append(place)
    }
    if !isSorted { places.sort { $0.start < $1.start } }
    if places.count > maximumHits { places.removeSubrange(maximumHits...) }
    return places
  }

  private static func place(
    of step: Int, _ judgement: Judgement, _ hits: Range<Int>, _ view: ConversationView
  ) -> Place? {
    var place: Place?
    for number in hits {
      judgement.hits[number].forEachSpan { span in
        let start = (position: view.positions[span.message], unit: span.range.lower)
        let end = (position: start.position, unit: span.range.upper)
        guard let known = place else {
          place = Place(step: step, hits: hits, start: start, end: end)
          return
        }
        if start < known.start { place?.start = start }
        if known.end < end { place?.end = end }
      }
    }
    return place
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
