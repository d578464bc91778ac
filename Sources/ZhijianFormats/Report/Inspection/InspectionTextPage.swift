internal import Zhijian

/// The comparison with human inspection on a terminal.
struct InspectionTextPage {
  /// Ids without a conversation that are named.
  static let shownIDs = 10

  let document: InspectionDocument
  let words: InspectionWords
  var page: TextPage
  var say: ReportWording { page.say }
  var comparison: InspectionComparison { document.comparison }

  init(document: InspectionDocument) {
    self.document = document
    page = TextPage(options: document.options)
    words = InspectionWords(options: document.options, redactor: page.redactor)
    addHead()
    addOverall()
    addItems()
    addScores()
    addReviewers()
    addMonths()
    addDisagreements()
    addUnmatched()
    page.line()
    page.paragraph("", words.basis, indent: 0)
    page.addNotes(problems: document.problems, ruleErrors: [:], warnings: [:])
  }

  var bytes: [UInt8] { Array(page.text.utf8) }

  private mutating func add(_ table: TextTable) {
    let lines = table.lines(width: TextReport.width)
    for (number, line) in lines.enumerated() { page.line(line, style: number == 0 ? .dim : nil) }
  }

  // MARK: Head

  private mutating func addHead() {
    let names = document.readings.map { page.shown(FilePath.name(of: $0.path)) }.joined(separator: say("、", ", "))
    page.line(say("人工质检与程序的一致性", "Human inspection and the program") + " · " + names, style: .bold)
    for reading in document.readings {
      let rest = InspectionAccount(reading, say).parts
      page.paragraph(
        "",
        say(
          "\(reading.rows) 行，判定 \(reading.verdicts) 格、总分 \(reading.scores) 个",
          "\(say.count(reading.rows, "row")), \(say.count(reading.verdicts, "verdict")), "
            + say.count(reading.scores, "total score"))
          + (rest.isEmpty ? "" : say("；", "; ") + rest.joined(separator: say("，", ", "))), indent: 0)
    }
    let unmatched = comparison.unmatched.count
    page.line(
      say(
        "表里的会话：对上 \(comparison.matched) 个，对不上 \(unmatched) 个；聊天记录共 \(comparison.conversations) 个会话",
        "Conversations of the table: \(comparison.matched) found, \(unmatched) not; "
          + "\(comparison.conversations) conversations were read"),
      style: unmatched > 0 ? .yellow : nil)
    if document.isGuessed {
      page.paragraph(
        say("注意：", "Note: "),
        say(
          "检查项对应哪条规则是按名字猜的；用 --preview 核对，--write-items 写成文件改好后用 --items 指定",
          "which item is which rule was guessed by name: check with --preview, save with --write-items, give with --items"
        ), indent: 0)
    }
    if comparison.strangers > 0 {
      page.line(
        say(
          "有 \(comparison.strangers) 处的客服不在会话里，按整个会话比较",
          "\(comparison.strangers) agents of the table are not in their conversation, which was compared as a whole"))
    }
  }

  // MARK: Items

  private mutating func addOverall() {
    page.heading(say("总体（全部检查项合计；区间按会话算）", "All items together (intervals over conversations)"))
    let (figures, counts) = (comparison.overall, comparison.counts)
    page.line("  " + account(counts))
    guard figures.table.count > 0 else { return }
    var table = TextTable(columns: [
      .init(title: "", isNumber: false), .init(title: say("程序报了", "Program does")),
      .init(title: say("程序没报", "does not")),
    ])
    table.rows = [
      [say("  人判有问题", "  People report it"), "\(figures.table.both)", "\(figures.table.peopleOnly)"],
      [say("  人判没问题", "  They do not"), "\(figures.table.programOnly)", "\(figures.table.neither)"],
    ]
    add(table)
    page.line(
      say("  一致率 ", "  Same ") + words.share(figures.observed) + " · κ " + words.estimate(figures.kappa)
        + " · PABAK " + words.estimate(figures.prevalenceAdjusted))
    page.line(
      say("  精确率 ", "  Precision ") + words.share(figures.precision) + say(" · 召回率 ", " · recall ")
        + words.share(figures.recall) + " · α " + words.estimate(figures.alpha))
    if comparison.peopleAlpha != nil {
      page.line(
        say("  审核人之间 α ", "  People among themselves: α ") + words.alpha(comparison.peopleAlpha)
          + say("（程序与人的 α 不必高过它）", " (the program's need not be higher)"))
    }
    for caution in figures.cautions where caution == .prevalence || caution == .fewCases {
      page.paragraph("  ! ", words.sentence(caution, figures), indent: 0)
    }
  }

  private func account(_ counts: InspectionComparison.Counts) -> String {
    let parts = [
      (counts.notApplicable, "人判不适用 \(counts.notApplicable)", "\(counts.notApplicable) do not apply"),
      (counts.disputed, "人意见相持 \(counts.disputed)", "\(counts.disputed) in dispute among people"),
      (counts.unknown, "程序无法判断 \(counts.unknown)", "\(counts.unknown) unknown to the program"),
      (counts.unmatched, "会话对不上 \(counts.unmatched)", "\(counts.unmatched) without a conversation"),
    ].filter { $0.0 > 0 }.map { say($0.1, $0.2) }
    let rest = parts.isEmpty ? "" : say("；不比较的：", "; not compared: ") + parts.joined(separator: say("，", ", "))
    return say(
      "判过 \(counts.judged) 项次，比较 \(counts.compared) 项次", "\(counts.judged) judged, \(counts.compared) compared")
      + rest
  }

  private mutating func addItems() {
    guard !comparison.items.isEmpty else { return }
    page.heading(say("检查项", "Items"))
    var table = TextTable(columns: [
      .init(title: say("检查项", "Item"), isNumber: false), .init(title: "n"),
      .init(title: say("都报/人/程序/都没", "both/p/prog/none")), .init(title: say("一致率", "Same")),
      .init(title: say("κ (区间)", "κ (95%)"), isNumber: false), .init(title: "PABAK"), .init(title: "α"),
      .init(title: say("精确率", "Prec.")), .init(title: say("召回率", "Recall")),
    ])
    table.rows = comparison.items.map { item in
      let (figures, counts) = (item.figures, item.figures.table)
      return [
        page.shown(item.item.name), "\(counts.count)",
        "\(counts.both)/\(counts.peopleOnly)/\(counts.programOnly)/\(counts.neither)",
        words.share(figures.observed, withInterval: false), words.estimate(figures.kappa),
        words.number(figures.prevalenceAdjusted?.value, 2), words.number(figures.alpha?.value, 2),
        words.share(figures.precision, withInterval: false), words.share(figures.recall, withInterval: false),
      ]
    }
    add(table)
    for item in comparison.items {
      // Where there is next to nothing the rest goes without saying.
      let cautions = item.figures.cautions
      for caution in cautions.first == .fewCases ? [.fewCases] : cautions where item.figures.table.count > 0 {
        page.paragraph(
          "  ! \(page.shown(item.item.name))" + say("：", ": "), words.sentence(caution, item.figures), indent: 0)
      }
      for month in item.months {
        guard let signal = words.signal(month, in: item.months) else { continue }
        page.paragraph(
          "  ! \(page.shown(item.item.name)) \(month.month)" + say("：", ": "),
          say("一致率 ", "agreement of ") + say.percent(month.point?.value) + say("，", ", ") + signal, indent: 0)
      }
    }
  }

  // MARK: Scores

  private mutating func addScores() {
    guard let scores = comparison.scores else { return }
    page.heading(say("总分（百分制）", "Total scores (out of 100)"))
    page.line(
      say(
        "  \(scores.count) 个：人平均 \(words.number(scores.meanPeople, 1))，程序平均 \(words.number(scores.meanProgram, 1))，"
          + "平均相差 \(words.number(scores.meanError, 1)) 分",
        "  \(scores.count): people \(words.number(scores.meanPeople, 1)), program \(words.number(scores.meanProgram, 1)), "
          + "\(words.number(scores.meanError, 1)) points apart"))
    let limits = scores.limits.map { "\(words.number($0.low, 1))…\(words.number($0.high, 1))" } ?? ReportWording.unknown
    page.line(
      say("  偏差（程序−人） ", "  Bias (program − people) ") + words.estimate(scores.bias, places: 1)
        + say(" · 95% 的差在 ", " · 95% of differences in ") + limits)
    page.line(
      say("  相差 10 分以内 ", "  Within 10 points ") + words.share(scores.withinTolerance)
        + " · Spearman " + words.number(scores.spearman, 2) + " · α " + words.alpha(scores.alpha))
    if comparison.peopleScoreAlpha != nil {
      page.line(say("  审核人之间 α ", "  People among themselves: α ") + words.alpha(comparison.peopleScoreAlpha))
    }
    page.line(
      say("  等级相同 ", "  Same grade ") + words.share(scores.sameGrade) + " · α " + words.alpha(scores.gradeAlpha)
        + say("（行是人，列是程序）", " (rows people, columns program)"))
    if scores.count < AgreementFigures.minimumCount {
      page.line(say("  ! 只有 \(scores.count) 个，数字还不稳", "  ! only \(scores.count): the figures are not steady yet"))
    }
    let names = scores.grades.map { $0 ?? say("无", "none") }
    var table = TextTable(columns: [.init(title: "  ", isNumber: false)] + names.map { .init(title: $0) })
    table.rows = zip(names, scores.gradeTable).map { name, row in ["  " + name] + row.map { String($0) } }
    add(table)
  }

  // MARK: People

  private mutating func addReviewers() {
    guard !comparison.reviewers.isEmpty else { return }
    page.heading(say("审核人（都拿程序作尺子）", "Reviewers (measured by the program)"))
    var table = TextTable(columns: [
      .init(title: say("审核人", "Reviewer"), isNumber: false), .init(title: "n"),
      .init(title: say("人判有问题", "Reports")), .init(title: say("程序报了", "Program")),
      .init(title: say("一致率", "Same")), .init(title: "κ"), .init(title: say("尺度", "Tendency"), isNumber: false),
      .init(title: say("比同事 严/松", "Peers +/−")), .init(title: say("总分偏差", "Score bias"), isNumber: false),
    ])
    table.rows = comparison.reviewers.map { reviewer in
      let counts = reviewer.figures.table
      return [
        page.shown(reviewer.name), "\(counts.count)",
        say.percent(counts.count > 0 ? Double(counts.people) / Double(counts.count) : nil),
        say.percent(counts.count > 0 ? Double(counts.program) / Double(counts.count) : nil),
        words.share(reviewer.figures.observed, withInterval: false), words.number(reviewer.figures.kappa?.value, 2),
        words.tendency(reviewer.tendency), "\(reviewer.peers.stricter)/\(reviewer.peers.laxer)",
        words.estimate(reviewer.scoreBias, places: 1),
      ]
    }
    add(table)
    for pair in comparison.pairs.prefix(Self.shownIDs) {
      page.line(
        "  " + page.shown(pair.first) + say("、", ", ") + page.shown(pair.second)
          + say("：都判了 \(pair.figures.table.count) 项次，一致 ", ": \(pair.figures.table.count) judged by both, same ")
          + words.share(pair.figures.observed) + " · κ " + words.estimate(pair.figures.kappa) + " · PABAK "
          + words.number(pair.figures.prevalenceAdjusted?.value, 2))
    }
    let rest = comparison.pairs.count - Self.shownIDs
    if rest > 0 { page.line(say("  另有 \(rest) 对", "  and \(rest) more pairs"), style: .dim) }
  }

  private mutating func addMonths() {
    guard comparison.months.count > 1 else { return }
    page.heading(say("按月", "By month"))
    var table = TextTable(columns: [
      .init(title: say("月份", "Month"), isNumber: false), .init(title: "n"), .init(title: say("一致率", "Same")),
      .init(title: say("控制限", "Limits")), .init(title: say("只有人", "People only")),
      .init(title: say("只有程序", "Program only")), .init(title: "", isNumber: false),
    ])
    table.rows = comparison.months.map { month in
      let limits = month.point.map { "\(say.percent($0.low))–\(say.percent($0.high))" } ?? ReportWording.unknown
      return [
        month.month.description, "\(month.table.count)",
        say.percent(Double(month.table.agreements) / Double(max(1, month.table.count))), limits,
        "\(month.table.peopleOnly)", "\(month.table.programOnly)",
        words.signal(month, in: comparison.months) ?? "",
      ]
    }
    add(table)
    for reviewer in comparison.reviewers {
      for month in reviewer.months {
        guard let signal = words.signal(month, in: reviewer.months) else { continue }
        page.line(
          "  ! \(page.shown(reviewer.name)) \(month.month)" + say("：一致率 ", ": agreement of ")
            + say.percent(month.point?.value) + say("，", ", ") + signal)
      }
    }
  }
}
