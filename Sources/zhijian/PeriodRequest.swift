import ArgumentParser
import Zhijian
import ZhijianFormats

/// The tables and the scorecard of performance that a command was given, read and checked before the chats are.
struct PeriodRequest {
  let mapping: TableMapping?
  let scorecard: PerformanceScorecard?

  /// A period with its tables joined.
  struct Joined {
    let report: PeriodReport
    let accounts: [JoinAccount]
    let tables: BusinessTables
    let options: PeriodJoin.Options
  }

  /// Ends with exit code 2 where a file is wrong as a whole, which is said.
  init(tables: String?, kpi: String?, workspace: Workspace, language: Language, usesColor: Bool) throws {
    let printer = DiagnosticPrinter(language: language, usesColor: usesColor)
    scorecard = try kpi.map { try Self.scorecard($0, language: language, usesColor: usesColor) }
    mapping = try tables.map { try Self.mapping($0, in: workspace, printer: printer) }
  }

  private static func mapping(
    _ path: String, in workspace: Workspace, printer: DiagnosticPrinter
  ) throws -> TableMapping {
    let sink = DiagnosticSink()
    var mapping = TableMapping.read(path, sink: sink)
    if let rule = mapping?.inquiryRule, !workspace.everyRule.rules.contains(where: { $0.id == rule }) {
      sink.error(
        "unknown-rule", at: SourceLocation(file: path),
        LocalizedText(zh: "inquiry_rule：没有规则“\(rule)”", en: "inquiry_rule: there is no rule '\(rule)'"))
      mapping = nil
    }
    printer.print(sink.sorted)
    guard let mapping else {
      printer.printTotal(sink.diagnostics)
      throw ExitCode(2)
    }
    return mapping
  }

  /// The scorecard in a file, or the shipped one of a name such as `s4`.
  static func scorecard(_ name: String, language: Language, usesColor: Bool) throws -> PerformanceScorecard {
    let sink = DiagnosticSink()
    let scorecard = PerformanceScorecardFile.read(name, home: Workspace.shippedHome(), sink: sink)
    let printer = DiagnosticPrinter(language: language, usesColor: usesColor)
    printer.print(sink.sorted)
    guard let scorecard else {
      printer.printTotal(sink.diagnostics)
      throw ExitCode(2)
    }
    return scorecard
  }

  /// What takes in the evaluations of the run.
  func measurement(_ workspace: Workspace, tracksDays: Bool = false) -> PeriodMeasurement {
    PeriodMeasurement(
      preset: workspace.configuration.preset.name, inquiryRule: mapping?.inquiryRule, tracksDays: tracksDays)
  }

  /// Reads the tables and joins them; faults go to `sink`.
  func join(_ measurement: PeriodMeasurement, _ workspace: Workspace, sink: DiagnosticSink) -> Joined {
    let tables = mapping.map { BusinessTables.read($0, sink: sink) } ?? BusinessTables()
    var options = mapping?.options ?? PeriodJoin.Options()
    options.zone = workspace.configuration.calendar.zone
    options.agentAliases.merge(workspace.configuration.agentAliases) { own, _ in own }
    let joined = PeriodJoin(measurement.report, contacts: measurement.contacts, options: options)
      .joined(tables.records, sources: tables.sources)
    return Joined(report: joined.report, accounts: joined.accounts, tables: tables, options: options)
  }
}

extension PeriodDocument {
  /// What is reported of a period, with its ranking where a scorecard was given.
  init(_ period: PeriodRequest.Joined, scorecard: PerformanceScorecard?, language: Language, redactor: Redactor) {
    self.init(report: period.report, language: language, redactor: redactor)
    accounts = period.accounts
    readings = period.tables.readings
    benchmarks = period.tables.benchmarks
    options = period.options
    guard let scorecard else { return }
    let ranking = PerformanceRanking(period.report, scorecard: scorecard)
    self.scorecard = scorecard
    self.ranking = ranking
    warnings += PeriodWarnings.dominance(ranking, scorecard: scorecard)
  }
}
