public import Zhijian

/// What became of the rows of one file before they were joined.
public struct TableReading: Sendable {
  public let kind: BusinessTableKind
  public let path: String
  /// All rows below the header.
  public internal(set) var rows = 0
  /// Rows that hold something to join.
  public internal(set) var taken = 0
  /// The same row as an earlier one.
  public internal(set) var duplicates = 0
  /// Rows that sum the table up, which are nobody's.
  public internal(set) var summaries = 0
  /// Rows that say nothing, such as a status away from the desk.
  public internal(set) var empty = 0
  /// Rows that could not be read, each with a diagnostic up to a number.
  public internal(set) var invalid = 0
}

/// A figure of the platform's own report for peers, kept for comparison.
public struct PeerBenchmark: Sendable, Hashable {
  public enum Peer: String, Sendable, CaseIterable {
    case excellent = "peer_excellent"
    case mean = "peer_mean"
  }

  public let peer: Peer
  public let metric: String
  public let value: Double
}

/// Everything that the tables of a mapping hold.
public struct BusinessTables: Sendable {
  public internal(set) var records = BusinessRecords()
  public internal(set) var readings: [TableReading] = []
  public internal(set) var benchmarks: [PeerBenchmark] = []

  /// No tables.
  public init() {}

  /// The kinds of figures that can be made of them.
  public var sources: Set<PeriodMetric.Source> { Set(readings.compactMap { $0.kind.source }) }

  /// Reads all tables; faults of all of them go to `sink`.
  public static func read(_ mapping: TableMapping, sink: DiagnosticSink) -> BusinessTables {
    var tables = BusinessTables()
    var seen: [BusinessTableKind: Set<[String]>] = [:]
    let offset = mapping.options.zone.offsetMilliseconds(at: Timestamp(milliseconds: 1_767_225_600_000)) / 1000
    for table in mapping.tables {
      let columns = BusinessColumns(kind: table.kind, mapped: table.columns)
      guard let sheet = BusinessSheetReader(columns: columns, path: table.path, sink: sink).read() else { continue }
      var reader = BusinessRecordReader(
        table: table, times: TimeReader(offsetSeconds: Int(offset)), sink: sink, seen: seen[table.kind] ?? [])
      reader.read(sheet, into: &tables)
      seen[table.kind] = reader.seen
    }
    return tables
  }
}
