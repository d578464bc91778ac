/// Reads judged conversations as scoring reads them: words, then the context of each message.
struct LabelledReader {
  let scorer: SentimentScorer
  let worker: TokenizerWorker
  private var storage = SentimentScorer.Storage()

  init(scorer: SentimentScorer, worker: TokenizerWorker) {
    self.scorer = scorer
    self.worker = worker
  }

  /// By position in `SentimentCues.readable`, one behind its end included, whether a word begins or ends there.
  func cuts(of message: LabelledConversation.Message) -> [Bool] {
    let text = worker.tokenize(Array(message.text.utf16))
    // Between the marks of beginning and end, which are words of their own.
    var isCut = [Bool](repeating: false, count: text.units.count + 3)
    (isCut[0], isCut[isCut.count - 1]) = (true, true)
    for token in text.tokens { (isCut[Int(token.start) + 1], isCut[Int(token.end) + 1]) = (true, true) }
    return isCut
  }

  /// Calls `visit` with each message in order, its words and its context.
  func each(
    of conversation: LabelledConversation, _ visit: (Int, TokenizedText, SentimentContext) -> Void
  ) {
    var tracker = SentimentContext.Tracker()
    for (index, message) in conversation.messages.enumerated() {
      let units = Array(message.text.utf16)
      let context = tracker.next(units, role: message.role, kind: message.kind, at: message.at)
      visit(index, worker.tokenize(units), context)
    }
  }

  /// The sentiment of every message.
  mutating func sentiments(of conversation: LabelledConversation) -> [MessageSentiment] {
    var sentiments: [MessageSentiment] = []
    var storage = storage
    each(of: conversation) { index, text, context in
      let message = conversation.messages[index]
      sentiments.append(
        scorer.score(text, role: message.role, kind: message.kind, context: context, &storage))
    }
    self.storage = storage
    return sentiments
  }
}

extension Tokenizer {
  /// The sentiment of every message of every conversation of a set, as scoring would give it.
  public func sentiments(
    of set: LabelledSet, scorer: SentimentScorer
  ) throws(DiagnosticsError) -> [[MessageSentiment]] {
    var reader = LabelledReader(scorer: scorer, worker: try makeWorker())
    var sentiments: [[MessageSentiment]] = []
    for conversation in set.conversations { sentiments.append(reader.sentiments(of: conversation)) }
    return sentiments
  }
}
