/// `length`: how many characters a message has.
struct LengthOperator: ConditionOperator {
  let bounds: NumberBounds

  static let definition = OperatorDefinition(
    name: "length", form: .mapping, summary: LocalizedText(zh: "一条消息的字数", en: "the number of characters of a message"),
    details: LocalizedText(
      zh: "按看到的字数：一个汉字、一个字母、一个标点、一个表情都是一个字。same: clause 里数的是分句。界限至少写一个。",
      en: """
        Characters as they are seen: a Han character, a letter, a mark and an emoji count one each. Under `same: clause` \
        the clause is counted. At least one bound is needed.
        """),
    parameters: NumberBounds.parameters, needsOneOf: NumberBounds.names,
    examples: [
      ConditionExample(
        LocalizedText(zh: "只回一两个字", en: "replies of one or two characters"),
        """
        role: agent
        length: {max: 2}
        """,
        hit: "客服: ⟦嗯⟧",
        miss: "客服: 好的呢亲")
    ])

  init?(value: YAMLNode, options: YAMLMapping, context: OperatorContext) {
    guard
      let mapping = YAMLMapping(value, sink: context.sink, what: LocalizedText(zh: "length", en: "length"))
    else { return nil }
    bounds = NumberBounds(mapping, required: true)
    mapping.finish()
  }

  func judge(_ window: LeafWindow) -> Judgement {
    window.judgeEach(window.written) { position in
      let characters = Double(window.characters(at: position))
      let isInside = bounds.contains(characters)
      window.note {
        .figure(
          "characters", characters, of: window.view.order[position], isHit: isInside,
          LocalizedText(zh: "字数", en: "characters"))
      }
      return isInside
    }
  }
}

/// Counts graphemes where each unit is one, as in nearly all texts.
enum GraphemeCount {
  /// The number of graphemes; nil where units may join.
  static func plain(_ units: [UInt16]) -> Int? {
    for unit in units {
      switch unit {
      // Letters, digits and marks of ASCII; Han, kana and their punctuation but for combining marks; full width forms.
      case 0x20...0x7E, 0x3000...0x3029, 0x3030...0x3098, 0x309B...0x312F, 0x31A0...0xA4CF, 0xFF01...0xFF9D: continue
      default: return nil
      }
    }
    return units.count
  }
}

extension LeafWindow {
  /// The graphemes of a message, or of the clause that counts.
  func characters(at position: Int) -> Int {
    let index = view.order[position]
    guard let clause else {
      return GraphemeCount.plain(view.texts[index].units) ?? view.transcript.messages[index].text.count
    }
    let units = view.texts[index].units
    return String(decoding: units[min(clause.lower, units.count)..<min(clause.upper, units.count)], as: UTF16.self)
      .count
  }
}

/// `pace`: characters a minute since the message before.
struct PaceOperator: ConditionOperator {
  let bounds: NumberBounds

  static let definition = OperatorDefinition(
    name: "pace", form: .mapping,
    summary: LocalizedText(zh: "自上一条消息起每分钟的字数", en: "characters a minute since the message before"),
    details: LocalizedText(
      zh: "这条消息的字数，除以离上一条消息（不论谁说的）的时间。没有时间是未知；会话的第一条消息不算。界限至少写一个。",
      en: """
        The characters of a message over the time since the message before, whoever sent that. Without times it is \
        unknown; the first message of a conversation does not count. At least one bound is needed.
        """),
    parameters: NumberBounds.parameters, needsOneOf: NumberBounds.names,
    examples: [
      ConditionExample(
        LocalizedText(zh: "快得像是粘贴的", en: "so fast that it must be pasted"),
        """
        role: agent
        pace: {over: 400}
        """,
        hit: """
          [+0:00] 客户: 尺码怎么选
          [+0:01] 客服: ⟦身高一米六到一米七选中码⟧
          """,
        miss: """
          [+0:00] 客户: 尺码怎么选
          [+0:30] 客服: 身高一米六到一米七选中码
          """)
    ])

  init?(value: YAMLNode, options: YAMLMapping, context: OperatorContext) {
    guard let mapping = YAMLMapping(value, sink: context.sink, what: LocalizedText(zh: "pace", en: "pace")) else {
      return nil
    }
    bounds = NumberBounds(mapping, required: true)
    mapping.finish()
  }

  func judge(_ window: LeafWindow) -> Judgement {
    var isTimeMissing = false
    let judgement = window.judgeEach(window.written) { position in
      guard position > 0 else { return false }
      guard let time = window.view.time(at: position), let before = window.view.time(at: position - 1) else {
        isTimeMissing = true
        notePace(nil, of: position, isHit: nil, in: window)
        return false
      }
      let minutes = Double(max(1, time.milliseconds(since: before))) / 60_000
      let pace = Double(window.characters(at: position)) / minutes
      let isInside = bounds.contains(pace)
      notePace(pace, of: position, isHit: isInside, in: window)
      return isInside
    }
    return isTimeMissing && judgement.truth == .noHit ? Judgement(truth: .unknown) : judgement
  }

  private func notePace(_ pace: Double?, of position: Int, isHit: Bool?, in window: LeafWindow) {
    window.note {
      .figure(
        "characters_a_minute", pace.map { ($0 * 10).rounded() / 10 }, of: window.view.order[position], isHit: isHit,
        LocalizedText(zh: "每分钟字数", en: "characters a minute"))
    }
  }
}
