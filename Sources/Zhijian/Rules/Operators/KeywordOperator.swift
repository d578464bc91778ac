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
  let match: Match
  let scan: LeafScan?

  static let definition = OperatorDefinition(
    name: "keyword", form: .list,
    summary: LocalizedText(zh: "消息里出现列出的短语", en: "phrases in a message"),
    parameters: [
      .init("match", LocalizedText(zh: "any 任一、all 全部、N 至少 N 个不同短语、none 一个也没有", en: "any, all, N distinct phrases, or none"), default: "any"),
      .init("boundary", LocalizedText(zh: "inside 不切断词、word 两端在词界、any 任意位置", en: "inside, word or any"), default: "inside"),
      .init("unless", LocalizedText(zh: "盖住命中就不算的放行短语", en: "allow-phrases that cover the hit")),
      .init("fold", LocalizedText(zh: "归一方式", en: "folds"), default: "base"),
      .init("polarity", LocalizedText(zh: "asserted 时不算否定、禁止、引述、询问", en: "asserted leaves out negated, forbidding, quoted and asked hits"), default: "any"),
    ])

  init?(value: YAMLNode, options: YAMLMapping, context: OperatorContext) {
    phrases = PhraseList.read(value, lists: context.lists, sink: context.sink)
    let excuses = options.value("unless").map { PhraseList.read($0, lists: context.lists, sink: context.sink) } ?? []
    guard let match = Self.readMatch(options) else { return nil }
    self.match = match
    let boundary = options.choice("boundary", WordBoundary.self)
    let polarity = options.choice("polarity", Polarity.self) ?? .any
    let views = FoldList.read(options, defaultViews: FoldList.defaultViews(for: context.verb))
    guard !phrases.isEmpty else { return nil }
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
        LocalizedText(zh: "“match”只能是 any、all、none 或正整数", en: "'match' must be any, all, none or a positive whole number"))
      return nil
    }
  }

  func judge(_ window: LeafWindow) -> Judgement {
    if window.scope.join == true { return judgeJoined(window) }
    let found = window.scanHits
    let hits = found.map(window.hit)
    switch match {
    case .any:
      return window.judgement(
        hits: hits, matched: Set(found.map { window.view.positions[$0.message] }), among: window.written)
    case .none:
      return found.isEmpty ? Judgement(truth: window.nothingFound).negated : Judgement(truth: .noHit)
    case .all, .atLeast:
      let needed = if case .atLeast(let number) = match { number } else { phrases.count }
      let distinct = Set(found.map(\.phrase)).count
      return distinct >= needed ? Judgement(truth: .hit, hits: hits) : Judgement(truth: window.nothingFound)
    }
  }

  private func judgeJoined(_ window: LeafWindow) -> Judgement {
    let passage = JoinedPassage(window)
    let found = scan.map(passage.hits) ?? []
    let distinct = Set(found.map(\.phrase)).count
    let hits = found.map(\.hit)
    switch match {
    case .any: return .ofHits(hits, otherwise: window.nothingFound)
    case .none: return found.isEmpty ? Judgement(truth: window.nothingFound).negated : Judgement(truth: .noHit)
    case .all: return distinct >= phrases.count ? .ofHits(hits, otherwise: .noHit) : Judgement(truth: window.nothingFound)
    case .atLeast(let number):
      return distinct >= number ? .ofHits(hits, otherwise: .noHit) : Judgement(truth: window.nothingFound)
    }
  }
}
