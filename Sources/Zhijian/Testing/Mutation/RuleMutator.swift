/// A kind of small change to a rule that its tests should notice.
public enum RuleMutator: String, Sendable, CaseIterable {
  case role
  case widen, narrow
  case negate
  case logic
  case verb
  case number
  case dropUnless = "drop-unless"
  case dropPolarity = "drop-polarity"
  case dropGiven = "drop-given"
  case dropFor = "drop-for"
  case dropCondition = "drop-condition"
  case dropOption = "drop-option"
  case dropPhrase = "drop-phrase"

  /// What is changed.
  public var summary: LocalizedText {
    switch self {
    case .role: LocalizedText(zh: "换成另一方的消息", en: "another role's messages")
    case .widen: LocalizedText(zh: "放宽或去掉位置、时间范围", en: "a wider scope, or none")
    case .narrow: LocalizedText(zh: "收窄位置、时间范围", en: "a narrower scope")
    case .negate: LocalizedText(zh: "条件取反", en: "a condition negated")
    case .logic: LocalizedText(zh: "all 和 any 互换", en: "all for any, any for all")
    case .verb: LocalizedText(zh: "换动词", en: "another verb")
    case .number: LocalizedText(zh: "改门槛数值", en: "another number")
    case .dropUnless: LocalizedText(zh: "去掉 unless", en: "without unless")
    case .dropPolarity: LocalizedText(zh: "去掉 polarity", en: "without polarity")
    case .dropGiven: LocalizedText(zh: "去掉 given", en: "without given")
    case .dropFor: LocalizedText(zh: "去掉 for", en: "without for")
    case .dropCondition: LocalizedText(zh: "去掉一个条件或步骤", en: "without a condition or step")
    case .dropOption: LocalizedText(zh: "去掉一个选项", en: "without an option")
    case .dropPhrase: LocalizedText(zh: "去掉一个短语", en: "without a phrase")
    }
  }

  /// Whether it takes a phrase away: counted apart, since a list of phrases is longer than anybody's examples.
  public var isOfPhrases: Bool { self == .dropPhrase }
}

/// A rule with one small change.
public struct RuleMutant: Sendable {
  public let rule: String
  public let mutator: RuleMutator
  /// Where the change is.
  public let location: SourceLocation
  /// What stood there, in one line.
  public let removed: String
  /// What stands there instead, in one line; nil for nothing.
  public let added: String?
  /// The whole changed file.
  let root: YAMLNode
}

/// A mutant, and what the rule's tests made of it.
public struct MutantResult: Sendable {
  public enum Fate: String, Sendable, CaseIterable {
    /// A test noticed.
    case killed
    /// None did.
    case survived
    /// The change changes nothing: no test could notice.
    case equivalent
    /// The change is no rule.
    case invalid
  }

  public let mutant: RuleMutant
  public let fate: Fate
}
