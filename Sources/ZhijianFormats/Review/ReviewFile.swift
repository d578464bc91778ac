public import Zhijian

/// Reads filled tables of reviews, as `zhijian rules review` wrote them and spreadsheets saved them: UTF-8 with or
/// without byte order mark, UTF-16 or GB18030, separated by commas, tabs or semicolons, with columns in any order.
public enum ReviewFile {
  /// The rows of several files, in their order. Every fault goes to `sink`, with its line and the number of its cell
  /// as the column.
  public static func read(_ paths: [String], sink: DiagnosticSink) -> [ReviewRow] {
    var rows: [ReviewRow] = []
    for path in paths { rows += read(path, sink: sink) }
    check(rows, sink: sink)
    return rows
  }

  private static func read(_ path: String, sink: DiagnosticSink) -> [ReviewRow] {
    guard let bytes = FileText.bytes(path, sink: sink) else { return [] }
    return read(bytes, file: path, sink: sink)
  }

  /// The rows of one file that is in memory.
  static func read(_ bytes: [UInt8], file: String, sink: DiagnosticSink) -> [ReviewRow] {
    let input = ImportInput(bytes: bytes, file: file)
    let text: [UInt8]
    do throws(DiagnosticsError) {
      text = try input.text()
    } catch {
      sink.report(error.diagnostics)
      return []
    }
    sink.report(input.encodingDiagnostics())
    // Safe: the text outlives the readers, which end with this closure.
    return text.withUnsafeBufferPointer { buffer in
      guard let head = ReviewHead.find(in: buffer) else {
        sink.error(
          "no-review-columns", at: SourceLocation(file: file, line: 1),
          LocalizedText(
            zh: "第一行里没有“编号”和“判定”两列", en: "the first row has no columns 'key' and 'verdict'"),
          hint: LocalizedText(
            zh: "请用 zhijian rules review 导出的表，不要删改表头", en: "use the table of zhijian rules review with its head row"))
        return []
      }
      let missing = ReviewColumn.required.filter { head.index[$0] == nil }
      guard missing.isEmpty else {
        sink.error(
          "no-review-columns", at: SourceLocation(file: file, line: 1),
          LocalizedText(
            zh: "缺少列：\(missing.map(\.title).joined(separator: "、"))",
            en: "columns are missing: \(missing.map(\.name).joined(separator: ", "))"))
        return []
      }
      return ReviewRows(head: head, file: file, sink: sink).read(buffer)
    }
  }

  // MARK: Rows against each other

  /// What has to hold of all files together: one verdict of one reviewer about one thing, one size of one stratum, one
  /// outcome of an appeal.
  private static func check(_ rows: [ReviewRow], sink: DiagnosticSink) {
    checkAppeals(rows, sink: sink)
    var said: [String: ReviewRow] = [:]
    var sizes: [String: ReviewRow] = [:]
    for row in rows {
      let stratum = [row.batch, row.rule, row.stratum.rawValue].joined(separator: "\u{0}")
      if let first = sizes[stratum], first.population != row.population {
        sink.error(
          "review-population", at: row.location,
          LocalizedText(
            zh: "“本类总数”是 \(row.population)，\(place(first))同一类写的是 \(first.population)",
            en: "the population is \(row.population); \(place(first)) has \(first.population)"))
      } else {
        sizes[stratum] = row
      }
      guard row.verdict != nil else { continue }
      let judgement = [row.batch, row.rule, row.key.text, row.reviewer].joined(separator: "\u{0}")
      if let first = said[judgement] {
        guard first.verdict != row.verdict else { continue }
        sink.error(
          "review-contradiction", at: row.location,
          LocalizedText(
            zh: "\(row.reviewer) 对 \(row.key.text) 判了两次，结论不同（\(place(first))）",
            en: "\(row.reviewer) judged \(row.key.text) twice and differently (\(place(first)))"))
      } else {
        said[judgement] = row
      }
    }
  }

  private static func checkAppeals(_ rows: [ReviewRow], sink: DiagnosticSink) {
    var decided: [String: ReviewRow] = [:]
    for row in rows {
      guard let appeal = row.appeal, appeal.isDecided else { continue }
      guard let first = decided[row.key.text] else {
        decided[row.key.text] = row
        continue
      }
      guard first.appeal?.status != appeal.status else { continue }
      sink.error(
        "review-contradiction", at: row.location,
        LocalizedText(
          zh: "对 \(row.key.text) 的申诉有两种结果（\(place(first))）",
          en: "the appeal against \(row.key.text) was decided twice and differently (\(place(first)))"))
    }
  }

  private static func place(_ row: ReviewRow) -> String { "\(row.location.file):\(row.location.line ?? 0)" }
}

/// The head row of a table of reviews.
private struct ReviewHead {
  let delimiter: UInt8
  let index: [ReviewColumn: Int]
  /// How many cells it has.
  let count: Int

  /// The head with the most known columns among the delimiters; nil where key and verdict are not both there.
  static func find(in text: UnsafeBufferPointer<UInt8>) -> ReviewHead? {
    [UInt8(ascii: ","), 0x09, UInt8(ascii: ";")].compactMap { delimiter -> ReviewHead? in
      var reader = DelimitedReader(text, delimiter: delimiter)
      var row = TableRow()
      guard reader.next(&row) else { return nil }
      var index: [ReviewColumn: Int] = [:]
      for cell in 0..<row.count {
        if let column = ReviewColumn(header: row.text(cell)), index[column] == nil { index[column] = cell }
      }
      guard index[.key] != nil, index[.verdict] != nil else { return nil }
      return ReviewHead(delimiter: delimiter, index: index, count: row.count)
    }.max { $0.index.count < $1.index.count }
  }
}

/// Reads the rows below a head.
private struct ReviewRows {
  let head: ReviewHead
  let file: String
  let sink: DiagnosticSink

  func read(_ text: UnsafeBufferPointer<UInt8>) -> [ReviewRow] {
    var reader = DelimitedReader(text, delimiter: head.delimiter)
    var cells = TableRow()
    guard reader.next(&cells) else { return [] }
    var rows: [ReviewRow] = []
    while reader.next(&cells) {
      guard !cells.isBlank else { continue }
      if let row = row(cells) { rows.append(row) }
    }
    for line in reader.strayQuotes {
      sink.warning(
        "stray-quote", at: SourceLocation(file: file, line: line),
        LocalizedText(zh: "引号不成对，按普通文字读", en: "a quote without its partner was read as text"))
    }
    return rows
  }

  private func text(_ column: ReviewColumn, _ cells: TableRow) -> String {
    head.index[column].map { cells.text($0) } ?? ""
  }

  private func fault(
    _ column: ReviewColumn, _ cells: TableRow, _ message: LocalizedText, hint: LocalizedText? = nil
  ) {
    sink.error(
      "review-row", at: SourceLocation(file: file, line: cells.line, column: (head.index[column] ?? 0) + 1), message,
      hint: hint)
  }

  private func row(_ cells: TableRow) -> ReviewRow? {
    let before = sink.diagnostics.count
    if cells.count > head.count {
      sink.error(
        "review-row", at: SourceLocation(file: file, line: cells.line, column: head.count + 1),
        LocalizedText(
          zh: "这一行有 \(cells.count) 格，表头只有 \(head.count) 格：可能是理由里的逗号没有加引号",
          en: "the row has \(cells.count) cells, the head \(head.count): perhaps a comma without quotes"))
      return nil
    }
    let key = ReviewKey(parsing: text(.key, cells))
    if key == nil {
      fault(
        .key, cells, LocalizedText(zh: "编号“\(text(.key, cells))”看不懂", en: "the key '\(text(.key, cells))' is none"),
        hint: LocalizedText(
          zh: "形如 F-8d2c1f0a9b7e4d35.9f3e21aa，照原样保留", en: "leave it as it was, such as F-8d2c1f0a9b7e4d35.9f3e21aa"))
    }
    let stratum = ReviewWords.stratum(text(.stratum, cells))
    if stratum == nil {
      fault(
        .stratum, cells,
        LocalizedText(zh: "类别“\(text(.stratum, cells))”看不懂", en: "the stratum '\(text(.stratum, cells))' is not known"))
    } else if let key, let stratum, !key.fits(stratum) {
      fault(
        .stratum, cells,
        LocalizedText(zh: "类别和编号 \(key.text) 对不上", en: "the stratum does not go with the key \(key.text)"))
    }
    let rule = text(.rule, cells)
    if rule.isEmpty { fault(.rule, cells, LocalizedText(zh: "规则ID 是空的", en: "the rule is empty")) }
    let population = number(.population, cells, in: 1...Int(Int32.max), isRequired: true)
    let message = number(.message, cells, in: 0...(Transcript.maximumMessages - 1), isRequired: false)
    let verdict = stratum.flatMap { self.verdict(cells, of: $0) }
    guard sink.diagnostics.count == before, let key, let stratum, let population else { return nil }
    let reason = text(.reason, cells)
    let appeal = appeal(cells, of: stratum)
    guard sink.diagnostics.count == before else { return nil }
    return ReviewRow(
      key: key, rule: rule, stratum: stratum, batch: text(.batch, cells), population: population,
      conversation: text(.conversation, cells), message: message, verdict: verdict,
      reason: reason.isEmpty ? nil : reason, reviewer: reviewer(cells),
      appeal: appeal, location: SourceLocation(file: file, line: cells.line, column: (head.index[.verdict] ?? 0) + 1))
  }

  private func verdict(_ cells: TableRow, of stratum: ReviewStratum) -> ReviewVerdict? {
    let word = text(.verdict, cells)
    guard !word.isEmpty else { return nil }
    if let verdict = ReviewWords.verdict(word, of: stratum) { return verdict }
    fault(
      .verdict, cells,
      LocalizedText(
        zh: "“\(ReviewWords.word(stratum, ReportWording(language: .chinese)))”的判定不能是“\(word)”",
        en: "'\(word)' is no verdict on '\(stratum.rawValue)'"),
      hint: LocalizedText(
        zh: "可以写 \(ReviewWords.examples(of: stratum, .chinese))",
        en: "write \(ReviewWords.examples(of: stratum, .english))"))
    return nil
  }

  /// What an agent says against a finding; nil where no cell of it is filled in. Somebody other than the reviewer and
  /// the agent has to decide.
  private func appeal(_ cells: TableRow, of stratum: ReviewStratum) -> ReviewAppeal? {
    func filled(_ column: ReviewColumn) -> String? {
      let text = text(column, cells)
      return text.isEmpty ? nil : text
    }
    let columns: [ReviewColumn] = [
      .appellant, .appealedAt, .appealReason, .appealStatus, .secondReviewer, .secondReason,
    ]
    guard let first = columns.first(where: { filled($0) != nil }) else { return nil }
    guard stratum.isFinding else {
      fault(first, cells, LocalizedText(zh: "只能对命中的行申诉", en: "only findings can be appealed against"))
      return nil
    }
    guard let appellant = filled(.appellant) else {
      fault(.appellant, cells, LocalizedText(zh: "申诉要写申诉人", en: "an appeal needs its 'appellant'"))
      return nil
    }
    guard let status = ReviewWords.status(text(.appealStatus, cells)) else {
      fault(
        .appealStatus, cells,
        LocalizedText(
          zh: "申诉结果不能是“\(text(.appealStatus, cells))”", en: "'\(text(.appealStatus, cells))' is no 'appeal_status'"),
        hint: LocalizedText(
          zh: "可以写 待处理、维持、改判、撤回", en: "write pending, upheld, overturned or withdrawn"))
      return nil
    }
    var date: CalendarDate?
    if let written = filled(.appealedAt) {
      date = self.date(written)
      if date == nil {
        fault(
          .appealedAt, cells,
          LocalizedText(zh: "申诉日期“\(written)”不是日期", en: "'\(written)' is no date"),
          hint: LocalizedText(zh: "如 2026-11-03", en: "such as 2026-11-03"))
      }
    }
    let appeal = ReviewAppeal(
      status: status, appellant: appellant, date: date, reason: filled(.appealReason),
      secondReviewer: filled(.secondReviewer), secondReason: filled(.secondReason))
    if appeal.isDecided {
      guard let second = appeal.secondReviewer else {
        fault(
          .secondReviewer, cells,
          LocalizedText(zh: "有了申诉结果就要写复审人", en: "a decided appeal needs its 'second_reviewer'"))
        return nil
      }
      if second == appellant || second == reviewer(cells) {
        fault(
          .secondReviewer, cells,
          LocalizedText(
            zh: "复审人 \(second) 不能是申诉人，也不能是原来的审核人", en: "\(second) can be neither the appellant nor the first reviewer"))
      }
    }
    return appeal
  }

  private func date(_ text: String) -> CalendarDate? {
    switch TimeReader().read(text) {
    case .instant(let instant): TimeZoneRule.china.localTime(at: instant).date
    case .date(let days): CalendarDate(dayNumber: days)
    case .absent, .timeOfDay, .yearless, .invalid: nil
    }
  }

  private func number(
    _ column: ReviewColumn, _ cells: TableRow, in range: ClosedRange<Int>, isRequired: Bool
  ) -> Int? {
    let written = text(column, cells)
    if written.isEmpty, !isRequired { return nil }
    // Spreadsheets may add thousands separators.
    if let number = Int(written.replacing(",", with: "")), range.contains(number) { return number }
    fault(
      column, cells,
      LocalizedText(
        zh: "“\(column.title)”应当是 \(range.lowerBound) 以上的整数，这里是“\(written)”",
        en: "'\(column.name)' must be a whole number from \(range.lowerBound), not '\(written)'"))
    return nil
  }

  /// Whoever the row names, or else the name of the file.
  private func reviewer(_ cells: TableRow) -> String {
    let named = text(.reviewer, cells)
    if !named.isEmpty { return named }
    return FilePath.stem(of: file)
  }
}
