import ArgumentParser
import Foundation
import Zhijian
import ZhijianFormats

/// What commands about a period read: chats, and the tables to join.
struct PeriodInputOptions: ParsableArguments {
  @Option(name: .long, help: "表格映射文件：评价、订单、投诉、工单、登录、排队、成本、培训等表怎么读。")
  var tables: String?

  @OptionGroup var workspace: WorkspaceOptions

  @OptionGroup var threads: ThreadOptions

  @Option(name: .long, help: "个人信息：none 原样、mask 打码、pseudonym 假名；默认打码。")
  var privacy: PrivacyChoice?

  @OptionGroup var global: GlobalOptions
}

/// A period that was read: its figures with the tables joined.
struct PeriodInput {
  let workspace: Workspace
  let report: PeriodReport
  let days: [CalendarDate: PeriodTotals]
  let accounts: [JoinAccount]
  let tables: BusinessTables
  let options: PeriodJoin.Options
  let redactor: Redactor
  /// Whether something could not be read, which was said.
  let hasErrors: Bool

  /// Reads everything; ends with exit code 2 where settings or tables are wrong as a whole.
  static func read(_ paths: [String], _ input: PeriodInputOptions, tracksDays: Bool = false) throws -> PeriodInput {
    try input.threads.check()
    let key = try input.privacy?.pseudonymKey()
    let global = input.global
    let loaded = try GlobalOptions.loadWorkspace(
      input.workspace.locations, language: global.lang, usesColor: global.usesColor(on: 2))
    let policy = try PrivacyChoice.policy(input.privacy, in: loaded.configuration, key: key)
    let redactor = Redactor(policy: policy ?? .mask)
    let printer = DiagnosticPrinter(
      language: global.lang, usesColor: global.usesColor(on: 2), redactor: redactor)
    let request = try PeriodRequest(
      tables: input.tables, kpi: nil, workspace: loaded, language: global.lang, usesColor: global.usesColor(on: 2))
    var measurement = request.measurement(loaded, tracksDays: tracksDays)
    var hasErrors = try measure(
      paths, loaded, jobs: input.threads.count, language: global.lang, printer: printer, into: &measurement)
    let sink = DiagnosticSink()
    let period = request.join(measurement, loaded, sink: sink)
    printer.print(sink.sorted.filter { $0.severity != .note })
    hasErrors = hasErrors || sink.hasErrors
    return PeriodInput(
      workspace: loaded, report: period.report, days: measurement.days, accounts: period.accounts,
      tables: period.tables, options: period.options, redactor: redactor, hasErrors: hasErrors)
  }

  /// Evaluates all conversations; true where something could not be read.
  private static func measure(
    _ paths: [String], _ workspace: Workspace, jobs: Int, language: Language, printer: DiagnosticPrinter,
    into measurement: inout PeriodMeasurement
  ) throws -> Bool {
    let listing = TranscriptFolder.list(paths)
    var hasErrors = false
    var duplicates = 0
    var progress = ProgressLine(language: language, isShown: isatty(2) == 1)
    func take(_ diagnostic: Diagnostic) {
      if diagnostic.severity == .error { hasErrors = true }
      guard diagnostic.severity != .note else { return }
      progress.clear()
      printer.print([diagnostic])
    }
    for diagnostic in listing.diagnostics { take(diagnostic) }
    try BatchScorer(workspace: workspace, jobs: jobs).score(
      listing,
      event: { event in
        switch event {
        case .problem(let diagnostic): take(diagnostic)
        case .duplicate: duplicates += 1
        case .evaluation(let evaluation): measurement.add(evaluation)
        }
      }, progress: { progress.show($0) })
    progress.clear()
    if let note = BatchNotes.duplicates(duplicates) { printer.print([note]) }
    if let warning = BatchNotes.repeatedIDs(measurement.repeatedIDs) { take(warning) }
    if measurement.contacts.isEmpty, !hasErrors { take(BatchNotes.noConversations) }
    return hasErrors
  }
}
