/// Looks for everything that the rules want to know of one message, in one pass a view. One a thread.
final class MessageScanner {
  private let rules: RuleSet
  private let folding: TextFolding
  private let views: [FoldView]
  /// By view, what the phrases of its two tables are for.
  private let uses: [(all: ScanUses, fresh: ScanUses)]
  /// By leaf, the roles that it looks at: a bit a role.
  private let roles: [UInt8]
  /// By leaf, whether an occurrence may not count.
  private let mayBeSuppressed: [Bool]
  private let expressions: [LeafExpression?]
  private let alphabet: ScreenAlphabet
  private var screens: [RegularExpressionScreen] = []
  /// By leaf, the number of its expression's screen; −1 for none.
  private var screenNumbers: [Int] = []
  // Storage for one message, used again for the next.
  private var readings = FoldReadings()
  private var matches: [PhraseMatch] = []
  private var gated: [Int] = []
  private var findings = ScanFindings()
  private var classes: [UInt16] = []

  private let words: PhraseWords

  private struct LeafExpression {
    let search: RegularExpressionWorker
    let unless: RegularExpressionWorker?
  }

  init(rules: RuleSet, folding: TextFolding, tokenizer: TokenizerWorker) {
    self.rules = rules
    self.folding = folding
    words = PhraseWords(tokenizer: tokenizer)
    views = rules.scans.map(\.view)
    uses = rules.scans.map { (all: ScanUses($0.all), fresh: ScanUses($0.fresh)) }
    roles = rules.leaves.map { leaf in
      Role.allCases.enumerated().reduce(0) { $0 | (leaf.looksAt($1.element) ? 1 << UInt8($1.offset) : 0) }
    }
    mayBeSuppressed = rules.leaves.map { leaf in
      guard let scan = leaf.scan else { return false }
      return scan.boundary != .any || scan.isAsserted || scan.views.contains { $0.last >= .gap }
    }
    expressions = rules.leaves.map { leaf in
      leaf.scan?.expression.map {
        LeafExpression(search: $0.expression.makeWorker(), unless: $0.unless?.makeWorker())
      }
    }
    let programs = rules.leaves.map { leaf in
      leaf.scan?.expression.flatMap { $0.expression.screenedPattern }.flatMap { ScreenProgram($0) }
    }
    alphabet = ScreenAlphabet(programs.compactMap { $0 })
    for program in programs {
      screenNumbers.append(program == nil ? -1 : screens.count)
      if let program { screens.append(RegularExpressionScreen(program, alphabet: alphabet)) }
    }
  }

  /// Adds what message `index` holds to `results`, which has an entry for every leaf.
  func scan(_ text: TokenizedText, index: Int, role: Role, into results: inout [LeafScanResult]) {
    let roleBit = Self.bit(of: role)
    var folds: [[Fold]] = [[]]
    findings.removeAll()
    folding.read(text.units.span, views: views, into: &readings)
    for number in 0..<readings.count {
      let reading = readings[number]
      classes.removeAll(keepingCapacity: true)
      for view in reading.views {
        let isChanged = view == reading.views.lowerBound
        if isChanged, number > 0, let last = views[view].folds.last { folds.append((folds.last ?? []) + [last]) }
        gated.removeAll(keepingCapacity: true)
        search(view, isChanged: isChanged, in: reading.text, roleBit, folds: folds.count - 1)
        let ungated = rules.scans[view].ungated
        if !gated.isEmpty {
          gated.append(contentsOf: ungated)
          gated.sort()
        }
        var previous = -1
        for leaf in gated.isEmpty ? ungated : gated where leaf != previous {
          previous = leaf
          guard roles[leaf] & roleBit != 0, mayMatch(leaf, in: reading.text) else { continue }
          search(leaf, in: reading.text, message: index, folds: folds.count - 1, &results)
        }
      }
    }
    for (occurrence, number) in findings.occurrences {
      let excuses = findings.excuses(of: occurrence.leaf)
      var suppression: Suppression?
      if mayBeSuppressed[occurrence.leaf] || !excuses.isEmpty, let scan = rules.leaves[occurrence.leaf].scan {
        suppression = Self.suppression(
          of: occurrence.range, phrase: occurrence.phrase, scan: scan, excuses: excuses, text: text,
          words: words)
      }
      results[occurrence.leaf].hits.append(
        ScanHit(
          message: index, phrase: occurrence.phrase, range: occurrence.range, folds: folds[number],
          suppression: suppression))
    }
  }

  private static func bit(of role: Role) -> UInt8 {
    Role.allCases.firstIndex(of: role).map { 1 << UInt8($0) } ?? 0
  }

  /// Looks for the phrases of a view; the leaves whose expressions may match go to `gated`.
  private func search(_ view: Int, isChanged: Bool, in folded: FoldedText, _ roleBit: UInt8, folds: Int) {
    matches.removeAll(keepingCapacity: true)
    if isChanged {
      rules.scans[view].all.matcher.appendMatches(in: folded.units, to: &matches)
    } else {
      rules.scans[view].fresh.matcher.appendMatches(in: folded.units, to: &matches)
    }
    for match in matches {
      for use in isChanged ? uses[view].all.uses(of: match.phrase) : uses[view].fresh.uses(of: match.phrase) {
        let leaf = Int(use.leaf)
        guard use.kind == .gate || roles[leaf] & roleBit != 0 else { continue }
        switch use.kind {
        case .phrase:
          let range = folded.originalRange(match.start..<match.end)
          findings.add(ScanOccurrence(leaf: leaf, phrase: Int(use.phrase), range: range), folds: folds)
        case .excuse: findings.addExcuse(folded.originalRange(match.start..<match.end), leaf: leaf)
        case .gate: gated.append(leaf)
        }
      }
    }
  }

  /// Whether the expression of a leaf has to be asked.
  private func mayMatch(_ leaf: Int, in folded: FoldedText) -> Bool {
    let screen = screenNumbers[leaf]
    guard screen >= 0, let last = folded.units.last else { return true }
    // A line end at the end is an end to ICU.
    if last < 0x0E || ScreenUnits.lineEnds.contains(last) { return true }
    if classes.isEmpty {
      let table = alphabet.classes
      for unit in folded.units { classes.append(table[Int(unit)]) }
    }
    let classes = classes
    return screens[screen].mayMatch(classes.span)
  }

  private func search(
    _ leaf: Int, in folded: FoldedText, message: Int, folds: Int, _ results: inout [LeafScanResult]
  ) {
    guard let workers = expressions[leaf] else { return }
    do throws(RegularExpressionError) {
      let ranges = try workers.search.matches(in: folded.units, limit: 1000)
      guard !ranges.isEmpty else { return }
      if let unless = workers.unless {
        for range in try unless.matches(in: folded.units, limit: 1000) where !range.isEmpty {
          findings.addExcuse(folded.originalRange(range), leaf: leaf)
        }
      }
      for range in ranges where !range.isEmpty {
        findings.add(ScanOccurrence(leaf: leaf, phrase: 0, range: folded.originalRange(range)), folds: folds)
      }
    } catch {
      results[leaf].limitExceededAt.append(message)
    }
  }

  /// Why an occurrence does not count, or nil where it does.
  static func suppression(
    of range: TextRange, phrase: Int, scan: LeafScan, excuses: [TextRange], text: TokenizedText,
    words: PhraseWords? = nil
  ) -> Suppression? {
    if excuses.contains(where: { $0.contains(range) }) { return .excused }
    if scan.phrases.indices.contains(phrase),
      text.isCutOff(range, from: scan.phrases[phrase], boundary: scan.boundary, words: words)
    {
      return .boundary
    }
    return scan.isAsserted ? Polarity.suppression(of: range, in: text.units) : nil
  }
}
