/// The messages of a scope read as one passage: a phrase may begin in one message and end in the next.
struct JoinedPassage {
  struct Occurrence {
    let phrase: Int
    let hit: RuleHit
  }

  private let window: LeafWindow
  let units: [UInt16]
  /// Where each message starts in the passage, and its index.
  private let starts: [(start: Int, message: Int)]

  init(_ window: LeafWindow) {
    self.window = window
    var units: [UInt16] = []
    var starts: [(start: Int, message: Int)] = []
    for position in window.written {
      let index = window.view.order[position]
      starts.append((units.count, index))
      units.append(contentsOf: window.view.texts[index].units)
    }
    self.units = units
    self.starts = starts
  }

  /// The occurrences of the leaf's phrases in the passage; of the same one in several views the
  /// plainest.
  func hits(of scan: LeafScan) -> [Occurrence] {
    var seen: Set<[Int]> = []
    var result: [Occurrence] = []
    let views = scan.views.map { ($0, window.view.folding.fold(units, view: $0)) }
    let excuses = views.flatMap { view, folded in ranges(of: scan.excuses, in: folded, view: view).map(\.range) }
    for (view, folded) in views {
      for found in ranges(of: scan.phrases, in: folded, view: view) {
        guard seen.insert([found.phrase, found.range.lower, found.range.upper]).inserted else { continue }
        let spans = split(found.range)
        let isExcused = excuses.contains { $0.contains(found.range) }
        if let why = isExcused ? .excused : suppression(of: found, spans: spans, scan: scan) {
          window.suppress(spans, why: why)
          continue
        }
        guard let last = spans.last else { continue }
        result.append(
          Occurrence(
            phrase: found.phrase,
            hit: RuleHit(
              spans: spans, position: window.view.positions[last.message],
              folds: view == .base ? [] : Array(view.folds.suffix(1)),
              confidence: FoldConfidence.of(view == .base ? [] : Array(view.folds.suffix(1))))))
      }
    }
    return result
  }

  /// Within one message a phrase is as true to words as ever; over the border of two it is read as
  /// one text, which has no words of the dictionary there.
  private func suppression(
    of found: (phrase: Int, range: TextRange), spans: [EvidenceSpan], scan: LeafScan
  ) -> Suppression? {
    guard spans.count == 1, let span = spans.first else {
      return scan.isAsserted ? Polarity.suppression(of: found.range, in: units) : nil
    }
    return MessageScanner.suppression(
      of: span.range, phrase: found.phrase, scan: scan, excuses: [], text: window.view.texts[span.message])
  }

  private func ranges(of phrases: [String], in folded: FoldedText, view: FoldView) -> [(phrase: Int, range: TextRange)]
  {
    let matcher = PhraseMatcher(phrases: phrases.map { window.view.folding.foldPhrase($0, view: view) })
    var matches: [PhraseMatch] = []
    matcher.appendMatches(in: folded.units, to: &matches)
    return matches.map { ($0.phrase, folded.originalRange($0.start..<$0.end)) }
  }

  /// The matches of an expression in the passage, in the last of the views.
  func hits(of expression: LeafScan.ExpressionScan, in scan: LeafScan) throws(RegularExpressionError) -> [RuleHit] {
    let view = scan.views.last ?? .base
    let folded = window.view.folding.fold(units, view: view)
    let found = try expression.expression.makeWorker().matches(in: folded.units, limit: 1000)
    let excuses = try expression.unless?.makeWorker().matches(in: folded.units, limit: 1000) ?? []
    return found.filter { range in
      !range.isEmpty && !excuses.contains { $0.lowerBound <= range.lowerBound && range.upperBound <= $0.upperBound }
    }.compactMap { range in
      let original = folded.originalRange(range)
      let spans = split(original)
      guard let last = spans.last else { return nil }
      if scan.isAsserted, Polarity.suppression(of: original, in: units) != nil { return nil }
      return RuleHit(spans: spans, position: window.view.positions[last.message])
    }
  }

  /// The parts of a range of the passage, by message.
  func split(_ range: TextRange) -> [EvidenceSpan] {
    var spans: [EvidenceSpan] = []
    for (number, entry) in starts.enumerated() {
      let end = number + 1 < starts.count ? starts[number + 1].start : units.count
      let lower = max(range.lower, entry.start)
      let upper = min(range.upper, end)
      if lower < upper {
        spans.append(EvidenceSpan(message: entry.message, range: TextRange(lower - entry.start, upper - entry.start)))
      }
    }
    return spans
  }
}
