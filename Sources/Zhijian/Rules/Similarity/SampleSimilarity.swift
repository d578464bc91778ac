/// How close a message is to a sample, and why.
///
/// The share of the sample's content that the message says, with what the message says beyond it counted a little
/// against it, on the scale of a cube root: *share* = said ÷ (content + 0.1 · min(beyond, content)), *score* = ∛share.
/// 0.8 is a share of about a half, where paraphrases and other messages part. What contradicts the sample scores 0.
struct SampleSimilarity: Sendable {
  /// Why a message that has the sample's words does not say it.
  enum Objection: Sendable {
    case negation, question, quantity, contrary, customersVoice

    var wording: LocalizedText {
      switch self {
      case .negation: LocalizedText(zh: "被否定了", en: "it is negated")
      case .question: LocalizedText(zh: "是在问", en: "it is asked")
      case .quantity: LocalizedText(zh: "数字或时限不同", en: "the quantity is another")
      case .contrary: LocalizedText(zh: "说的是相反的事", en: "it says the contrary")
      case .customersVoice: LocalizedText(zh: "是客户的口吻", en: "it is in a customer's voice")
      }
    }
  }

  /// What part of the sample's weight may be negated or asked.
  private static let toleratedNegation = 0.08
  private static let toleratedQuestion = 0.25
  private static let beyondWeight = 0.1

  let score: Double
  let objection: Objection?
  /// The sample's content, piece by piece, in its order: said or not.
  let parts: [PartState]

  /// What the message lacks of the sample.
  var lacks: String { parts.filter { $0.state == .missing }.map(\.name).joined(separator: "、") }

  static func score(ofShare share: Double) -> Double { share >= 1 ? 1 : share <= 0 ? 0 : cubeRoot(share) }

  /// The least share that a score asks for.
  static func share(ofScore score: Double) -> Double { score * score * score }

  /// The cube root of a number of 0…1, the same on every machine.
  private static func cubeRoot(_ value: Double) -> Double {
    var root = 1.0
    for _ in 0..<60 {
      let next = (2 * root + value / (root * root)) / 3
      if next >= root { break }
      root = next
    }
    return root
  }

  /// Whether a message of this mask can reach a share at all.
  static func mayReach(_ share: Double, sample: ScriptReading, weight: Double, mask: ScriptMask) -> Bool {
    var possible = 0.0
    for term in sample.terms where term.isContent && mask.mayHold(term, of: sample) { possible += term.weight }
    return possible >= share * weight - 1e-9
  }

  init(sample: ScriptReading, message: ScriptReading, contrary: [Int: Set<Int>], checksVoice: Bool, isAsserted: Bool) {
    let search = TermSearch(sample: sample, message: message)
    var total = 0.0
    var said = 0.0
    var negated = 0.0
    var asked = 0.0
    var covered: Set<Int> = []
    var states: [(term: ScriptTerm, isSaid: Bool)] = []
    var missingQuantities: [SpokenQuantity] = []
    for term in sample.terms where term.isContent {
      let places = search.matches(of: term)
      let credit = places.lazy.map(\.credit).max() ?? 0
      total += term.weight
      said += credit * term.weight
      for place in places { covered.formUnion(place.range) }
      var isSaid = credit >= TermSearch.saidCredit
      if case .quantity(let quantity) = term.key, !isSaid { missingQuantities.append(quantity) }
      if isSaid, isAsserted {
        if search.isNegated(term, at: places, expecting: sample.prohibition) {
          negated += term.weight
          isSaid = false
        }
        if search.lacksNegation(term, at: places) {
          negated += max(2, term.weight)
          isSaid = false
        }
        if search.isAsked(at: places), !sample.questions.contains(term.clause) {
          asked += term.weight
          isSaid = false
        }
      }
      states.append((term, isSaid))
    }
    var beyond = 0.0
    for term in message.terms where term.isContent && covered.isDisjoint(with: term.range) { beyond += term.weight }
    parts = Self.pieces(states, of: sample)
    objection =
      if Self.hasOtherQuantity(message, than: sample, missing: missingQuantities) {
        .quantity
      } else if negated > 0, negated >= max(2, Self.toleratedNegation * total) {
        .negation
      } else if asked > 0, asked >= Self.toleratedQuestion * total {
        .question
      } else if isAsserted, checksVoice, message.isCustomersVoice, !sample.isCustomersVoice {
        .customersVoice
      } else if Self.isContrary(message, to: sample, contrary) {
        .contrary
      } else {
        nil
      }
    let share = total > 0 ? said / (total + Self.beyondWeight * min(beyond, total)) : 0
    score = objection == nil ? Self.score(ofShare: share) : 0
  }

  /// Whether a quantity of the sample has another in its place.
  private static func hasOtherQuantity(
    _ message: ScriptReading, than sample: ScriptReading, missing: [SpokenQuantity]
  ) -> Bool {
    guard !missing.isEmpty else { return false }
    func quantities(_ reading: ScriptReading) -> [SpokenQuantity] {
      reading.terms.compactMap { if case .quantity(let quantity) = $0.key { quantity } else { nil } }
    }
    let known = quantities(sample)
    let others = quantities(message).filter { other in !known.contains { $0.agrees(with: other) } }
    return missing.contains { wanted in others.contains { $0.isComparable(to: wanted) } }
  }

  private static func isContrary(
    _ message: ScriptReading, to sample: ScriptReading, _ contrary: [Int: Set<Int>]
  ) -> Bool {
    func groups(_ reading: ScriptReading) -> Set<Int> {
      Set(reading.terms.compactMap { if case .group(let group) = $0.key { group } else { nil } })
    }
    guard !contrary.isEmpty else { return false }
    let wanted = groups(sample)
    let found = groups(message)
    return wanted.contains { group in
      !found.contains(group)
        && (contrary[group] ?? []).contains { found.contains($0) && !wanted.contains($0) }
    }
  }

  /// The terms by name; characters that stand together are one piece.
  private static func pieces(_ states: [(term: ScriptTerm, isSaid: Bool)], of sample: ScriptReading) -> [PartState] {
    var pieces: [(range: Range<Int>, isSaid: Bool, isCharacters: Bool)] = []
    for (term, isSaid) in states {
      let isCharacter = if case .character = term.key { true } else { false }
      if isCharacter, let last = pieces.last, last.isCharacters, last.isSaid == isSaid,
        last.range.upperBound == term.range.lowerBound
      {
        pieces[pieces.count - 1].range = last.range.lowerBound..<term.range.upperBound
      } else {
        pieces.append((term.range, isSaid, isCharacter))
      }
    }
    return pieces.map { piece in
      PartState(
        name: String(decoding: sample.units[piece.range], as: UTF16.self), state: piece.isSaid ? .found : .missing)
    }
  }
}
