internal import Zhijian

/// Turns the rows of one table into records: drops rows that sum up or stand twice, and says what cannot be read.
struct BusinessRecordReader {
  /// Faults of a table that are shown one by one; the rest is counted.
  static let shownFaults = 20

  let table: TableMapping.Table
  let times: TimeReader
  let sink: DiagnosticSink
  /// What tells rows apart, of all files of this kind.
  var seen: Set<[String]>

  /// A cell that cannot be read.
  struct Fault: Error {
    let message: LocalizedText
  }

  mutating func read(_ sheet: BusinessSheet, into tables: inout BusinessTables) {
    var reading = TableReading(kind: table.kind, path: table.path)
    if table.kind == .ratings, isUnclear(sheet) { return }
    for row in sheet.rows {
      reading.rows += 1
      if row.labels.contains(where: { TableWords.summaryLabels.contains(TableColumn.normalised($0)) }) {
        reading.summaries += 1
        if table.kind == .platform { takePeers(row, into: &tables) }
        continue
      }
      guard seen.insert(key(of: row)).inserted else {
        reading.duplicates += 1
        continue
      }
      do throws(Fault) {
        if try take(row, sheet, into: &tables.records) { reading.taken += 1 } else { reading.empty += 1 }
      } catch {
        reading.invalid += 1
        if reading.invalid <= Self.shownFaults {
          sink.error("invalid-cell", at: SourceLocation(file: table.path, line: row.line), error.message)
        }
      }
    }
    if reading.invalid > Self.shownFaults {
      let rest = reading.invalid - Self.shownFaults
      sink.error(
        "invalid-cell", at: SourceLocation(file: table.path),
        LocalizedText(zh: "还有 \(rest) 行无法读取", en: "\(rest) more rows could not be read"))
    }
    tables.readings.append(reading)
  }

  /// The id where there is one, else everything that the row says: a table exported twice counts once.
  private func key(of row: BusinessRow) -> [String] {
    // A row of one answer has the id of its questionnaire.
    let answer = [row.text(.item), row.text(.dimension)].compactMap { $0 }
    if let id = row.text(.id) { return ["id", id] + answer }
    return row.whole
  }

  /// Huawei's `npsScore` runs from 1 to 9: what is not said is not assumed.
  private func isUnclear(_ sheet: BusinessSheet) -> Bool {
    guard table.recommendation == nil, let header = sheet.headers[.recommendation],
      TableColumn.normalised(header) == "npsscore"
    else { return false }
    sink.error(
      "nps-scale", at: SourceLocation(file: table.path, line: sheet.headerLine),
      LocalizedText(
        zh: "列 \(header) 的量表不明：华为云的 npsScore 是 1–9，NPS 的定义是 0–10",
        en: "the scale of \(header) is not said: Huawei's npsScore runs 1–9, NPS is defined on 0–10"),
      hint: LocalizedText(
        zh: "在映射文件里写 nps_scale: [0, 10]，或写 [1, 9] 并给出 nps_promoters 和 nps_detractors",
        en: "write nps_scale: [0, 10] in the mapping, or [1, 9] with nps_promoters and nps_detractors"))
    return true
  }

  private func takePeers(_ row: BusinessRow, into tables: inout BusinessTables) {
    let labels = row.labels.map(TableColumn.normalised)
    let peer: PeerBenchmark.Peer
    if labels.contains(where: { ["同行同层优秀", "同行优秀"].contains($0) }) {
      peer = .excellent
    } else if labels.contains(where: { ["同行同层均值", "同行均值"].contains($0) }) {
      peer = .mean
    } else {
      return
    }
    for (header, text) in row.others {
      guard let metric = platformMetric(header), var value = BusinessCell.number(text) else { continue }
      // Some exports print a ratio as 98.5 without its sign.
      if metric.unit == .ratio, metric.direction != .band, value > 1 { value /= 100 }
      tables.benchmarks.append(PeerBenchmark(peer: peer, metric: metric.name, value: value))
    }
  }

  private func platformMetric(_ header: String) -> PeriodMetric? {
    if let named = table.metrics[header] { return PeriodMetric.named(named) }
    let name = TableColumn.normalised(header)
    let bare = name.firstIndex(of: "(").map { String(name[..<$0]) } ?? name
    let found = BusinessTableKind.platformMetrics.first { known in
      known.names.contains { TableColumn.normalised($0) == name || TableColumn.normalised($0) == bare }
    }
    return found.flatMap { PeriodMetric.named($0.metric) }
  }

  /// Takes a row in; false where it says nothing.
  private func take(_ row: BusinessRow, _ sheet: BusinessSheet, into records: inout BusinessRecords) throws(Fault)
    -> Bool
  {
    switch table.kind {
    case .ratings: records.ratings.append(try rating(row))
    case .orders: records.orders.append(try order(row))
    case .complaints: records.complaints.append(try complaint(row))
    case .issues: records.issues.append(try issue(row))
    case .logins:
      guard let login = try login(row) else { return false }
      records.logins.append(login)
    case .queue: records.queue.append(try queueEntry(row))
    case .costs: records.costs.append(try costs(row))
    case .training: records.training.append(try training(row))
    case .assessments: records.assessments.append(try assessment(row))
    case .servqual:
      guard let record = try servqual(row) else { return false }
      records.servqual.append(record)
    case .platform: return row.text(.agent) != nil
    }
    return true
  }

  // MARK: Cells

  func keys(_ row: BusinessRow) -> RecordKeys {
    RecordKeys(conversation: row.text(.conversation), agent: row.text(.agent), customer: row.text(.customer))
  }

  func time(_ field: BusinessField, _ row: BusinessRow) throws(Fault) -> Timestamp? {
    guard let text = row.text(field), !BusinessCell.isAbsent(text) else { return nil }
    switch times.read(text) {
    case .instant(let instant): return instant
    case .date(let days): return times.instant(days: days, time: 0)
    case .absent: return nil
    case .timeOfDay, .yearless, .invalid: throw unreadable(field, text, zh: "时间", en: "a time")
    }
  }

  func cents(_ field: BusinessField, _ row: BusinessRow) throws(Fault) -> Int64? {
    guard let text = row.text(field), !BusinessCell.isAbsent(text) else { return nil }
    guard let cents = BusinessCell.cents(text) else { throw unreadable(field, text, zh: "金额", en: "an amount") }
    return cents
  }

  func number(_ field: BusinessField, _ row: BusinessRow) throws(Fault) -> Double? {
    guard let text = row.text(field), !BusinessCell.isAbsent(text) else { return nil }
    guard let number = BusinessCell.number(text) else { throw unreadable(field, text, zh: "数", en: "a number") }
    return number
  }

  func flag(_ field: BusinessField, _ row: BusinessRow) throws(Fault) -> Bool? {
    guard let text = row.text(field), !BusinessCell.isAbsent(text) else { return nil }
    guard let flag = BusinessCell.flag(text) else { throw unreadable(field, text, zh: "是或否", en: "yes or no") }
    return flag
  }

  func missing(_ field: BusinessField) -> Fault {
    Fault(message: LocalizedText(zh: "缺少 \(field.rawValue)", en: "\(field.rawValue) is missing"))
  }

  func unreadable(_ field: BusinessField, _ text: String, zh: String, en: String) -> Fault {
    let shown = ShortQuote.of(text, 30)
    return Fault(
      message: LocalizedText(zh: "\(field.rawValue)“\(shown)”不是\(zh)", en: "\(field.rawValue) '\(shown)' is not \(en)"))
  }
}
