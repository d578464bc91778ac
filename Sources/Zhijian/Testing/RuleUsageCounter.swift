/// Counts how often rules and their phrases hit, conversation by conversation. On one thread at a time.
public final class RuleUsageCounter {
  public private(set) var usage = RuleUsage()
  private let analyzer: Analyzer
  private let worker: AnalyzerWorker
  private let tokenizer: TokenizerWorker
  private let scanner: MessageScanner
  private var leaves: [Leaf] = []

  /// A leaf of the rule set with its place in `usage`.
  private struct Leaf {
    let number: Int
    let rule: Int
    let place: Int
    let include: Set<HiddenMessages>
    let view: FoldView
    let literals: [[UInt16]]
  }

  public init(analyzer: Analyzer) throws(DiagnosticsError) {
    self.analyzer = analyzer
    worker = try analyzer.makeWorker()
    tokenizer = try analyzer.tokenizer.makeWorker()
    scanner = MessageScanner(rules: analyzer.rules, folding: analyzer.folding, tokenizer: tokenizer)
    for (number, entry) in analyzer.rules.entries.enumerated() {
      usage.rules.append(.init(rule: entry.rule.id, title: entry.rule.title))
      if let given = entry.rule.given { collect(given, of: entry, rule: number, isFinding: false) }
      collect(entry.rule.condition, of: entry, rule: number, isFinding: entry.rule.verb == .forbid)
    }
    leaves.sort { $0.number < $1.number }
  }

  private func collect(_ node: ConditionNode, of entry: RuleEntry, rule: Int, isFinding: Bool) {
    var isFinding = isFinding
    switch node.logic {
    case .leaf(let leaf, let id):
      if let scan = leaf.scan {
        var use = RuleUsage.LeafUse(location: node.location, isFinding: isFinding)
        use.phrases = scan.phrases.map { RuleUsage.PhraseUse(phrase: $0) }
        use.expression = scan.expression.map { RuleUsage.ExpressionUse(pattern: $0.expression.pattern) }
        leaves.append(
          Leaf(
            number: entry.leafBase + id.index, rule: rule, place: usage.rules[rule].leaves.count,
            include: node.scope.include ?? [], view: scan.views.last ?? .base,
            literals: (scan.expression?.expression.requiredLiterals?.first ?? []).map { Array($0.utf16) }))
        usage.rules[rule].leaves.append(use)
      }
      isFinding = false
    case .not, .sequence: isFinding = false
    case .all, .any, .atLeast: break
    }
    for child in node.children { collect(child, of: entry, rule: rule, isFinding: isFinding) }
  }

  /// Adds a finished conversation.
  public func add(_ transcript: Transcript) {
    usage.conversations += 1
    for (number, outcome) in worker.evaluate(transcript).outcomes.enumerated() where number < usage.rules.count {
      usage.rules[number].results[outcome.result, default: 0] += 1
      usage.rules[number].findings += outcome.findings.count
    }
    var found: Set<Found> = []
    for message in transcript.messages.prefix(Transcript.maximumMessages) {
      guard message.isWritten || message.kind == .autoReply || message.kind == .note else { continue }
      usage.messages += 1
      scan(message, &found)
    }
    for item in found { usage.rules[item.rule].leaves[item.leaf].phrases[item.phrase].conversations += 1 }
  }

  private struct Found: Hashable {
    let rule: Int
    let leaf: Int
    let phrase: Int
  }

  private func scan(_ message: Message, _ found: inout Set<Found>) {
    let text = tokenizer.tokenize(Array(message.text.utf16))
    var results = LeafScans(leaves: analyzer.rules.leaves.count)
    scanner.scan(text, index: 0, role: message.role, into: &results)
    var folded: [FoldView: [UInt16]] = [:]
    for leaf in leaves {
      guard analyzer.rules.leaves[leaf.number].looksAt(message.role), isVisible(message, leaf.include) else { continue }
      usage.rules[leaf.rule].leaves[leaf.place].seen += 1
      let result = results[leaf.number]
      if usage.rules[leaf.rule].leaves[leaf.place].expression != nil {
        if folded[leaf.view] == nil { folded[leaf.view] = analyzer.folding.fold(text.units, view: leaf.view).units }
        let units = folded[leaf.view] ?? []
        let isCandidate = leaf.literals.isEmpty || leaf.literals.contains { Self.holds(units, $0) }
        count(result, isCandidate: isCandidate, &usage.rules[leaf.rule].leaves[leaf.place].expression)
      } else if !result.hits.isEmpty {
        var hit: Set<Int> = []
        for occurrence in result.hits {
          if let suppression = occurrence.suppression {
            usage.rules[leaf.rule].leaves[leaf.place].phrases[occurrence.phrase].suppressed[suppression, default: 0] +=
              1
          } else if hit.insert(occurrence.phrase).inserted {
            usage.rules[leaf.rule].leaves[leaf.place].phrases[occurrence.phrase].messages += 1
            found.insert(Found(rule: leaf.rule, leaf: leaf.place, phrase: occurrence.phrase))
          }
        }
      }
    }
  }

  private func count(_ result: LeafScanResult, isCandidate: Bool, _ use: inout RuleUsage.ExpressionUse?) {
    if isCandidate { use?.candidates += 1 }
    if !result.limitExceededAt.isEmpty { use?.exhausted += 1 }
    if result.hits.contains(where: { $0.suppression == nil }) { use?.messages += 1 }
    for case let reason? in result.hits.map(\.suppression) { use?.suppressed[reason, default: 0] += 1 }
  }

  private func isVisible(_ message: Message, _ include: Set<HiddenMessages>) -> Bool {
    if message.kind == .note { return include.contains(.note) }
    if message.isRecalled { return include.contains(.recalled) }
    return !message.isAutoReply || include.contains(.autoReply)
  }

  private static func holds(_ text: [UInt16], _ part: [UInt16]) -> Bool {
    guard let first = part.first, part.count <= text.count else { return false }
    return (0...(text.count - part.count)).contains { start in
      text[start] == first && text[start..<(start + part.count)].elementsEqual(part)
    }
  }
}
