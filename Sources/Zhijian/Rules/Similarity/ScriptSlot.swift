/// One part of a required script: what has to be said, in one of several wordings.
struct ScriptSlot: Sendable {
  let name: String
  let alternatives: [ScriptReading]

  /// How much of an alternative has to be there.
  private static let neededShare = 0.6
  /// How many clauses after its first an alternative may reach.
  private static let clauseReach = 1

  /// The negations that the alternatives of a script prohibit with: 不要 of one part reaches the others, too.
  static func expectedNegations(of slots: [ScriptSlot]) -> NegationKind {
    slots.reduce([]) { kinds, slot in slot.alternatives.reduce(kinds) { $0.union($1.prohibition) } }
  }

  /// Where the message first says the part: the range of the folded text; nil where it does not.
  func place(in message: ScriptReading, expecting expected: NegationKind, isAsserted: Bool) -> Range<Int>? {
    var first: Range<Int>?
    for alternative in alternatives {
      guard let place = Self.place(of: alternative, in: message, expecting: expected, isAsserted: isAsserted) else {
        continue
      }
      if first.map({ (place.lowerBound, -place.count) < ($0.lowerBound, -$0.count) }) ?? true { first = place }
    }
    return first
  }

  private static func place(
    of alternative: ScriptReading, in message: ScriptReading, expecting expected: NegationKind, isAsserted: Bool
  ) -> Range<Int>? {
    let content = alternative.terms.filter(\.isContent)
    let weight = content.reduce(0) { $0 + $1.weight }
    guard weight > 0 else {
      // Of words without content, such as 您好, nothing but the words themselves can be looked for.
      let place = ScriptWording.places(of: alternative.units, in: message.units).first
      return place.map { $0..<($0 + alternative.units.count) }
    }
    guard SampleSimilarity.mayReach(neededShare, sample: alternative, weight: weight, mask: message.mask) else {
      return nil
    }
    for clause in message.clauseStarts.indices {
      let range = message.units(ofClauses: clause, count: 1 + clauseReach)
      let search = TermSearch(sample: alternative, message: message, range: range)
      if let place = place(
        of: content, weight: weight, search, expecting: expected, isAsserted: isAsserted)
      {
        return place
      }
    }
    return nil
  }

  /// Where the clauses of a search say an alternative: from its first term to its last.
  private static func place(
    of content: [ScriptTerm], weight: Double, _ search: TermSearch, expecting expected: NegationKind, isAsserted: Bool
  ) -> Range<Int>? {
    var said = 0.0
    var found: [[Range<Int>]] = []
    for term in content {
      let places = search.matches(of: term)
      guard let best = places.max(by: { $0.credit < $1.credit }) else {
        if case .quantity = term.key { return nil }
        continue
      }
      if best.credit >= TermSearch.saidCredit, isAsserted {
        if search.isNegated(term, at: places, expecting: expected) || search.lacksNegation(term, at: places) {
          return nil
        }
        if search.isAsked(at: places), search.sample.questions.isEmpty, !search.sample.isInterrogative { return nil }
      }
      said += best.credit * term.weight
      found.append(places.filter { $0.credit == best.credit }.map(\.range))
    }
    return said >= neededShare * weight - 1e-9 ? closest(found) : nil
  }

  /// The shortest stretch around a place of the rarest term that holds the nearest place of each of the others.
  private static func closest(_ places: [[Range<Int>]]) -> Range<Int>? {
    guard let rarest = places.min(by: { $0.count < $1.count }) else { return nil }
    let stretches = rarest.map { anchor in
      places.reduce(anchor) { stretch, others in
        let nearest = others.min { abs($0.lowerBound - anchor.lowerBound) < abs($1.lowerBound - anchor.lowerBound) }
        let other = nearest ?? anchor
        return min(stretch.lowerBound, other.lowerBound)..<max(stretch.upperBound, other.upperBound)
      }
    }
    return stretches.min { ($0.count, $0.lowerBound) < ($1.count, $1.lowerBound) }
  }
}
