/// Looks for everything that the rules want to know of one message. One a thread.
final class MessageScanner {
  /// In one piece, so that a message takes it up once and not with every step.
  private var scan: MessageScan

  /// Of how many leaves it looks for the texts.
  let leafCount: Int

  init(rules: RuleSet, folding: TextFolding, tokenizer: TokenizerWorker) {
    leafCount = rules.leaves.count
    scan = MessageScan(rules: rules, folding: folding, words: PhraseWords(tokenizer: tokenizer))
  }

  /// Adds what message `index` holds to `results`, which are of the leaves of the rules.
  func scan(_ text: TokenizedText, index: Int, role: Role, into results: inout LeafScans) {
    scan.read(text, index: index, role: role, into: &results)
  }

  /// Why an occurrence does not count, or nil where it does.
  static func suppression(
    of range: TextRange, phrase: Int, scan: LeafScan, excuses: [TextRange], text: TokenizedText
  ) -> Suppression? {
    if excuses.contains(where: { $0.contains(range) }) { return .excused }
    if scan.phrases.indices.contains(phrase),
      text.isCutOff(range, from: scan.phrases[phrase], boundary: scan.boundary, words: nil)
    {
      return .boundary
    }
    return scan.isAsserted ? Polarity.suppression(of: range, in: text.units) : nil
  }
}

/// The rules' phrases and expressions as messages are searched for them, with storage for one message.
private struct MessageScan {
  private let folding: TextFolding
  private let views: [FoldView]
  private let ungated: [[Int]]
  private let matcher: PhraseMatcher
  private let uses: ScanUses
  private let leaves: [ScanLeaf]
  /// By leaf, its phrases.
  private let leafPhrases: [[String]]
  /// By leaf, the roles that it looks at: a bit a role.
  private let roles: [UInt8]
  private let expressions: ExpressionPrograms.Compiled
  private let words: PhraseWords
  /// By expression; nil until it is asked the first time, since of many rules most never are.
  private var searches: [ExpressionSearch?]
  /// The phrases that occurred, by the numbers that `ScanLeaf.firstPhrase` counts from.
  private var phrases: [BoundaryPhrase?]

  // Storage for one message, used again for the next.
  private var readings = FoldReadings()
  private var matches: [PhraseMatch] = []
  private var found: [ScanFindings.Found] = []
  /// The leaves whose expressions have to be asked, and by leaf whether it is one of them.
  private var gated: [Int] = []
  private var isGated: [Bool]
  private var findings = ScanFindings()
  private var text = ExpressionText()
  private var ranges: [Range<Int>] = []
  private var folds: [[Fold]] = []

  init(rules: RuleSet, folding: TextFolding, words: PhraseWords) {
    self.folding = folding
    self.words = words
    (views, ungated, matcher) = (rules.scan.views, rules.scan.ungated, rules.scan.matcher)
    uses = ScanUses(rules.scan)
    expressions = rules.expressions.value
    var leaves: [ScanLeaf] = []
    var expressionCount = 0
    var phraseCount = 0
    for leaf in rules.leaves {
      var known = ScanLeaf(leaf, firstPhrase: phraseCount)
      phraseCount += known.phraseCount
      if let expression = leaf.scan?.expression {
        known.search = expressionCount
        expressionCount += 1
        if expression.unless != nil {
          known.unless = expressionCount
          expressionCount += 1
        }
      }
      leaves.append(known)
    }
    self.leaves = leaves
    leafPhrases = rules.leaves.map { $0.scan?.phrases ?? [] }
    roles = rules.leaves.map(ScanLeaf.roles(of:))
    isGated = Array(repeating: false, count: leaves.count)
    phrases = Array(repeating: nil, count: phraseCount)
    searches = Array(repeating: nil, count: expressions.count)
  }

  mutating func read(_ message: TokenizedText, index: Int, role: Role, into results: inout LeafScans) {
    let roleBit = ScanLeaf.bit(of: role)
    findings.removeAll()
    folds.removeAll(keepingCapacity: true)
    folding.read(message.units.span, views: views, into: &readings)
    for number in 0..<readings.count {
      let ofReading = readings.views(number)
      let folded = readings.text(number)
      if number > 0, let last = views[ofReading.lowerBound].folds.last { folds.append((folds.last ?? []) + [last]) }
      text.forget()
      findPhrases(of: ofReading, in: folded.units, roleBit)
      var next = 0
      for view in ofReading {
        next = add(from: next, of: view, in: folded)
        for leaf in gated where roles[leaf] & roleBit != 0 {
          search(leaf, in: folded, message: index, &results)
        }
      }
    }
    if !findings.occurrences.isEmpty { judge(message, index: index, into: &results) }
  }

  /// Looks for the phrases of some views, which read the text alike: what is found goes to `found`, by view.
  private mutating func findPhrases(of views: Range<Int>, in units: [UInt16], _ roleBit: UInt8) {
    found.removeAll(keepingCapacity: true)
    matches.removeAll(keepingCapacity: true)
    matcher.appendMatches(in: units.span, to: &matches)
    var isInOrder = true
    for match in matches {
      for place in uses.range(of: match.phrase) {
        let use = uses[place]
        let view = Int(use.view)
        guard view == views.lowerBound || use.isFresh && views.contains(view),
          use.kind == .gate || roles[Int(use.leaf)] & roleBit != 0
        else { continue }
        if let last = found.last, last.use.view > use.view { isInOrder = false }
        found.append(ScanFindings.Found(use: use, start: match.start, end: match.end, number: found.count))
      }
    }
    if !isInOrder { found.sort { ($0.use.view, $0.number) < ($1.use.view, $1.number) } }
  }

  /// Adds what was found of a view from place `first` of `found` on; gives the place behind. The leaves whose expressions
  /// may match go to `gated`, each once.
  private mutating func add(from first: Int, of view: Int, in folded: FoldedText) -> Int {
    var next = first
    for leaf in gated { isGated[leaf] = false }
    gated.removeAll(keepingCapacity: true)
    while next < found.count, Int(found[next].use.view) == view {
      let use = found[next].use
      let leaf = Int(use.leaf)
      switch use.kind {
      case .phrase:
        let range = folded.originalRange(found[next].start..<found[next].end)
        findings.add(ScanOccurrence(leaf: leaf, phrase: Int(use.phrase), range: range), folds: folds.count)
      case .excuse: findings.addExcuse(folded.originalRange(found[next].start..<found[next].end), leaf: leaf)
      case .gate where !isGated[leaf]:
        isGated[leaf] = true
        gated.append(leaf)
      case .gate: break
      }
      next += 1
    }
    gated.append(contentsOf: ungated[view])
    return next
  }

  private mutating func search(
    _ leaf: Int, in folded: FoldedText, message: Int, _ results: inout LeafScans
  ) {
    let known = leaves[leaf]
    guard known.search >= 0 else { return }
    text.read(folded.units, alphabet: expressions.alphabet)
    do throws(RegularExpressionError) {
      ranges.removeAll(keepingCapacity: true)
      try appendRanges(of: known.search, in: folded.units)
      let own = ranges.count
      guard own > 0 else { return }
      if known.unless >= 0 {
        try appendRanges(of: known.unless, in: folded.units)
      }
      for range in ranges[own...] where !range.isEmpty {
        findings.addExcuse(folded.originalRange(range), leaf: leaf)
      }
      for range in ranges[..<own] where !range.isEmpty {
        findings.add(
          ScanOccurrence(leaf: leaf, phrase: 0, range: folded.originalRange(range)), folds: folds.count)
      }
    } catch {
      results.addExceeded(message: message, leaf: leaf)
    }
  }

  /// Appends the matches of an expression to `ranges`.
  private mutating func appendRanges(of number: Int, in units: [UInt16]) throws(RegularExpressionError) {
    if searches[number] == nil { searches[number] = expressions.search(number) }
    try searches[number]?.appendRanges(in: units, text, limit: Self.mostMatches, to: &ranges)
  }

  private static let mostMatches = 1000

  /// Decides which of the occurrences count.
  private mutating func judge(_ message: TokenizedText, index: Int, into results: inout LeafScans) {
    var cuts: DictionaryWords?
    for (occurrence, number) in findings.occurrences {
      let leaf = leaves[occurrence.leaf]
      results.add(
        ScanHit(
          message: index, phrase: occurrence.phrase, range: occurrence.range,
          folds: number == 0 ? [] : folds[number - 1],
          suppression: suppression(
            of: occurrence, leaf, byShape: number > 0 && folds[number - 1].last == .lookalike, in: message, &cuts)),
        leaf: occurrence.leaf)
    }
  }

  private mutating func suppression(
    of occurrence: ScanOccurrence, _ leaf: ScanLeaf, byShape: Bool, in message: TokenizedText,
    _ cuts: inout DictionaryWords?
  ) -> Suppression? {
    if findings.isExcused(occurrence) { return .excused }
    guard leaf.mayBeSuppressed else { return nil }
    if occurrence.phrase < leaf.phraseCount {
      let phrase = phrase(occurrence.phrase, of: occurrence.leaf)
      if byShape, message.hasWords(in: occurrence.range, whereUnlike: phrase.units) { return .boundary }
      if message.isCutOff(occurrence.range, from: phrase, boundary: leaf.boundary, words: words, cuts: &cuts) {
        return .boundary
      }
    }
    return leaf.isAsserted ? Polarity.suppression(of: occurrence.range, in: message.units) : nil
  }

  private mutating func phrase(_ number: Int, of leaf: Int) -> BoundaryPhrase {
    let place = leaves[leaf].firstPhrase + number
    if let known = phrases[place] { return known }
    let phrase = BoundaryPhrase(leafPhrases[leaf][number], words: words)
    phrases[place] = phrase
    return phrase
  }
}

/// What the scan has to know of a leaf at every occurrence; nothing in it is counted, so it is copied at no cost.
private struct ScanLeaf {
  /// Whether an occurrence may not count, whatever excuses there are.
  let mayBeSuppressed: Bool
  let isAsserted: Bool
  let boundary: WordBoundary?
  /// The number of its first phrase among those of all leaves, and how many it has.
  let firstPhrase: Int
  let phraseCount: Int
  /// The numbers of its expressions; −1 for none.
  var search = -1
  var unless = -1

  init(_ leaf: CompiledLeaf, firstPhrase: Int) {
    let scan = leaf.scan
    mayBeSuppressed =
      scan.map { $0.boundary != .any || $0.isAsserted || $0.views.contains { $0.last >= .gap } } ?? false
    isAsserted = scan?.isAsserted ?? false
    boundary = scan?.boundary
    phraseCount = scan?.phrases.count ?? 0
    self.firstPhrase = firstPhrase
  }

  static func roles(of leaf: CompiledLeaf) -> UInt8 {
    Role.allCases.reduce(0) { $0 | (leaf.looksAt($1) ? bit(of: $1) : 0) }
  }

  static func bit(of role: Role) -> UInt8 {
    switch role {
    case .customer: 1
    case .agent: 2
    case .bot: 4
    case .system: 8
    case .unknown: 16
    }
  }
}
