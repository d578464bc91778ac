/// A rule about phrases before it is written down: what `rules new` asks for.
public struct RuleDraft: Sendable {
  public var id: String
  public var title: String
  public var why: String
  public var category: String
  public var severity: RuleSeverity
  public var status: RuleStatus = .draft
  public var verb: RuleVerb
  /// As rules write it: `agent`, `customer`, `bot`, `system` or `any`.
  public var role: String
  public var phrases: [String]
  public var excuses: [String] = []
  /// Points to deduct, or with `credit` to award; nil for none.
  public var points: String?
  /// Dialogues.
  public var findings: [String] = []
  public var cleans: [String] = []

  public init(
    id: String, title: String, why: String, category: String, severity: RuleSeverity, verb: RuleVerb, role: String,
    phrases: [String]
  ) {
    self.id = id
    self.title = title
    self.why = why
    self.category = category
    self.severity = severity
    self.verb = verb
    self.role = role
    self.phrases = phrases
  }

  /// The roles that rules know.
  public static let roles = ScopeRole.allCases.map(\.rawValue)

  /// Whether an id can be the name of a rule and of its file.
  public static func isID(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 100 && text.utf8.first != 0x2D
      && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
  }

  /// Dialogues in which the rule should report something, and should not, made up from its phrases: places to start
  /// from. Which of them come true is for the rule to say.
  public var proposals: (findings: [String], cleans: [String]) {
    let speaker = Self.speakers[role] ?? "客服"
    let other = role == "customer" ? "客服" : "客户"
    let phrases = phrases.filter { !$0.hasPrefix("$") }
    guard let first = phrases.first else { return ([], []) }
    let said =
      (0..<3).map { "亲，\(phrases[min($0, phrases.count - 1)])" }.enumerated().map { place, text in
        [text, text + "。", "您好，" + text.dropFirst(2)][place]
      }
    let silent = ["\(speaker): 好的", "\(speaker): 在的，您请说", "\(other): 在吗\n\(speaker): 稍等一下"]
    guard verb == .require else {
      let marked = (0..<3).map { place in
        let phrase = phrases[min(place, phrases.count - 1)]
        return "\(speaker): " + ["亲，⟦\(phrase)⟧", "⟦\(phrase)⟧", "您好，⟦\(phrase)⟧。"][place]
      }
      let others = role == "any" ? [] : ["\(other): \(first)\n\(speaker): 好的"]
      return (marked, others + silent)
    }
    return (silent, said.map { "\(speaker): \($0)" })
  }

  private static let speakers = ["agent": "客服", "customer": "客户", "bot": "机器人", "system": "系统", "any": "客服"]

  /// The rule file, with comments that say what can be written where.
  public func yaml(in language: Language) -> String {
    func word(_ zh: String, _ en: String) -> String { language == .chinese ? zh : en }
    var lines = [
      word(
        "# 写法见 docs/rules.md；写完运行 zhijian rules check 和 zhijian rules test。",
        "# docs/rules.md is the reference; run 'zhijian rules check' and 'zhijian rules test' when done."),
      "id: \(id)" + word("  # 等于文件名", "  # the file name"),
      "title: \(YAMLText.scalar(title))",
      "why: \(YAMLText.scalar(why))" + word("  # 印在每条结果下面", "  # printed with every finding"),
      "category: \(YAMLText.scalar(category))" + word("  # 评分表里一项的 id", "  # a section of the scorecard"),
      "severity: \(severity.rawValue)  # critical | major | minor | info",
      "status: \(status.rawValue)"
        + word("  # draft 只报告不计分，试好了改成 stable", "  # draft reports and never scores; make it stable once tried"),
    ]
    if let points {
      let effect = verb == .credit ? "award" : "deduct"
      lines.append(
        "score: { \(effect): \(points) }"
          + word("  # 按会话计；按条计写 per: finding, cap: …", "  # once a conversation; or per: finding, cap: …"))
    } else if verb != .observe {
      lines.append(
        word("# 不写 score 不影响分数：", "# without a score nothing changes: ")
          + "score: { \(verb == .credit ? "award" : "deduct"): 5 }")
    }
    lines += [
      Self.comment(on: verb, language), "\(verb.rawValue):",
      "  role: \(role)  # \(Self.roles.joined(separator: " | "))",
    ]
    lines.append(
      word(
        "  # 范围可以再收窄，如 messages: 1..3（前三条）、-3..-1（后三条）",
        "  # narrow it by messages: 1..3 (the first three), -3..-1 (the last)"))
    lines += ["  keyword:"] + phrases.map { "    - \(YAMLText.scalar($0))" }
    if excuses.isEmpty {
      lines.append(
        word("  # unless: [盖住命中就不算的更长的说法]", "  # unless: [longer phrases that excuse what they cover]"))
    } else {
      lines += ["  unless:"] + excuses.map { "    - \(YAMLText.scalar($0))" }
    }
    lines += [
      word(
        "# 先写难的例子：别人说的、否定的、引述的；⟦⟧ 标出应当命中的字。",
        "# The hard ones first: said by others, negated, quoted; ⟦⟧ marks what has to be hit."),
      "examples:",
    ]
    for (key, dialogues) in [("finding", findings), ("clean", cleans)] {
      for dialogue in dialogues { lines += Self.example(key, dialogue) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func comment(on verb: RuleVerb, _ language: Language) -> String {
    let text =
      switch verb {
      case .forbid: LocalizedText(zh: "出现就报告", en: "reported where it occurs")
      case .require: LocalizedText(zh: "没有出现就报告", en: "reported where it does not occur")
      case .credit: LocalizedText(zh: "出现就加分", en: "to the agent's credit where it occurs")
      case .observe: LocalizedText(zh: "出现就记一笔，不影响分数", en: "noted where it occurs; the score stays")
      }
    return "# " + text.text(in: language)
  }

  private static func example(_ key: String, _ dialogue: String) -> [String] {
    let lines = dialogue.utf8.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
    if lines.count == 1, let line = lines.first { return ["  - \(key): \(YAMLText.quoted(line))"] }
    return ["  - \(key): |"] + lines.map { "      \($0)" }
  }
}

/// Text as YAML that reads back as the same text.
package enum YAMLText {
  /// Whether a scalar may stand nowhere in a file as it is: controls, what ends a line for YAML only, byte order marks
  /// and what is no character.
  package static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20...0x7E: false
    case 0..<0xA0, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
    default: false
    }
  }

  /// A scalar as double quotes hold it.
  package static func escaped(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "\\u" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }

  /// Plain where that is safe, else quoted.
  package static func scalar(_ text: String) -> String {
    let isPlain = text.unicodeScalars.enumerated().allSatisfy { offset, scalar in
      switch scalar {
      case "a"..."z", "A"..."Z", "\u{4E00}"..."\u{9FFF}": true
      case "$": offset == 0
      case "0"..."9", "-": offset > 0
      default: false
      }
    }
    let words: Set = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
    return isPlain && !text.isEmpty && !words.contains(text.lowercased()) ? text : quoted(text)
  }

  /// In single quotes, or in double quotes where there are characters that single quotes cannot hold.
  package static func quoted(_ text: String) -> String {
    let isSimple = text.unicodeScalars.allSatisfy { scalar in
      scalar.value >= 0x20 && !isForbidden(scalar)
    }
    if isSimple { return "'" + text.replacing("'", with: "''") + "'" }
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20 || isForbidden(scalar): result += escaped(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
