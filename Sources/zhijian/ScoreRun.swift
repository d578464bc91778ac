import ArgumentParser
import Foundation
import Zhijian
import ZhijianFormats

/// One run of `zhijian score` over files: reports written, progress shown, exit code chosen.
struct ScoreRun {
  struct Target {
    let format: any ReportFormat
    /// Nil for standard output.
    let path: String?

    /// Where the further pages of a large report would lie.
    var pagesFolder: String? {
      path.flatMap { format.hasPages ? FileReportOutput.pagesFolder(of: $0) : nil }
    }
  }

  let workspace: Workspace
  let reading: ImportOptions
  let options: ReportOptions
  let targets: [Target]
  let jobs: Int
  let previous: PreviousEvaluations?
  let decisions: DecisionFiles?
  /// Nil without tables and scorecard of performance.
  let period: PeriodRequest?
  let global: GlobalOptions
  let bar: ScoreBar

  /// Throws the exit code where it is not 0.
  func run(_ paths: [String]) throws {
    let printer = DiagnosticPrinter(
      language: global.lang, usesColor: global.usesColor(on: 2),
      redactor: Redactor(policy: options.privacy ?? .mask))
    let listing = try OutputPlaces.listing(
      of: paths, outputs: targets.compactMap(\.path) + targets.compactMap(\.pagesFolder),
      files: targets.filter { !$0.format.isFolder }.compactMap(\.path))
    UnfinishedFiles.watchSignals()
    let outputs = targets.map { target in
      FileReportOutput(
        path: target.path, isFolder: target.format.isFolder, isOwnFile: { target.format.isOwnFile($0) })
    }
    var state = State(report: BatchReport(policy: workspace.policy, preset: workspace.configuration.preset.name))
    state.measurement = period?.measurement(workspace)
    do {
      for output in outputs { try output.prepare() }
      try score(listing, outputs: outputs, printer: printer, state: &state)
      for output in outputs { try output.seal() }
      for output in outputs { try output.publish() }
    } catch {
      for output in outputs { output.discard() }
      guard error is ReaderGone else { throw error }
    }
    if state.hasErrors { throw ExitCode(2) }
    if state.isFindingAtBar || bar.isMissed(by: state.report) { throw ExitCode(1) }
  }

  private struct State {
    var report: BatchReport
    var problems: [Diagnostic] = []
    var measurement: PeriodMeasurement?
    var hasErrors = false
    var isFindingAtBar = false
    var duplicates = 0
  }

  private func score(
    _ listing: TranscriptFolder.Listing, outputs: [FileReportOutput], printer: DiagnosticPrinter, state: inout State
  ) throws {
    let writers = try zip(targets, outputs).map { try $0.0.format.makeWriter(options: options, output: $0.1) }
    var progress = ProgressLine(language: global.lang, isShown: isatty(2) == 1)
    var scorer = BatchScorer(workspace: workspace, jobs: jobs)
    scorer.previous = previous
    scorer.importOptions = reading
    scorer.decisions = decisions
    try scorer.score(
      listing,
      event: { event in
        switch event {
        case .problem(let diagnostic):
          progress.clear()
          add(diagnostic, to: &state, printer: printer)
        case .duplicate: state.duplicates += 1
        case .evaluation(let evaluation):
          state.report.add(evaluation)
          state.measurement?.add(evaluation)
          if evaluation.hasRuleErrors {
            state.hasErrors = true
            progress.clear()
            printer.print(
              evaluation.diagnostics.filter { $0.severity == .error }, conversation: evaluation.transcript.id)
          }
          if bar.isMissed(by: evaluation) { state.isFindingAtBar = true }
          for writer in writers { try writer.write(evaluation) }
          if !outputs.isEmpty, outputs.allSatisfy(\.isReaderGone) { throw ReaderGone() }
        }
      }, progress: { progress.show($0) })
    progress.clear()
    addCounts(to: &state, printer: printer)
    let document = joined(&state, printer: printer)
    for writer in writers { try writer.finish(state.report, problems: state.problems, period: document) }
  }

  /// The period with its tables; what is wrong with them counts as other problems do.
  private func joined(_ state: inout State, printer: DiagnosticPrinter) -> PeriodDocument? {
    guard let period, let measurement = state.measurement else { return nil }
    let sink = DiagnosticSink()
    let joined = period.join(measurement, workspace, sink: sink)
    for diagnostic in sink.sorted { add(diagnostic, to: &state, printer: printer) }
    if let warning = BatchNotes.repeatedIDs(measurement.repeatedIDs) { add(warning, to: &state, printer: printer) }
    var document = PeriodDocument(
      joined, scorecard: period.scorecard, language: options.language,
      redactor: Redactor(policy: options.privacy ?? .mask))
    document.usesColor = options.usesColor
    return document
  }

  private func add(_ diagnostic: Diagnostic, to state: inout State, printer: DiagnosticPrinter) {
    state.problems.append(diagnostic)
    if diagnostic.severity == .error { state.hasErrors = true }
    if diagnostic.severity != .note { printer.print([diagnostic]) }
  }

  /// What can be said only at the end.
  private func addCounts(to state: inout State, printer: DiagnosticPrinter) {
    for diagnostic in (previous?.diagnostics ?? []) + (decisions?.diagnostics ?? []) {
      add(diagnostic, to: &state, printer: printer)
    }
    if let note = BatchNotes.duplicates(state.duplicates) { state.problems.append(note) }
    // A run over nothing must not look like a clean one.
    if state.report.conversations == 0, !state.hasErrors {
      add(BatchNotes.noConversations, to: &state, printer: printer)
    }
  }
}
