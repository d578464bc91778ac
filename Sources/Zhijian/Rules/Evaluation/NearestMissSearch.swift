/// Finds the message that came closest to a required phrase, by the longest common piece of text, or to a required
/// script or sample.
struct NearestMissSearch {
  let cache: ConversationCache
  /// The steps of a sequence that are there: nothing of theirs is missing.
  var found: Set<String> = []

  private static let maximumMessages = 30
  private static let maximumPhrases = 500

  /// The best of `members` (positions) for the phrases that the condition requires; nil where no
  /// piece of at least two characters and half a phrase is there.
  func search(_ condition: ConditionNode, members: [Int]) -> NearestMiss? {
    var leaves: [any ConditionOperator] = []
    collect(condition, into: &leaves)
    let operators = leaves.compactMap { $0 as? KeywordOperator }
    guard !operators.isEmpty else { return closest(leaves, members: Array(members.prefix(Self.maximumMessages))) }
    var best: Best?
    for position in members.prefix(Self.maximumMessages) {
      let index = cache.view.order[position]
      let text = cache.pieces(of: index)
      var remaining = Self.maximumPhrases
      for number in operators.indices {
        let phrases = operators[number].foldedPhrases
        look(for: phrases, of: number, first: min(remaining, phrases.count), in: text, message: index, best: &best)
        remaining -= min(remaining, phrases.count)
      }
    }
    return best.map { miss($0, operators[$0.number]) }
      ?? closest(leaves, members: Array(members.prefix(Self.maximumMessages)))
  }

  /// The miss of the first script or sample that any message comes close to.
  private func closest(_ leaves: [any ConditionOperator], members: [Int]) -> NearestMiss? {
    for leaf in leaves {
      let miss =
        (leaf as? ScriptOperator)?.nearestMiss(members: members, cache: cache)
        ?? (leaf as? SimilarOperator)?.nearestMiss(members: members, cache: cache)
      if let miss { return miss }
    }
    return nil
  }

  private struct Best {
    let share: Double
    let piece: PieceIndex.Piece
    let message: Int
    /// The operator and its phrase.
    let number: Int
    let phrase: Int
  }

  private func look(
    for phrases: PhraseUnits, of number: Int, first: Int, in text: PieceIndex, message: Int, best: inout Best?
  ) {
    let units = phrases.units.span
    for phrase in phrases.sharing(pairsOf: text.folded.units.span, limit: first) {
      let range = phrases.range(phrase)
      guard range.count >= 3, range.count <= 64 else { continue }
      // Less than half of the phrase is no miss at all.
      let minimum = (range.count + 1) / 2
      guard let piece = text.longestPiece(of: range, in: units, minimum: minimum), piece.length < range.count else {
        continue
      }
      let share = Double(piece.length) / Double(range.count)
      if let best, (best.share, best.piece.length) >= (share, piece.length) { continue }
      best = Best(share: share, piece: piece, message: message, number: number, phrase: phrase)
    }
  }

  private func miss(_ best: Best, _ keyword: KeywordOperator) -> NearestMiss {
    let piece = best.piece
    let wanted = keyword.foldedPhrases.units[keyword.foldedPhrases.range(best.phrase)]
    let lacks = wanted.prefix(piece.phraseStart) + wanted.dropFirst(piece.phraseStart + piece.length)
    let range = cache.pieces(of: best.message).folded.originalRange(
      piece.textStart..<(piece.textStart + piece.length))
    return NearestMiss(
      span: EvidenceSpan(message: best.message, range: range), phrase: keyword.phrases[best.phrase],
      lacks: String(decoding: lacks, as: UTF16.self))
  }

  /// The text conditions that have to be there.
  private func collect(_ node: ConditionNode, into operators: inout [any ConditionOperator]) {
    switch node.logic {
    case .leaf(let leaf, _): operators.append(leaf)
    case .not: break
    case .sequence(let steps):
      for step in steps where !found.contains(step.name) { collect(step.node, into: &operators) }
    case .all(let nodes), .any(let nodes), .atLeast(_, let nodes):
      for operand in nodes { collect(operand, into: &operators) }
    }
  }
}
