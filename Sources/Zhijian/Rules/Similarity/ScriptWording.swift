/// In which way a word turns what follows into its opposite.
struct NegationKind: OptionSet, Sendable, Hashable {
  let rawValue: UInt8
  /// 不、没、不能: it is not so.
  static let denied = NegationKind(rawValue: 1)
  /// 请勿、不要、禁止: do not.
  static let forbidden = NegationKind(rawValue: 2)
  /// 不用、无需: need not.
  static let needless = NegationKind(rawValue: 4)
}

/// The grammar of scripts that is no matter of a shop: negation, questions, who speaks.
enum ScriptWording {
  static let negators: [(NegationKind, [String])] = [
    (
      .denied,
      [
        "不能", "不会", "不再", "不支持", "不允许", "不接受", "不提供", "不参加", "不是", "无法", "没有", "没法", "没", "未", "不", "拒绝", "难以", "无",
      ]
    ),
    (
      .forbidden, ["不要", "不可以", "不可", "不得", "不许", "请勿", "切勿", "勿", "禁止", "严禁", "别", "谨防", "杜绝", "避免"]
    ),
    (.needless, ["不用", "不必", "不需要", "无需"]),
  ]

  static let harmless = [
    "不仅", "不但", "不光", "不只", "不过", "没关系", "没事", "不错", "不用担心", "不用愁", "别的", "分别", "特别", "无论", "不管", "不论", "非常", "无忧",
    "无条件", "不客气", "差不多", "未来", "无线", "不久", "不同", "不便", "无理由", "不影响", "不好", "无误", "别担心", "不要担心", "不着急", "别着急", "不放心",
    "要不", "不满意", "能不能", "是不是", "有没有", "可不可以", "对不对", "会不会",
  ]

  /// Words that make their clause a question.
  static let questions = [
    "怎么", "为什么", "为啥", "能不能", "是不是", "是否", "有没有", "可不可以", "会不会", "多久", "什么时候", "哪里", "哪儿", "几天", "多少", "如何", "咋", "吗",
  ].map { Array($0.utf16) }

  /// Words with which a phrase itself may be a question.
  static let interrogatives = ["什么", "哪", "谁", "几", "多少"].map { Array($0.utf16) }

  private static let secondPersons = Set("您你亲咱".utf16)
  private static let selfReferences = [
    "们", "方", "司", "家", "店", "这边", "会", "来", "帮", "给您", "马上", "现在", "立即", "是", "跟", "看", "查",
  ].map { Array($0.utf16) }

  /// Whether a text speaks as a customer does: of 你们, or of 我 without any 您, 你 or 亲.
  static func isCustomersVoice(_ units: [UInt16]) -> Bool {
    var isFirst = false
    var isSecond = false
    for (place, unit) in units.enumerated() {
      if unit == 0x4F60, place + 1 < units.count, units[place + 1] == 0x4EEC { return true }
      if secondPersons.contains(unit) { isSecond = true }
      if unit == 0x6211, !selfReferences.contains(where: { units[(place + 1)...].starts(with: $0) }) { isFirst = true }
    }
    return isFirst && !isSecond
  }

  /// The places of a word in a text, or in some of it.
  static func places(of word: [UInt16], in units: [UInt16], within range: Range<Int>? = nil) -> [Int] {
    let range = range ?? units.indices
    guard let first = word.first, word.count <= range.count else { return [] }
    var result: [Int] = []
    for place in range.lowerBound...(range.upperBound - word.count) where units[place] == first {
      if units[place..<(place + word.count)].elementsEqual(word) { result.append(place) }
    }
    return result
  }
}
