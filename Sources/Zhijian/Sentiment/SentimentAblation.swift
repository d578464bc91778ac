/// A part of the scorer that can be left out, to see what it is good for.
public enum SentimentAblation: String, Sendable, CaseIterable {
  case negation, degree, question, contrast, context, cue
  /// Learned weights: entries weigh what people wrote, and there are no cues.
  case learned
}

extension SentimentScorer {
  /// A scorer without some of its parts.
  public func without(_ ablations: Set<SentimentAblation>) -> SentimentScorer {
    guard !ablations.isEmpty else { return self }
    func isLeftOut(_ entry: SentimentEntry) -> Bool {
      switch entry.kind {
      case .negation: ablations.contains(.negation)
      case .degree, .degreeAfter: ablations.contains(.degree)
      case .question, .why, .hypothesis: ablations.contains(.question)
      case .contrast, .contrastOpening: ablations.contains(.contrast)
      case .cue: ablations.contains(.cue) || ablations.contains(.learned)
      case .feature: ablations.contains(.learned)
      default: false
      }
    }
    let entries = entries.filter { !isLeftOut($0) }.map { entry in
      var entry = entry
      if ablations.contains(.learned) { entry.weight = entry.writtenWeight }
      return entry
    }
    // The constants of the lexicon's features are those of this scorer unless its entries are asked anew.
    var constants = ablations.contains(.learned) ? SentimentConstants() : constants
    if ablations.contains(.question) {
      for feature in [SentimentFeature.question, .doubleQuestionMark, .tripleQuestionMark] { constants[feature] = 0 }
      (constants.askedPraise, constants.askedComplaint) = (1000, 1000)
    }
    if ablations.contains(.negation) { constants[.looseNegation] = 0 }
    if ablations.contains(.context) {
      for feature in SentimentFeature.allCases where feature.partKind == .context { constants[feature] = 0 }
    }
    return SentimentScorer(
      lexicon: SentimentLexicon(entries: entries.filter { $0.kind != .feature }), fold: fold, constants: constants)
  }
}
