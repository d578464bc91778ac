import Testing
import Zhijian

@testable import ZhijianFormats

/// Tables that are gone through beforehand, so that conversations can be handed out before the end.
@Suite struct LargeTableTests {
  /// Rows of several conversations at a time, some of them from the first row to the last.
  private func rows(_ count: Int) -> [(id: Int, row: String)] {
    var random = SeededGenerator(seed: 5)
    return (0..<count).map { number in
      let id = number % 97 == 0 ? 1_000_000 : number / 40 + Int.random(in: 0..<5, using: &random)
      let role = Bool.random(using: &random) ? "客户" : "客服"
      let text = "第 \(number) 句：" + String(repeating: "麻烦看一下我的订单", count: 3)
      return (id, "s\(id),顾客\(id),小丹,\(role),\(text),2026-11-02 10:\(number / 60 % 60):\(number % 60)\n")
    }
  }

  private let header = "会话编号,客户,客服,角色,内容,时间\n"

  @Test func conversationsAndTheirOrderAreThoseOfTheRows() {
    let rows = rows(12_000)
    let text = header + rows.map(\.row).joined()
    #expect(text.utf8.count > 1 << 20)
    var order: [Int] = []
    var messages: [Int: Int] = [:]
    for (id, _) in rows {
      if messages[id] == nil { order.append(id) }
      messages[id, default: 0] += 1
    }
    let reading = Reading(text, file: "a.csv")
    #expect(reading.transcripts.map(\.transcript.id) == order.map { "s\($0)" })
    #expect(reading.transcripts.map(\.transcript.messages.count) == order.map { messages[$0] ?? 0 })
    #expect(reading.failures.isEmpty)
    // The same as when each conversation stands alone in a small table.
    for number in [0, 1, order.count / 2, order.count - 1] {
      let own = rows.filter { $0.id == order[number] }.map(\.row).joined()
      let alone = Reading(header + own, file: "a.csv")
      #expect(alone.transcripts.map(\.transcript) == [reading.transcripts[number].transcript])
    }
  }

  @Test func conversationsAreHandedOutBeforeTheEnd() throws {
    var lines = rows(12_000).map(\.row)
    lines.append("s-end,客,小丹,客服,\(String(repeating: "再见", count: 300_000)),2026-11-02 11:00:00\n")
    let bytes = Array((header + lines.filter { !$0.hasPrefix("s1000000,") }.joined()).utf8)
    try bytes.withUnsafeBufferPointer { buffer in
      let layout = try #require(
        TableLayout.find(in: buffer, delimiters: [0x2C], context: TableContext(format: "csv", options: ImportOptions()))
      )
      var survey = DelimitedReader(buffer, delimiter: 0x2C)
      let counts = TableRowGroups.rowCounts(&survey, layout: layout)
      var reader = CountedRows(rows: DelimitedReader(buffer, delimiter: 0x2C))
      let input = ImportInput(bytes: [], file: "a.csv")
      var table = TableReader(file: "a.csv", layout: layout, options: ImportOptions())
      var readAtFirst = 0
      let progress = reader.progress
      _ = table.read(&reader, input: input, rowCounts: counts) { _ in
        if readAtFirst == 0 { readAtFirst = progress.rows }
        return true
      }
      #expect(readAtFirst > 0 && readAtFirst < 300)
      #expect(progress.rows == counts.reduce(1, +))
    }
  }

  /// Merged cells, summaries and rows with too many cells are placed beforehand as they are later.
  @Test func rowsThatSayLittleAreCountedAlike() {
    var text = header
    for number in 0..<9000 {
      let id = number % 3 == 0 ? "s\(number / 3)" : ""
      text += "\(id),\(id),,客服,好的，\(number)，这边给您登记，请您耐心等待一下，马上为您处理,,多出来的,\n"
      if number % 500 == 0 { text += "合计,,,,,\n\n" }
    }
    let reading = Reading(text, file: "a.csv")
    #expect(reading.transcripts.map(\.transcript.id) == (0..<3000).map { "s\($0)" })
    #expect(reading.transcripts.allSatisfy { $0.transcript.messages.count == 3 })
    #expect(reading.codes.contains("summary-row"))
    #expect(reading.codes.contains("extra-cells"))
  }
}

/// Rows, counted as they are read.
private struct CountedRows: TableRows {
  final class Progress {
    var rows = 0
  }

  var rows: DelimitedReader
  let progress = Progress()

  mutating func next(_ row: inout TableRow) -> Bool {
    guard rows.next(&row) else { return false }
    progress.rows += 1
    return true
  }
}
