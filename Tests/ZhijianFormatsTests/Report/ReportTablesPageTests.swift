import Foundation
import Testing
import Zhijian

@testable import ZhijianFormats

/// docs/reports.md says of every table what is written.
@Suite struct ReportTablesPageTests {
  private struct Column: Equatable {
    let key: String
    let title: String
  }

  /// The columns that the page lists, by table.
  private func described() throws -> [String: [Column]] {
    let page = try String(contentsOf: Document.root.appending(path: "docs/reports.md"), encoding: .utf8)
    var tables: [String: [Column]] = [:]
    var table: String?
    for line in page.split(separator: "\n") {
      if line.hasPrefix("### "), let end = line.range(of: ".csv") {
        table = String(line[line.index(line.startIndex, offsetBy: 4)..<end.lowerBound])
      } else if line.hasPrefix("#") {
        table = nil
      } else if line.hasPrefix("| `"), let table {
        let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        #expect(cells.count >= 3, "\(line)")
        tables[table, default: []].append(Column(key: cells[0].replacing("`", with: ""), title: cells[1]))
      }
    }
    return tables
  }

  private func columns<Row>(_ table: CSVTable<Row>) -> (String, [Column]) {
    (table.name, table.columns.map { Column(key: $0.key, title: $0.title) })
  }

  /// The tables that `--tables` and `--kpi` add.
  private func periodColumns() -> [(String, [Column])] {
    let period = PeriodDocument(report: PeriodReport(preset: "generic"))
    let prefix = PeriodDocument.tablePrefix
    return [
      columns(period.metricTable.prefixed(prefix)), columns(period.agentTable.prefixed(prefix)),
      columns(period.ledgerTable.prefixed(prefix)), columns(period.readingTable.prefixed(prefix)),
      columns(period.unmatchedTable.prefixed(prefix)), columns(period.chartTable.prefixed(prefix)),
    ]
  }

  @Test func everyColumnIsDescribed() throws {
    let fixture = try ReportFixture()
    let options = fixture.options()
    let tables = CSVTables(options: options)
    let empty = ResultsComparison(before: PeriodResults(), after: PeriodResults(), minimumSample: 2)
    let comparison = ComparisonDocument(
      comparison: empty, names: (before: "a", after: "b"), problems: [], options: options)
    let written = Dictionary(
      uniqueKeysWithValues: [
        columns(tables.overview), columns(tables.agents), columns(tables.rules), columns(tables.findings),
        columns(tables.conversations), columns(tables.ledger), columns(tables.metrics),
        columns(ComparisonTable(document: comparison).table), columns(tables.agentSections),
        columns(tables.agentRules), columns(tables.trend),
      ] + periodColumns())
    let described = try described()
    #expect(described.keys.sorted() == written.keys.sorted())
    for (name, columns) in written { #expect(described[name] == columns, "\(name)") }
  }

  /// The heads of the files, and the keys of the JSONL, are those columns.
  @Test func headsAreTheColumns() throws {
    let fixture = try ReportFixture()
    let evaluations = try fixture.conversations()
    let described = try described()
    let chinese = try fixture.files(CSVReport(), evaluations)
    let english = try fixture.files(CSVReport(), evaluations, options: fixture.options(language: .english))
    let lines = try fixture.files(TablesReport(), evaluations)
    #expect(lines.keys.sorted() == chinese.keys.map { $0.replacing(".csv", with: ".jsonl") }.sorted())
    for (file, text) in chinese {
      let name = String(file.dropLast(4))
      let columns = try #require(described[name], "\(name)")
      let rows = csvRows(try #require(english[file]))
      #expect(csvRows(text).first == columns.map(\.title))
      #expect(rows.first == columns.map(\.key))
      let objects = try #require(lines[name + ".jsonl"]).split(separator: "\n")
      #expect(objects.count == rows.count - 1, "\(name)")
      for (line, row) in zip(objects, rows.dropFirst()) {
        let object = try #require(
          try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(name)")
        #expect(Set(object.keys) == Set(columns.map(\.key)), "\(name)")
        for (column, cell) in zip(columns, row) {
          switch object[column.key] {
          case is NSNull: #expect(cell.isEmpty, "\(name) \(column.key)")
          case let number as NSNumber: #expect(Double(cell) == number.doubleValue, "\(name) \(column.key)")
          case let text as String:
            #expect(cell == text || cell == "'" + text || name == "metrics" || name == "overview")
          default: Issue.record("\(name) \(column.key)")
          }
        }
      }
    }
  }
}
