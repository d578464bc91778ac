#if Workbooks
  import Foundation
  import Testing
  import Zhijian

  @testable import ZhijianFormats

  @Suite struct XLSXReportTests {
    private let fixture: ReportFixture

    init() throws { fixture = try ReportFixture() }

    private static let sheets = [
      ("overview", "概览", "Overview"), ("agents", "客服", "Agents"), ("rules", "规则", "Rules"),
      ("findings", "质检结果", "Findings"), ("conversations", "会话", "Conversations"), ("ledger", "计分明细", "Ledger"),
      ("metrics", "指标", "Metrics"), ("agent_sections", "得分构成", "Score parts"),
      ("agent_rules", "客服的规则", "Agents' rules"), ("trend", "走势", "Trend"),
    ]

    private func bytes(
      _ evaluations: [Evaluation], options: ReportOptions? = nil, format: XLSXReport = XLSXReport()
    ) throws -> [UInt8] {
      let output = CollectedOutput()
      let writer = try format.makeWriter(options: options ?? fixture.options(), output: output)
      for evaluation in evaluations { try writer.write(evaluation) }
      try writer.finish(fixture.report(of: evaluations), problems: [])
      return output.files[""] ?? []
    }

    @Test(arguments: Language.allCases) func everyCellIsThatOfTheCSV(_ language: Language) throws {
      var evaluations = try fixture.conversations()
      evaluations.append(
        try fixture.evaluate(
          "[+0:00] 客服(@SUM): =HYPERLINK(\"http://x\",\"加我微信\") <b>&\u{1F600}", id: "+cmd|' /C calc'!A0"))
      let options = fixture.options(language: language)
      let files = try fixture.files(CSVReport(), evaluations, options: options)
      let workbook = try WorkbookCells(try bytes(evaluations, options: options))
      var checked = 0
      for (table, chinese, english) in Self.sheets {
        let sheet = try #require(workbook.sheet(language == .chinese ? chinese : english), "\(table)")
        let rows = csvRows(try #require(files[table + ".csv"]))
        #expect(sheet.rows.count == rows.count, "\(table)")
        for (number, (cells, expected)) in zip(sheet.rows, rows).enumerated() {
          for (column, text) in expected.enumerated() {
            let cell = cells.indices.contains(column) ? cells[column] : .init()
            checked += 1
            // CSV marks what spreadsheets would compute; a workbook says that it is text.
            if cell.isNumber, number > 0 {
              #expect(Double(cell.text) == Double(text), "\(table) \(number) \(column)")
            } else {
              let isMarked = text.hasPrefix("'") && !cell.text.hasPrefix("'")
              #expect(cell.text == (isMarked ? String(text.dropFirst()) : text), "\(table) \(number) \(column)")
            }
          }
        }
      }
      #expect(checked > 900)
      #expect(!workbook.sheets.contains { $0.xml.contains("<f>") })
    }

    @Test func numbersAreNumbersInTheirFormats() throws {
      let workbook = try WorkbookCells(
        try bytes(try fixture.conversations(), options: fixture.options(language: .english)))
      let agents = try #require(workbook.sheet("Agents"))
      let head = try #require(agents.rows.first).map(\.text)
      func cell(_ key: String) throws -> WorkbookCells.Cell {
        agents.rows[1][try #require(head.firstIndex(of: key))]
      }
      #expect(try cell("score") == .init(text: "50", isNumber: true, format: "0.00"))
      #expect(try cell("script_coverage") == .init(text: "0.5", isNumber: true, format: "0.0%"))
      #expect(try cell("first_response_mean_seconds") == .init(text: "6", isNumber: true, format: "0.0"))
      #expect(try cell("n") == .init(text: "2", isNumber: true, format: "0"))
      #expect(try cell("agent_id").isNumber == false)
      let overview = try #require(workbook.sheet("Overview"))
      let share = try #require(overview.rows.first { $0.last?.text == "auto_fail_ratio" })
      #expect(share[1].format == "0.0%" && share[1].isNumber)
    }

    @Test func headsAreFrozenAndFiltered() throws {
      let workbook = try WorkbookCells(try bytes(try fixture.conversations()))
      #expect(workbook.sheets.map(\.name) == Self.sheets.map(\.1) + ["图表"])
      for sheet in workbook.sheets.dropLast() {
        #expect(sheet.xml.contains("ySplit=\"1\"") && sheet.xml.contains("state=\"frozen\""), "\(sheet.name)")
        #expect(sheet.xml.contains("<autoFilter ref=\"A1:"), "\(sheet.name)")
        #expect(sheet.xml.contains("<cols>"), "\(sheet.name)")
      }
      let charts = workbook.archive.files.keys.filter { $0.hasPrefix("xl/charts/chart") }
      #expect(charts.count == 3)
      let drawn = charts.map { String(decoding: workbook.archive.files[$0] ?? [], as: UTF8.self) }.joined()
      #expect(drawn.contains("图表") && drawn.contains("等级分布"))
    }

    @Test func sameResultsGiveTheSameBytes() throws {
      let evaluations = try fixture.conversations()
      let first = try bytes(evaluations)
      #expect(try bytes(evaluations) == first)
      let archive = try ZipEntries(first)
      // 1980-01-01 00:00:00 everywhere: neither the clock nor the zone is in the file.
      #expect(archive.times == [1 << 21 | 1 << 16])
      let core = String(decoding: archive.files["docProps/core.xml"] ?? [], as: UTF8.self)
      #expect(core.contains("1980-01-01T00:00:00Z"))
    }

    @Test func aLongTableGoesOnInAFurtherSheet() throws {
      let evaluations = try fixture.conversations()
      let workbook = try WorkbookCells(
        try bytes(evaluations, options: fixture.options(language: .english), format: XLSXReport(maximumRows: 3)))
      let findings = workbook.sheets.filter { $0.name.hasPrefix("Findings") }
      #expect(findings.map(\.name) == ["Findings", "Findings 2", "Findings 3"])
      #expect(findings.map(\.rows.count) == [3, 3, 3])
      for sheet in findings { #expect(sheet.rows.first == findings.first?.rows.first) }
    }

    @Test func holdsWhatXMLCannot() throws {
      let long = String(repeating: "很", count: 33_000)
      let evaluations = [
        try fixture.evaluate("[+0:00] 客服(_x0041_): 加我微信\u{1}\u{FFFF}_x0042_ _x_ ]]>", id: "c"),
        try fixture.evaluate("[+0:00] 客服(a): 加我微信" + long, id: "d"),
      ]
      let workbook = try WorkbookCells(
        try bytes(evaluations, options: fixture.options(language: .english, privacy: Redactor.Policy.none)))
      let sheet = try #require(workbook.sheet("Findings"))
      let column = try #require(sheet.rows.first?.firstIndex { $0.text == "text" })
      let escaped = try #require(sheet.rows.first { $0.count > column && $0[column].text.hasPrefix("加我微信_") })
      #expect(escaped[column].text == "加我微信_x0001__xFFFF__x005F_x0042_ _x_ ]]>")
      let cut = try #require(sheet.rows.last { $0.count > column && $0[column].text.hasPrefix("加我微信很") })
      #expect(cut[column].text.utf16.count == 32_767 && cut[column].text.hasSuffix("很…"))
    }
  }
#endif
