internal import Zhijian

/// Makes conversations of what the rows of a table gathered: splits, orders, marks automatic answers.
struct TableFinisher {
  let file: String
  let options: ImportOptions
  let layout: TableLayout
  private var split = 0
  private var reversed = 0
  /// Conversations without an id.
  private var unkeyed = 0

  init(file: String, options: ImportOptions, layout: TableLayout) {
    self.file = file
    self.options = options
    self.layout = layout
  }

  mutating func finish(_ session: inout TableSession, isKeyed: Bool) -> [ImportedTranscript] {
    let repeated = session.dropRepeatedRows()
    reverseIfNewestFirst(&session)
    session.finish()
    let location = SourceLocation(file: file, line: session.line)
    var diagnostics = session.warnings.closed(file: file)
    if session.dropped > 0 { diagnostics.append(tooManyMessages(dropped: session.dropped, location: location)) }
    if repeated > 0 { diagnostics.append(repeatedRows(repeated, location: location)) }
    let marker = AutoReplyMarker(
      templates: options.autoReplyTemplates, patterns: layout.mapping?.autoReplies ?? [])
    _ = marker.markStated(&session.transcript.messages)
    // Where the table has a column of kinds, it knows better.
    let guessed = layout.has(.kind) || layout.has(.replyMode) ? 0 : marker.markFast(&session.transcript.messages)
    if guessed > 0 { diagnostics.append(AutoReplyMarker.note(guessed, location: location)) }
    let whole = ImportedTranscript(transcript: session.transcript, line: session.line, diagnostics: diagnostics)
    guard !isKeyed else { return [whole] }
    unkeyed += 1
    let splitter = IdleSplitter(idleMilliseconds: Int64(idleSeconds) * 1000)
    let parts = splitter.split(session.transcript.messages)
    guard parts.count > 1 else { return [whole] }
    split += parts.count - 1
    return parts.enumerated().map { number, indices in
      var transcript = session.transcript
      transcript.messages = indices.map { session.transcript.messages[$0] }
      return ImportedTranscript(transcript: transcript, line: session.line, diagnostics: number == 0 ? diagnostics : [])
    }
  }

  /// Exports that list the newest message first are turned round, so that messages of one second keep their order.
  private mutating func reverseIfNewestFirst(_ session: inout TableSession) {
    let times = session.transcript.messages.compactMap(\.at)
    guard times.count > 1, let first = times.first, let last = times.last, first > last,
      zip(times, times.dropFirst()).allSatisfy({ $0 >= $1 })
    else { return }
    session.transcript.messages.reverse()
    session.extras.reverse()
    reversed += 1
  }

  /// The pause after which a new conversation begins; where a cell held a whole chat, a day.
  private var idleSeconds: Int {
    layout.mapping?.idleSeconds ?? (layout.has(.chat) ? options.textSplitSeconds : options.idleSplitSeconds)
  }

  func report(to input: ImportInput) {
    if layout.has(.chat) {
      if split > 0 {
        note(
          input, "split-by-pause", zh: "单元格里的聊天在间隔超过 \(idleSeconds / 3600) 小时处分段，多分出 \(split) 个会话",
          en: "chats in cells were cut at pauses of more than \(idleSeconds / 3600) h: \(split) more conversations")
      }
    } else if unkeyed > 0 {
      let isHours = idleSeconds >= 7200 && idleSeconds % 3600 == 0
      let pause =
        isHours
        ? (zh: "\(idleSeconds / 3600) 小时", en: "\(idleSeconds / 3600) idle hours")
        : (zh: "\(idleSeconds / 60) 分钟", en: "\(idleSeconds / 60) idle minutes")
      note(
        input, "no-session-column", zh: "没有会话编号：按客户和店铺分组，空闲超过 \(pause.zh)且客户不在等待时分段（多分出 \(split) 个）",
        en:
          "no session ids: grouped by customer and shop, split after \(pause.en) unless the customer waits (\(split) more)"
      )
    }
    if reversed > 0 {
      note(
        input, "newest-first", zh: "\(reversed) 个会话按时间倒序排列，已还原",
        en: "\(reversed) conversations stood newest first and were turned round")
    }
  }

  private func repeatedRows(_ count: Int, location: SourceLocation) -> Diagnostic {
    Diagnostic(
      .note, code: "repeated-rows",
      message: LocalizedText(
        zh: "会话有 \(count) 行是重复导出的，只算一次", en: "\(count) rows of the conversation were exported twice and count once"),
      location: location)
  }

  private func note(_ input: ImportInput, _ code: String, zh: String, en: String) {
    input.report(
      Diagnostic(.note, code: code, message: LocalizedText(zh: zh, en: en), location: SourceLocation(file: file)))
  }
}

/// Lines of a table that were treated in a special way, for the report on the file.
struct TableNotes {
  var summaries: [Int] = []
  var empty: [Int] = []
  var joined: [Int] = []
  /// Rows of a kind that a mapping leaves out.
  var skipped: [Int] = []
  /// Rows whose conversation's id is no id any more.
  var spoiled: [Int] = []

  /// Whether an id is a long number that a spreadsheet rounded, such as `2.02611E+17`.
  static func isSpoiled(id: String) -> Bool {
    guard let exponent = id.utf8.firstIndex(where: { $0 == 0x45 || $0 == 0x65 }) else { return false }
    let digits = id.utf8[..<exponent]
    let sign = id.utf8[exponent...].dropFirst()
    guard sign.first == 0x2B, sign.count > 1, digits.first != 0x2E else { return false }
    return !digits.isEmpty && digits.count { $0 == 0x2E } <= 1
      && digits.allSatisfy { 0x30...0x39 ~= $0 || $0 == 0x2E } && sign.dropFirst().allSatisfy { 0x30...0x39 ~= $0 }
  }

  func report(to input: ImportInput, file: String) {
    Self.add(input, file, summaries, .note, "summary-row", zh: "跳过汇总行", en: "summary rows were skipped")
    Self.add(input, file, skipped, .note, "skipped-kind", zh: "按映射跳过的行", en: "rows left out by the mapping")
    Self.add(input, file, empty, .note, "empty-row", zh: "跳过没有内容的行", en: "rows without text were skipped")
    Self.add(
      input, file, joined, .warning, "extra-cells", zh: "单元格多于表头，多出的并入内容",
      en: "more cells than headers; the surplus was joined to the text")
    Self.add(
      input, file, spoiled, .warning, "spoiled-id",
      zh: "会话编号被表格软件改成了 1.2E+15 这样的数，不同的会话会混在一起，请把那一列设成文本重新导出",
      en: "a spreadsheet made numbers such as 1.2E+15 of ids, so that conversations run together; export them as text")
  }

  /// What the reader of a delimited table had to mend.
  static func report(_ reader: DelimitedReader, to input: ImportInput) {
    add(
      input, input.file, reader.strayQuotes, .warning, "stray-quote", zh: "引号未闭合或位置不对，按普通字符读取",
      en: "a quote out of place was taken as text")
    longRows(reader.longRows, to: input)
    longCells(reader.longCells, to: input)
  }

  static func longRows(_ lines: [Int], to input: ImportInput) {
    add(
      input, input.file, lines, .warning, "long-row", zh: "单元格超过 \(DelimitedReader.maximumCells) 个，其余丢弃",
      en: "more than \(DelimitedReader.maximumCells) cells; the rest was dropped")
  }

  #if Archives
    /// What the reader of a worksheet had to leave out.
    static func report(_ reader: WorksheetReader, file: String, to input: ImportInput) {
      longCells(reader.longCells, to: input)
      add(
        input, file, reader.misplacedCells, .warning, "misplaced-cell", zh: "单元格超出最后一列 XFD 或次序颠倒，未读取",
        en: "cells beyond the last column XFD or out of order were not read")
      add(
        input, file, reader.missingTexts, .warning, "missing-text", zh: "单元格引用的文字在工作簿里没有，按空格读取",
        en: "cells name texts that the workbook does not have and count as empty")
      add(
        input, file, reader.brokenTexts, .warning, "replaced-bytes", zh: "有无法按 UTF-8 解码的字节，已替换为 U+FFFD",
        en: "bytes that are no UTF-8 became U+FFFD")
    }
  #endif

  static func longCells(_ lines: [Int], to input: ImportInput) {
    add(
      input, input.file, lines, .warning, "long-cell", zh: "单元格超过 \(DelimitedReader.maximumCellBytes) 字节，其余丢弃",
      en: "cells of more than \(DelimitedReader.maximumCellBytes) bytes were cut off")
  }

  private static func add(
    _ input: ImportInput, _ file: String, _ lines: [Int], _ severity: Diagnostic.Severity, _ code: String, zh: String,
    en: String
  ) {
    guard let first = lines.first else { return }
    let shown = lines.prefix(50).map(String.init).joined(separator: ", ") + (lines.count > 50 ? " …" : "")
    input.report(
      Diagnostic(
        severity, code: code,
        message: LocalizedText(
          zh: "\(zh)：\(lines.count) 处，行 \(shown)",
          en: "\(en): \(lines.count), line\(lines.count == 1 ? "" : "s") \(shown)"),
        location: SourceLocation(file: file, line: first)))
  }
}
