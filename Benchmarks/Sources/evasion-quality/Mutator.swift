/// The ways in which a phrase is disguised. Each works on cells, one a character of the phrase.
enum Mutator: String, CaseIterable {
  case width
  case letterCase = "case"
  case script, invisible
  case gapSymbols = "gap symbols"
  case gapBlanks = "gap blanks"
  case digits
  case repetition = "repeat"
  case emojiInserted = "emoji inserted"
  case emojiSubstituted = "emoji for words"
  case pinyinWhole = "pinyin whole"
  case pinyinSyllable = "pinyin syllable"
  case homophone, split, lookalike, mixed

  /// The disguised cells; nil where it cannot apply to the phrase.
  func apply(_ cells: [String], _ material: Material, _ random: inout SplitMix) -> [String]? {
    switch self {
    case .width: Self.replace(cells, limit: 3, &random) { Forms.wide($0) }
    case .letterCase: Self.letterCase(cells, &random)
    case .script: Self.replace(cells, limit: 4, &random) { material.traditional[$0] ?? [] }
    case .invisible: Self.insert(Forms.invisible, 1...3, into: cells, &random)
    case .gapSymbols: Self.insert(Forms.symbols, 1...2, into: cells, &random)
    case .gapBlanks: Self.insert(Forms.blanks, 1...2, into: cells, &random)
    case .digits: Self.digits(cells, &random)
    case .repetition: Self.repetition(cells, &random)
    case .emojiInserted: Self.insert(Forms.emoji, 1...2, into: cells, &random)
    case .emojiSubstituted: Self.pictures(cells, material, &random)
    case .pinyinWhole: Self.pinyinWhole(cells, material, &random)
    case .pinyinSyllable:
      cells.count { material.syllables[$0] != nil } < 2
        ? nil : Self.replace(cells, limit: 1, &random) { (material.syllables[$0] ?? []).flatMap(Forms.syllable) }
    case .homophone: Self.replace(cells, limit: 3, &random) { material.homophones[$0] ?? [] }
    case .split: Self.replace(cells, limit: 2, &random) { material.splits[$0] ?? [] }
    case .lookalike: Self.replace(cells, limit: 2, &random) { material.lookalikes[$0] ?? [] }
    case .mixed: Self.mixed(cells, material, &random)
    }
  }

  private static func replace(
    _ cells: [String], limit: Int, _ random: inout SplitMix, _ forms: (String) -> [String]
  ) -> [String]? {
    var cells = cells
    let places = random.some(cells.indices.filter { !forms(cells[$0]).isEmpty }, limit: limit)
    guard !places.isEmpty else { return nil }
    for place in places { cells[place] = random.pick(forms(cells[place])) ?? cells[place] }
    return cells
  }

  private static func letterCase(_ cells: [String], _ random: inout SplitMix) -> [String]? {
    let letters = cells.indices.filter { cells[$0].first?.isASCII == true && cells[$0].first?.isLetter == true }
    var cells = cells
    guard !letters.isEmpty else { return nil }
    for place in random.some(letters, limit: letters.count) {
      let lower = cells[place].lowercased()
      cells[place] = cells[place] == lower ? cells[place].uppercased() : lower
    }
    return cells
  }

  /// Puts one to so many of `fillers` into some of the gaps. A number stays in one piece.
  private static func insert(
    _ fillers: [String], _ count: ClosedRange<Int>, into cells: [String], _ random: inout SplitMix
  ) -> [String]? {
    func isNumber(_ cell: String) -> Bool { cell.first?.isNumber == true }
    let gaps = cells.indices.dropFirst().filter { !(isNumber(cells[$0 - 1]) && isNumber(cells[$0])) }
    var cells = cells
    guard !gaps.isEmpty else { return nil }
    for gap in random.some(Array(gaps), limit: gaps.count) {
      for _ in 0..<(count.lowerBound + random.below(count.count)) {
        cells[gap] = (random.pick(fillers) ?? "") + cells[gap]
      }
    }
    return cells
  }

  private static func digits(_ cells: [String], _ random: inout SplitMix) -> [String]? {
    let places = cells.indices.filter { Forms.digits[cells[$0]] != nil }
    guard !places.isEmpty else { return nil }
    var cells = cells
    let run = places.filter { cells[$0].first?.isASCII == true }
    let number = run.map { cells[$0] }.joined()
    if let first = run.first, let forms = Forms.numbers[number], random.chance(40) {
      for place in run { cells[place] = "" }
      cells[first] = random.pick(forms) ?? number
      return cells.filter { !$0.isEmpty }
    }
    return replace(cells, limit: places.count, &random) { Forms.digits[$0] ?? [] }
  }

  /// Digits are left alone: a repeated one is another number.
  private static func repetition(_ cells: [String], _ random: inout SplitMix) -> [String]? {
    let places = cells.indices.filter { cells[$0].count == 1 && cells[$0].first?.isNumber == false }
    var cells = cells
    for place in random.some(places, limit: 2) {
      cells[place] = String(repeating: cells[place], count: 2 + random.below(3))
    }
    return places.isEmpty ? nil : cells
  }

  private static func pictures(_ cells: [String], _ material: Material, _ random: inout SplitMix) -> [String]? {
    var cells = cells
    var isChanged = false
    for _ in 0..<(1 + random.below(2)) {
      var places: [(at: Int, length: Int, forms: [String])] = []
      for (written, forms) in material.pictures where written.count <= cells.count {
        for at in 0...(cells.count - written.count) where Array(cells[at..<(at + written.count)]) == written {
          places.append((at, written.count, forms))
        }
      }
      guard let place = random.pick(places), let form = random.pick(place.forms) else { break }
      cells.replaceSubrange(place.at..<(place.at + place.length), with: [form])
      isChanged = true
    }
    return isChanged ? cells : nil
  }

  private static func pinyinWhole(_ cells: [String], _ material: Material, _ random: inout SplitMix) -> [String]? {
    guard cells.contains(where: { material.syllables[$0] != nil }) else { return nil }
    let style = random.below(6)
    let separator = random.chance(50) ? " " : ""
    let written = cells.map { cell in
      (material.syllables[cell]?.first).map { Forms.syllable($0)[style % Forms.syllable($0).count] } ?? cell
    }
    return [written.joined(separator: separator)]
  }

  /// Something replaced, then something put between or repeated.
  private static func mixed(_ cells: [String], _ material: Material, _ random: inout SplitMix) -> [String]? {
    let first: [Mutator] = [
      .width, .letterCase, .script, .digits, .emojiSubstituted, .pinyinSyllable, .homophone, .split, .lookalike,
    ]
    let second: [Mutator] = [.invisible, .gapSymbols, .gapBlanks, .emojiInserted, .repetition]
    var usable: [[String]] = []
    for mutator in first { if let changed = mutator.apply(cells, material, &random) { usable.append(changed) } }
    guard let changed = random.pick(usable), let then = random.pick(second) else { return nil }
    return then.apply(changed, material, &random)
  }
}
