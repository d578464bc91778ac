import Foundation
import Testing
import Zhijian

@testable import ZhijianFormats

/// The 22 edge cases of docs/metrics.md, each under every preset, with the values of
/// fixtures/metrics/edge-cases/expected.tsv.
@Suite struct EdgeCaseTests {
  private static let folder = packageFolder() + "/fixtures/metrics/edge-cases"

  /// Weekdays from 9 to 18, which E13 needs; only `generic` reads it.
  private static func calendar() throws -> WorkCalendar {
    let hours = try #require(OpenHours(parsing: "09:00-18:00"))
    return WorkCalendar(
      hours: Dictionary(
        uniqueKeysWithValues: Weekday.allCases.filter { $0.rawValue <= 5 }.map { ($0, [hours]) }))
  }

  private static func conversations() -> [String: [Transcript]] {
    let lines = Reading(path: folder + "/conversations.jsonl").transcripts.map(\.transcript)
    let twice = Reading(path: folder + "/e22-exported-twice.csv").transcripts.map(\.transcript)
    return Dictionary(grouping: lines + twice) { transcript in
      // The two conversations of E18 are one customer's day.
      transcript.id.hasPrefix("E18") ? "E18" : transcript.id
    }
  }

  /// Everything that could differ, in one line.
  private static func account(_ transcripts: [Transcript], _ builder: TurnBuilder) -> String {
    var report = ServiceMetricsReport(preset: builder.preset.name)
    for transcript in transcripts { report += ServiceMetricsReport(transcript, builder: builder) }
    let total = report.total
    func seconds(_ sample: DurationSample) -> String {
      sample.values.isEmpty
        ? "-" : sample.values.map { DecimalText.shortest(Int($0), places: 3) }.joined(separator: " ")
    }
    func counts(_ counts: [String: Int]) -> String {
      counts.isEmpty ? "-" : counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: " ")
    }
    let rate = builder.preset.targetMilliseconds == nil ? "-" : "\(total.targetRate.hits)/\(total.targetRate.count)"
    return [
      "\(total.rounds)", "\(total.unrepliedRounds)", seconds(total.response), seconds(total.firstResponse),
      seconds(total.endToEndFirstResponse), rate, "\(total.persons.count)", counts(total.excludedRounds),
      counts(total.skipped.merging(total.warnings) { $0 + $1 }), report.firstDay?.description ?? "-",
    ].joined(separator: "\t")
  }

  static let columns = [
    "case", "preset", "rounds", "unreplied", "response_s", "first_response_s", "end_to_end_s", "target", "persons",
    "excluded", "skipped_or_warned", "day",
  ]

  @Test func everyCaseUnderEveryPresetComesOutAsStated() throws {
    let conversations = Self.conversations()
    var found: [String] = []
    for name in conversations.keys.sorted(by: Self.precedes) {
      for preset in TurnPreset.all {
        let calendar = name == "E13" ? try Self.calendar() : WorkCalendar.always
        let builder = TurnBuilder(preset: preset, calendar: calendar)
        found.append("\(name)\t\(preset.name)\t" + Self.account(conversations[name] ?? [], builder))
        guard name == "E11" else { continue }
        let toggled = TurnBuilder(
          preset: preset, calendar: calendar, closingPhrases: TurnBuilder.commonClosingPhrases)
        found.append("E11-closing\t\(preset.name)\t" + Self.account(conversations[name] ?? [], toggled))
      }
    }
    let text = try String(contentsOfFile: Self.folder + "/expected.tsv", encoding: .utf8)
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines.first == Self.columns.joined(separator: "\t"))
    let expected = Array(lines.dropFirst())
    #expect(found.count == expected.count)
    for (wanted, line) in zip(expected, found) { #expect(line == wanted) }
    let cases = Set(found.compactMap { $0.split(separator: "\t").first?.split(separator: "-").first.map(String.init) })
    #expect(cases == Set((1...22).filter { $0 != 19 }.map { "E\($0)" }), "E19 has no turns")
  }

  /// `E2` before `E10`, the variants of a case by their names.
  private static func precedes(_ left: String, _ right: String) -> Bool {
    func number(_ name: String) -> Int { Int(name.dropFirst().prefix { $0.isNumber }) ?? 0 }
    return (number(left), left) < (number(right), right)
  }

  private static let reports: [String] = {
    #if Archives
      return ["csv", "xlsx"]
    #else
      return ["csv"]
    #endif
  }()

  @Test(arguments: reports)
  func e19RowsOfAPlatformsReportAreNobody(format: String) throws {
    let sink = DiagnosticSink()
    let columns = BusinessColumns(kind: .platform, mapped: [:])
    let path = Self.folder + "/e19-platform-report." + format
    let sheet = try #require(BusinessSheetReader(columns: columns, path: path, sink: sink).read())
    let table = TableMapping.Table(
      kind: .platform, path: path, columns: [:], location: SourceLocation(file: path), scale: (1, 5),
      recommendation: nil, metrics: [:])
    var tables = BusinessTables()
    var reader = BusinessRecordReader(table: table, times: TimeReader(), sink: sink, seen: [])
    reader.read(sheet, into: &tables)
    #expect(sink.diagnostics.isEmpty)
    #expect(tables.readings.map { [$0.rows, $0.taken, $0.summaries] } == [[6, 1, 5]])
    #expect(
      tables.benchmarks.filter { $0.peer == .excellent }.map { "\($0.metric) \($0.value)" } == [
        "persons 300.0", "response_mean_seconds 18.0", "person_reply_ratio 0.998",
      ])
  }

  /// Importing again what was imported changes nothing.
  @Test func e22ImportingTwiceIsImportingOnce() throws {
    let path = Self.folder + "/e22-exported-twice.csv"
    let reading = Reading(path: path)
    #expect(reading.transcripts.count == 1)
    #expect(reading.messages.count == 4)
    #expect(reading.codes == ["repeated-rows"])
  }
}
