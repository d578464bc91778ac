import Foundation
import Zhijian

@testable import ZhijianFormats

/// Keeps what a report writes.
final class HTMLReportOutput: ReportOutput {
  private(set) var files: [String?: [UInt8]] = [:]
  let pages: ReportPages?

  init(pages: ReportPages? = nil) { self.pages = pages }

  func write(_ bytes: [UInt8], to name: String?) throws { files[name, default: []] += bytes }

  var text: String { String(decoding: files[nil] ?? [], as: UTF8.self) }
}

/// An analyzer with given rules, or with the rules and lexicons of the project.
struct HTMLReportFixture {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardizedFileURL

  let analyzer: Analyzer

  init(rules sources: [String], lists: [String: [String]] = [:], minimumSample: Int = 3) throws {
    let folding = TextFolding(tables: FoldingTables())
    let sink = DiagnosticSink()
    let parser = RuleParser(lists: WordListCatalog(lists), folding: folding)
    let rules = sources.compactMap { source -> Rule? in
      // A rule's file is named like the rule.
      let id = source.split(separator: "\n").first { $0.hasPrefix("id: ") }?.dropFirst(4) ?? ""
      return parser.parse(source, file: "\(id).yaml", sink: sink)
    }
    if sink.hasErrors { throw DiagnosticsError(sink.diagnostics) }
    let sections = ["attitude", "compliance", "opening-closing", "responsiveness"]
    let policy = ScoringPolicy(
      sections: sections.map { ScoringPolicy.Section(id: $0, title: "Section " + $0, kind: .rules, weight: 1000) },
      bands: [("A", 9_000), ("B", 8_000), ("C", 6_000), ("D", 0)].map {
        ScoringPolicy.Band(grade: $0.0, lowerBound: $0.1)
      }, minimumSample: minimumSample)
    analyzer = Analyzer(
      rules: RuleSet(rules, folding: folding), tokenizer: try Tokenizer(wordLists: []), folding: folding,
      sentiment: SentimentScorer(lexicon: SentimentLexicon.parse(files: Self.sentimentFiles()).0), policy: policy,
      turnBuilder: TurnBuilder(),
      versions: AnalysisVersions(
        program: "0.1.0", icu: "72.1", rules: "r0", lexicons: "l0", scorecard: "s0", tokenizer: "t0", config: "c0"))
  }

  /// What ships, as the command loads it.
  static func shipped() throws -> HTMLReportFixture {
    let workspace = try Workspace.load(Workspace.Locations(workingFolder: root.path, home: root.path))
    return HTMLReportFixture(analyzer: workspace.analyzer)
  }

  private init(analyzer: Analyzer) { self.analyzer = analyzer }

  private static func sentimentFiles() -> [(name: String, text: String)] {
    let folder = root.appending(path: "lexicons/sentiment")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".tsv") }.sorted().map { name in
      (name, (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)) ?? "")
    }
  }

  /// The conversations among the fixtures.
  static func transcripts() -> [Transcript] {
    let folder = root.appending(path: "fixtures/transcripts")
    let files = TranscriptFolder.list([folder.path]).files.map(\.path)
    var found: [Transcript] = []
    for file in files {
      TranscriptReader().read(path: file) { record in
        if case .transcript(let imported) = record { found.append(imported.transcript) }
        return true
      }
    }
    return found
  }

  func evaluations(_ transcripts: [Transcript]) throws -> [Evaluation] {
    let worker = try analyzer.makeWorker()
    return transcripts.map { worker.evaluate($0) }
  }

  func options(language: Language = .chinese, privacy: Redactor.Policy? = nil) -> ReportOptions {
    ReportOptions(
      language: language, privacy: privacy, rules: analyzer.rules, policy: analyzer.policy, versions: analyzer.versions)
  }

  /// The files of some evaluations, where further ones than the main one may be written; that is under "".
  func pages(
    _ evaluations: [Evaluation], main: String = "报告 1.html", language: Language = .chinese,
    privacy: Redactor.Policy? = nil, problems: [Diagnostic] = [], limits: HTMLReportLimits
  ) throws -> [String: String] {
    let output = HTMLReportOutput(pages: ReportPages(main: main, folder: "报告 1_files"))
    let writer = try HTMLReport(limits: limits).makeWriter(
      options: options(language: language, privacy: privacy), output: output)
    var report = BatchReport(policy: analyzer.policy, preset: analyzer.turnBuilder.preset.name)
    for evaluation in evaluations {
      report.add(evaluation)
      try writer.write(evaluation)
    }
    try writer.finish(report, problems: problems)
    return Dictionary(
      output.files.map { ($0.key ?? "", String(decoding: $0.value, as: UTF8.self)) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The page of some evaluations.
  func page(
    _ evaluations: [Evaluation], language: Language = .chinese, privacy: Redactor.Policy? = nil,
    problems: [Diagnostic] = [], limits: HTMLReportLimits = HTMLReportLimits()
  ) throws -> String {
    let output = HTMLReportOutput()
    let writer = try HTMLReport(limits: limits).makeWriter(
      options: options(language: language, privacy: privacy), output: output)
    var report = BatchReport(policy: analyzer.policy, preset: analyzer.turnBuilder.preset.name)
    for evaluation in evaluations {
      report.add(evaluation)
      try writer.write(evaluation)
    }
    try writer.finish(report, problems: problems)
    return output.text
  }
}
