/// Finds the message that came closest to a required phrase, by the longest common piece of text.
struct NearestMissSearch {
  let view: ConversationView

  private static let maximumMessages = 30
  private static let maximumPhrases = 200
  private static let maximumUnits = 200

  /// The best of `members` (positions) for the phrases that the condition requires; nil where no
  /// piece of at least two characters and half a phrase is there.
  func search(_ condition: ConditionNode, members: [Int]) -> NearestMiss? {
    let phrases = Self.phrases(of: condition).prefix(Self.maximumPhrases)
    var best: (share: Double, length: Int, miss: NearestMiss)?
    for position in members.prefix(Self.maximumMessages) {
      let index = view.order[position]
      let folded = view.folding.fold(view.texts[index].units, view: .base)
      let text = Array(folded.units.prefix(Self.maximumUnits))
      for phrase in phrases {
        let wanted = view.folding.foldPhrase(phrase, view: .base)
        guard wanted.count >= 2, wanted.count <= 64 else { continue }
        let piece = Self.longestCommonPiece(text, wanted)
        let share = Double(piece.length) / Double(wanted.count)
        guard piece.length >= 2, share >= 0.5, share < 1 else { continue }
        if let current = best, (current.share, current.length) >= (share, piece.length) { continue }
        let lacks = wanted[..<piece.phraseStart] + wanted[(piece.phraseStart + piece.length)...]
        let range = folded.originalRange(piece.textStart..<(piece.textStart + piece.length))
        best = (
          share, piece.length,
          NearestMiss(
            span: EvidenceSpan(message: index, range: range), phrase: phrase,
            lacks: String(decoding: lacks, as: UTF16.self))
        )
      }
    }
    return best?.miss
  }

  /// The phrases of the keyword conditions that have to be there.
  private static func phrases(of node: ConditionNode) -> [String] {
    switch node.logic {
    case .leaf(let leaf, _): (leaf as? KeywordOperator)?.phrases ?? []
    case .not: []
    case .all, .any, .atLeast, .sequence: node.operands.flatMap(phrases)
    }
  }

  private static func longestCommonPiece(
    _ text: [UInt16], _ phrase: [UInt16]
  ) -> (textStart: Int, phraseStart: Int, length: Int) {
    var best = (textStart: 0, phraseStart: 0, length: 0)
    var previous = [Int](repeating: 0, count: phrase.count + 1)
    for (textIndex, unit) in text.enumerated() {
      var current = [Int](repeating: 0, count: phrase.count + 1)
      for (phraseIndex, wanted) in phrase.enumerated() where unit == wanted {
        let length = previous[phraseIndex] + 1
        current[phraseIndex + 1] = length
        if length > best.length { best = (textIndex - length + 1, phraseIndex - length + 1, length) }
      }
      previous = current
    }
    return best
  }
}
