import Foundation
import Zhijian
import ZhijianFormats

/// Shows on a terminal how a file was read.
struct ImportPage {
  let language: Language
  let redactor: Redactor
  /// How many conversations are shown, and how many messages of each, times four.
  let conversations: Int

  private var isChinese: Bool { language == .chinese }

  private func shown(_ text: String, limit: Int = 60) -> String {
    let flat = text.split(whereSeparator: \.isNewline).joined(separator: " ⏎ ")
    let safe = TerminalText.safe(redactor.redact(flat).text)
    return safe.count > limit ? safe.prefix(limit) + "…" : safe
  }

  func lines(_ inspection: ImportInspection) -> [String] {
    var lines = [TerminalText.safe(inspection.path)]
    func add(_ zh: String, _ en: String) { lines.append("  " + (isChinese ? zh : en)) }
    let report = inspection.report
    let format = report.format.flatMap(ImportFormats.named)
    if let format {
      let sure = report.confidence.map { String(format: "%.2f", $0) } ?? (isChinese ? "指定" : "asked for")
      add(
        "格式：\(format.name)（\(format.title.chinese)），把握 \(sure)",
        "format: \(format.name) (\(format.title.english)), confidence \(sure)")
    }
    if let encoding = report.encoding { add("编码：\(encoding.rawValue)", "encoding: \(encoding.rawValue)") }
    add(
      "读出 \(inspection.conversations) 个会话、\(inspection.messages) 条消息；读不了 \(inspection.report.failures) 处",
      "\(English.count(inspection.conversations, "conversation")), \(English.count(inspection.messages, "message")); \(English.count(inspection.report.failures, "failure"))"
    )
    addTimes(inspection, to: &lines)
    let roles = Role.allCases.compactMap { role in
      inspection.roles[role].map { "\(role.rawValue) \($0)" }
    }
    if !roles.isEmpty { add("角色：\(roles.joined(separator: "，"))", "roles: \(roles.joined(separator: ", "))") }
    addAgents(inspection, to: &lines)
    for description in report.descriptions { lines += self.lines(description) }
    for (number, transcript) in inspection.first.enumerated() { lines += self.lines(transcript, number: number + 1) }
    addDoubts(inspection, to: &lines)
    return lines
  }

  private func addTimes(_ inspection: ImportInspection, to lines: inout [String]) {
    guard let earliest = inspection.earliest, let latest = inspection.latest else { return }
    let offset = inspection.report.descriptions.first?.mapping.timeZoneOffsetSeconds ?? 8 * 3600
    let (from, to) = (earliest.iso8601(offsetSeconds: offset), latest.iso8601(offsetSeconds: offset))
    lines.append(isChinese ? "  时间：\(from) 到 \(to)" : "  times: \(from) to \(to)")
  }

  private func addAgents(_ inspection: ImportInspection, to lines: inout [String]) {
    guard !inspection.agents.isEmpty else { return }
    let most = inspection.agents.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let names = most.prefix(8).map { "\(shown($0.key, limit: 24)) \($0.value)" }.joined(
      separator: isChinese ? "，" : ", ")
    let rest = most.count > 8 ? " …" : ""
    lines.append(isChinese ? "  客服（消息数）：\(names)\(rest)" : "  agents (messages): \(names)\(rest)")
  }

  private func lines(_ description: ImportDescription) -> [String] {
    guard !description.columns.isEmpty else { return [] }
    var lines: [String] = []
    let place =
      description.place.map { isChinese ? "“\(TerminalText.safe($0))”：" : "“\(TerminalText.safe($0))”: " } ?? ""
    let name = TerminalText.safe(description.mapping.name)
    switch description.basis {
    case .mapping: lines.append(isChinese ? "  \(place)按指定的映射 \(name)" : "  \(place)by the mapping \(name)")
    case .preset: lines.append(isChinese ? "  \(place)按自带的映射 \(name)" : "  \(place)by the shipped mapping \(name)")
    case .guess, .format: lines.append(isChinese ? "  \(place)按常用的名字猜的：" : "  \(place)guessed from usual names:")
    }
    if let row = description.headerRow { lines.append(isChinese ? "  表头在第 \(row) 行" : "  headers in row \(row)") }
    var table = TextColumns()
    table.add([isChinese ? "列" : "column", isChinese ? "当作" : "taken for", isChinese ? "例" : "sample"])
    for column in description.columns {
      guard column.meaning != nil || !column.sample.isEmpty else { continue }
      let kept = isChinese ? "（原样保留）" : "(kept)"
      table.add([
        shown(column.header, limit: 30), column.meaning ?? kept,
        shown(redactor.redact(column.sample, namedBy: column.header), limit: 40),
      ])
    }
    lines += table.lines.map { "    " + $0 }
    for (title, words) in [
      (isChinese ? "发送方" : "senders", description.roleWords), (isChinese ? "消息类型" : "kinds", description.kindWords),
    ] where !words.isEmpty {
      let list = words.map { "\(shown($0.text, limit: 20)) → \($0.meaning ?? "?") (\($0.count))" }
      lines.append("  \(title)\(isChinese ? "：" : ": ")" + list.joined(separator: isChinese ? "；" : "; "))
    }
    return lines
  }

  private func lines(_ original: Transcript, number: Int) -> [String] {
    let transcript = redactor.redact(original)
    let id = transcript.id.isEmpty ? (isChinese ? "（没有编号）" : "(no id)") : shown(transcript.id)
    var head = isChinese ? "  会话 \(number)：\(id)" : "  conversation \(number): \(id)"
    if let shop = transcript.shop { head += isChinese ? "，店铺 \(shown(shop))" : ", shop \(shown(shop))" }
    if let customer = transcript.customer {
      head +=
        isChinese ? "，客户 \(shown(customer.name ?? customer.id))" : ", customer \(shown(customer.name ?? customer.id))"
    }
    var lines = [head]
    let limit = max(4, conversations * 4)
    for message in transcript.messages.prefix(limit) {
      let time = message.at.map { String($0.iso8601().prefix(19).suffix(8)) } ?? "--:--:--"
      let kind = message.kind == .text ? "" : " [\(message.kind.rawValue)]"
      let recalled = message.isRecalled ? (isChinese ? "（已撤回）" : " (recalled)") : ""
      let sender = message.sender.map { " " + shown($0, limit: 24) } ?? ""
      lines.append("    \(time) \(message.role.rawValue)\(sender)\(kind): \(shown(message.text))\(recalled)")
    }
    let rest = transcript.messages.count - limit
    if rest > 0 { lines.append(isChinese ? "    … 另有 \(rest) 条" : "    … \(rest) more") }
    return lines
  }

  private func addDoubts(_ inspection: ImportInspection, to lines: inout [String]) {
    let reported = inspection.failures + inspection.diagnostics
    let doubts = inspection.doubts { shown($0, limit: 30) }
    guard !reported.isEmpty || !doubts.isEmpty else {
      lines.append(isChinese ? "  没有拿不准的地方" : "  Nothing is doubtful")
      return
    }
    lines.append(isChinese ? "  请核对：" : "  Please check:")
    for doubt in doubts { lines.append("    - \(doubt.text(in: language))") }
    let renderer = DiagnosticRenderer(language: language)
    var seen: [String: Int] = [:]
    for diagnostic in reported {
      seen[diagnostic.code, default: 0] += 1
      // The same again and again hides what else there is.
      guard seen[diagnostic.code, default: 0] <= Self.shownAlike else { continue }
      let text = renderer.render(redactor.redact(diagnostic))
      lines += text.split(separator: "\n").enumerated().map {
        ($0.offset == 0 ? "    - " : "      ") + $0.element.trimmingCharacters(in: .whitespaces)
      }
    }
    for (code, count) in seen.sorted(by: { $0.key < $1.key }) where count > Self.shownAlike {
      let rest = count - Self.shownAlike
      lines.append(isChinese ? "    … 另有 \(rest) 条 [\(code)]" : "    … \(rest) more [\(code)]")
    }
  }

  /// How many diagnostics of one kind are shown.
  private static let shownAlike = 3
}

/// Columns that stand below each other on a terminal.
struct TextColumns {
  private var rows: [[String]] = []

  mutating func add(_ row: [String]) { rows.append(row) }

  var lines: [String] {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { index in
      rows.map { index < $0.count ? DisplayWidth.of($0[index]) : 0 }.max() ?? 0
    }
    return rows.map { row in
      row.enumerated().map { index, cell in
        index == row.count - 1
          ? cell : cell + String(repeating: " ", count: max(0, widths[index] - DisplayWidth.of(cell)))
      }.joined(separator: "  ")
    }
  }
}
