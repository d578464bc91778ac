/// Everything an analysis needs besides the conversation: shared by all threads.
public struct Analyzer: Sendable {
  public let rules: RuleSet
  public let tokenizer: Tokenizer
  public let folding: TextFolding
  public let sentiment: SentimentScorer
  public let policy: ScoringPolicy
  public let turnBuilder: TurnBuilder
  public let versions: AnalysisVersions
  let scoring: ScoringBasis

  public init(
    rules: RuleSet, tokenizer: Tokenizer, folding: TextFolding, sentiment: SentimentScorer, policy: ScoringPolicy,
    turnBuilder: TurnBuilder, versions: AnalysisVersions
  ) {
    self.init(
      rules: rules, tokenizer: tokenizer, bridging: folding.bridging(rules.phrasesWithGaps), sentiment: sentiment,
      policy: policy, turnBuilder: turnBuilder, versions: versions)
  }

  /// With a folding that already reads texts with the phrases of `rules` in mind.
  package init(
    rules: RuleSet, tokenizer: Tokenizer, bridging folding: TextFolding, sentiment: SentimentScorer,
    policy: ScoringPolicy, turnBuilder: TurnBuilder, versions: AnalysisVersions
  ) {
    self.rules = rules
    self.tokenizer = tokenizer
    self.folding = folding
    self.sentiment = sentiment
    self.policy = policy
    self.turnBuilder = turnBuilder
    self.versions = versions
    scoring = ScoringBasis(rules: rules, policy: policy, turnBuilder: turnBuilder, versions: versions)
  }

  /// A worker for one thread; it can be used for any number of conversations, one after the other.
  public func makeWorker() throws(DiagnosticsError) -> AnalyzerWorker {
    AnalyzerWorker(analyzer: self, tokenizer: try tokenizer.makeWorker())
  }

  /// Evaluates one finished conversation; `decisions` were made about its findings before.
  public func evaluate(
    _ transcript: Transcript, decisions: FindingDecisions? = nil
  ) throws(DiagnosticsError) -> Evaluation {
    try makeWorker().evaluate(transcript, decisions: decisions)
  }
}

/// Analyzes conversations on one thread. Batch and live analysis are the same: messages are taken in
/// one by one, and the result can be asked for at any time.
public final class AnalyzerWorker {
  public let analyzer: Analyzer
  private let tokenizer: TokenizerWorker
  private let scanner: MessageScanner
  fileprivate var sentimentStorage = SentimentScorer.Storage()
  /// Empty scans in storage that goes from conversation to conversation; nil while one has it.
  private var spareScans: LeafScans?

  init(analyzer: Analyzer, tokenizer: TokenizerWorker) {
    self.analyzer = analyzer
    self.tokenizer = tokenizer
    scanner = MessageScanner(rules: analyzer.rules, folding: analyzer.folding, tokenizer: tokenizer)
  }

  /// A conversation about to be taken in; the messages of `head` are not read.
  public func start(_ head: Transcript) -> ConversationAnalysis {
    var head = head
    head.messages = []
    return ConversationAnalysis(worker: self, transcript: head)
  }

  /// Evaluates one finished conversation; `decisions` were made about its findings before.
  public func evaluate(_ transcript: Transcript, decisions: FindingDecisions? = nil) -> Evaluation {
    evaluate(transcript, tally: nil, decisions: decisions)
  }

  /// The same, with what every condition says told to `tally`.
  func evaluate(
    _ transcript: Transcript, tally: ConditionTally?, decisions: FindingDecisions? = nil
  ) -> Evaluation {
    let analysis = ConversationAnalysis(worker: self, whole: transcript)
    let evaluation = analysis.evaluation(isFinal: true, tally: tally, decisions: decisions)
    takeBack(analysis.giveScans())
    return evaluation
  }

  /// Evaluates one finished conversation and tells how one rule came to its result; nil where there is no such rule.
  public func explain(_ transcript: Transcript, rule id: String) -> ExplainedEvaluation? {
    guard let rule = analyzer.rules.rule(id) else { return nil }
    let everybody = MessageScanner(
      rules: RuleSet(ofEverybody: rule, folding: analyzer.folding), folding: analyzer.folding, tokenizer: tokenizer)
    let (evaluation, explanations) = explain(transcript, everybody: everybody) { $0.id == id }
    return explanations.first.map { ExplainedEvaluation(evaluation: evaluation, explanation: $0) }
  }

  /// Evaluates one finished conversation and tells how the rules that `isWanted` names came to their results, in the
  /// order of their ids; what is said by others than those they look at is left aside.
  public func explain(
    _ transcript: Transcript, rules isWanted: (Rule) -> Bool
  ) -> (evaluation: Evaluation, explanations: [RuleExplanation]) {
    explain(transcript, everybody: nil, isWanted)
  }

  private func explain(
    _ transcript: Transcript, everybody: MessageScanner?, _ isWanted: (Rule) -> Bool
  ) -> (evaluation: Evaluation, explanations: [RuleExplanation]) {
    let analysis = ConversationAnalysis(worker: self, whole: transcript)
    let entries = analyzer.rules.entries.filter { isWanted($0.rule) }
    let explained = analysis.explanations(of: entries, everybody: everybody)
    takeBack(analysis.giveScans())
    return explained
  }

  /// Reads the text of one message: words, then everything the rules look for.
  fileprivate func read(
    _ text: String, isWritten: Bool, role: Role, index: Int, into scans: inout LeafScans
  ) -> TokenizedText {
    let units = text.utf16Units
    guard isWritten else {
      return TokenizedText(units: units, tokens: [], dictionaryCuts: [0, Int32(truncatingIfNeeded: units.count)])
    }
    let text = tokenizer.tokenize(units)
    scanner.scan(text, index: index, role: role, into: &scans)
    return text
  }

  // MARK: Storage

  fileprivate func takeScans() -> LeafScans {
    guard let scans = spareScans else {
      return LeafScans(leaves: analyzer.rules.leaves.count)
    }
    spareScans = nil
    return scans
  }

  private func takeBack(_ scans: consuming LeafScans) {
    scans.removeAll()
    spareScans = scans
  }
}

/// One conversation being analyzed. Its state grows with its messages only.
public final class ConversationAnalysis {
  private let worker: AnalyzerWorker
  private var transcript: Transcript
  private var texts: [TokenizedText] = []
  private var scans: LeafScans

  fileprivate init(worker: AnalyzerWorker, transcript: Transcript) {
    self.worker = worker
    self.transcript = transcript
    scans = LeafScans(leaves: worker.analyzer.rules.leaves.count)
  }

  /// A conversation that is there as a whole: what taking in its messages one by one gives.
  fileprivate init(worker: AnalyzerWorker, whole transcript: Transcript) {
    self.worker = worker
    self.transcript = transcript
    if transcript.messages.count > Transcript.maximumMessages {
      self.transcript.messages.removeSubrange(Transcript.maximumMessages...)
    }
    var texts: [TokenizedText] = []
    texts.reserveCapacity(self.transcript.messages.count)
    var scans = worker.takeScans()
    for index in self.transcript.messages.indices {
      texts.append(
        worker.read(
          transcript.messages[index].text, isWritten: transcript.messages[index].isRead,
          role: transcript.messages[index].role, index: index, into: &scans))
    }
    self.texts = texts
    self.scans = scans
  }

  /// What the scans found, which is not asked for again.
  fileprivate func giveScans() -> LeafScans {
    var given = LeafScans(leaves: 0)
    swap(&given, &scans)
    return given
  }

  /// Takes in the next message. Beyond `Transcript.maximumMessages` nothing is taken in.
  public func append(_ message: Message) {
    guard transcript.messages.count < Transcript.maximumMessages else { return }
    texts.append(
      worker.read(
        message.text, isWritten: message.isRead, role: message.role, index: transcript.messages.count, into: &scans))
    transcript.messages.append(message)
  }

  /// The result so far. With `isFinal` the conversation is over unless it is marked open; without it
  /// whatever later messages could still decide is pending.
  public func evaluation(isFinal: Bool = true, decisions: FindingDecisions? = nil) -> Evaluation {
    evaluation(isFinal: isFinal, tally: nil, decisions: decisions)
  }

  fileprivate func evaluation(isFinal: Bool, tally: ConditionTally?, decisions: FindingDecisions?) -> Evaluation {
    let (view, timeline) = view(isFinal: isFinal)
    return evaluation(of: view, timeline, tally: tally, decisions: decisions)
  }

  /// The evaluation of the finished conversation, and how rules came to their results.
  fileprivate func explanations(
    of entries: [RuleEntry], everybody: MessageScanner?
  ) -> (evaluation: Evaluation, explanations: [RuleExplanation]) {
    let (view, timeline) = view(isFinal: true)
    let found = everybody.map(scans)
    let explanations = entries.map {
      RuleEvaluator.explanation(of: $0, in: worker.analyzer.rules, view: view, everybody: found)
    }
    return (evaluation(of: view, timeline), explanations)
  }

  private func evaluation(
    of view: ConversationView, _ timeline: TurnTimeline, tally: ConditionTally? = nil,
    decisions: FindingDecisions? = nil
  ) -> Evaluation {
    let evaluator = RuleEvaluator(rules: worker.analyzer.rules, view: view, tally: tally)
    let outcomes = evaluator.outcomes()
    var builder = EvaluationBuilder(
      analyzer: worker.analyzer, view: view, timeline: timeline, outcomes: outcomes,
      suppressed: evaluator.cache.suppressed, decisions: decisions)
    return builder.evaluation()
  }

  private func view(isFinal: Bool) -> (ConversationView, TurnTimeline) {
    let analyzer = worker.analyzer
    var transcript = transcript
    if transcript.id.isEmpty { transcript.id = ConversationIdentity.id(of: transcript) }
    let order = MessageOrder.timeOrder(of: transcript)
    var turnState = analyzer.turnBuilder.start(transcript)
    for index in order { turnState.append(transcript.messages[index], index: index) }
    let timeline = turnState.timeline(isOpen: transcript.isOpen || !isFinal)
    let sentiments = scoreSentiment(order: order)
    let view = ConversationView(
      transcript: transcript, order: order, isFinal: isFinal, texts: texts, scans: scans, sentiment: sentiments,
      turns: timeline.turns, agents: turnState.agents, calendar: analyzer.turnBuilder.calendar,
      folding: analyzer.folding)
    return (view, timeline)
  }

  /// What another scanner finds in the messages.
  private func scans(of scanner: MessageScanner) -> LeafScans {
    var scans = LeafScans(leaves: scanner.leafCount)
    for index in transcript.messages.indices where transcript.messages[index].isRead {
      scanner.scan(texts[index], index: index, role: transcript.messages[index].role, into: &scans)
    }
    return scans
  }

  private func scoreSentiment(order: [Int]) -> SentimentTimeline {
    var tracker = SentimentContext.Tracker()
    var state = SentimentTimeline.State()
    let messages = transcript.messages
    let texts = texts
    let scorer = worker.analyzer.sentiment
    for (position, index) in order.enumerated() {
      let role = messages[index].role
      let (isRecalled, isAutoReply) = (messages[index].isRecalled, messages[index].isAutoReply)
      let kind: MessageKind = isRecalled ? .recall : isAutoReply ? .autoReply : messages[index].kind
      let context = tracker.next(texts[index].units, role: role, kind: kind, at: messages[index].at)
      let sentiment = scorer.score(
        texts[index], role: role, kind: kind, context: context, &worker.sentimentStorage)
      state.append(
        index: position, sentiment: sentiment, role: role,
        countsAsAgentLine: !isAutoReply && !isRecalled && !messages[index].isEvent)
    }
    return state.timeline
  }
}

extension Message {
  /// Whether its text is looked into: what somebody wrote, automatic replies and notes.
  fileprivate var isRead: Bool { isWritten || kind == .autoReply || kind == .note }
}
