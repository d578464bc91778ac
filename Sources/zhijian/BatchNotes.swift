import Zhijian

/// What can be said of a run over files only at its end.
enum BatchNotes {
  /// Nil where there were none.
  static func duplicates(_ count: Int) -> Diagnostic? {
    guard count > 0 else { return nil }
    return Diagnostic(
      .note, code: "duplicates",
      message: LocalizedText(
        zh: "\(count) 个会话与前面的完全相同，只算一次",
        en: count == 1
          ? "1 conversation equals an earlier one and counts once"
          : "\(count) conversations equal an earlier one and count once"))
  }

  /// Nil where there were none.
  static func repeatedIDs(_ count: Int) -> Diagnostic? {
    guard count > 0 else { return nil }
    return Diagnostic(
      .warning, code: "repeated-id",
      message: LocalizedText(
        zh: "\(count) 个会话与前面的编号相同而内容不同，各算一次",
        en: count == 1
          ? "1 conversation has the id of an earlier one but other content; both count"
          : "\(count) conversations have the id of an earlier one but other content; all count"),
      hint: LocalizedText(
        zh: "同一会话分几次导出时，只留最完整的一份", en: "of a conversation exported in parts, keep the most complete one"))
  }

  static let noConversations = Diagnostic(
    .error, code: "no-conversations",
    message: LocalizedText(zh: "没有读到任何会话", en: "no conversation was read"))
}
