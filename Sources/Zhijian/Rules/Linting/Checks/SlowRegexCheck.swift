/// Expressions that run out of their work limit.
enum SlowRegexCheck: LintCheck {
  static let definition = LintCheckDefinition(
    id: "slow-regex", severity: .error,
    summary: LocalizedText(zh: "正则在试探文本上超出计算上限", en: "a regular expression runs out of its work limit"),
    reason: LocalizedText(
      zh: "有这样的消息时规则出错。1000 字就超出是错误；4000 字才超出是提示：只有存心刁难的消息才这样。",
      en:
        "On such a message the rule ends in an error. At 1,000 characters it is an error, at 4,000 a note: only hostile "
        + "messages are like that."),
    remedy: LocalizedText(
      zh: "去掉套着的重复，用 {1,20} 代替 + 和 *，用具体的字代替“.”。",
      en: "Drop nested repetitions, write {1,20} for + and *, and letters for '.'."))

  static func check(_ rule: LintedRule, _ input: LintInput, _ report: LintReport) {
    for leaf in rule.expressionLeaves {
      for (expression, location) in leaf.expressions {
        let texts = ProbeText(expression)
        if texts.exhaust(ofLength: usualLength) {
          add(rule, at: location, length: usualLength, report, severity: .error)
        } else if texts.exhaust(ofLength: hostileLength, withHeads: false) {
          add(rule, at: location, length: hostileLength, report, severity: .note)
        }
      }
    }
  }

  /// As long as people write, and as long as somebody may paste.
  private static let usualLength = 1000
  private static let hostileLength = 4000

  private static func add(
    _ rule: LintedRule, at location: SourceLocation, length: Int, _ report: LintReport, severity: Diagnostic.Severity
  ) {
    report.add(
      rule, at: location,
      LocalizedText(
        zh: "这个正则在 \(length) 字的试探消息上超出了计算上限",
        en: "this expression runs out of its work limit on a probe message of \(length) characters"),
      severity: severity)
  }
}

/// Messages that expressions which try too much try on: long runs of what they look for, without its end.
struct ProbeText {
  private let worker: RegularExpressionWorker
  private let seeds: [[UInt16]]
  /// What may have to stand before a run.
  private let heads: [[UInt16]]

  /// Runs of the characters that the pattern names, of digits, letters and blanks.
  init(_ expression: RegularExpression) {
    worker = expression.makeWorker()
    var seeds = ["a", "1", " ", "您", "a1", "好的 "]
    let literals = (expression.requiredLiterals ?? []).prefix(4).flatMap { $0.prefix(4) }
    heads = [[]] + literals.prefix(3).map { Array($0.utf16) }
    seeds += literals
    var plain = String.UnicodeScalarView()
    for scalar in expression.pattern.unicodeScalars.lazy.filter({ $0.value > 0x7F || $0.properties.isAlphabetic })
      .prefix(64)
    {
      plain.append(scalar)
    }
    seeds += plain.prefix(8).map { String(Character($0)) } + [String(plain)]
    var seen: Set<String> = []
    self.seeds = seeds.filter { !$0.isEmpty && seen.insert($0).inserted }.map { Array($0.utf16) }
  }

  /// Whether the work limit runs out on one of the texts. Long ones take long, so that it is asked of them without heads.
  func exhaust(ofLength length: Int, withHeads: Bool = true) -> Bool {
    (withHeads ? heads : [[]]).contains { head in seeds.contains { exhaust(ofLength: length, head: head, seed: $0) } }
  }

  private func exhaust(ofLength length: Int, head: [UInt16], seed: [UInt16]) -> Bool {
    var text = head
    while text.count < length { text += seed }
    text.append(0x21)
    do throws(RegularExpressionError) {
      _ = try worker.matches(in: text, limit: 1000)
      return false
    } catch {
      return error == .limitExceeded
    }
  }
}
