/// A keyword condition that has to be there for a rule to hold.
struct RequiredKeyword: Sendable {
  let keyword: KeywordOperator
  /// The steps of sequences that it is a part of.
  let steps: [String]

  /// Those of a condition, in order.
  static func all(in node: ConditionNode) -> [RequiredKeyword] {
    var found: [RequiredKeyword] = []
    collect(node, steps: [], into: &found)
    return found
  }

  private static func collect(_ node: ConditionNode, steps: [String], into found: inout [RequiredKeyword]) {
    switch node.logic {
    case .leaf(let leaf, _):
      if let keyword = leaf as? KeywordOperator { found.append(RequiredKeyword(keyword: keyword, steps: steps)) }
    case .not: break
    case .sequence(let parts): for part in parts { collect(part.node, steps: steps + [part.name], into: &found) }
    case .all(let nodes), .any(let nodes), .atLeast(_, let nodes):
      for operand in nodes { collect(operand, steps: steps, into: &found) }
    }
  }
}

/// Finds the message that came closest to a required phrase, by the longest common piece of text.
struct NearestMissSearch {
  let cache: ConversationCache
  /// What the rule requires.
  let required: [RequiredKeyword]
  /// The parts of the condition: nothing is missing of a step that is there.
  let parts: [PartState]

  private static let maximumMessages = 30
  private static let maximumPhrases = 500

  /// The best of `members` (positions) for the phrases that the condition requires; nil where no
  /// piece of at least two characters and half a phrase is there.
  func search(_ members: [Int]) -> NearestMiss? {
    let missing = required.indices.filter { number in
      !required[number].steps.contains { step in parts.contains { $0.state == .found && $0.name == step } }
    }
    guard !missing.isEmpty else { return nil }
    var best: Best?
    for position in members.prefix(Self.maximumMessages) {
      let index = cache.view.order[position]
      let text = cache.pieces(of: index)
      var remaining = Self.maximumPhrases
      for number in missing {
        let count = required[number].keyword.foldedPhrases.count
        look(for: number, first: min(remaining, count), in: text, message: index, best: &best)
        remaining -= min(remaining, count)
      }
    }
    return best.map { miss($0, required[$0.number].keyword) }
  }

  private struct Best {
    let share: Double
    let piece: PieceIndex.Piece
    let message: Int
    /// The operator and its phrase.
    let number: Int
    let phrase: Int
  }

  private func look(for number: Int, first: Int, in text: PieceIndex, message: Int, best: inout Best?) {
    let phrases = required[number].keyword.foldedPhrases
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
}
