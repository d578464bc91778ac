/// What is odd about a sentiment lexicon that can be read: entries that never act, that contradict others, or that name
/// topics.
public struct SentimentLexiconLinter {
  /// The checks, with what each looks for.
  public enum Check: String, Sendable, CaseIterable {
    /// The same characters as another entry once width, case and script are folded.
    case duplicate = "sentiment-duplicate-folded"
    /// The sign of the weight is not that of the kind.
    case contradiction = "sentiment-contradiction"
    /// Nothing can match it: longer entries or shorter ones always take its place, or it cannot stand in a message.
    case dead = "sentiment-dead"
    /// It holds nothing but topics and particles.
    case topic = "sentiment-topic-only"
    /// More entries than a person can keep in view.
    case size = "sentiment-size"

    public var summary: LocalizedText {
      switch self {
      case .duplicate: LocalizedText(zh: "归一后与另一词条相同", en: "equal to another entry once folded")
      case .contradiction: LocalizedText(zh: "权重的正负与类别相反", en: "the sign of the weight is not that of the kind")
      case .dead: LocalizedText(zh: "永远不起作用的词条", en: "an entry that never acts")
      case .topic: LocalizedText(zh: "只含话题词的词条", en: "an entry that holds nothing but topics")
      case .size: LocalizedText(zh: "词条太多", en: "too many entries")
      }
    }
  }

  /// A lexicon that people can read has no more entries than these.
  public static let maximumEntries = 5000

  private let lexicon: SentimentLexicon
  private let folding: TextFolding?
  private let scorer: SentimentScorer

  public init(lexicon: SentimentLexicon, folding: TextFolding? = nil) {
    self.lexicon = lexicon
    self.folding = folding
    scorer = SentimentScorer(lexicon: lexicon, folding: folding)
  }

  /// What was found, in the order of the lexicon.
  public func diagnostics() -> [Diagnostic] {
    duplicates()
      + lexicon.entries.flatMap { entry in
        [contradiction(entry), topicOnly(entry), dead(entry)].compactMap { $0 }
      } + size()
  }

  private func diagnostic(
    _ check: Check, _ severity: Diagnostic.Severity, _ entry: SentimentEntry?, _ chinese: String, _ english: String,
    hint: LocalizedText? = nil
  ) -> Diagnostic {
    Diagnostic(
      severity, code: check.rawValue, message: LocalizedText(zh: chinese, en: english), location: entry?.location,
      hint: hint)
  }

  // MARK: The checks

  /// Entries that differ as they are written and are one once folded; equal ones the reader refuses.
  private func duplicates() -> [Diagnostic] {
    var first: [[UInt16]: SentimentEntry] = [:]
    var found: [Diagnostic] = []
    for entry in lexicon.entries where entry.kind.takesPlace {
      let pattern = scorer.fold.pattern(entry.text)
      guard let other = first[pattern] else {
        first[pattern] = entry
        continue
      }
      let place = "\(other.location.file):\(other.location.line ?? 0)"
      found.append(
        diagnostic(
          .duplicate, .warning, entry, "“\(entry.text)”归一后与 \(place) 的“\(other.text)”相同，只有后一条起作用",
          "“\(entry.text)” is “\(other.text)” of \(place) once folded; only the later one acts"))
    }
    return found
  }

  private func contradiction(_ entry: SentimentEntry) -> Diagnostic? {
    let sign: Int
    switch entry.kind {
    case .anger, .anxiety, .disappointment, .sadness, .dissatisfaction, .irony, .abuse, .why: sign = -1
    case .gratitude, .satisfaction, .assent: sign = 1
    default: return nil
    }
    guard entry.weight.signum() == -sign else { return nil }
    let weight = SentimentLexiconReader.decimal(entry.weight)
    return diagnostic(
      .contradiction, .warning, entry, "“\(entry.text)”是 \(entry.kind.rawValue)，权重却是 \(weight)",
      "“\(entry.text)” is \(entry.kind.rawValue), but weighs \(weight)")
  }

  private func topicOnly(_ entry: SentimentEntry) -> Diagnostic? {
    guard entry.kind.isFeeling || entry.kind == .cue, entry.weight != 0 else { return nil }
    var rest = entry.text
    var isFound = false
    for topic in topics where rest.contains(topic) {
      rest = rest.replacing(topic, with: "")
      isFound = true
    }
    guard isFound, rest.unicodeScalars.allSatisfy({ Self.particles.contains($0) }) else { return nil }
    return diagnostic(
      .topic, .warning, entry, "“\(entry.text)”只是话题，不是情感", "“\(entry.text)” is a topic, not a feeling",
      hint: LocalizedText(zh: "删去，或写成带评价的短语", en: "remove it, or write a phrase that judges"))
  }

  private static let particles = Set("的了吗呢啊吧是在有我你您们这那个^$？?！!，,。".unicodeScalars)
  private var topics: [String] { lexicon.entries.filter { $0.kind == .topic }.map(\.text) }

  /// An entry by itself as a whole message must be found; otherwise no message finds it.
  private func dead(_ entry: SentimentEntry) -> Diagnostic? {
    switch entry.kind {
    case .feature, .topic: return nil
    case .cue:
      guard entry.weight == 0 else { return nil }
      return diagnostic(
        .dead, .warning, entry, "线索“\(entry.text)”的权重是 0", "the cue “\(entry.text)” weighs 0")
    default: break
    }
    let units = scorer.fold(Array(entry.text.replacing("{数}", with: "3").utf16))
    let matches = scorer.matcher.matches(in: units)
    let pattern = scorer.fold.pattern(entry.text)
    let isFound = matches.contains { match in
      match.start == 0 && match.end == units.count
        && scorer.fold.pattern(lexicon.entries[match.entry].text) == pattern
    }
    if isFound { return nil }
    let others = matches.map { "“\(lexicon.entries[$0.entry].text)”" }.joined(separator: "、")
    return diagnostic(
      .dead, .warning, entry,
      others.isEmpty ? "“\(entry.text)”在消息里找不到自己" : "“\(entry.text)”总被 \(others) 取代",
      others.isEmpty
        ? "“\(entry.text)” does not find itself in a message" : "\(others) always stands in for “\(entry.text)”")
  }

  private func size() -> [Diagnostic] {
    guard lexicon.entries.count > Self.maximumEntries else { return [] }
    return [
      diagnostic(
        .size, .warning, lexicon.entries.last, "词典有 \(lexicon.entries.count) 条，超过 \(Self.maximumEntries) 条就没有人能通读",
        "the lexicon has \(lexicon.entries.count) entries; beyond \(Self.maximumEntries) nobody can read it")
    ]
  }
}
