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
  let excuses: [[UInt16]]
  private let lexicon: ScriptLexicon

  static let definition = OperatorDefinition(
    name: "similar", form: .list,
    summary: LocalizedText(zh: "消息的意思和样句相近", en: "a message close to a sample"),
    details: LocalizedText(
      zh: "一个样句，或样句的列表，像任何一句就算。比的是内容：客套话和虚词不计，同义词（lexicons/script）算同一个词，同音的错字、语序、标点、繁体不碍事；"
        + "数字和时限要一致，48小时 不是 72小时。结果里列出样句中说到的和没说到的词。",
      en: """
        One sample or a list, of which any will do. Content is compared: politeness does not count, words that say the \
        same (lexicons/script) are one word, homophones, order, marks and Traditional characters do not matter; \
        quantities have to agree. The result lists what of the sample was said and what was not.
        """),
    value: .phrases,
    parameters: [
      .init(
        "threshold", LocalizedText(zh: "相似度下限，1 是全部说到", en: "the least similarity; 1 is all of it"),
        type: .number(ScriptReader.thresholds), default: "0.8",
        details: LocalizedText(
          zh: "说到的份量占比的立方根：0.8 约是一半，0.9 约是四分之三。",
          en: "The cube root of the share that was said: 0.8 is about a half, 0.9 about three quarters.")),
      ScriptReader.excuses, ScriptReader.folds, ScriptReader.polarity,
    ],
    examples: [
      ConditionExample(
        LocalizedText(zh: "说了退款时效，换个说法也算", en: "the time of a refund, in other words"),
        """
        role: agent
        similar: 退款会在3个工作日内原路退回您的支付账户
        """,
        hit: "客服: ⟦亲，3个工作日之内退您款哈，原路返回的⟧",
        miss: "客服: 退款会在7个工作日内原路退回您的支付账户"),
      ConditionExample(
        LocalizedText(zh: "分两条发也算", en: "sent as two messages"),
        """
        role: agent
        similar: '请勿自行拆机，维修请联系官方售后'
        join: true
        """,
        hit: """
          客服: ⟦请不要自行拆机哦⟧
          客服: ⟦维修联系官方售后就好⟧
          """,
        miss: "客服: 可以自行拆机，维修不用联系官方售后"),
    ])

  init?(value: YAMLNode, options: YAMLMapping, context: OperatorContext) {
    let phrases = PhraseList.read(value, lists: context.lists, sink: context.sink)
    threshold = options.number("threshold", in: ScriptReader.thresholds) ?? 0.8
    views = ScriptReader.views(options)
    excuses = ScriptReader.readExcuses(options, context)
    isAsserted = ScriptReader.isAsserted(options)
    lexicon = context.scriptLexicon
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
    guard !samples.isEmpty, samples.count == phrases.count else { return nil }
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
    window.note {
      closest(
        to: reader.reading(at: position, view: .base), of: window.view.order[position],
        by: window.view.role(at: position))
    }
    for view in views {
      guard
        let similarity = similarity(of: reader.reading(at: position, view: view), by: window.view.role(at: position))
      else { continue }
      var hit = window.wholeMessage(position)
      hit.parts = similarity.parts
      hit.folds = view == .base ? [] : Array(view.folds.suffix(1))
      hit.confidence = FoldConfidence.of(hit.folds)
      return hit
    }
    return nil
  }

  /// How close a message comes to any of the samples; nil where it says nothing of them.
  private func closest(to reading: ScriptReading, of message: Int, by role: Role) -> LeafFact? {
    var best: (similarity: SampleSimilarity, said: Int, sample: Sample)?
    for sample in samples {
      let similarity = similarity(of: reading, to: sample, by: role)
      let said = similarity.parts.reduce(0) { $0 + ($1.state == .found ? $1.name.utf16.count : 0) }
      if (similarity.score, said) > (best?.similarity.score ?? 0, best?.said ?? 0) { best = (similarity, said, sample) }
    }
    guard let best else { return nil }
    let isExcused = ScriptReader.holds(excuses, in: reading)
    let lacks = best.similarity.lacks
    var (zh, en) = ("", "")
    if isExcused {
      (zh, en) = ("（含放行短语，不算）", " (an allow-phrase excuses it)")
    } else if let objection = best.similarity.objection {
      (zh, en) = ("（\(objection.wording.chinese)）", " (\(objection.wording.english))")
    } else if !lacks.isEmpty {
      (zh, en) = ("（缺“\(lacks)”）", " (lacks '\(lacks)')")
    }
    return .figure(
      "similarity", (best.similarity.score * 100).rounded() / 100, of: message,
      isHit: !isExcused && best.similarity.score >= threshold - 1e-9,
      LocalizedText(
        zh: "和样句“\(best.sample.text)”比\(zh)，相似度", en: "against '\(best.sample.text)'\(en), similarity"))
  }

  /// The closest sample that a reading reaches; the first of equally close ones.
  private func similarity(of reading: ScriptReading, by role: Role) -> SampleSimilarity? {
    guard mayReach(reading.mask), !ScriptReader.holds(excuses, in: reading) else { return nil }
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

  /// The samples (numbers) that a hit of this operator reaches.
  func samples(reachedBy hit: RuleHit, in window: LeafWindow) -> Set<Int> {
    let reader = ScriptReader(window: window, lexicon: lexicon)
    let run = hit.spans.map { window.view.positions[$0.message] }
    guard let last = run.last else { return [] }
    let role = window.view.role(at: last)
    let readings =
      run.count > 1 ? [reader.passage(run[...], view: .base)] : views.map { reader.reading(at: last, view: $0) }
    return Set(
      samples.indices.filter { number in
        readings.contains { similarity(of: $0, to: samples[number], by: role).score >= threshold - 1e-9 }
      })
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
    // A line end parts the messages of a run: together they hold what they hold one by one.
    var mask = ScriptMask()
    for position in run { mask.formUnion(reader.reading(at: position, view: .base).mask) }
    guard mayReach(mask) else { return nil }
    let reading = reader.passage(run, view: .base)
    window.note { closest(to: reading, of: window.view.order[last], by: window.view.role(at: last)) }
    guard let similarity = similarity(of: reading, by: window.view.role(at: last)) else { return nil }
    var hit = RuleHit(spans: run.map { window.view.wholeMessage(at: $0) }, position: last)
    hit.parts = similarity.parts
    return hit
  }

  private func mayReach(_ mask: ScriptMask) -> Bool {
    let share = SampleSimilarity.share(ofScore: threshold)
    return samples.contains {
      SampleSimilarity.mayReach(share, sample: $0.reading, weight: $0.weight, mask: mask)
    }
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
