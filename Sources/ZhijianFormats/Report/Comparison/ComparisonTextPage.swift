internal import Zhijian

/// A comparison on a terminal.
struct ComparisonTextPage {
  /// Rows without a verdict that are shown of agents and rules.
  private static let maximumOthers = 10

  private let document: ComparisonDocument
  private let words: ComparisonWords
  private var page: TextPage
  private var say: ReportWording { page.say }

  init(document: ComparisonDocument) {
    self.document = document
    page = TextPage(options: document.options)
    words = ComparisonWords(options: document.options, redactor: page.redactor)
    let comparison = document.comparison
    page.line(
      say("两个时期的比较", "Two periods compared")
        + " · \(page.shown(document.names.before)) → \(page.shown(document.names.after))", style: .bold)
    page.line(
      say(
        "会话 \(comparison.before.conversations) → \(comparison.after.conversations) 个",
        "\(comparison.before.conversations) → \(comparison.after.conversations) conversations"))
    if let caution = words.caution(comparison) {
      page.paragraph(say("注意：", "Note: "), caution, indent: 0)
    }
    for kind in ResultsComparison.Kind.allCases { add(kind) }
    page.line()
    page.paragraph("", words.basis(comparison), indent: 0)
    page.addNotes(problems: document.problems, ruleErrors: [:], warnings: [:])
  }

  var bytes: [UInt8] { Array(page.text.utf8) }

  private mutating func add(_ kind: ResultsComparison.Kind) {
    let rows = document.rows(kind)
    guard !rows.isEmpty else { return }
    page.heading(words.heading(kind))
    var table = TextTable(columns: [
      .init(title: "", isNumber: false), .init(title: say("之前", "Before")), .init(title: say("之后", "After")),
      .init(title: say("差值", "Difference")), .init(title: say("95% 区间", "95% interval")),
      .init(title: say("会话", "n")), .init(title: say("结论", "Verdict"), isNumber: false),
    ])
    var others = 0
    var left = 0
    for row in rows {
      let isTelling = row.verdict != .noise && row.verdict != .tooFew
      if !isTelling, kind == .agent || kind == .rule {
        others += 1
        if others > Self.maximumOthers {
          left += 1
          continue
        }
      }
      let figure = words.figure(row)
      let title = page.shown(words.title(row)) + (figure.isEmpty ? "" : say("：", ": ") + figure)
      table.rows.append([
        title, words.value(row.before, row), words.value(row.after, row),
        words.difference(row.test?.difference, row), words.interval(row), "\(row.countBefore) → \(row.countAfter)",
        words.word(row.verdict),
      ])
    }
    for line in table.lines(width: TextReport.width) { page.line(line) }
    if left > 0 {
      page.line(say("另有 \(left) 行看不出差别或样本太少", "\(left) more rows without a verdict"), style: .dim)
    }
  }
}
