import ArgumentParser
import Foundation
import Zhijian
import ZhijianFormats

/// One run of `zhijian rules diff` over files: what came of it written, exit code chosen.
struct RulesDiffRun {
  struct Target {
    let format: BackTestDocument.Format
    /// Nil for standard output.
    let path: String?
  }

  let before: (name: String, workspace: Workspace)
  let after: (name: String, workspace: Workspace)
  let options: ReportOptions
  let targets: [Target]
  let bars: [BackTestBar]
  let jobs: Int
  let global: GlobalOptions

  /// Throws the exit code where it is not 0.
  func run(_ paths: [String]) throws {
    let outputs = targets.map { FileReportOutput(path: $0.path, isFolder: false) }
    let places = targets.compactMap(\.path)
    let listing = try OutputPlaces.listing(of: paths, outputs: places, files: places)
    var state = State(
      report: BackTestReport(
        before: BackTestSide(name: before.name, analyzer: before.workspace.analyzer),
        after: BackTestSide(name: after.name, analyzer: after.workspace.analyzer)))
    var outcomes: [BackTestBar.Outcome] = []
    do {
      for output in outputs { try output.prepare() }
      try compare(listing, state: &state)
      outcomes = bars.map { $0.outcome(of: state.report) }
      let document = BackTestDocument(
        report: state.report, bars: outcomes, problems: state.problems, options: options)
      for (target, output) in zip(targets, outputs) { try output.write(document.bytes(target.format), to: nil) }
      for output in outputs { try output.seal() }
      for output in outputs { try output.publish() }
    } catch {
      for output in outputs { output.discard() }
      guard error is ReaderGone else { throw error }
    }
    for outcome in outcomes where outcome.isBroken {
      StandardStreams.error(
        global.lang == .chinese
          ? "越过门槛 \(outcome.sentence(in: .chinese))\n" : "bar broken: \(outcome.sentence(in: .english))\n")
    }
    if state.hasErrors { throw ExitCode(2) }
    if outcomes.contains(where: \.isBroken) { throw ExitCode(1) }
  }

  private struct State {
    var report: BackTestReport
    var problems: [Diagnostic] = []
    var hasErrors = false
    var duplicates = 0
  }

  private func compare(_ listing: TranscriptFolder.Listing, state: inout State) throws {
    let printer = DiagnosticPrinter(
      language: global.lang, usesColor: global.usesColor(on: 2), redactor: Redactor(policy: options.privacy ?? .mask))
    var progress = ProgressLine(language: global.lang, isShown: isatty(2) == 1)
    try BackTestRun(before: before.workspace, after: after.workspace, jobs: jobs).run(
      listing,
      event: { event in
        switch event {
        case .comparison(let comparison): state.report.add(comparison)
        case .duplicate: state.duplicates += 1
        case .ruleErrors(let diagnostics, let id, let isAfter):
          state.hasErrors = true
          progress.clear()
          printer.print(diagnostics, conversation: (isAfter ? after.name : before.name) + " · " + id)
        case .problem(let diagnostic):
          progress.clear()
          add(diagnostic, to: &state, printer: printer)
        }
      }, progress: { progress.show($0) })
    progress.clear()
    if let note = BatchNotes.duplicates(state.duplicates) { state.problems.append(note) }
    if state.report.conversations == 0, !state.hasErrors {
      add(BatchNotes.noConversations, to: &state, printer: printer)
    }
  }

  private func add(_ diagnostic: Diagnostic, to state: inout State, printer: DiagnosticPrinter) {
    state.problems.append(diagnostic)
    if diagnostic.severity == .error { state.hasErrors = true }
    if diagnostic.severity != .note { printer.print([diagnostic]) }
  }
}
