/// `similar`: a message close to a sample, on content and not on letters; see `SampleSimilarity`.
struct SimilarOperator: ConditionOperator {
  /// One sample with what is asked of every message.
  struct Sample: Sendable {
    let text: String
    let reading: ScriptReading
    let weight: Double
  }

  /// The most messages in a row that `join` reads as one.
  static let longestRun = 4

  let samples: [Sample]
  let threshold: Double
  private let views: [FoldView]
  private let isAsserted: Bool
  private let excuses: [[UInt16]]
  private let lexicon: ScriptLexicon

  static let definition = OperatorDefinition(
    name: "similar", form: .list,
    summary: LocalizedText(zh: "消息的意思和样句相近", en: "a message close to a sample"),
    parameters: [
      .init(
        "threshold", LocalizedText(zh: "相似度下限，0 到 1，1 是全部说到", en: "the least similarity, 0 to 1; 1 is all of it"),
        default: "0.8"),
      .init("unless", LocalizedText(zh: "含有这些短语的消息不算", en: "messages with these phrases do not count")),
      .init("fold", LocalizedText(zh: "归一方式", en: "folds"), default: "base"),
      .init(
        "polarity",
        LocalizedText(
          zh: "asserted 时，否定、反问和客户口吻的不算；any 只看用词",
          en: "asserted leaves out negation, questions and a customer's voice; any looks at words only"),
        default: "asserted"),
    ])

  init?(value: YAMLNode, options: YAMLMapping, context: OperatorContext) {
    let phrases = PhraseList.read(value, lists: context.lists, sink: context.sink)
    let threshold = ScriptReader.threshold(options, default: 0.8)
    let views = ScriptReader.views(options)
    let excuses = options.value("unless").map { PhraseList.read($0, lists: context.lists, sink: context.sink) } ?? []
    isAsserted = (options.choice("polarity", KeywordOperator.Polarity.self) ?? .asserted) == .asserted
    lexicon = context.scriptLexicon
    self.excuses = excuses.map { context.folding.foldPhrase($0, view: .base) }
    var samples: [Sample] = []
    for phrase in phrases {
      let reading = ScriptReading(Array(phrase.utf16), lexicon: lexicon)
      if reading.weight > 0 {
        samples.append(Sample(text: phrase, reading: reading, weight: reading.weight))
      } else {
        context.sink.error(
          "no-content", at: value.location,
          LocalizedText(
            zh: "样句“\(phrase)”只有客套话，没有可以比较的内容", en: "the sample '\(phrase)' holds politeness only: nothing to compare"),
          hint: LocalizedText(zh: "这样的话用 keyword", en: "use keyword for it"))
      }
    }
    self.samples = samples
    guard let threshold, let views, !samples.isEmpty, samples.count == phrases.count else { return nil }
    self.threshold = threshold
    self.views = views
  }

  func judge(_ window: LeafWindow) -> Judgement {
    let reader = ScriptReader(window: window, lexicon: lexicon)
    if window.scope.join == true {
      return .ofHits(joinedHits(in: window, reader), otherwise: window.nothingFound)
    }
    let hits = window.written.compactMap { hit(at: $0, in: window, reader) }
    return window.judgement(hits: hits, matched: Set(hits.map(\.position)), among: window.written)
  }

  private func hit(at position: Int, in window: LeafWindow, _ reader: ScriptReader) -> RuleHit? {
    for view in views {
      guard let similarity = similarity(of: reader.reading(at: position, view: view), by: window.view.role(at: position))
      else { continue }
      var hit = window.wholeMessage(position)
      hit.parts = similarity.parts
      hit.folds = view == .base ? [] : Array(view.folds.suffix(1))
      hit.confidence = FoldConfidence.of(hit.folds)
      return hit
    }
    return nil
  }

  /// The closest sample that a reading reaches; the first of equally close ones.
  private func similarity(of reading: ScriptReading, by role: Role) -> SampleSimilarity? {
    if ScriptReader.holds(excuses, in: reading) { return nil }
    let share = SampleSimilarity.share(ofScore: threshold)
    var best: SampleSimilarity?
    for sample in samples {
      guard
        SampleSimilarity.mayReach(share, sample: sample.reading, weight: sample.weight, mask: reading.mask)
      else { continue }
      let similarity = similarity(of: reading, to: sample, by: role)
      if similarity.score >= threshold - 1e-9, similarity.score > best?.score ?? -1 { best = similarity }
    }
    return best
  }

  private func similarity(of reading: ScriptReading, to sample: Sample, by role: Role) -> SampleSimilarity {
    SampleSimilarity(
      sample: sample.reading, message: reading, contrary: lexicon.vocabulary.contrary, checksVoice: role != .customer,
      isAsserted: isAsserted)
  }

  /// Messages that are close by themselves, and runs of messages that are close together.
  private func joinedHits(in window: LeafWindow, _ reader: ScriptReader) -> [RuleHit] {
    let written = window.written
    var hits: [RuleHit] = []
    var start = 0
    while start < written.count {
      var next = start + 1
      if let hit = hit(at: written[start], in: window, reader) {
        hits.append(hit)
      } else {
        for end in (start + 2)...max(start + 2, min(start + Self.longestRun, written.count))
        where end <= written.count {
          guard let hit = hit(ofRun: written[start..<end], in: window, reader) else { continue }
          hits.append(hit)
          next = end
          break
        }
      }
      start = next
    }
    return hits
  }

  private func hit(ofRun run: ArraySlice<Int>, in window: LeafWindow, _ reader: ScriptReader) -> RuleHit? {
    guard let last = run.last else { return nil }
    let reading = reader.passage(run, view: .base)
    guard let similarity = similarity(of: reading, by: window.view.role(at: last)) else { return nil }
    var hit = RuleHit(spans: run.map { window.view.wholeMessage(at: $0) }, position: last)
    hit.parts = similarity.parts
    return hit
  }

  /// The closest of `members` (positions) and what it lacks of a sample; nil where none says any of it.
  func nearestMiss(members: [Int], cache: ConversationCache) -> NearestMiss? {
    var best: (similarity: SampleSimilarity, said: Int, position: Int, sample: Sample)?
    for position in members {
      let index = cache.view.order[position]
      let reading = cache.scriptReading(of: index, view: .base) {
        ScriptReading(cache.view.texts[index].units, lexicon: lexicon)
      }
      for sample in samples {
        let similarity = similarity(of: reading, to: sample, by: cache.view.role(at: position))
        let said = similarity.parts.reduce(0) { $0 + ($1.state == .found ? $1.name.utf16.count : 0) }
        if said > best?.said ?? 0 { best = (similarity, said, position, sample) }
      }
    }
    return best.map { best in
      NearestMiss(
        span: cache.view.wholeMessage(at: best.position), phrase: best.sample.text, lacks: best.similarity.lacks)
    }
  }
}
