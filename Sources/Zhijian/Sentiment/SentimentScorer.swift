/// Gives each message a score from −1 to 1 and says what made it.
///
/// A scorer holds nothing but its lexicon, so any number of threads may use one at a time. All
/// arithmetic is in whole thousandths: the same message has the same parts everywhere.
public final class SentimentScorer: Sendable {
  let entries: [SentimentEntry]
  /// What the entries do, without their texts: copied often and freely.
  let acts: [SentimentAct]
  let constants: SentimentConstants
  private let names: [String]
  let isEmoji: [Bool]
  let matcher: SentimentMatcher
  let cues: SentimentCues
  let fold: SentimentFold

  /// With `folding`, Traditional script and other forms of its base view are read as the lexicon's
  /// Simplified; without it only full width and case are folded.
  public convenience init(
    lexicon: SentimentLexicon, folding: TextFolding? = nil, constants: SentimentConstants = SentimentConstants()
  ) {
    self.init(lexicon: lexicon, fold: folding.map { SentimentFold($0) } ?? .plain, constants: constants)
  }

  init(lexicon: SentimentLexicon, fold: SentimentFold, constants: SentimentConstants) {
    entries = lexicon.entries
    acts = lexicon.entries.map { SentimentAct(kind: $0.kind, weight: $0.weight) }
    names = lexicon.entries.map(\.text)
    isEmoji = lexicon.entries.map(\.isEmoji)
    self.fold = fold
    matcher = SentimentMatcher(patterns: lexicon.entries.map { $0.kind.takesPlace ? fold.pattern($0.text) : [] })
    cues = SentimentCues(entries: lexicon.entries, fold: fold)
    self.constants = constants.weighing(lexicon.entries)
  }

  init(
    entries: [SentimentEntry], isEmoji: [Bool], matcher: SentimentMatcher, cues: SentimentMatcher, fold: SentimentFold
  ) {
    self.entries = entries
    acts = entries.map { SentimentAct(kind: $0.kind, weight: $0.weight) }
    names = entries.map(\.text)
    (self.isEmoji, self.matcher, self.fold) = (isEmoji, matcher, fold)
    self.cues = SentimentCues(matcher: cues)
    constants = SentimentConstants().weighing(entries)
  }

  /// Storage for scoring one message, used again for the next. One a thread.
  public struct Storage {
    var units: [UInt16] = []
    var search = SentimentMatcher.Storage()
    var cues = SentimentCues.Storage()

    public init() {}
  }

  /// The sentiment of one message. Entries that would cut a word are refused.
  public func score(
    _ text: TokenizedText, role: Role, kind: MessageKind, context: SentimentContext = .none
  ) -> MessageSentiment {
    var storage = Storage()
    return score(text, role: role, kind: kind, context: context, &storage)
  }

  /// The sentiment of one message; the way to score many.
  public func score(
    _ text: TokenizedText, role: Role, kind: MessageKind, context: SentimentContext, _ storage: inout Storage
  ) -> MessageSentiment {
    guard let shape = read(text.units, tokens: text.tokens, role: role, kind: kind, &storage) else { return .nothing }
    let speaksForShop = Self.speaksForShop(role)
    // Nothing but words weighs anything in what the shop's side says.
    if speaksForShop, storage.search.matches.isEmpty { return MessageSentiment(thousandths: 0) }
    var reading = SentimentReading(
      scorer: self, units: storage.units, shape: shape, matches: storage.search.matches, cues: storage.cues.matches,
      speaksForShop: speaksForShop, context: context)
    return reading.sentiment()
  }

  /// The sentiment of one message's UTF-16 `units`, whose word boundaries are not known.
  public func score(
    _ units: [UInt16], role: Role, kind: MessageKind, context: SentimentContext = .none
  ) -> MessageSentiment {
    var reading = reading(units, tokens: [], role: role, kind: kind, context: context)
    return reading?.sentiment() ?? .nothing
  }

  /// What the weights of a message's score multiply; nil where there is nothing to judge. Weights of entries are taken
  /// as ±1, so a lexicon for learning says nothing but signs.
  func evidence(
    _ text: TokenizedText, role: Role, kind: MessageKind, context: SentimentContext, _ storage: inout Storage
  ) -> SentimentEvidence? {
    guard let shape = read(text.units, tokens: text.tokens, role: role, kind: kind, &storage) else { return nil }
    var reading = SentimentReading(
      scorer: self, units: storage.units, shape: shape, matches: storage.search.matches, cues: storage.cues.matches,
      speaksForShop: Self.speaksForShop(role), context: context)
    _ = reading.sentiment()
    return reading.evidence
  }

  func reading(
    _ units: [UInt16], tokens: [Token], role: Role, kind: MessageKind, context: SentimentContext
  ) -> SentimentReading? {
    var storage = Storage()
    guard let shape = read(units, tokens: tokens, role: role, kind: kind, &storage) else { return nil }
    return SentimentReading(
      scorer: self, units: storage.units, shape: shape, matches: storage.search.matches, cues: storage.cues.matches,
      speaksForShop: Self.speaksForShop(role), context: context)
  }

  private static func speaksForShop(_ role: Role) -> Bool { role == .agent || role == .bot }

  /// Finds the entries and the signs of a message; nil where there is nothing to judge.
  private func read(
    _ units: [UInt16], tokens: [Token], role: Role, kind: MessageKind, _ storage: inout Storage
  ) -> SentimentTextShape? {
    switch kind {
    case .text, .emoji, .link: break
    case .image, .voice, .video, .file, .card, .recall, .system, .join, .transfer, .close, .invite, .rating,
      .autoReply, .note:
      return nil
    }
    guard role != .system, !units.isEmpty else { return nil }
    fold.fold(units, into: &storage.units)
    matcher.find(in: storage.units, tokens: tokens, &storage.search)
    let shape = SentimentTextShape(storage.units)
    guard shape.hasContent || storage.search.matches.contains(where: { acts[$0.entry].kind.isFeeling }) else {
      return nil
    }
    if Self.speaksForShop(role) {
      storage.cues.clear()
    } else {
      cues.find(in: storage.units, entries: entries.count, &storage.cues)
    }
    return shape
  }

  func name(_ match: SentimentMatcher.Match) -> String { names[match.entry] }

  func isEmoji(_ entry: Int) -> Bool { isEmoji[entry] }
}

/// What an entry does to a score.
struct SentimentAct: Sendable {
  let kind: SentimentEntry.Kind
  /// Half a word is enough, and keeps the table of all acts small.
  private let storedWeight: Int32

  init(kind: SentimentEntry.Kind, weight: Int) {
    self.kind = kind
    storedWeight = Int32(clamping: weight)
  }

  var weight: Int { Int(storedWeight) }

  var emotion: Emotion? { kind.emotion }
}

/// What the weights of one message's score multiply.
struct SentimentEvidence {
  /// By entry, its value after negation, degree, question and contrast, where its weight is ±1.
  var entries: [(entry: Int, value: Double)] = []
  var features: [(feature: SentimentFeature, count: Int)] = []
  /// What exclamation marks multiply everything by.
  var scale = 1.0
}
