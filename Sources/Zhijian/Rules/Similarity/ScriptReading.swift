/// One word of a text as scripts are compared: a word of the lexicon, a quantity, or a character that no list knows.
struct ScriptTerm: Sendable {
  enum Key: Sendable, Hashable {
    case group(Int)
    case character(UInt16)
    case quantity(SpokenQuantity)
    /// Words without content.
    case light
  }

  let key: Key
  /// Units of the folded text.
  let range: Range<Int>
  /// How much it counts; 0 for what carries no content.
  let weight: Double
  let clause: Int
  /// In which ways it is negated.
  var negations: NegationKind = []
  /// The negations of which it is what they are about.
  var heads: NegationKind = []

  var isContent: Bool { weight > 0 }
}

/// A text read for comparison with scripts: its terms, clauses, negations and questions.
struct ScriptReading: Sendable {
  /// The most units of a text that are looked at.
  static let maximumUnits = 2000
  static let quantityWeight = 3.0
  /// How far a negation reaches behind what it is about, in characters.
  static let negationReach = 8

  let folded: FoldedText
  /// What was cut off before the text, for spans in the original.
  let offset: Int
  private(set) var terms: [ScriptTerm] = []
  /// By unit, the number of its clause; one more for the end.
  private(set) var clauses: [Int] = []
  /// Where each clause starts, the mark that ends it included; the first one at 0.
  private(set) var clauseStarts = [0]
  /// By clause, how it negates.
  private(set) var negationsOfClause: [Int: NegationKind] = [:]
  private(set) var questions: Set<Int> = []
  let isCustomersVoice: Bool
  /// Whether it holds a word such as 什么: a phrase that asks.
  let isInterrogative: Bool
  /// By unit, its toneless syllable, or itself.
  let syllables: [UInt16]
  private(set) var mask = ScriptMask()

  var units: [UInt16] { folded.units }

  init(_ text: [UInt16], view: FoldView = .base, offset: Int = 0, lexicon: ScriptLexicon) {
    let cut = text.count > Self.maximumUnits ? Array(text.prefix(Self.maximumUnits)) : text
    folded = lexicon.folding.fold(cut, view: view)
    self.offset = offset
    let units = folded.units
    syllables = units.map { lexicon.folding.syllable(of: $0) }
    isCustomersVoice = ScriptWording.isCustomersVoice(units)
    isInterrogative = ScriptWording.interrogatives.contains { !ScriptWording.places(of: $0, in: units).isEmpty }
    readTerms(lexicon.vocabulary)
    for word in ScriptWording.questions {
      for place in ScriptWording.places(of: word, in: units) { questions.insert(clauses[place]) }
    }
    for term in terms { mask.insert(term, sounds: syllables[term.range]) }
  }

  /// The weight of all content.
  var weight: Double { terms.reduce(0) { $0 + $1.weight } }

  func text(of term: ScriptTerm) -> String { String(decoding: units[term.range], as: UTF16.self) }

  /// The place in the original of some of the folded text.
  func originalRange(_ range: Range<Int>) -> TextRange {
    let found = folded.originalRange(range)
    return TextRange(found.lower + offset, found.upper + offset)
  }

  /// The term that holds a unit; nil for marks.
  func term(at place: Int) -> ScriptTerm? {
    let index = firstTerm(after: place)
    return index < terms.count && terms[index].range.contains(place) ? terms[index] : nil
  }

  /// The terms that begin in a range of units.
  func terms(in range: Range<Int>) -> ArraySlice<ScriptTerm> {
    var lower = firstTerm(after: range.lowerBound)
    if lower < terms.count, terms[lower].range.lowerBound < range.lowerBound { lower += 1 }
    var upper = firstTerm(after: range.upperBound)
    if upper < terms.count, terms[upper].range.lowerBound < range.upperBound { upper += 1 }
    return terms[lower..<max(lower, upper)]
  }

  /// The number of the first term that ends after a place.
  private func firstTerm(after place: Int) -> Int {
    var lower = 0
    var upper = terms.count
    while lower < upper {
      let middle = (lower + upper) / 2
      if terms[middle].range.upperBound <= place { lower = middle + 1 } else { upper = middle }
    }
    return lower
  }

  /// The units of the clauses from `first` on, `count` of them.
  func units(ofClauses first: Int, count: Int) -> Range<Int> {
    let last = min(first + count, clauseStarts.count)
    let end = last < clauseStarts.count ? clauseStarts[last] : units.count
    return clauseStarts[first]..<max(clauseStarts[first], end)
  }

  /// The prohibition that the text itself is: a list of what is forbidden may be read with a 不要 before each.
  var prohibition: NegationKind {
    negationsOfClause.values.contains { $0.contains(.forbidden) } ? .forbidden : []
  }

  // MARK: Reading

  private mutating func readTerms(_ vocabulary: ScriptVocabulary) {
    let units = units
    let words = vocabulary.longestWords(in: units)
    var negators: [(place: Int, clause: Int, kind: NegationKind)] = []
    var clause = 0
    var place = 0
    clauses.reserveCapacity(units.count + 1)
    func take(_ end: Int, _ key: ScriptTerm.Key, weight: Double) -> ScriptTerm {
      ScriptTerm(key: key, range: place..<end, weight: weight, clause: clause)
    }
    while place < units.count {
      var end = place + 1
      let word = words[place]
      if let number = SpokenQuantity.read(units, at: place), number.end > word?.end ?? place {
        terms.append(take(number.end, .quantity(number.quantity), weight: Self.quantityWeight))
        end = number.end
      } else if let word {
        end = word.end
        switch word.meaning {
        case .group(let group):
          terms.append(take(end, .group(group), weight: Double(min(4, max(2, end - place)))))
        case .negation(let kind):
          terms.append(take(end, .light, weight: 0))
          negators.append((place, clause, kind))
        case .light, .harmless: terms.append(take(end, .light, weight: 0))
        }
      } else if ScriptCharacters.isPartOfWords(units[place]) {
        terms.append(take(end, .character(units[place]), weight: 1))
      } else if !ScriptCharacters.isQuotation(units[place]) {
        if units[place] == 0x3F { questions.insert(clause) }
        clauses.append(clause)
        clause += 1
        place += 1
        clauseStarts.append(place)
        continue
      }
      clauses.append(contentsOf: repeatElement(clause, count: end - place))
      place = end
    }
    clauses.append(clause)
    negate(negators)
  }

  /// A negation reaches what follows it in its clause, and where nothing follows, what stands before.
  private mutating func negate(_ negators: [(place: Int, clause: Int, kind: NegationKind)]) {
    for negator in negators {
      negationsOfClause[negator.clause, default: []].insert(negator.kind)
      let content = terms.indices.filter { terms[$0].clause == negator.clause && terms[$0].isContent }
      var reached = content.filter { terms[$0].range.lowerBound > negator.place }
      if let first = reached.first {
        let limit = terms[first].range.lowerBound + Self.negationReach
        reached = reached.filter { terms[$0].range.lowerBound <= limit }
      } else {
        reached = content
      }
      for index in reached { terms[index].negations.insert(negator.kind) }
      guard let head = reached.first else { continue }
      terms[head].heads.insert(negator.kind)
      // Two characters that no list knows are a word more often than not.
      if reached.count > 1, isCharacter(head), isCharacter(reached[1]),
        terms[reached[1]].range.lowerBound == terms[head].range.upperBound
      {
        terms[reached[1]].heads.insert(negator.kind)
      }
    }
  }

  private func isCharacter(_ index: Int) -> Bool {
    if case .character = terms[index].key { return true }
    return false
  }
}

/// What characters are to scripts.
enum ScriptCharacters {
  /// Letters, digits and characters of words; marks, blanks and pictures end a clause.
  static func isPartOfWords(_ unit: UInt16) -> Bool {
    switch unit {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0xC0...0x1FFF, 0x3040...0x31FF, 0x3400...0x9FFF, 0xAC00...0xD7AF,
      0xF900...0xFAFF:
      true
    default: false
    }
  }

  private static let quotations = Set("\"'“”‘’「」『』()（）【】[]《》<>~*·-".utf16)

  /// Marks that end no clause.
  static func isQuotation(_ unit: UInt16) -> Bool { quotations.contains(unit) }
}

/// Which words, quantities and sounds a text holds, hashed: what is not in it is not in the text.
struct ScriptMask: Sendable {
  private var words = [UInt64](repeating: 0, count: 16)

  mutating func insert(_ term: ScriptTerm, sounds: ArraySlice<UInt16>) {
    switch term.key {
    case .group(let group): set(Self.bit(of: group, 1))
    case .quantity: set(Self.quantityBit)
    case .character, .light: break
    }
    for sound in sounds { set(Self.bit(of: Int(sound), 0)) }
  }

  /// Adds what another text holds.
  mutating func formUnion(_ other: ScriptMask) {
    for index in words.indices { words[index] |= other.words[index] }
  }

  /// Whether a text of this mask may hold something of `term`.
  func mayHold(_ term: ScriptTerm, of sample: ScriptReading) -> Bool {
    switch term.key {
    case .group(let group): if isSet(Self.bit(of: group, 1)) { return true }
    case .quantity: return isSet(Self.quantityBit)
    case .character, .light: break
    }
    return sample.syllables[term.range].contains { isSet(Self.bit(of: Int($0), 0)) }
  }

  private static let quantityBit = 0
  private static func bit(of value: Int, _ kind: Int) -> Int {
    Int((UInt64(value * 2 + kind) &* 0x9E37_79B9_7F4A_7C15) >> 54)
  }
  private mutating func set(_ bit: Int) { words[bit >> 6] |= 1 << UInt64(bit & 63) }
  private func isSet(_ bit: Int) -> Bool { words[bit >> 6] & 1 << UInt64(bit & 63) != 0 }
}
