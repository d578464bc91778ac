internal import Zhijian

/// The comparison with human inspection as tables for a spreadsheet.
struct InspectionCSV {
  let document: InspectionDocument

  private struct FigureRow {
    let kind: String
    let name: String
    let target: String
    let counts: InspectionComparison.Counts?
    let figures: AgreementFigures
    let cautions: String
  }

  private struct MonthRow {
    let kind: String
    let name: String
    let month: InspectionComparison.Month
    let signal: String?
  }

  /// The files with their names.
  var files: [(name: String, bytes: [UInt8])] {
    let redactor = document.options.redactor(default: .mask)
    let words = InspectionWords(options: document.options, redactor: redactor)
    return [
      file(figures, rows(words)), file(months, monthRows(words)),
      file(disagreements(words), document.comparison.disagreements),
      file(unmatched(words), document.comparison.unmatched),
    ]
  }

  private func file<Row>(_ table: CSVTable<Row>, _ rows: [Row]) -> (name: String, bytes: [UInt8]) {
    (table.file, table.head(language: document.options.language, byteOrderMark: true) + table.body(rows))
  }

  private func rows(_ words: InspectionWords) -> [FigureRow] {
    let comparison = document.comparison
    func cautions(_ figures: AgreementFigures) -> String {
      figures.table.count > 0 ? figures.cautions.map { words.sentence($0, figures) }.joined(separator: "; ") : ""
    }
    var rows = [
      FigureRow(
        kind: "overall", name: "", target: "", counts: comparison.counts, figures: comparison.overall,
        cautions: cautions(comparison.overall))
    ]
    rows += comparison.items.map { item in
      FigureRow(
        kind: "item", name: words.redactor.show(item.item.name), target: words.target(item.item.target),
        counts: item.counts, figures: item.figures, cautions: cautions(item.figures))
    }
    rows += comparison.reviewers.map { reviewer in
      FigureRow(
        kind: "reviewer", name: words.reviewer(reviewer.name), target: words.tendency(reviewer.tendency), counts: nil,
        figures: reviewer.figures, cautions: "")
    }
    rows += comparison.pairs.map { pair in
      FigureRow(
        kind: "pair", name: words.reviewer(pair.first) + " / " + words.reviewer(pair.second), target: "", counts: nil,
        figures: pair.figures,
        cautions: "")
    }
    return rows
  }

  private var figures: CSVTable<FigureRow> {
    func decimal(_ estimate: AgreementEstimate?) -> CSVCell { .decimal(estimate?.value, places: 4) }
    func low(_ estimate: AgreementEstimate?) -> CSVCell { .decimal(estimate?.interval?.low, places: 4) }
    func high(_ estimate: AgreementEstimate?) -> CSVCell { .decimal(estimate?.interval?.high, places: 4) }
    return CSVTable(
      file: "figures.csv",
      columns: [
        .init("kind", "类别") { .text($0.kind) }, .init("name", "名称") { .text($0.name) },
        .init("compared_with", "对应") { .text($0.target) }, .init("n", "比较数") { .integer($0.figures.table.count) },
        .init("both", "都报") { .integer($0.figures.table.both) },
        .init("people_only", "只有人") { .integer($0.figures.table.peopleOnly) },
        .init("program_only", "只有程序") { .integer($0.figures.table.programOnly) },
        .init("neither", "都没报") { .integer($0.figures.table.neither) },
        .init("observed", "一致率") { decimal($0.figures.observed) },
        .init("observed_low", "一致率下限") { low($0.figures.observed) },
        .init("observed_high", "一致率上限") { high($0.figures.observed) },
        .init("kappa", "κ") { decimal($0.figures.kappa) }, .init("kappa_low", "κ 下限") { low($0.figures.kappa) },
        .init("kappa_high", "κ 上限") { high($0.figures.kappa) },
        .init("pabak", "PABAK") { decimal($0.figures.prevalenceAdjusted) },
        .init("alpha", "α") { decimal($0.figures.alpha) },
        .init("precision", "精确率") { decimal($0.figures.precision) },
        .init("recall", "召回率") { decimal($0.figures.recall) },
        .init("judged", "判过") { .optional($0.counts?.judged) },
        .init("not_applicable", "不适用") { .optional($0.counts?.notApplicable) },
        .init("disputed", "相持") { .optional($0.counts?.disputed) },
        .init("unknown", "程序无法判断") { .optional($0.counts?.unknown) },
        .init("unmatched", "会话对不上") { .optional($0.counts?.unmatched) },
        .init("cautions", "请注意") { .text($0.cautions) },
      ])
  }

  private func monthRows(_ words: InspectionWords) -> [MonthRow] {
    let comparison = document.comparison
    func rows(_ kind: String, _ name: String, _ months: [InspectionComparison.Month]) -> [MonthRow] {
      months.map { MonthRow(kind: kind, name: name, month: $0, signal: words.signal($0, in: months)) }
    }
    return rows("overall", "", comparison.months)
      + comparison.items.flatMap { rows("item", words.redactor.show($0.item.name), $0.months) }
      + comparison.reviewers.flatMap { rows("reviewer", words.reviewer($0.name), $0.months) }
  }

  private var months: CSVTable<MonthRow> {
    CSVTable(
      file: "months.csv",
      columns: [
        .init("kind", "类别") { .text($0.kind) }, .init("name", "名称") { .text($0.name) },
        .init("month", "月份") { .text($0.month.month.description) },
        .init("n", "比较数") { .integer($0.month.table.count) },
        .init("both", "都报") { .integer($0.month.table.both) },
        .init("people_only", "只有人") { .integer($0.month.table.peopleOnly) },
        .init("program_only", "只有程序") { .integer($0.month.table.programOnly) },
        .init("neither", "都没报") { .integer($0.month.table.neither) },
        .init("observed", "一致率") {
          .decimal(Double($0.month.table.agreements) / Double(max(1, $0.month.table.count)), places: 4)
        },
        .init("low", "控制下限") { .decimal($0.month.point?.low, places: 4) },
        .init("high", "控制上限") { .decimal($0.month.point?.high, places: 4) },
        .init("signal", "信号") { .optional($0.signal) },
      ])
  }

  private func disagreements(_ words: InspectionWords) -> CSVTable<AgreementDisagreement> {
    let items = document.comparison.items
    return CSVTable(
      file: "disagreements.csv",
      columns: [
        .init("conversation_id", "会话ID") { .text(words.redactor.show($0.subject.conversation)) },
        .init("agent_id", "客服ID") { .optional(words.redactor.show($0.subject.agent)) },
        .init("item", "检查项") { .text(words.redactor.show(items[$0.item].item.name)) },
        .init("kind", "不一致") { .text($0.isMissed ? "people_only" : "program_only") },
        .init("sentence", "说明") { .text(words.sentence($0)) },
        .init("rule", "规则") { .optional(words.title($0.rule)) },
        .init("severity", "严重程度") { .optional($0.severity.map { words.say.severity($0) }) },
        .init("quotes", "原文") { .text(words.quotes($0).joined(separator: "\n")) },
        .init("remark", "备注") { .optional(words.remark($0)) },
        .init("month", "月份") { .optional($0.month?.description) },
        .init("fingerprint", "指纹") { .optional($0.sample?.fingerprint) },
        .init("file", "质检表") { .text(words.file($0.location.file)) },
        .init("line", "行") { .optional($0.location.line) },
      ])
  }

  private func unmatched(_ words: InspectionWords) -> CSVTable<String> {
    CSVTable(
      file: "unmatched.csv", columns: [.init("conversation_id", "会话ID") { .text(words.redactor.show($0)) }])
  }
}
