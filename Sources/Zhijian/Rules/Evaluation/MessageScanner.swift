/// Looks for everything that the rules want to know of one message, in one pass a view. One a thread.
final class MessageScanner {
  private let rules: RuleSet
  private let folding: TextFolding
  private var expressions: [Int: (search: RegularExpressionWorker, unless: RegularExpressionWorker?)] = [:]
  private var matches: [PhraseMatch] = []

  private let tokenizer: TokenizerWorker
  /// Whether ICU's dictionary has a phrase as a word.
  private var knownWords: [String: Bool] = [:]

  init(rules: RuleSet, folding: TextFolding, tokenizer: TokenizerWorker) {
    self.rules = rules
    self.folding = folding
    self.tokenizer = tokenizer
    for (leaf, compiled) in rules.leaves.enumerated() {
      if let expression = compiled.scan?.expression {
        expressions[leaf] = (expression.expression.makeWorker(), expression.unless?.makeWorker())
      }
    }
  }

  /// An occurrence before it is known whether it counts.
  private struct Occurrence: Hashable {
    let leaf: Int
    let phrase: Int
    let range: TextRange
  }

  /// Adds what message `index` holds to `results`, which has an entry for every leaf.
  func scan(_ text: TokenizedText, index: Int, role: Role, into results: inout [LeafScanResult]) {
    var found: [Occurrence: [Fold]] = [:]
    var order: [Occurrence] = []
    var excuses: [Int: [TextRange]] = [:]
    var folds: [Fold] = []
    var previous: [UInt16]?
    for scan in rules.scans {
      let folded = folding.fold(text.units, view: scan.view)
      let isChanged = previous.map { $0 != folded.units } ?? true
      if isChanged, previous != nil, let last = scan.view.folds.last { folds.append(last) }
      previous = folded.units
      let table = isChanged ? scan.all : scan.fresh
      var gated = Set(scan.ungated)
      if !table.isEmpty {
        matches.removeAll(keepingCapacity: true)
        table.matcher.appendMatches(in: folded.units, to: &matches)
        for match in matches {
          for use in table.uses[match.phrase] {
            switch use {
            case .phrase(let leaf, let number):
              guard rules.leaves[leaf].looksAt(role) else { continue }
              let occurrence = Occurrence(
                leaf: leaf, phrase: number, range: folded.originalRange(match.start..<match.end))
              if found[occurrence] == nil {
                found[occurrence] = folds
                order.append(occurrence)
              }
            case .excuse(let leaf):
              excuses[leaf, default: []].append(folded.originalRange(match.start..<match.end))
            case .gate(let leaf):
              gated.insert(leaf)
            }
          }
        }
      }
      for leaf in gated.sorted() where rules.leaves[leaf].looksAt(role) {
        search(
          leaf, in: folded, message: index, folds: folds, found: &found, order: &order, excuses: &excuses, &results)
      }
    }
    for occurrence in order {
      guard let folds = found[occurrence], let scan = rules.leaves[occurrence.leaf].scan else { continue }
      let suppression = Self.suppression(
        of: occurrence.range, phrase: occurrence.phrase, scan: scan, excuses: excuses[occurrence.leaf] ?? [],
        text: text,
        isKnownWord: isKnownWord)
      results[occurrence.leaf].hits.append(
        ScanHit(
          message: index, phrase: occurrence.phrase, range: occurrence.range, folds: folds, suppression: suppression))
    }
  }

  private func search(
    _ leaf: Int, in folded: FoldedText, message: Int, folds: [Fold], found: inout [Occurrence: [Fold]],
    order: inout [Occurrence], excuses: inout [Int: [TextRange]], _ results: inout [LeafScanResult]
  ) {
    guard let workers = expressions[leaf] else { return }
    do throws(RegularExpressionError) {
      let ranges = try workers.search.matches(in: folded.units, limit: 1000)
      guard !ranges.isEmpty else { return }
      if let unless = workers.unless {
        for range in try unless.matches(in: folded.units, limit: 1000) where !range.isEmpty {
          excuses[leaf, default: []].append(folded.originalRange(range))
        }
      }
      for range in ranges where !range.isEmpty {
        let occurrence = Occurrence(leaf: leaf, phrase: 0, range: folded.originalRange(range))
        if found[occurrence] == nil {
          found[occurrence] = folds
          order.append(occurrence)
        }
      }
    } catch {
      results[leaf].limitExceededAt.append(message)
    }
  }

  private func isKnownWord(_ phrase: String) -> Bool {
    if let known = knownWords[phrase] { return known }
    let known = tokenizer.tokenize(Array(phrase.utf16)).dictionaryCuts.count <= 2
    knownWords[phrase] = known
    return known
  }

  /// Why an occurrence does not count, or nil where it does.
  static func suppression(
    of range: TextRange, phrase: Int, scan: LeafScan, excuses: [TextRange], text: TokenizedText,
    isKnownWord: (String) -> Bool = { _ in true }
  ) -> Suppression? {
    if excuses.contains(where: { $0.contains(range) }) { return .excused }
    let boundary =
      scan.boundary
      ?? (scan.phrases.indices.contains(phrase) ? WordBoundary.defaultBoundary(of: scan.phrases[phrase]) : .any)
    switch boundary {
    case .any: break
    case .word: if !text.isDictionaryCut(at: range.lower) || !text.isDictionaryCut(at: range.upper) { return .boundary }
    case .inside:
      if let overlap = text.partialOverlap(of: range) {
        // Where ICU does not know the phrase it had no choice and left a stray character (微|信号): the
        // phrase counts as a word if the text then falls into no more of them.
        let isKnown = scan.phrases.indices.contains(phrase) ? isKnownWord(scan.phrases[phrase]) : true
        let words = overlap.region.count - range.count + 1
        if isKnown || words > overlap.words || !text.hasStrayCharacter(in: range) { return .boundary }
      }
    }
    return scan.isAsserted ? Polarity.suppression(of: range, in: text.units) : nil
  }
}

extension WordBoundary {
  /// `word` for one character and for phrases with a Latin or digit edge, else `inside`.
  static func defaultBoundary(of phrase: String) -> WordBoundary {
    let scalars = Array(phrase.unicodeScalars)
    func isPlain(_ scalar: Unicode.Scalar?) -> Bool {
      guard let scalar else { return false }
      return scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
    }
    if scalars.count <= 1 || isPlain(scalars.first) || isPlain(scalars.last) { return .word }
    return .inside
  }
}

extension TokenizedText {
  /// The words of ICU's dictionary that overlap the range in part, with the range itself: where they
  /// lie, and into how many words ICU cuts that place. Nil where each word holds the range or lies in it.
  ///
  /// A word of which only function characters lie outside the range does not count: ICU's dictionary
  /// glues them to their neighbours (如有, 我的, 黑了), and 有问题随时 is in 如有问题随时 all the same.
  func partialOverlap(of range: TextRange) -> (region: TextRange, words: Int)? {
    guard !range.isEmpty else { return nil }
    func word(around unit: Int) -> TextRange? {
      let place = firstCut(notBelow: unit)
      guard place > 0, place < dictionaryCuts.count, Int(dictionaryCuts[place]) != unit else { return nil }
      return TextRange(Int(dictionaryCuts[place - 1]), Int(dictionaryCuts[place]))
    }
    func isLoose(_ outside: Range<Int>) -> Bool {
      outside.allSatisfy { units.indices.contains($0) && FunctionCharacters.contains(units[$0]) }
    }
    var lower = range.lower
    var upper = range.upper
    if let first = word(around: lower), first.upper < upper, !isLoose(first.lower..<lower) { lower = first.lower }
    if let last = word(around: upper), last.lower > range.lower, !isLoose(upper..<last.upper) { upper = last.upper }
    guard lower < range.lower || upper > range.upper else { return nil }
    return (TextRange(lower, upper), firstCut(notBelow: upper) - firstCut(notBelow: lower))
  }

  /// Whether ICU cut a single character out of the range that is no function character.
  func hasStrayCharacter(in range: TextRange) -> Bool {
    var place = firstCut(notBelow: range.lower)
    while place + 1 < dictionaryCuts.count, Int(dictionaryCuts[place + 1]) <= range.upper {
      let unit = Int(dictionaryCuts[place])
      let isSingle = Int(dictionaryCuts[place + 1]) == unit + 1
      if isSingle, units.indices.contains(unit), !FunctionCharacters.contains(units[unit]) { return true }
      place += 1
    }
    return false
  }

  /// The number of the first cut at or behind a unit.
  private func firstCut(notBelow unit: Int) -> Int {
    var lower = 0
    var upper = dictionaryCuts.count
    while lower < upper {
      let middle = (lower + upper) / 2
      if Int(dictionaryCuts[middle]) < unit { lower = middle + 1 } else { upper = middle }
    }
    return lower
  }
}

/// Characters that stand for themselves beside a word: pronouns, particles, auxiliaries, adverbs.
enum FunctionCharacters {
  private static let all = Set(
    "我你您他她它咱就也都又再还才只不没是有的地得了着过去来到把被给让跟在和与及或如若这那哪很太已可要会能想吧吗呢啊呀哦哈嘛么们见看说为对从向以之其所将请先后上下里个点些".utf16)

  static func contains(_ unit: UInt16) -> Bool { all.contains(unit) }
}
