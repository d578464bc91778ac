/// The keys that say where a condition looks.
enum ScopeKeys {
  /// Of these at most one may be there.
  static let positions = ["messages", "turns", "lines"]
  static let anchors = Scope.Side.allCases.map(\.rawValue)

  static let all: [KeyDefinition] =
    [
      KeyDefinition(
        "role", LocalizedText(zh: "看谁说的", en: "whose messages"), type: .choice(ScopeRole.self), default: "any"),
      KeyDefinition(
        "messages", LocalizedText(zh: "在该角色的文字消息里的位置", en: "positions among that role's text messages"),
        type: .form(.positions),
        details: LocalizedText(
          zh: "1..3 是前三条，-3..-1 是后三条，3..-3 去掉头尾各两条，2 是第二条。有锚点时从锚点数起，写了 0 才包括锚点那条消息本身。",
          en: """
            1..3 are the first three, -3..-1 the last three, 3..-3 all but two at both ends, 2 the second. With an anchor \
            they count from it, and its own message belongs to them where 0 is written.
            """)),
      KeyDefinition(
        "turns", LocalizedText(zh: "同上，按说话轮次数", en: "the same, in speaker turns"), type: .form(.positions),
        details: LocalizedText(zh: "同一角色连着说的算一轮。", en: "What one role says in a row is one turn.")),
      KeyDefinition(
        "lines", LocalizedText(zh: "同上，在所有角色、所有种类的消息里数", en: "the same, among messages of every role and kind"),
        type: .form(.positions),
        details: LocalizedText(zh: "不数备注和撤回的。", en: "Notes and recalled messages do not count.")),
    ] + Scope.Side.allCases.map(anchor) + [
      KeyDefinition(
        "which", LocalizedText(zh: "用锚点的哪处命中：一个词，或第几处", en: "which hits of the anchor: a word, or the number of one"),
        type: AnchorChoice.type,
        details: LocalizedText(
          zh: "锚点是 label 时默认 any；规则最外层的 which 说的是 given，默认 each。",
          en: "For a label the default is any; at the top of a rule it speaks of given, by default each.")),
      KeyDefinition(
        "seconds", LocalizedText(zh: "离锚点多少秒以内", en: "seconds from the anchor"), type: .form(.seconds),
        details: LocalizedText(
          zh: "没有锚点时离会话开始；120 表示 0..120。before 往前数，around 前后都数；写了正负号按写的算。",
          en: """
            Without an anchor from the start of the conversation; 120 is 0..120. With before they count back, with around \
            both ways; a sign is taken as written.
            """)),
      KeyDefinition(
        "every", LocalizedText(zh: "范围里每条消息都要符合", en: "every message in scope has to match"), type: .boolean,
        default: "false", details: LocalizedText(zh: "没有消息是不适用。", en: "Without messages it does not apply.")),
      KeyDefinition(
        "join", LocalizedText(zh: "把范围里的消息连成一段文字再找", en: "reads the scope as one passage"), type: .boolean,
        default: "false"),
      KeyDefinition(
        "segment", LocalizedText(zh: "按哪一段判断", en: "which segments are judged"), type: .choice(SegmentChoice.self),
        default: "conversation",
        details: LocalizedText(
          zh: "转接、加入、换人接待处分段。", en: "A segment starts at a hand-over, where somebody joins or another agent writes.")),
      KeyDefinition(
        "include", LocalizedText(zh: "平时看不见的，也看", en: "what is not seen otherwise"),
        type: .choices(HiddenMessages.self, mayBeEmpty: true)),
    ]

  private static func anchor(_ side: Scope.Side) -> KeyDefinition {
    let summary =
      switch side {
      case .after: LocalizedText(zh: "在这个锚点之后：given 或某个 label", en: "after this anchor: given or a label")
      case .before: LocalizedText(zh: "在这个锚点之前；位置用负数，-1 最近", en: "before this anchor; −1 is the nearest")
      case .around: LocalizedText(zh: "在这个锚点前后", en: "around this anchor")
      case .at: LocalizedText(zh: "就在锚点那条消息里", en: "in the anchor's own message")
      }
    return KeyDefinition(side.rawValue, summary, type: .anchor)
  }
}

extension AnchorChoice {
  /// The words that `which` takes beside a number.
  enum Word: String, ExplainedChoice {
    case any, each, first, last

    var meaning: LocalizedText {
      switch self {
      case .any: LocalizedText(zh: "任何一处成立就成立", en: "holds where it holds for one")
      case .each: LocalizedText(zh: "每一处", en: "every hit")
      case .first: LocalizedText(zh: "第一处", en: "the first hit")
      case .last: LocalizedText(zh: "最后一处", en: "the last hit")
      }
    }
  }

  static let numbers = 1...1_000_000
  static let type = ValueType.either([.choice(Word.self), .wholeNumber(numbers)])
}

extension TextForm {
  static let positions = TextForm(
    name: LocalizedText(zh: "位置", en: "positions"),
    pattern: #"^[+-]?[0-9]{1,6}(\.\.[+-]?[0-9]{1,6})?$"#, numbers: .whole(-PositionRange.limit...PositionRange.limit),
    samples: ["1..3", "-3..-1", "2"])

  static let seconds = TextForm(
    name: LocalizedText(zh: "秒数或范围", en: "seconds, or a range of them"),
    pattern: #"^[+-]?[0-9]{1,8}(\.[0-9]{1,3})?(\.\.[+-]?[0-9]{1,8}(\.[0-9]{1,3})?)?$"#,
    numbers: .any(-99_999_999...99_999_999), samples: ["0..120", "-60..60", "30"])
}
