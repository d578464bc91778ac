@testable import Zhijian
@testable import ZhijianFormats

/// Any bytes as a table besides the chats, read, joined and reported: every row is counted once, figures are numbers.
struct TablesTarget: FuzzTarget {
  static let name = "tables"
  private let contacts: [PeriodContact] = (0..<4).map { number in
    let start = Timestamp(milliseconds: 1_793_498_400_000 + Int64(number) * 7_200_000)
    let end = Timestamp(milliseconds: start.milliseconds + 600_000)
    return PeriodContact(
      id: "c\(number)", customer: "k\(number % 3)", askedAt: start, startsAt: start, endsAt: end,
      runs: [.init(agent: "a\(number % 2)", first: start, last: end)], agents: ["a\(number % 2)"])
  }

  func run(_ bytes: [UInt8]) {
    var input = FuzzInput(bytes)
    let choice = Int(input.byte())
    let kinds = BusinessTableKind.allCases
    let table = Self.table(kinds[choice % kinds.count], isWide: choice & 0x80 != 0)
    let body = input.rest()
    let sink = DiagnosticSink()
    let columns = BusinessColumns(kind: table.kind, mapped: table.columns)
    guard let sheet = BusinessSheetReader(columns: columns, path: table.path, sink: sink).read(body) else {
      return expect(sink.hasErrors, "no table, and no reason")
    }
    var tables = BusinessTables()
    var reader = BusinessRecordReader(table: table, times: TimeReader(offsetSeconds: 28_800), sink: sink, seen: [])
    reader.read(sheet, into: &tables)
    for reading in tables.readings {
      let parts = reading.taken + reading.duplicates + reading.summaries + reading.empty + reading.invalid
      expect(reading.rows == parts && reading.rows == sheet.rows.count, "rows were lost")
    }
    for diagnostic in sink.diagnostics {
      expect((diagnostic.location?.line ?? 1) >= 1, "a place before the file")
    }
    join(tables)
  }

  private func join(_ tables: BusinessTables) {
    var report = PeriodReport(preset: "generic")
    for agent in ["a0", "a1"] { report.agents[agent] = .init(name: "n" + agent) }
    var options = PeriodJoin.Options()
    options.infersResolution = true
    let joined = PeriodJoin(report, contacts: contacts, options: options)
      .joined(tables.records, sources: tables.sources)
    let taken = tables.readings.filter { $0.kind != .platform }.reduce(0) { $0 + $1.taken }
    expect(joined.accounts.reduce(0) { $0 + $1.used } == taken, "rows were joined otherwise")
    for metric in PeriodMetric.all {
      for agent in [nil, "a0", "a1"] {
        let figure = joined.report.figure(metric, of: agent)
        expect(figure.value?.isFinite ?? true, "\(metric.name) is no number")
        expect(figure.interval.map { $0.low <= $0.high } ?? true, "\(metric.name): an interval upside down")
      }
    }
    var document = PeriodDocument(report: joined.report)
    document.accounts = joined.accounts
    document.readings = tables.readings
    document.benchmarks = tables.benchmarks
    expect(String(validating: document.json, as: UTF8.self) != nil && !document.text.isEmpty, "no text")
  }

  private static func table(_ kind: BusinessTableKind, isWide: Bool) -> TableMapping.Table {
    TableMapping.Table(
      kind: kind, path: "t.csv", columns: [:], location: SourceLocation(file: "t.yaml", line: 1),
      scale: isWide ? (-1e300, 1e300) : kind == .servqual ? (1, 7) : (1, 5),
      recommendation: isWide ? .standard : nil, metrics: [:], weights: isWide ? [.empathy: 1_000_000] : [:])
  }
}
