/// The reading of one message: from matches to parts.
struct SentimentReading {
  /// An entry with a weight of its own, and what became of it.
  struct Feeling {
    var match: SentimentMatcher.Match
    var clause: Int
    var value: Int
  }

  /// What the words of a clause do to its entries.
  private struct Clause {
    var asksYesOrNo = false
    var holdsIsNot = false
    var asksWhy = false
    var hypothesis: Int?

    /// 这不是敷衍我吗 says that it is, whatever it is.
    var isRhetorical: Bool { asksYesOrNo && holdsIsNot }
  }

  let scorer: SentimentScorer
  let units: [UInt16]
  let shape: SentimentTextShape
  let matches: [SentimentMatcher.Match]
  let cues: [SentimentMatcher.Match]
  let speaksForShop: Bool
  let context: SentimentContext

  private var parts: [SentimentPart] = []
  private var feelings: [Feeling] = []
  /// Empty where no clause asks or supposes anything.
  private var clauses: [Clause] = []
  private var looseNegations: [SentimentMatcher.Match] = []
  private var sum = 0
  /// The features that apply, whatever they weigh, and the entries that ask.
  private var features: [(feature: SentimentFeature, count: Int)] = []
  private var askingEntries: [Int] = []

  init(
    scorer: SentimentScorer, units: [UInt16], shape: SentimentTextShape, matches: [SentimentMatcher.Match],
    cues: [SentimentMatcher.Match], speaksForShop: Bool, context: SentimentContext
  ) {
    self.scorer = scorer
    self.units = units
    self.shape = shape
    self.matches = matches
    self.cues = cues
    self.speaksForShop = speaksForShop
    self.context = context
  }

  private var constants: SentimentConstants { scorer.constants }

  mutating func sentiment() -> MessageSentiment {
    readClauses()
    readFeelings()
    weighContrast()
    if parts.count > 1 { parts.sort { ($0.range?.lower ?? .max) < ($1.range?.lower ?? .max) } }
    if !speaksForShop { readMessage() }
    clamp()
    return MessageSentiment(thousandths: sum, emotion: emotion(), parts: parts)
  }

  private mutating func add(_ kind: SentimentPart.Kind, _ name: String, _ value: Int, _ range: TextRange?) {
    if value == 0 && kind != .neutral { return }
    sum += value
    if parts.isEmpty { parts.reserveCapacity(4) }
    parts.append(SentimentPart(kind: kind, name: name, thousandths: value, range: range))
  }

  private mutating func add(_ feature: SentimentFeature, _ count: Int = 1, _ range: TextRange? = nil) {
    add(feature.partKind, feature.partName, constants[feature] * count, range)
    features.append((feature, count))
  }

  private func range(of match: SentimentMatcher.Match) -> TextRange { TextRange(match.start, match.end) }

  // MARK: Clauses

  private mutating func readClauses() {
    for match in matches {
      let entry = scorer.acts[match.entry]
      switch entry.kind {
      case .question: change(shape.clause(at: match.start)) { $0.asksYesOrNo = true }
      case .why: change(shape.clause(at: match.start)) { $0.asksWhy = true }
      case .hypothesis: change(shape.clause(at: match.start)) { $0.hypothesis = entry.weight }
      case .negation where isIsNot(match): change(shape.clause(at: match.start)) { $0.holdsIsNot = true }
      default: break
      }
    }
    guard shape.questionMarks > 0 else { return }
    for clause in shape.clauseEnds.indices where shape.isAsked(clause) { change(clause) { $0.asksYesOrNo = true } }
  }

  /// Whether `match` is 不是.
  private func isIsNot(_ match: SentimentMatcher.Match) -> Bool {
    match.end - match.start == 2 && units[match.start] == 0x4E0D && units[match.start + 1] == 0x662F
  }

  private mutating func change(_ clause: Int, _ change: (inout Clause) -> Void) {
    if clauses.isEmpty { clauses = Array(repeating: Clause(), count: shape.clauseEnds.count + 1) }
    change(&clauses[clause])
  }

  // MARK: Entries and their modifiers

  private mutating func readFeelings() {
    var pending: [SentimentMatcher.Match] = []
    var clause = 0
    for match in matches {
      let entry = scorer.acts[match.entry]
      let here = shape.clause(at: match.start)
      if here != clause {
        drop(&pending)
        clause = here
      }
      switch entry.kind {
      case .degree, .negation: pending.append(match)
      case .degreeAfter: strengthenLast(by: entry, at: match, in: clause)
      case .neutral: add(.neutral, scorer.name(match), 0, range(of: match))
      case .why, .question:
        add(.question, scorer.name(match), speaksForShop ? 0 : entry.weight, range(of: match))
        askingEntries.append(match.entry)
      case .contrast, .contrastOpening: drop(&pending)
      case .hypothesis, .cue, .feature, .topic: break
      case .assent where !standsAlone(match):
        continue
      default:
        read(entry, at: match, in: clause, modifiers: pending)
        pending.removeAll(keepingCapacity: true)
      }
    }
    drop(&pending)
  }

  /// Whether nothing but assent, thanks and particles stands beside `match` in its clause: 好 and 是 are
  /// assent as an answer, not inside a sentence.
  private func standsAlone(_ match: SentimentMatcher.Match) -> Bool {
    let clause = shape.clause(at: match.start)
    let start = clause == 0 ? 0 : shape.clauseEnds[clause - 1].offset + 1
    let end = clause < shape.clauseEnds.count ? shape.clauseEnds[clause].offset : units.count
    var position = start
    for other in matches where other.start >= start && other.start < end {
      switch scorer.acts[other.entry].kind {
      case .assent, .courtesy, .gratitude, .neutral: break
      default: guard scorer.isEmoji(other.entry) else { return false }
      }
      guard units[position..<max(position, other.start)].allSatisfy(Self.isParticle) else { return false }
      position = other.end
    }
    return units[min(position, end)..<end].allSatisfy(Self.isParticle)
  }

  private static func isParticle(_ unit: UInt16) -> Bool {
    switch unit {
    // 的 了 呢 啊 吧 哈 呀 哦 啦 嘛 亲 您 你 我 那 也 就, signs and spaces
    case 0x7684, 0x4E86, 0x5462, 0x554A, 0x5427, 0x54C8, 0x5440, 0x54E6, 0x5566, 0x561B, 0x4EB2, 0x60A8, 0x4F60,
      0x6211, 0x90A3, 0x4E5F, 0x5C31:
      true
    default: unit <= 0x2F || unit == 0x3002 || unit == 0x2026
    }
  }

  /// Keeps the negations among modifiers that found no entry.
  private mutating func drop(_ pending: inout [SentimentMatcher.Match]) {
    guard !pending.isEmpty else { return }
    keepNegations(of: pending)
    pending.removeAll(keepingCapacity: true)
  }

  private mutating func keepNegations(of modifiers: [SentimentMatcher.Match]) {
    for modifier in modifiers where scorer.acts[modifier.entry].kind == .negation { looseNegations.append(modifier) }
  }

  private mutating func read(
    _ entry: SentimentAct, at match: SentimentMatcher.Match, in clause: Int, modifiers: [SentimentMatcher.Match]
  ) {
    let share = shopShare(of: entry.kind)
    let range = range(of: match)
    if share == 0 {
      add(.neutral, scorer.name(match), 0, range)
      return
    }
    let isEmoji = scorer.isEmoji(match.entry)
    var value = entry.weight
    add(isEmoji ? .emoji : .entry, scorer.name(match), value, range)
    if !isEmoji, entry.kind != .need, entry.kind != .courtesy, entry.kind != .irony {
      value = modified(value, of: entry.kind, from: match.start, in: clause, by: modifiers)
    } else {
      keepNegations(of: modifiers)
    }
    if share != 1000 {
      add(.neutral, scorer.name(match), value * share / 1000 - value, range)
      value = value * share / 1000
    }
    if !isEmoji {
      let left = questioned(value, of: entry.kind, in: clauses.isEmpty ? Clause() : clauses[clause])
      add(.question, scorer.name(match), left - value, range)
      value = left
    }
    feelings.append(Feeling(match: match, clause: clause, value: value))
  }

  /// What an entry is worth when the shop's side says it, of 1000.
  private func shopShare(of kind: SentimentEntry.Kind) -> Int {
    guard speaksForShop else { return 1000 }
    switch kind {
    case .gratitude, .courtesy, .assent, .need, .anxiety: return 0
    case .satisfaction: return constants.agentPraise
    case .dissatisfaction, .disappointment, .sadness: return constants.agentComplaint
    default: return 1000
    }
  }

  /// `value` after the modifiers before it, the nearest first.
  private mutating func modified(
    _ weight: Int, of kind: SentimentEntry.Kind, from start: Int, in clause: Int, by modifiers: [SentimentMatcher.Match]
  ) -> Int {
    let isRhetorical = !clauses.isEmpty && clauses[clause].isRhetorical
    var value = weight
    var gap = 0
    var edge = start
    for (index, modifier) in modifiers.enumerated().reversed() {
      let entry = scorer.acts[modifier.entry]
      gap += edge - modifier.end
      edge = modifier.start
      let isNegation = entry.kind == .negation
      guard gap <= (isNegation ? constants.negationReach : constants.degreeReach) else {
        if isNegation { looseNegations.append(modifier) }
        continue
      }
      var changed = value
      if isNegation {
        if value < 0, isRhetorical { continue }
        changed = value * entry.weight / 1000
        // Who is no swindler is not praised for it.
        if value < 0 { changed = kind.isWrath ? 0 : changed * constants.negatedComplaint / 1000 }
      } else if index > 0, scorer.acts[modifiers[index - 1].entry].kind == .negation {
        // 不是很满意: the degree is what is denied.
        changed = value * constants.negatedDegree / 1000
      } else {
        changed = value * entry.weight / 1000
      }
      add(isNegation ? .negation : .degree, scorer.name(modifier), changed - value, range(of: modifier))
      value = changed
    }
    return value
  }

  private mutating func strengthenLast(by entry: SentimentAct, at match: SentimentMatcher.Match, in clause: Int) {
    guard let last = feelings.indices.last, feelings[last].clause == clause,
      match.start - feelings[last].match.end <= 1
    else { return }
    let gain = feelings[last].value * entry.weight / 1000 - feelings[last].value
    add(.degree, scorer.name(match), gain, range(of: match))
    feelings[last].value += gain
  }

  private func questioned(_ value: Int, of kind: SentimentEntry.Kind, in clause: Clause) -> Int {
    switch kind {
    case .gratitude, .courtesy, .irony, .abuse, .anger: return value
    default: break
    }
    var left = value
    let isDamped = kind != .need && kind != .anxiety
    if clause.asksYesOrNo, !clause.asksWhy, isDamped, left > 0 || !clause.isRhetorical {
      left = left * (left > 0 ? constants.askedPraise : constants.askedComplaint) / 1000
    }
    if let share = clause.hypothesis { left = left * share / 1000 }
    return left
  }

  // MARK: The whole message

  private mutating func weighContrast() {
    guard feelings.count > 1 else { return }
    let marker = matches.last { match in
      let entry = scorer.acts[match.entry]
      guard entry.kind == .contrast || (entry.kind == .contrastOpening && opensClause(match)) else { return false }
      return (feelings.first?.match.start ?? .max) < match.start && (feelings.last?.match.start ?? 0) > match.start
    }
    guard let marker else { return }
    let entry = scorer.acts[marker.entry]
    for index in feelings.indices {
      let feeling = feelings[index]
      let share = feeling.match.start < marker.start ? entry.weight - 1000 : constants.afterContrast
      let change = feeling.value * share / 1000
      add(.contrast, scorer.name(marker), change, range(of: feeling.match))
      feelings[index].value += change
    }
  }

  private func opensClause(_ match: SentimentMatcher.Match) -> Bool {
    match.start == 0 || shape.clause(at: match.start) != shape.clause(at: match.start - 1)
  }

  private mutating func readMessage() {
    for match in looseNegations.prefix(3) {
      add(.negation, scorer.name(match), constants[.looseNegation], range(of: match))
      features.append((.looseNegation, 1))
    }
    if shape.isBarePunctuation {
      add(.barePunctuation)
    } else {
      if shape.longestQuestionRun > 1 {
        add(shape.longestQuestionRun > 2 ? .tripleQuestionMark : .doubleQuestionMark)
      }
      if shape.hasEllipsis { add(.ellipsis) }
      if shape.questionMarks > 0 || clauses.contains(where: \.asksYesOrNo) { add(.question) }
    }
    readRepetition()
    if context.isRepeated { add(.repeatedMessage) }
    if context.unansweredMessages > 0 { add(.unansweredMessage, min(2, context.unansweredMessages)) }
    if context.isLongWait { add(.waiting) }
    if context.answersAgent { add(.answersAgent) }
    for match in cues { add(.cue, scorer.name(match), scorer.acts[match.entry].weight, range(of: match)) }
    if shape.exclamationMarks > 0, !shape.isBarePunctuation {
      let count = min(3, shape.exclamationMarks)
      if sum != 0 {
        add(.punctuation, String(repeating: "！", count: count), sum * constants.exclamation * count / 1000, nil)
      } else if count > 1 {
        add(.bareExclamations)
      }
    }
  }

  private mutating func readRepetition() {
    guard sum <= 0, let found = SentimentRepetition.find(in: units) else { return }
    let name = String(decoding: units[found.range.lower..<found.range.lower + found.period], as: UTF16.self)
    add(.repetition, name, constants[.repetition], found.range)
    features.append((.repetition, 1))
  }

  private mutating func clamp() {
    add(.clamp, "±1", constants.clamped(sum) - sum, nil)
  }

  // MARK: What comes out

  private func emotion() -> Emotion? {
    guard abs(sum) >= MessageSentiment.neutralBandThousandths else { return nil }
    var best: Emotion?
    var most = 99
    // The order of the cases breaks ties.
    for emotion in Self.emotions {
      let total = total(of: emotion)
      if total > most { (best, most) = (emotion, total) }
    }
    return best
  }

  private static let emotions = Emotion.allCases

  /// What the feelings of one emotion weigh that agree with the sum.
  private func total(of emotion: Emotion) -> Int {
    var total = 0
    for feeling in feelings where feeling.value.signum() == sum.signum() {
      let entry = scorer.acts[feeling.match.entry]
      guard var own = entry.kind.emotion else { continue }
      if entry.weight.signum() != feeling.value.signum() { own = sum > 0 ? .satisfaction : .dissatisfaction }
      if own == emotion { total += abs(feeling.value) }
    }
    return total
  }

  /// What the weights multiply, after `sentiment()`.
  var evidence: SentimentEvidence {
    var evidence = SentimentEvidence()
    for feeling in feelings {
      let weight = scorer.acts[feeling.match.entry].weight
      if weight != 0 { evidence.entries.append((feeling.match.entry, Double(feeling.value) / Double(weight))) }
    }
    evidence.entries += askingEntries.map { ($0, 1) }
    evidence.features = features
    if !shape.isBarePunctuation, !speaksForShop {
      evidence.scale += Double(min(3, shape.exclamationMarks) * constants.exclamation) / 1000
    }
    return evidence
  }
}
