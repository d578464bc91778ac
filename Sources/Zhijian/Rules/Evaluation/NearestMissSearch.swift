/// Finds the message that came closest to a required phrase, by the longest common piece of text.
struct NearestMissSearch {
  let view: ConversationView
  /// The steps of a sequence that are there: nothing of theirs is missing.
  var found: Set<String> = []

  private static let maximumMessages = 30
  private static let maximumPhrases = 500
  private static let maximumUnits = 400
  /// The least part of a phrase that has to be there.
  private static let minimumShare = 0.5

  /// The best of `members` (positions) for the phrases that the condition requires; nil where no
  /// piece of at least two characters and half a phrase is there.
  func search(_ condition: ConditionNode, members: [Int]) -> NearestMiss? {
    let phrases = phrases(of: condition).prefix(Self.maximumPhrases)
    var best: (share: Double, length: Int, miss: NearestMiss)?
    for position in members.prefix(Self.maximumMessages) {
      let index = view.order[position]
      let folded = view.folding.fold(view.texts[index].units, view: .base)
      let text = PieceIndex(Array(folded.units.prefix(Self.maximumUnits)))
      for (phrase, wanted) in phrases where wanted.count >= 3 && wanted.count <= 64 {
        guard let piece = text.longestPiece(of: wanted) else { continue }
        let share = Double(piece.length) / Double(wanted.count)
        guard share >= Self.minimumShare, share < 1 else { continue }
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

  /// The phrases of the keyword conditions that have to be there, as written and folded.
  private func phrases(of node: ConditionNode) -> [(String, [UInt16])] {
    switch node.logic {
    case .leaf(let leaf, _): (leaf as? KeywordOperator).map { Array(zip($0.phrases, $0.foldedPhrases)) } ?? []
    case .not: []
    case .sequence(let steps): steps.filter { !found.contains($0.name) }.flatMap { phrases(of: $0.node) }
    case .all, .any, .atLeast: node.operands.flatMap(phrases)
    }
  }
}

/// A text by its pairs of neighbouring units, for finding common pieces.
private struct PieceIndex {
  private let text: [UInt16]
  private var places: [UInt32: [Int]] = [:]

  init(_ text: [UInt16]) {
    self.text = text
    for start in text.indices.dropLast() { places[Self.pair(text, start), default: []].append(start) }
  }

  private static func pair(_ units: [UInt16], _ start: Int) -> UInt32 {
    UInt32(units[start]) << 16 | UInt32(units[start + 1])
  }

  /// The longest piece of at least two units that the phrase and the text share; the first of equally
  /// long ones.
  func longestPiece(of phrase: [UInt16]) -> (textStart: Int, phraseStart: Int, length: Int)? {
    var best: (textStart: Int, phraseStart: Int, length: Int)?
    for start in phrase.indices.dropLast() {
      for place in places[Self.pair(phrase, start)] ?? [] {
        var length = 2
        while start + length < phrase.count, place + length < text.count, phrase[start + length] == text[place + length]
        {
          length += 1
        }
        if length > (best?.length ?? 1) { best = (place, start, length) }
      }
    }
    return best
  }
}
