/// `regex`: an ICU expression on the folded text, with a limit to its work.
struct RegexOperator: ConditionOperator {
  let scan: LeafScan?
  let followsScan = true

  static let definition = OperatorDefinition(
    name: "regex", form: .scalar,
    summary: LocalizedText(zh: "归一后的文本匹配 ICU 正则表达式", en: "an ICU regular expression on the folded text"),
    details: LocalizedText(
      zh: """
        请用小写写：比较的文字已经归一成小写、半角、简体。表达式里最好有固定的文字，否则要逐条消息去跑，会慢。\
        每次匹配有固定的计算上限，超出是出错，不是没命中。表达式请用单引号括起来。
        """,
      en: """
        Write it in lower case: the text it is compared with is folded to lower case, half width and Simplified. It \
        should hold some literal text, or else it runs on every message and is slow. The work of one match is limited; \
        running out is an error and not a miss. Put the expression in single quotes.
        """),
    value: .expression,
    parameters: [
      .init(
        "unless", LocalizedText(zh: "盖住命中就不算的正则", en: "an expression that covers the hit"), type: .expression),
      FoldList.parameter(default: LocalizedText(zh: "base", en: "base")),
      KeywordOperator.Polarity.parameter,
    ],
    examples: [
      ConditionExample(
        LocalizedText(zh: "微信号", en: "a WeChat id"),
        """
        role: agent
        regex: '(?:微|薇|v)\\s*信?\\s*[：:]\\s*[a-z][a-z0-9_-]{5,19}'
        """,
        hit: "客服: 搜⟦v：muli_home2026⟧",
        miss: "客服: 微信支付也可以的")
    ])

  init?(value: YAMLNode, options: YAMLMapping, context: OperatorContext) {
    guard let expression = Self.compile(value, context: context) else { return nil }
    let unless = options.value("unless").flatMap { Self.compile($0, context: context) }
    let polarity = options.choice("polarity", KeywordOperator.Polarity.self) ?? .any
    let views = FoldList.read(options, defaultViews: [.base])
    scan = LeafScan(
      views: views, phrases: [], excuses: [], expression: .init(expression: expression, unless: unless),
      boundary: .any, isAsserted: polarity == .asserted)
  }

  private static func compile(_ node: YAMLNode, context: OperatorContext) -> RegularExpression? {
    guard let pattern = node.text, !pattern.isEmpty else {
      context.sink.error(
        "wrong-type", at: node.location, LocalizedText(zh: "正则应当是一段文字", en: "a regular expression must be text"))
      return nil
    }
    do throws(RegularExpressionError) {
      return try context.expressions.expression(pattern, folding: context.folding)
    } catch {
      report(error, at: node, sink: context.sink)
      return nil
    }
  }

  private static func report(_ error: RegularExpressionError, at node: YAMLNode, sink: DiagnosticSink) {
    var location = node.location
    var problem = LocalizedText(zh: "\(error)", en: "\(error)")
    if case .invalidPattern(let message, let column) = error {
      problem = message
      if case .scalar(let text, let isPlain) = node.content, !text.contains("\n") {
        location = SourceLocation(
          file: location.file, line: location.line, column: location.column.map { $0 + column + (isPlain ? 0 : 1) })
      }
    }
    sink.error(
      "invalid-regex", at: location,
      LocalizedText(
        zh: "正则无法编译：\(problem.chinese)", en: "the regular expression cannot be compiled: \(problem.english)"))
  }

  func judge(_ window: LeafWindow) -> Judgement {
    if window.node.leafScope.join == true, let scan, let expression = scan.expression {
      do throws(RegularExpressionError) {
        return .ofHits(try JoinedPassage(window).hits(of: expression, in: scan), otherwise: window.nothingFound)
      } catch {
        return .error(LocalizedText(zh: "正则超出计算上限", en: "a regular expression ran out of its work limit"))
      }
    }
    let hits = window.hits
    guard window.node.leafScope.every == true else { return .ofHits(hits, otherwise: window.nothingFound) }
    return window.judgement(hits: hits, matched: Set(hits.map(\.position)), among: window.written)
  }
}
