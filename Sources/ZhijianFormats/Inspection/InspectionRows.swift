internal import Zhijian

/// Turns the rows of tables of human inspection into entries.
struct InspectionRows {
  private struct Said: Hashable {
    let subject: InspectionSubject
    let reviewer: String
    /// Nil for the total score.
    let item: Int?
  }

  private let mapping: InspectionMapping
  private let items: [String: (place: Int?, reading: InspectionCell.Reading)]
  private let redactor = Redactor(policy: .mask)
  private var maskedNames: [String: String] = [:]
  private let times: TimeReader
  private let zone: TimeZoneRule
  private let sink: DiagnosticSink
  private var said: [Said: Int] = [:]
  private(set) var entries: [InspectionEntry] = []
  private(set) var readings: [InspectionReading] = []

  init(mapping: InspectionMapping, zone: TimeZoneRule, sink: DiagnosticSink) {
    self.mapping = mapping
    self.zone = zone
    self.sink = sink
    let offset = zone.offsetMilliseconds(at: Timestamp(milliseconds: 1_767_225_600_000)) / 1000
    times = TimeReader(offsetSeconds: Int(offset))
    var items: [String: (place: Int?, reading: InspectionCell.Reading)] = [:]
    var place = 0
    for item in mapping.items {
      if items[item.name] == nil { items[item.name] = (item.target == nil ? nil : place, item.reading) }
      if item.target != nil { place += 1 }
    }
    self.items = items
  }

  mutating func read(_ sheet: InspectionSheet, path: String) {
    var reading = InspectionReading(path: path)
    reading.isLong = sheet.isLong
    for row in sheet.sheet.rows {
      reading.rows += 1
      if InspectionSheet.isSummary(row) {
        reading.summaries += 1
        continue
      }
      guard let id = row.text(.conversation).map(Self.withoutQuote), !id.isEmpty else {
        reading.withoutConversation += 1
        continue
      }
      let subject = InspectionSubject(conversation: id, agent: row.text(.agent).map(Self.withoutQuote))
      let reviewer = row.text(.reviewer).map(Self.withoutQuote) ?? FilePath.stem(of: path)
      let date = date(row, path: path, &reading)
      func take(_ content: InspectionEntry.Content) -> InspectionEntry {
        InspectionEntry(
          subject: subject, reviewer: reviewer, date: date, content: content, remark: row.text(.remark),
          location: SourceLocation(file: path, line: row.line))
      }
      if let text = sheet.score(row), !BusinessCell.isAbsent(text) {
        if let points = BusinessCell.number(text), (0...mapping.fullScore).contains(points) {
          if add(take(.score(points / mapping.fullScore * 100)), item: nil, &reading) { reading.scores += 1 }
        } else {
          let full = InspectionText.number(mapping.fullScore)
          fault(
            row, path, "score", text, &reading, zh: "0 到 \(full) 的分数（满分写在 full_score）",
            en: "points from 0 to \(full) (see full_score)")
        }
      }
      for cell in sheet.cells(row) {
        guard let known = items[cell.item] ?? items[masked(cell.item)], let place = known.place else {
          reading.leftOut += 1
          continue
        }
        do throws(InspectionCell.UnreadableCell) {
          guard let verdict = try InspectionCell.verdict(cell.text, known.reading) else { continue }
          if add(take(.verdict(item: place, verdict)), item: place, &reading) { reading.verdicts += 1 }
        } catch {
          fault(
            row, path, cell.item, error.text, &reading, zh: "认识的判定（有/无、是/否、合格/不合格、1/0、扣分、不适用）",
            en: "a verdict such as yes/no, pass/fail, 1/0, points or n/a")
        }
      }
    }
    if reading.invalid > BusinessRecordReader.shownFaults {
      let rest = reading.invalid - BusinessRecordReader.shownFaults
      sink.error(
        "invalid-cell", at: SourceLocation(file: path),
        LocalizedText(zh: "还有 \(rest) 格无法读取", en: "\(rest) more cells could not be read"))
    }
    readings.append(reading)
  }

  /// An item's name as a mapping has it that was written masked.
  private mutating func masked(_ item: String) -> String {
    if let known = maskedNames[item] { return known }
    let masked = redactor.redact(item).text
    if maskedNames.count < 10_000 { maskedNames[item] = masked }
    return masked
  }

  /// Spreadsheets keep numbers text by an apostrophe before them.
  private static func withoutQuote(_ text: String) -> String { text.hasPrefix("'") ? String(text.dropFirst()) : text }

  /// Whether it is new: what a person says again counts once, and what is said otherwise later counts instead.
  private mutating func add(_ entry: InspectionEntry, item: Int?, _ reading: inout InspectionReading) -> Bool {
    let key = Said(subject: entry.subject, reviewer: entry.reviewer, item: item)
    guard let place = said[key] else {
      said[key] = entries.count
      entries.append(entry)
      return true
    }
    let earlier = entries[place]
    if earlier.content == entry.content {
      reading.duplicates += 1
      return false
    }
    reading.replaced += 1
    entries[place] = entry
    if reading.replaced <= BusinessRecordReader.shownFaults {
      let place = "\(earlier.location.file):\(earlier.location.line ?? 0)"
      sink.warning(
        "inspection-replaced", at: entry.location,
        LocalizedText(
          zh: "\(entry.reviewer) 对会话 \(entry.subject.conversation) 的同一项判了两次，结论不同（\(place)），以后一次为准",
          en: "\(entry.reviewer) judged the same of \(entry.subject.conversation) twice and differently (\(place)); "
            + "the later one counts"))
    }
    return false
  }

  private func date(_ row: BusinessRow, path: String, _ reading: inout InspectionReading) -> CalendarDate? {
    guard let text = row.text(.at), !BusinessCell.isAbsent(text) else { return nil }
    switch times.read(text) {
    case .instant(let instant): return zone.localTime(at: instant).date
    case .date(let days): return CalendarDate(dayNumber: days)
    case .absent: return nil
    case .timeOfDay, .yearless, .invalid:
      if let month = Self.month(text) { return month }
      fault(row, path, "date", text, &reading, zh: "日期", en: "a date")
      return nil
    }
  }

  /// The first day of a month such as `2026-11` or `2026年11月`.
  private static func month(_ text: String) -> CalendarDate? {
    let parts = text.replacing("月", with: "").split { "-/.年 ".contains($0) }
    guard parts.count == 2, let year = Int(parts[0]), let month = Int(parts[1]) else { return nil }
    return CalendarDate(year: year, month: month, day: 1)
  }

  private func fault(
    _ row: BusinessRow, _ path: String, _ column: String, _ text: String, _ reading: inout InspectionReading,
    zh: String, en: String
  ) {
    reading.invalid += 1
    guard reading.invalid <= BusinessRecordReader.shownFaults else { return }
    let shown = ShortQuote.of(text, 30)
    sink.error(
      "invalid-cell", at: SourceLocation(file: path, line: row.line),
      LocalizedText(zh: "\(column)“\(shown)”不是\(zh)", en: "\(column) '\(shown)' is not \(en)"))
  }
}
