/// The keys of a condition beside operators and scope.
enum ConditionKeys {
  /// Combinations of conditions. A condition holds one of these or one operator.
  static let logic: [KeyDefinition] = [
    KeyDefinition("all", LocalizedText(zh: "全部成立", en: "all of them hold"), type: .conditions),
    KeyDefinition(
      "any", LocalizedText(zh: "至少一个成立，各个命中原样传出去", en: "at least one holds; their hits are passed on"),
      type: .conditions),
    KeyDefinition("not", LocalizedText(zh: "不成立", en: "does not hold"), type: .condition),
    KeyDefinition(
      "at_least", LocalizedText(zh: "至少 n 个成立", en: "at least n of them hold"),
      type: .mapping(
        MappingShape(keys: [
          KeyDefinition(
            "n", LocalizedText(zh: "几个；不能多于条件的个数", en: "how many; no more than there are conditions"),
            type: .wholeNumber(operands), isRequired: true),
          KeyDefinition(
            "of", LocalizedText(zh: "哪些条件", en: "of which conditions"), type: .conditions, isRequired: true),
        ]))),
    KeyDefinition(
      "sequence", LocalizedText(zh: "各步骤依次出现", en: "the steps come one after the other"), type: .steps,
      details: LocalizedText(
        zh: "取能对上的最长次序；缺了的步骤和次序不对的步骤都列出来，有一个这样的步骤就不成立。",
        en: "Takes the longest order that fits; every step that is missing or out of order is named and fails it.")),
  ]

  static let logicNames = logic.map(\.name)
  static let operands = 1...1000

  /// What every condition may have beside its scope.
  static let own: [KeyDefinition] = [
    KeyDefinition(
      "label", LocalizedText(zh: "给条件起名，供别的条件作锚点", en: "names the condition for others to hang on"),
      type: .label, details: LocalizedText(zh: "不能叫 given，一条规则里不能重名。", en: "Not given, and not twice in a rule.")),
    KeyDefinition(
      "same", LocalizedText(zh: "下面的组合必须在同一条消息、同一个分句里成立", en: "what is below has to hold within one message or clause"),
      type: .choice(SubWindows.self)),
  ]

  /// What a step of a sequence may have besides.
  static let step: [KeyDefinition] = [
    KeyDefinition(
      "optional", LocalizedText(zh: "这一步可以没有", en: "the step may be missing"), type: .boolean, default: "false"),
    KeyDefinition(
      "step_within", LocalizedText(zh: "离上一步多远以内", en: "how far from the step before"),
      type: .mapping(
        MappingShape(
          keys: [
            KeyDefinition("lines", LocalizedText(zh: "多少条消息", en: "messages"), type: .wholeNumber(stepLines)),
            KeyDefinition("seconds", LocalizedText(zh: "多少秒", en: "seconds"), type: .wholeNumber(stepSeconds)),
          ], needsOneOf: ["lines", "seconds"]))),
  ]

  static let steps = 1...32
  static let stepLines = 1...100_000
  static let stepSeconds = 0...31_536_000

  /// Everything that may stand beside an operator.
  static let beside = ScopeKeys.all + own
}
