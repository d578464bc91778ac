/// The keys of a rule file.
enum RuleKeys {
  static let shape = MappingShape(keys: head + verbs + [examples])

  /// What says who the rule is and which conversations it is for.
  static let head: [KeyDefinition] = [
    KeyDefinition(
      "id", LocalizedText(zh: "规则的名字，等于文件名（去掉 .yaml）", en: "the name of the rule and of its file"),
      type: .form(.ruleID),
      isRequired: true,
      details: LocalizedText(zh: "小写英文字母、数字、连字符。", en: "Lower-case letters, digits and hyphens.")),
    KeyDefinition("title", LocalizedText(zh: "给人看的名字", en: "the name for people"), type: .text, isRequired: true),
    KeyDefinition(
      "why", LocalizedText(zh: "为什么有这条规则；印在每条结果下面", en: "why there is the rule; printed with every finding"),
      type: .text,
      isRequired: true),
    KeyDefinition(
      "category", LocalizedText(zh: "评分表里一项的 id", en: "the id of a section of the scorecard"), type: .text,
      isRequired: true),
    KeyDefinition(
      "severity", LocalizedText(zh: "有多严重", en: "how much it matters"), type: .choice(RuleSeverity.self),
      isRequired: true),
    KeyDefinition(
      "status", LocalizedText(zh: "规则走到哪一步", en: "how far the rule has come"), type: .choice(RuleStatus.self),
      default: "stable"),
    KeyDefinition(
      "score", LocalizedText(zh: "怎样影响分数；不写不影响", en: "what it does to the score; nothing if absent"),
      type: .mapping(score),
      details: LocalizedText(
        zh: "forbid 和 require 用 deduct 或 auto_fail，credit 用 award，observe 都不能写。",
        en: "forbid and require take deduct or auto_fail, credit takes award, observe none of them.")),
    KeyDefinition(
      "for", LocalizedText(zh: "只看哪些会话", en: "which conversations"), type: .mapping(ConversationFilter.shape)),
    KeyDefinition(
      "given", LocalizedText(zh: "前置条件；它的每处命中各开一个窗口", en: "the precondition; each of its hits opens a window"),
      type: .condition),
    KeyDefinition(
      "which", LocalizedText(zh: "前置条件命中多次时判哪些", en: "which hits of given are judged"), type: AnchorChoice.type,
      default: "each"),
    KeyDefinition(
      "lint", LocalizedText(zh: "豁免规则检查的某些项", en: "which checks of the linter the rule silences"),
      type: .mapping(lint)),
  ]

  private static let lint = MappingShape(keys: [
    KeyDefinition("allow", LocalizedText(zh: "豁免哪些", en: "the allowances"), type: .list(.mapping(allowance)))
  ])

  private static let allowance = MappingShape(keys: [
    KeyDefinition(
      "check", LocalizedText(zh: "检查的名字", en: "the name of the check"),
      type: .choice(LintChecks.definitions.map { Choice(name: $0.id, meaning: $0.summary) }), isRequired: true),
    KeyDefinition("reason", LocalizedText(zh: "为什么豁免", en: "why it is silenced"), type: .text, isRequired: true),
  ])

  /// Of these exactly one has to be there.
  static let verbs = RuleVerb.allCases.map { KeyDefinition($0.rawValue, $0.meaning, type: .condition) }

  /// Those that no condition has.
  static let ofRulesAlone = Set((head + verbs + [examples]).map(\.name)).subtracting(["which"])

  static let points = 0.0...1000.0

  static let score = MappingShape(
    keys: [
      KeyDefinition("deduct", LocalizedText(zh: "扣多少分", en: "points taken"), type: .number(points)),
      KeyDefinition("award", LocalizedText(zh: "加多少分", en: "points added"), type: .number(points)),
      KeyDefinition(
        "auto_fail", LocalizedText(zh: "一票否决", en: "the score becomes 0"), type: .boolean, default: "false"),
      KeyDefinition(
        "per", LocalizedText(zh: "按什么计", en: "what is counted once"), type: .choice(RuleScore.Unit.self),
        default: "conversation"),
      KeyDefinition(
        "cap", LocalizedText(zh: "这条规则在一个会话里最多扣（加）多少", en: "the most that the rule takes or adds in a conversation"),
        type: .number(points)),
    ], atMostOneOf: [["deduct", "award", "auto_fail"]])

  static let examples = KeyDefinition(
    "examples", LocalizedText(zh: "例子：对话，和规则应当说什么", en: "dialogues, and what the rule has to say of them"),
    type: .list(.mapping(example)),
    details: LocalizedText(
      zh: "每项一个期望，值是一行或一段对话；⟦⟧ 标出应当命中的字。需要会话字段时写成 {conversation: …, dialogue: …}。",
      en: """
        One expectation each, with a line or a block of dialogue; ⟦⟧ marks what has to be pointed at. With fields of the \
        conversation it is {conversation: …, dialogue: …}.
        """))

  private static let example = MappingShape(
    keys: RuleExample.Expectation.allCases.map { expectation in
      KeyDefinition(expectation.rawValue, expectation.meaning, type: .either([.dialogue, .mapping(staged)]))
    }, needsOneOf: RuleExample.Expectation.allCases.map(\.rawValue),
    atMostOneOf: [RuleExample.Expectation.allCases.map(\.rawValue)])

  private static let staged = MappingShape(keys: [
    KeyDefinition(
      "conversation", LocalizedText(zh: "会话的字段", en: "fields of the conversation"), type: .mapping(conversation)),
    KeyDefinition("dialogue", LocalizedText(zh: "一行或一段对话", en: "a line or a block"), type: .dialogue, isRequired: true),
  ])

  static let conversation = MappingShape(keys: [
    KeyDefinition("id", LocalizedText(zh: "会话编号", en: "the id of the conversation"), type: .text),
    KeyDefinition("platform", LocalizedText(zh: "平台", en: "the platform"), type: .text),
    KeyDefinition("shop", LocalizedText(zh: "店铺", en: "the shop"), type: .text),
    KeyDefinition("group", LocalizedText(zh: "客服组", en: "the group of agents"), type: .text),
    KeyDefinition("close_reason", LocalizedText(zh: "结束原因", en: "why it was closed"), type: .text),
    KeyDefinition(
      "open", LocalizedText(zh: "会话还没结束", en: "whether it still goes on"), type: .boolean, default: "false"),
    KeyDefinition(
      "rating", LocalizedText(zh: "客户的评分", en: "the customer's rating"),
      type: .either([
        .anyNumber,
        .mapping(
          MappingShape(keys: [
            KeyDefinition("value", LocalizedText(zh: "几分", en: "the rating"), type: .anyNumber, isRequired: true),
            KeyDefinition("min", LocalizedText(zh: "最低分", en: "the lowest one"), type: .anyNumber, default: "1"),
            KeyDefinition("max", LocalizedText(zh: "最高分", en: "the highest one"), type: .anyNumber, default: "5"),
          ])),
      ])),
    KeyDefinition(
      "fields", LocalizedText(zh: "其他字段，名字自定", en: "other fields by any name"),
      type: .named(.anything, counts: 0...Int.max)),
  ])
}

extension ConversationFilter {
  static let weekdays: [Choice] =
    zip(["mon", "tue", "wed", "thu", "fri", "sat", "sun"], ["周一", "周二", "周三", "周四", "周五", "周六", "周日"])
    .map { Choice(name: $0, meaning: LocalizedText(zh: $1, en: $0)) }
    + ["周一", "周二", "周三", "周四", "周五", "周六", "周日"].map { Choice(name: $0, meaning: LocalizedText(zh: $0, en: $0)) }

  /// The keys of `for`.
  static let shape = MappingShape(
    keys: [
      KeyDefinition("platform", LocalizedText(zh: "哪些平台", en: "platforms"), type: .oneOrMore(.text, mayBeEmpty: false)),
      KeyDefinition("shop", LocalizedText(zh: "哪些店铺", en: "shops"), type: .oneOrMore(.text, mayBeEmpty: false)),
      KeyDefinition(
        "group", LocalizedText(zh: "哪些客服组", en: "groups of agents"), type: .oneOrMore(.text, mayBeEmpty: false)),
      KeyDefinition(
        "field",
        LocalizedText(zh: "字段路径，或 {path: …, is: …}；没有这个字段就排除", en: "a path, or {path: …, is: …}; absent is excluded"),
        type: .either([
          .form(.fieldPath),
          .mapping(
            MappingShape(
              keys: [
                KeyDefinition(
                  "path", LocalizedText(zh: "字段路径", en: "the path of the field"), type: .form(.fieldPath),
                  isRequired: true)
              ] + FieldTest.parameters)),
        ])),
    ] + FieldTest.parameters + [
      KeyDefinition("date", LocalizedText(zh: "哪天，或从哪天到哪天", en: "a day, or from one to another"), type: .form(.days)),
      KeyDefinition(
        "weekday", LocalizedText(zh: "星期几", en: "days of the week"),
        type: .oneOrMore(.choice(weekdays), mayBeEmpty: false)),
      KeyDefinition(
        "hours", LocalizedText(zh: "几点到几点（加引号），右端不含，可以跨午夜", en: "from one time to another, which is not in it"),
        type: .form(.hours)),
    ], siblings: ["field": FieldTest.parameters.map(\.name)])
}

extension TextForm {
  static let ruleID = TextForm(
    name: LocalizedText(zh: "小写字母、数字、连字符", en: "lower-case letters, digits, hyphens"), pattern: "^[a-z0-9-]+$",
    asWritten: ["string", "integer", "boolean"], samples: ["no-promise"])

  static let fieldPath = TextForm(
    name: LocalizedText(zh: "字段路径", en: "the path of a field"), pattern: ".",
    asWritten: ["string", "number", "boolean"], samples: ["rating.value"])

  static let days = TextForm(
    name: LocalizedText(zh: "日期或范围", en: "a day, or a range of days"), pattern: "^\(day)(\\.\\.\(day))?$",
    samples: ["2026-11-01", "2026-11-01..2026-11-11"])

  private static let day = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"

  static let hours = TextForm(
    name: LocalizedText(zh: "钟点范围", en: "a range of times"), pattern: "^\(time)-\(time)$", samples: ["09:00-23:00"])

  private static let time = "(([01]?[0-9]|2[0-3]):[0-5]?[0-9]|24:0?0)"
}
