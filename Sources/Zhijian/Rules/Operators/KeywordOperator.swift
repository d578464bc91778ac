/// `keyword`: phrases, true to words.
struct KeywordOperator: ConditionOperator {
  enum Match: Sendable, Hashable {
    case any, all, none
    case atLeast(Int)
  }

  /// The words that `match` takes beside a number.
  private enum MatchWord: String, ExplainedChoice {
    case any, all, none

    var meaning: LocalizedText {
      switch self {
      case .any: LocalizedText(zh: "任何一个", en: "any of them")
      case .all: LocalizedText(zh: "全部", en: "all of them")
      case .none: LocalizedText(zh: "一个也没有", en: "none of them")
      }
    }
  }

  enum Polarity: String, ExplainedChoice {
    case any, asserted

    var meaning: LocalizedText {
      switch self {
      case .any: LocalizedText(zh: "怎么说都算", en: "however it is said")
      case .asserted:
        LocalizedText(
          zh: "不算否定（不能保证）、禁止（请勿）、引述（您说的“…”）和询问（…吗）", en: "not if negated, forbidden, quoted or asked")
      }
    }

    static let parameter = KeyDefinition(
      "polarity", LocalizedText(zh: "怎样说的才算", en: "how it has to be said"), type: .choice(Polarity.self),
      default: "any")
  }

  let phrases: [String]
  /// The phrases in the base view, in the same order.
  let foldedPhrases: PhraseUnits
  let match: Match
  let scan: LeafScan?
  /// For each phrase the first one that reads the same when folded: what counts as distinct.
  private let distinct: [Int]
  /// How many of the phrases are distinct.
  private let distinctTotal: Int

  var followsScan: Bool { match != Match.none }

  /// The most distinct phrases that `match` may ask for.
  private static let matchNumbers = 1...10_000

  static let definition = OperatorDefinition(
    name: "keyword", form: .list,
    summary: LocalizedText(zh: "消息里出现列出的短语", en: "phrases in a message"),
    details: LocalizedText(
      zh: "一个短语，或短语的列表；$名称 代表词表，$$ 代表美元符号。短语照字面读，比较之前与文字同样归一。几处命中重叠时取最长的。",
      en: """
        One phrase or a list of phrases; $name stands for a word list, $$ for a dollar sign. Phrases are read literally \
        and folded like the text before they are compared. Of overlapping hits the longest counts.
        """),
    value: .phrases,
    parameters: [
      .init(
        "match", LocalizedText(zh: "要出现几个：一个词，或至少几个不同的短语", en: "how many: a word, or at least N distinct phrases"),
        type: .either([.choice(MatchWord.self), .wholeNumber(matchNumbers)]), default: "any"),
      .init(
        "boundary", LocalizedText(zh: "短语和词的边界", en: "how a phrase lies to the words"),
        type: .choice(WordBoundary.self), default: "inside",
        details: LocalizedText(
          zh: "一个字的短语默认 word；以英文字母或数字开头或结尾的短语，那一端默认 word。",
          en: "Phrases of one character default to word, and so do edges that are Latin letters or digits.")),
      .init(
        "unless", LocalizedText(zh: "盖住命中就不算的放行短语", en: "allow-phrases that cover the hit"), type: .phrases),
      FoldList.parameter(
        default: LocalizedText(zh: "forbid 到 emoji，其余 base", en: "up to emoji under forbid, else base")),
      Polarity.parameter,
    ],
    examples: [
      ConditionExample(
        LocalizedText(zh: "引导加微信，劝阻不算", en: "asks to move to WeChat; warnings do not count"),
        """
        role: agent
        keyword: [加微信, 加我微信]
        unless: [请勿加微信, 不要加微信]
        """,
        hit: "客服: 亲，⟦加我微信⟧给您发优惠",
        miss: "客服: 为了您的账户安全，请勿加微信交易"),
      ConditionExample(
        LocalizedText(zh: "肯定的承诺才算", en: "only what is asserted"),
        """
        role: agent
        keyword: [保证, 肯定能]
        polarity: asserted
        """,
        hit: "客服: 我⟦保证⟧明天到",
        miss: "客服: 不能保证明天到"),
      ConditionExample(
        LocalizedText(zh: "至少说到两个", en: "at least two of them"),
        """
        role: agent
        keyword: [姓名, 电话, 地址]
        match: 2
        """,
        hit: "客服: 麻烦发一下⟦姓名⟧和⟦电话⟧",
        miss: "客服: 麻烦发一下地址"),
    ])

  init?(value: YAMLNode, options: YAMLMapping, context: OperatorContext) {
    phrases = PhraseList.read(value, lists: context.lists, sink: context.sink)
    let folded = phrases.map { context.folding.foldPhrase($0, view: .base) }
    foldedPhrases = PhraseUnits(folded)
    let excuses = options.value("unless").map { PhraseList.read($0, lists: context.lists, sink: context.sink) } ?? []
    guard let match = Self.readMatch(options) else { return nil }
    self.match = match
    let boundary = options.choice("boundary", WordBoundary.self)
    let polarity = options.choice("polarity", Polarity.self) ?? .any
    let views = FoldList.read(options, defaultViews: FoldList.defaultViews(for: context.verb))
    guard !phrases.isEmpty else { return nil }
    var first: [[UInt16]: Int] = [:]
    distinct = folded.enumerated().map { number, folded in
      let known = first[folded] ?? number
      first[folded] = known
      return known
    }
    distinctTotal = first.count
    scan = LeafScan(
      views: views, phrases: phrases, excuses: excuses, expression: nil, boundary: boundary,
      isAsserted: polarity == .asserted)
  }

  private static func readMatch(_ options: YAMLMapping) -> Match? {
    guard let node = options.value("match") else { return .any }
    switch node.scalar.flatMap(MatchWord.init(rawValue:)) {
    case .any: return .any
    case .all: return .all
    case MatchWord.none?: return Match.none
    case nil:
      if let number = node.wholeNumber, matchNumbers.contains(number) { return .atLeast(number) }
      options.sink.error(
        "invalid-value", at: node.location,
        LocalizedText(
          zh: "“match”只能是 any、all、none 或正整数", en: "'match' must be any, all, none or a positive whole number"))
      return nil
    }
  }

  func judge(_ window: LeafWindow) -> Judgement {
    if window.node.leafScope.join == true {
      let found = scan.map { JoinedPassage(window).hits(of: $0) } ?? []
      return judge(window, hits: found.map(\.hit), phrases: found.map(\.phrase))
    }
    if match == .any, window.node.leafScope.every != true {
      return .ofHits(window.hits, otherwise: window.nothingFound)
    }
    let found = window.scanHits
    if found.isEmpty, match != Match.none, window.node.leafScope.every != true {
      note(0, in: window)
      return Judgement(truth: window.nothingFound)
    }
    let hits = found.map(window.hit)
    guard window.node.leafScope.every == true else { return judge(window, hits: hits, phrases: found.map(\.phrase)) }
    // Every message by itself.
    let byMessage = Dictionary(grouping: zip(hits, found), by: \.0.position)
    let matched = window.written.filter { position in
      let count = distinctCount((byMessage[position] ?? []).map(\.1.phrase))
      note(count, in: window, at: window.view.order[position])
      return matches(count)
    }
    return window.judgement(hits: match == Match.none ? [] : hits, matched: Set(matched), among: window.written)
  }

  private func judge(_ window: LeafWindow, hits: [RuleHit], phrases: [Int]) -> Judgement {
    note(distinctCount(phrases), in: window)
    if match == Match.none {
      return hits.isEmpty ? Judgement(truth: window.nothingFound).negated : Judgement(truth: .noHit)
    }
    return matches(distinctCount(phrases)) ? Judgement(truth: .hit, hits: hits) : Judgement(truth: window.nothingFound)
  }

  private func note(_ count: Int, in window: LeafWindow, at message: Int? = nil) {
    guard match != .any else { return }
    window.note {
      .figure(
        "distinct_phrases", Double(count), of: message, isHit: matches(count),
        LocalizedText(zh: "不同的短语", en: "distinct phrases"))
    }
  }

  private func distinctCount(_ phrases: [Int]) -> Int {
    if phrases.count < 2 || match == .any || match == Match.none { return min(phrases.count, 1) }
    return Set(phrases.map { distinct[$0] }).count
  }

  private func matches(_ count: Int) -> Bool {
    switch match {
    case .any: count > 0
    case .all: count >= distinctTotal
    case .atLeast(let number): count >= number
    case .none: count == 0
    }
  }
}
