internal import Zhijian

extension InspectionTextPage {
  /// Adds the disagreements to look at first, with their evidence.
  mutating func addDisagreements() {
    let all = comparison.disagreements
    guard !all.isEmpty, document.quotes > 0 else { return }
    page.heading(
      say(
        "不一致的 \(all.count) 处（几个人意见一致的、严重的、能看到原文的在前）",
        "\(say.count(all.count, "disagreement")) (those of several people, grave ones and those with evidence first)"))
    for entry in all.prefix(document.quotes) {
      let item = comparison.items[entry.item].item
      page.line("  \(page.shown(item.name)) · \(TerminalText.safe(words.subject(entry.subject)))", style: .bold)
      page.paragraph("", TerminalText.safe(words.sentence(entry)), indent: 4)
      if let title = words.title(entry.rule) {
        let severity = entry.severity.map { say("，", ", ") + say.severity($0) } ?? ""
        page.paragraph(say("规则 ", "rule "), TerminalText.safe(title) + severity, indent: 4)
      }
      for quote in words.quotes(entry) { page.paragraph("", TerminalText.safe(quote), indent: 4) }
      if entry.isMissed, entry.nearMisses.isEmpty {
        page.line(say("    程序没有看到相近的话", "    the program saw nothing like it"), style: .dim)
      }
      if let remark = words.remark(entry) {
        page.paragraph(say("备注：", "remark: "), TerminalText.safe(remark), indent: 4)
      }
    }
    if all.count > document.quotes {
      let rest = all.count - document.quotes
      page.line(
        say(
          "  另有 \(rest) 处（--quotes 多看几处，--format csv 列全）",
          "  and \(rest) more (--quotes for more, --format csv for all)"),
        style: .dim)
    }
  }

  /// Adds the ids that no conversation has.
  mutating func addUnmatched() {
    let ids = comparison.unmatched
    guard !ids.isEmpty else { return }
    page.heading(say("聊天记录里没有的会话编号（\(ids.count) 个）", "Ids without a conversation (\(ids.count))"))
    page.paragraph("", ids.prefix(Self.shownIDs).map { page.shown($0) }.joined(separator: say("、", ", ")), indent: 2)
    if ids.contains(where: Self.isMangled) {
      page.paragraph(
        "  ! ",
        say(
          "有的编号成了 1.2E+15 这样的数：表格软件改坏了长数字，请把那一列设成文本重新导出",
          "some ids became numbers such as 1.2E+15: a spreadsheet spoiled them; export that column as text"), indent: 0)
    }
    if ids.count > Self.shownIDs {
      page.line(say("  另有 \(ids.count - Self.shownIDs) 个", "  and \(ids.count - Self.shownIDs) more"), style: .dim)
    }
  }

  /// Whether a spreadsheet wrote a long number in short.
  private static func isMangled(_ id: String) -> Bool {
    let upper = id.uppercased()
    return upper.has("E+") && Double(upper) != nil
  }
}
