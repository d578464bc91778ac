// What each operator looks for, in a few words.

/// Lists as explanations write them: the first few, and how many there are.
enum ListWording {
  private static let most = 8

  static func text(_ items: [String], _ zh: String, _ en: String) -> LocalizedText {
    guard items.count > most else {
      return LocalizedText(zh: items.joined(separator: "、"), en: items.joined(separator: ", "))
    }
    return LocalizedText(
      zh: items.prefix(most).joined(separator: "、") + " 等 \(items.count) \(zh)",
      en: items.prefix(most).joined(separator: ", ") + " … (\(items.count) \(en))")
  }
}

extension KeywordOperator {
  var wanted: LocalizedText {
    let list = ListWording.text(phrases, "个短语", "phrases")
    return switch match {
    case .any: LocalizedText(zh: "出现短语 \(list.chinese)", en: "any of the phrases \(list.english)")
    case .all: LocalizedText(zh: "全部出现：\(list.chinese)", en: "all of the phrases \(list.english)")
    case .atLeast(let number):
      LocalizedText(
        zh: "至少出现 \(number) 个不同的短语：\(list.chinese)", en: "at least \(number) of the phrases \(list.english)")
    case .none: LocalizedText(zh: "一个也不出现：\(list.chinese)", en: "none of the phrases \(list.english)")
    }
  }
}

extension RegexOperator {
  var wanted: LocalizedText {
    let pattern = scan?.expression?.expression.pattern ?? ""
    return LocalizedText(zh: "匹配正则 \(pattern)", en: "matches \(pattern)")
  }
}

extension EntityOperator {
  var wanted: LocalizedText {
    let meanings = PersonalDataKind.allCases.filter(kinds.contains).map(\.meaning)
    let given = isAnyoneButCustomer ? ("（客户自己给过的不算）", " (not what the customer gave)") : ("", "")
    return LocalizedText(
      zh: "出现" + meanings.map(\.chinese).joined(separator: "、") + given.0,
      en: meanings.map(\.english).joined(separator: ", ") + given.1)
  }
}

extension CountOperator {
  var wanted: LocalizedText {
    let bounds = bounds.wording
    return of == nil
      ? LocalizedText(zh: "消息条数\(bounds.chinese)", en: "messages: \(bounds.english)")
      : LocalizedText(zh: "符合下面条件的消息条数\(bounds.chinese)", en: "messages that match: \(bounds.english)")
  }
}

extension LengthOperator {
  var wanted: LocalizedText {
    LocalizedText(zh: "字数\(bounds.wording.chinese)", en: "characters: \(bounds.wording.english)")
  }
}

extension PaceOperator {
  var wanted: LocalizedText {
    LocalizedText(
      zh: "每分钟字数\(bounds.wording.chinese)", en: "characters a minute: \(bounds.wording.english)")
  }
}

extension RoundOptions {
  /// What of the rounds is looked at.
  fileprivate var wording: (zh: String, en: String) {
    let turn = turn == .first ? ("，只看第一轮", ", the first round only") : ("", "")
    let clock = clock == .calendar ? ("，只算服务时段", ", in service hours") : ("", "")
    let during = inServiceHours ? ("，只看服务时段里问的", ", asked in service hours") : ("", "")
    return (turn.0 + clock.0 + during.0, turn.1 + clock.1 + during.1)
  }
}

extension GapOperator {
  var wanted: LocalizedText {
    let over = FigureText.duration(over)
    return LocalizedText(
      zh: "客户等回复超过 \(over.chinese)\(options.wording.zh)",
      en: "an answer after more than \(over.english)\(options.wording.en)")
  }
}

extension UnansweredOperator {
  var wanted: LocalizedText {
    guard let over = over.map(FigureText.duration) else {
      return LocalizedText(
        zh: "客户的一轮消息始终没有回复\(options.wording.zh)", en: "a round that nobody answers\(options.wording.en)")
    }
    return LocalizedText(
      zh: "客户的一轮消息 \(over.chinese)没有回复\(options.wording.zh)",
      en: "a round without an answer for \(over.english)\(options.wording.en)")
  }
}

extension SilentOperator {
  var wanted: LocalizedText {
    guard let over = over.map(FigureText.duration) else { return LocalizedText(zh: "没有人说话", en: "nobody speaks") }
    return LocalizedText(zh: "\(over.chinese)没有人说话", en: "nobody speaks for \(over.english)")
  }
}

extension SentimentOperator {
  var wanted: LocalizedText {
    LocalizedText(zh: "情感分\(bounds.wording.chinese)", en: "sentiment \(bounds.wording.english)")
  }
}

extension SwingOperator {
  var wanted: LocalizedText {
    let kinds = [
      drop.map { LocalizedText(zh: "下降\($0.wording.chinese)", en: "drops by \($0.wording.english)") },
      rise.map { LocalizedText(zh: "回升\($0.wording.chinese)", en: "rises by \($0.wording.english)") },
    ].compactMap { $0 }
    let end =
      switch isRecovered {
      case true?: ("，结束前挽回", ", made good by the end")
      case false?: ("，到最后没挽回", ", not made good")
      case nil: ("", "")
      }
    return LocalizedText(
      zh: "客户情绪" + kinds.map(\.chinese).joined(separator: "或") + end.0,
      en: "the customer's mood " + kinds.map(\.english).joined(separator: " or ") + end.1)
  }
}

extension EventOperator {
  var wanted: LocalizedText {
    let meanings = Event.allCases.filter(events.contains).map(\.meaning)
    return LocalizedText(
      zh: "事件：" + meanings.map(\.chinese).joined(separator: "、"),
      en: "events: " + meanings.map(\.english).joined(separator: ", "))
  }
}

extension FieldOperator {
  var wanted: LocalizedText {
    LocalizedText(zh: "会话字段 \(test.wanted.chinese)", en: "the field \(test.wanted.english)")
  }
}

extension EndedByOperator {
  var wanted: LocalizedText {
    let over = over.map(FigureText.duration)
    return LocalizedText(
      zh: "最后说话的是\(role.meaning.chinese)" + (over.map { "，离结束超过 \($0.chinese)" } ?? ""),
      en: "the last to speak: \(role.meaning.english)" + (over.map { ", more than \($0.english) before the end" } ?? "")
    )
  }
}

extension RepeatOperator {
  var wanted: LocalizedText {
    LocalizedText(
      zh: "同一个人在自己的 \(within) 条之内又说一遍（相似度至少 \(FigureText.number(threshold))，第 \(times) 次重复起）",
      en: "the same again within \(within) of one's own messages (similarity \(FigureText.number(threshold)), "
        + "repetition \(times))")
  }
}

extension SimilarOperator {
  var wanted: LocalizedText {
    let list = ListWording.text(samples.map { "“\($0.text)”" }, "个样句", "samples")
    let least = FigureText.number(threshold)
    return LocalizedText(
      zh: "意思接近 \(list.chinese)（相似度至少 \(least)）", en: "close to \(list.english) (similarity at least \(least))")
  }
}

extension ScriptOperator {
  var wanted: LocalizedText {
    let list = ListWording.text(slots.map(\.name), "个要点", "parts")
    return LocalizedText(
      zh: "话术“\(name)”的要点 \(list.chinese)，至少说到 \(needed) 个",
      en: "at least \(needed) parts of the script '\(name)': \(list.english)")
  }
}
