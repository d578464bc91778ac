@testable import Zhijian
@testable import ZhijianFormats

/// A mapping of inspection, or none, and behind a NUL the table that people filled in: read, compared with what the
/// program says of a few conversations, and reported.
struct InspectionTarget: FuzzTarget {
  static let name = "inspection"
  private let file = ScratchFile("inspection.csv")
  private let workspace: Workspace
  private let evaluations: [Evaluation]

  init() {
    workspace = made { try ShippedTables.workspace() }
    let worker = made { [workspace] in try workspace.analyzer.makeWorker() }
    let bytes = made { try [UInt8](ShippedTables.bytes("fixtures/agreement/chats.jsonl")) }
    let reader = CanonicalJSONLReader(file: "chats.jsonl")
    evaluations = bytes.split(separator: 0x0A).enumerated().map { number, line in
      made { worker.evaluate(try reader.parse(line: Array(line), number: number + 1).transcript) }
    }
  }

  func run(_ bytes: [UInt8]) {
    var input = FuzzInput(bytes)
    let choice = input.byte()
    let parts = input.rest().split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
    let sink = DiagnosticSink()
    var mapping: InspectionMapping?
    if parts.count == 2, !parts[0].isEmpty {
      let text = String(decoding: parts[0], as: UTF8.self)
      mapping = InspectionMapping.read(
        text, file: "i.yaml", rules: workspace.everyRule, policy: workspace.policy, sink: sink)
      expect(mapping != nil || sink.hasErrors, "no mapping, and no reason")
      guard mapping != nil else { return }
    }
    file.write(Array(parts[parts.count - 1]))
    let tables = InspectionTables.read(
      [file.path], mapping: mapping, rules: workspace.everyRule, policy: workspace.policy, zone: .china, sink: sink)
    guard let tables else { return expect(sink.hasErrors, "no table, and no reason") }
    let language: Language = choice & 1 == 0 ? .chinese : .english
    let preview = InspectionPreview(
      tables, rules: workspace.everyRule, policy: workspace.policy, language: language,
      redactor: Redactor(policy: .mask))
    expect(!preview.lines.isEmpty && !preview.yaml.isEmpty, "no preview")
    report(tables, language)
  }

  private func report(_ tables: InspectionTables, _ language: Language) {
    var study = AgreementStudy(
      items: tables.mapping.compared, entries: tables.entries, rules: workspace.everyRule, policy: workspace.policy)
    for evaluation in evaluations { study.add(evaluation) }
    let comparison = study.comparison()
    for figure in [comparison.overall] + comparison.items.map(\.figures) {
      let table = figure.table
      let parts = [table.both, table.peopleOnly, table.programOnly, table.neither]
      expect(parts.allSatisfy { $0 >= 0 } && parts.reduce(0, +) == table.count, "cells that do not add up")
      for estimate in [figure.observed, figure.kappa, figure.prevalenceAdjusted, figure.precision, figure.recall] {
        expect(estimate.map { $0.value.isFinite && abs($0.value) <= 1 } ?? true, "a figure beyond its scale")
        expect(estimate?.interval.map { $0.low <= $0.high } ?? true, "an interval upside down")
      }
    }
    let options = ReportOptions(
      language: language, rules: workspace.everyRule, policy: workspace.policy, versions: workspace.versions)
    let document = InspectionDocument(
      comparison: comparison, tables: tables, problems: [], options: options, quotes: 10)
    for format in InspectionDocument.Format.allCases {
      expect(String(validating: document.bytes(format), as: UTF8.self) != nil, "\(format): no text")
    }
  }
}

/// Any bytes as a table of reviews that was filled in.
struct ReviewTarget: FuzzTarget {
  static let name = "reviews"
  private let file = ScratchFile("reviews.csv")

  func run(_ bytes: [UInt8]) {
    file.write(bytes)
    let sink = DiagnosticSink()
    let rows = ReviewFile.read([file.path], sink: sink)
    guard !sink.hasErrors else { return }
    let statistics = ReviewStatistics(rows)
    for format in ReviewReport.Format.allCases {
      let text = ReviewReport(statistics, language: .chinese).bytes(format)
      expect(String(validating: text, as: UTF8.self) != nil, "\(format): no text")
    }
    var paths = DecisionFiles.Paths()
    paths.reviews = [file.path]
    _ = try? DecisionFiles(paths, today: CalendarDate(dayNumber: 20_700))
  }
}

/// Any lines as results of an earlier run, as a baseline and as judged conversations.
struct ResultTarget: FuzzTarget {
  static let name = "results"
  private let file = ScratchFile("results.jsonl")
  private let redactor = Redactor(policy: .mask)
  private let options: ReportOptions = {
    let workspace = made { try ShippedTables.workspace() }
    return ReportOptions(rules: workspace.everyRule, policy: workspace.policy, versions: workspace.versions)
  }()

  func run(_ bytes: [UInt8]) {
    for line in bytes.split(separator: 0x0A, maxSplits: 8) {
      Array(line).withUnsafeBufferPointer { buffer in
        _ = EarlierEvaluation.head(of: buffer)
        _ = EarlierEvaluation(line: buffer)
        _ = BaselineEntry.entries(ofLine: buffer, redactor: redactor)
      }
    }
    let sink = DiagnosticSink()
    let entries = BaselineFile.read(bytes, file: "b.jsonl", sink: sink)
    let again = BaselineFile.read(BaselineFile.bytes(entries), file: "b.jsonl", sink: DiagnosticSink())
    expect(again == entries.sorted(), "a baseline that is read otherwise")
    file.write(bytes)
    let set = LabelledFile.read(file.path).set
    for conversation in set.conversations {
      for label in [conversation.label] + conversation.messages.map(\.label) {
        expect(label.map { $0.isFinite && abs($0) <= 2 } ?? true, "a label beyond its scale")
      }
    }
    guard let results = try? ResultFile(path: file.path).results().results else { return }
    let document = ComparisonDocument(
      comparison: ResultsComparison(before: results, after: results, minimumSample: 1), names: ("a", "b"), problems: [],
      options: options)
    for format in ComparisonDocument.Format.allCases {
      expect(String(validating: document.bytes(format), as: UTF8.self) != nil, "\(format): no text")
    }
  }
}
