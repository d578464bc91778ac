/// Asks the scanner that judges messages what a text would give: the linter says nothing of phrases that it has not
/// seen happen. Not safe to share between threads.
final class PhraseProbe {
  let folding: TextFolding
  private let tokenizer: TokenizerWorker
  private var prepared: (rule: String, scanner: MessageScanner, results: LeafScans)?

  init(folding: TextFolding, tokenizer: TokenizerWorker) {
    self.folding = folding
    self.tokenizer = tokenizer
  }

  /// What the leaf `id` of `rule` finds in `text`, said by somebody that the leaf looks at.
  func hits(in text: String, of leaf: PhraseLeaf, rule: Rule) -> [ScanHit] {
    if prepared?.rule != rule.id {
      let set = RuleSet([rule], folding: folding)
      prepared = (
        rule.id,
        MessageScanner(rules: set, folding: folding.bridging(set.phrasesWithGaps), tokenizer: tokenizer),
        LeafScans(leaves: set.leaves.count)
      )
    }
    guard let prepared, prepared.results.indices.contains(leaf.id.index) else { return [] }
    var results = prepared.results
    prepared.scanner.scan(
      tokenizer.tokenize(Array(text.utf16)), index: 0, role: Self.role(of: leaf.node.scope.role), into: &results)
    return results[leaf.id.index].hits
  }

  /// A phrase as the base view reads it.
  func folded(_ phrase: String) -> [UInt16] { folding.foldPhrase(phrase, view: .base) }

  private static func role(of role: ScopeRole?) -> Role {
    switch role {
    case .customer: .customer
    case .bot: .bot
    case .system: .system
    case .agent, .any, nil: .agent
    }
  }
}
