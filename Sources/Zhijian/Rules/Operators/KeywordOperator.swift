/// `keyword`: phrases, true to words.
struct KeywordOperator: ConditionOperator {
  enum Match: Sendable, Hashable {
    case any, all, none
    case atLeast(Int)
  }

  enum Polarity: String, Sendable, CaseIterable {
    case any, asserted
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

  static let definition = OperatorDefinition(
    name: "keyword", form: .list,
    summary: LocalizedText(zh: "消息里出现列出的短语", en: "phrases in a message"),
    parameters: [
      .init(
        "match",
        LocalizedText(zh: "any 任一、all 全部、N 至少 N 个不同短语、none 一个也没有", en: "any, all, N distinct phrases, or none"),
        default: "any"),
      .init(
        "boundary", LocalizedText(zh: "inside 不切断词、word 两端在词界、any 任意位置", en: "inside, word or any"), default: "inside"),
      .init("unless", LocalizedText(zh: "盖住命中就不算的放行短语", en: "allow-phrases that cover the hit")),
      .init("fold", LocalizedText(zh: "归一方式", en: "folds"), default: "base"),
      .init(
        "polarity",
        LocalizedText(
          zh: "asserted 时不算否定、禁止、引述、询问", en: "asserted leaves out negated, forbidding, quoted and asked hits"),
        default: "any"),
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
    switch node.scalar {
    case "any": return .any
    case "all": return .all
    case "none": return Match.none
    default:
      if let text = node.scalar, let number = Int(text), (1...10_000).contains(number) { return .atLeast(number) }
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
      return Judgement(truth: window.nothingFound)
    }
    let hits = found.map(window.hit)
    guard window.node.leafScope.every == true else { return judge(window, hits: hits, phrases: found.map(\.phrase)) }
    // Every message by itself.
    let byMessage = Dictionary(grouping: zip(hits, found), by: \.0.position)
    let matched = window.written.filter { position in
      matches(distinctCount((byMessage[position] ?? []).map(\.1.phrase)))
    }
    return window.judgement(hits: match == Match.none ? [] : hits, matched: Set(matched), among: window.written)
  }

  private func judge(_ window: LeafWindow, hits: [RuleHit], phrases: [Int]) -> Judgement {
    if match == Match.none {
      return hits.isEmpty ? Judgement(truth: window.nothingFound).negated : Judgement(truth: .noHit)
    }
    return matches(distinctCount(phrases)) ? Judgement(truth: .hit, hits: hits) : Judgement(truth: window.nothingFound)
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
