/// Where a condition looks, in words.
enum ScopeWording {
  static func text(of node: ConditionNode) -> LocalizedText {
    var scope = node.scope
    var isAboutMessages = true
    if case .leaf(let leaf, _) = node.logic {
      scope = node.leafScope
      isAboutMessages = leaf.looksAtMessages
    }
    guard isAboutMessages else { return LocalizedText(zh: "整个会话", en: "the conversation") }
    var parts = [role(scope)]
    parts += [anchor(scope), positions(scope), seconds(scope), segment(scope)].compactMap { $0 }
    if scope.every == true { parts.append(LocalizedText(zh: "每一条都要", en: "every one of them")) }
    if scope.join == true { parts.append(LocalizedText(zh: "几条合起来看", en: "read as one")) }
    switch node.windows {
    case .message?: parts.append(LocalizedText(zh: "逐条看", en: "message by message"))
    case .clause?: parts.append(LocalizedText(zh: "逐个分句看", en: "clause by clause"))
    case nil: break
    }
    if let include = scope.include, !include.isEmpty {
      let names = HiddenMessages.allCases.filter(include.contains).map(\.meaning)
      parts.append(
        LocalizedText(
          zh: "含" + names.map(\.chinese).joined(separator: "、"),
          en: "with " + names.map(\.english).joined(separator: ", ")))
    }
    return LocalizedText(
      zh: parts.map(\.chinese).joined(separator: "，"), en: parts.map(\.english).joined(separator: ", "))
  }

  private static func role(_ scope: Scope) -> LocalizedText {
    let role = scope.role ?? .any
    return role == .any
      ? LocalizedText(zh: "所有人的消息", en: "messages of anybody")
      : LocalizedText(zh: "\(role.meaning.chinese)的消息", en: "messages of \(role.meaning.english)")
  }

  private static func anchor(_ scope: Scope) -> LocalizedText? {
    guard let reference = scope.anchor else { return nil }
    let (zh, en) =
      switch reference.name {
      case .given: ("前置条件", "the precondition")
      case .label(let name): ("“\(name)”", "'\(name)'")
      }
    switch reference.side {
    case .after: return LocalizedText(zh: "\(zh)之后", en: "after \(en)")
    case .before: return LocalizedText(zh: "\(zh)之前", en: "before \(en)")
    case .around: return LocalizedText(zh: "\(zh)前后", en: "around \(en)")
    case .at: return LocalizedText(zh: "就在\(zh)那条里", en: "in the message of \(en)")
    }
  }

  private static func positions(_ scope: Scope) -> LocalizedText? {
    guard let positions = scope.positions else { return nil }
    let (zh, en) =
      switch positions {
      case .messages: ("条", "messages")
      case .turns: ("轮", "turns")
      case .lines: ("行", "lines")
      }
    let (from, to) = (positions.range.from, positions.range.to)
    switch (from, to) {
    case (1, 1): return LocalizedText(zh: "第 1 \(zh)", en: "the first of the \(en)")
    case (1, 2...): return LocalizedText(zh: "前 \(to) \(zh)", en: "the first \(to) \(en)")
    case (...(-1), -1):
      return LocalizedText(zh: "最后 \(-from) \(zh)", en: "the last \(-from) \(en)")
    case (1..., 1...): return LocalizedText(zh: "第 \(from)–\(to) \(zh)", en: "\(en) \(from) to \(to)")
    case (...(-1), ...(-1)):
      return LocalizedText(zh: "倒数第 \(-from)–\(-to) \(zh)", en: "\(en) \(-from) to \(-to) from the end")
    case (0, 1...):
      return LocalizedText(zh: "从那条起到后面第 \(to) \(zh)", en: "from that message to \(to) \(en) behind it")
    case (...(-1), 0):
      return LocalizedText(zh: "从前面第 \(-from) \(zh)到那条", en: "from \(-from) \(en) before that message to it")
    case (...(-1), 1...) where scope.anchor != nil:
      return LocalizedText(
        zh: "从前面第 \(-from) \(zh)到后面第 \(to) \(zh)", en: "from \(-from) \(en) before to \(to) \(en) behind")
    case (1..., ...(-1)):
      return LocalizedText(
        zh: "从第 \(from) \(zh)到倒数第 \(-to) \(zh)", en: "\(en) \(from) to the last but \(-to - 1)")
    default: return LocalizedText(zh: "位置 \(from)..\(to)（\(zh)）", en: "\(en) \(from)..\(to)")
    }
  }

  private static func seconds(_ scope: Scope) -> LocalizedText? {
    guard let seconds = scope.seconds else { return nil }
    let from = FigureText.duration(seconds.from)
    let to = FigureText.duration(seconds.to)
    guard seconds.from != 0 else { return LocalizedText(zh: "\(to.chinese)以内", en: "within \(to.english)") }
    return LocalizedText(zh: "\(from.chinese)到 \(to.chinese)之间", en: "from \(from.english) to \(to.english)")
  }

  private static func segment(_ scope: Scope) -> LocalizedText? {
    switch scope.segment ?? .conversation {
    case .conversation: nil
    case .first: LocalizedText(zh: "转接前的第一段", en: "the first segment")
    case .each: LocalizedText(zh: "每一段（转接分段）", en: "every segment between hand-overs")
    }
  }
}
