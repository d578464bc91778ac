/// Looks for everything that the rules want to know of one message, in one pass a view. One a thread.
final class MessageScanner {
  private let rules: RuleSet
  private let folding: TextFolding
  private var expressions: [Int: (search: RegularExpressionWorker, unless: RegularExpressionWorker?)] = [:]
  private let views: [FoldView]
  // Storage for one message, used again for the next.
  private var readings = FoldReadings()
  private var matches: [PhraseMatch] = []
  private var gated: [Int] = []

  private let words: PhraseWords

  init(rules: RuleSet, folding: TextFolding, tokenizer: TokenizerWorker) {
    self.rules = rules
    self.folding = folding
    words = PhraseWords(tokenizer: tokenizer)
    views = rules.scans.map(\.view)
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

  /// What was found in one message so far.
  private struct Findings {
    /// The folds that each occurrence needed.
    var found: [Occurrence: [Fold]] = [:]
    var order: [Occurrence] = []
    var excuses: [Int: [TextRange]] = [:]

    mutating func add(_ occurrence: Occurrence, folds: [Fold]) {
      guard found[occurrence] == nil else { return }
      found[occurrence] = folds
      order.append(occurrence)
    }
  }

  /// Adds what message `index` holds to `results`, which has an entry for every leaf.
  func scan(_ text: TokenizedText, index: Int, role: Role, into results: inout [LeafScanResult]) {
    var findings = Findings()
    var folds: [Fold] = []
    folding.read(text.units.span, views: views, into: &readings)
    for number in 0..<readings.count {
      let reading = readings[number]
      for view in reading.views {
        let scan = rules.scans[view]
        let isChanged = view == reading.views.lowerBound
        if isChanged, number > 0, let last = scan.view.folds.last { folds.append(last) }
        gated.removeAll(keepingCapacity: true)
        let table = isChanged ? scan.all : scan.fresh
        if !table.isEmpty { search(table, in: reading.text, role: role, folds: folds, &findings) }
        if !gated.isEmpty {
          gated.append(contentsOf: scan.ungated)
          gated.sort()
        }
        var previous = -1
        for leaf in gated.isEmpty ? scan.ungated : gated where leaf != previous {
          previous = leaf
          guard rules.leaves[leaf].looksAt(role) else { continue }
          search(leaf, in: reading.text, message: index, folds: folds, &findings, &results)
        }
      }
    }
    for occurrence in findings.order {
      guard let folds = findings.found[occurrence], let scan = rules.leaves[occurrence.leaf].scan else { continue }
      let suppression = Self.suppression(
        of: occurrence.range, phrase: occurrence.phrase, scan: scan,
        excuses: findings.excuses[occurrence.leaf] ?? [], text: text, words: words)
      results[occurrence.leaf].hits.append(
        ScanHit(
          message: index, phrase: occurrence.phrase, range: occurrence.range, folds: folds, suppression: suppression))
    }
  }

  /// Looks for the phrases of a table; the leaves whose expressions may match go to `gated`.
  private func search(
    _ table: ViewScan.Table, in folded: FoldedText, role: Role, folds: [Fold], _ findings: inout Findings
  ) {
    matches.removeAll(keepingCapacity: true)
    table.matcher.appendMatches(in: folded.units, to: &matches)
    for match in matches {
      for use in table.uses[match.phrase] {
        switch use {
        case .phrase(let leaf, let number):
          guard rules.leaves[leaf].looksAt(role) else { continue }
          let range = folded.originalRange(match.start..<match.end)
          findings.add(Occurrence(leaf: leaf, phrase: number, range: range), folds: folds)
        case .excuse(let leaf):
          guard rules.leaves[leaf].looksAt(role) else { continue }
          findings.excuses[leaf, default: []].append(folded.originalRange(match.start..<match.end))
        case .gate(let leaf): gated.append(leaf)
        }
      }
    }
  }

  private func search(
    _ leaf: Int, in folded: FoldedText, message: Int, folds: [Fold], _ findings: inout Findings,
    _ results: inout [LeafScanResult]
  ) {
    guard let workers = expressions[leaf] else { return }
    do throws(RegularExpressionError) {
      let ranges = try workers.search.matches(in: folded.units, limit: 1000)
      guard !ranges.isEmpty else { return }
      if let unless = workers.unless {
        for range in try unless.matches(in: folded.units, limit: 1000) where !range.isEmpty {
          findings.excuses[leaf, default: []].append(folded.originalRange(range))
        }
      }
      for range in ranges where !range.isEmpty {
        findings.add(Occurrence(leaf: leaf, phrase: 0, range: folded.originalRange(range)), folds: folds)
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
