/// Looks in a message for the terms of a sample.
struct TermSearch {
  struct Match {
    /// 1 where the message says the same, less where only part of it or its sound is there.
    let credit: Double
    let range: Range<Int>
  }

  /// From which credit on a term counts as said.
  static let saidCredit = 0.8
  private static let homophoneCredit = 0.85
  private static let partCredit = 0.9
  private static let loneCharacterCredit = 0.4

  let sample: ScriptReading
  let message: ScriptReading
  /// The units of the message that count.
  let range: Range<Int>

  init(sample: ScriptReading, message: ScriptReading, range: Range<Int>? = nil) {
    self.sample = sample
    self.message = message
    self.range = range ?? message.units.indices
  }

  /// The places where the message says `term`, with how well; none where it does not.
  func matches(of term: ScriptTerm) -> [Match] {
    switch term.key {
    case .quantity(let wanted):
      return message.terms(in: range).compactMap { other in
        guard case .quantity(let found) = other.key, wanted.agrees(with: found) else { return nil }
        return Match(credit: 1, range: other.range)
      }
    case .group(let group):
      let same = message.terms(in: range).filter { $0.key == .group(group) }
      if !same.isEmpty { return same.map { Match(credit: 1, range: $0.range) } }
      return wordMatches(of: term)
    case .character: return characterMatches(of: term)
    case .light: return []
    }
  }

  private func written(_ word: [UInt16]) -> [Int] { ScriptWording.places(of: word, in: message.units, within: range) }

  /// Where the message sounds like `sound`.
  private func heard(_ sound: [UInt16]) -> [Int] {
    ScriptWording.places(of: sound, in: message.syllables, within: range)
  }

  /// A word as it is written, as it sounds, or in part.
  private func wordMatches(of term: ScriptTerm) -> [Match] {
    let count = term.range.count
    let word = Array(sample.units[term.range])
    if count == 1 { return lone(word[0]) }
    let written = written(word)
    if !written.isEmpty { return written.map { Match(credit: 1, range: $0..<($0 + count)) } }
    let heard = heard(Array(sample.syllables[term.range])).filter { place in
      zip(word, message.units[place...]).count { $0 == $1 } * 2 >= count
    }
    if !heard.isEmpty { return heard.map { Match(credit: Self.homophoneCredit, range: $0..<($0 + count)) } }
    var parts: Set<Int> = []
    for start in 0..<(count - 1) {
      parts.formUnion(self.written(Array(word[start..<(start + 2)])))
    }
    let credit = min(Self.partCredit, Double(parts.count) * 2 / Double(count) * Self.partCredit)
    return parts.sorted().map { Match(credit: credit, range: $0..<($0 + 2)) }
  }

  /// A character together with one of its neighbours; alone it says little.
  private func characterMatches(of term: ScriptTerm) -> [Match] {
    let place = term.range.lowerBound
    let pairs = [place - 1, place].filter { start in
      start >= 0 && start + 2 <= sample.units.count
        && sample.units[start..<(start + 2)].allSatisfy(ScriptCharacters.isPartOfWords)
    }
    guard !pairs.isEmpty else { return same(sample.units[place], credit: 1) }
    var found: [Match] = []
    for start in pairs {
      for hit in written(Array(sample.units[start..<(start + 2)])) {
        found.append(Match(credit: 1, range: (hit + place - start)..<(hit + place - start + 1)))
      }
    }
    if !found.isEmpty { return found }
    for start in pairs {
      for hit in heard(Array(sample.syllables[start..<(start + 2)])) {
        guard message.units[hit] == sample.units[start] || message.units[hit + 1] == sample.units[start + 1] else {
          continue
        }
        found.append(Match(credit: Self.homophoneCredit, range: (hit + place - start)..<(hit + place - start + 1)))
      }
    }
    return found.isEmpty ? lone(sample.units[place]) : found
  }

  private func lone(_ unit: UInt16) -> [Match] { same(unit, credit: Self.loneCharacterCredit) }

  private func same(_ unit: UInt16, credit: Double) -> [Match] {
    range.filter { message.units[$0] == unit }.map { Match(credit: credit, range: $0..<($0 + 1)) }
  }

  // MARK: What is made of it

  /// Whether every place says a term that the sample asserts as its opposite. `expected` are negations that do not count.
  func isNegated(_ term: ScriptTerm, at places: [Match], expecting expected: NegationKind = []) -> Bool {
    term.negations.isEmpty && !places.isEmpty
      && places.allSatisfy { place in
        !(message.term(at: place.range.lowerBound)?.negations.subtracting(expected).isEmpty ?? true)
      }
  }

  /// Whether the message asserts everywhere what the sample negates.
  func lacksNegation(_ term: ScriptTerm, at places: [Match]) -> Bool {
    guard !term.heads.isEmpty, !places.isEmpty else { return false }
    // 不要 and 不能 stand for each other; 不用 is no prohibition.
    let isNeedless = term.heads.contains(.needless)
    return !places.contains { place in
      let kinds = message.negationsOfClause[message.clauses[place.range.lowerBound]] ?? []
      return isNeedless ? kinds.contains(.needless) : !kinds.isDisjoint(with: [.denied, .forbidden])
    }
  }

  /// Whether every place is in a question.
  func isAsked(at places: [Match]) -> Bool {
    !places.isEmpty && places.allSatisfy { message.questions.contains(message.clauses[$0.range.lowerBound]) }
  }
}
