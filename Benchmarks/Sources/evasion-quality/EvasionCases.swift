/// One disguised phrase in a sentence.
struct EvasionCase {
  let mutator: Mutator
  let phrase: String
  let disguise: String
  let line: String
}

/// Makes the cases: 30 phrases x 16 mutators x 8.
struct EvasionCases {
  static let variants = 8
  let cases: [EvasionCase]
  /// The phrases that a mutator cannot disguise; the others stand in for them.
  let inapplicable: [Mutator: [String]]

  init(_ material: Material) {
    var cases: [EvasionCase] = []
    var inapplicable: [Mutator: [String]] = [:]
    for mutator in Mutator.allCases {
      let usable = material.phrases.filter { phrase in
        var random = SplitMix(phrase)
        return mutator.apply(phrase.map(String.init), material, &random) != nil
      }
      inapplicable[mutator] = material.phrases.filter { !usable.contains($0) }
      guard !usable.isEmpty else { continue }
      var disguises: Set<String> = []
      var lines: Set<String> = []
      let wanted = cases.count + material.phrases.count * Self.variants
      var turn = 0
      while cases.count < wanted, turn < 100_000 {
        let phrase = usable[turn % usable.count]
        let made = Self.make(mutator, phrase, turn: turn, material, avoiding: disguises)
        turn += 1
        guard let made, lines.insert(made.line).inserted else { continue }
        disguises.insert(made.disguise)
        cases.append(made)
      }
    }
    self.cases = cases
    self.inapplicable = inapplicable
  }

  /// A new disguise where one is found soon, else an old one in a new sentence.
  private static func make(
    _ mutator: Mutator, _ phrase: String, turn: Int, _ material: Material, avoiding known: Set<String>
  ) -> EvasionCase? {
    var random = SplitMix("\(mutator.rawValue) \(phrase) \(turn)")
    var disguise: String?
    for _ in 0..<24 {
      let cells = phrase.map(String.init)
      guard let changed = mutator.apply(cells, material, &random)?.joined(),
        !changed.unicodeScalars.elementsEqual(phrase.unicodeScalars)
      else { continue }
      disguise = changed
      if !known.contains(changed) { break }
    }
    guard let disguise, let carrier = random.pick(material.carriers) else { return nil }
    return EvasionCase(
      mutator: mutator, phrase: phrase, disguise: disguise, line: carrier.replacing("*", with: disguise))
  }
}
