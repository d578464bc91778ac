import ArgumentParser
import Foundation
import Zhijian
import ZhijianFormats

/// `zhijian score --stdin`: canonical JSONL in, evaluation JSONL out, line for line.
struct StandardInputScoring {
  let workspace: Workspace
  let options: ReportOptions
  let jobs: Int
  let bar: ScoreBar
  let previous: PreviousEvaluations?
  let decisions: DecisionFiles?
  let global: GlobalOptions

  /// Throws the exit code where it is not 0.
  func run() throws {
    let printer = DiagnosticPrinter(
      language: global.lang, usesColor: global.usesColor(on: 2),
      redactor: Redactor(policy: options.privacy ?? .mask))
    var hasErrors = false
    var isFindingAtBar = false
    // Grows with the number of agents, so it is kept only where it is asked for.
    var report = bar.score.map { _ in
      BatchReport(policy: workspace.policy, preset: workspace.configuration.preset.name)
    }
    var scorer = LineScorer(workspace: workspace, jobs: jobs)
    scorer.previous = previous
    scorer.decisions = decisions
    let lines = EvaluationLines(
      scorer: scorer, options: options,
      keepsEvaluations: bar.severity != nil || bar.score != nil)
    do {
      try lines.write(descriptor: 0) { event in
        switch event {
        case .output(let bytes): try write(bytes)
        case .evaluation(let evaluation):
          if bar.isMissed(by: evaluation) { isFindingAtBar = true }
          report?.add(evaluation)
        case .ruleErrors(let diagnostics, let id):
          hasErrors = true
          printer.print(diagnostics, conversation: id)
        case .failure(let diagnostic):
          hasErrors = true
          printer.print([diagnostic])
        case .problem(let diagnostic):
          if diagnostic.severity == .error { hasErrors = true }
          if diagnostic.severity != .note { printer.print([diagnostic]) }
        }
      }
    } catch is ReaderGone {
      // Nothing more is wanted; what was wrong before counts.
    }
    printer.print(previous?.diagnostics ?? [])
    printer.print((decisions?.diagnostics ?? []).filter { $0.severity != .note })
    if hasErrors { throw ExitCode(2) }
    if isFindingAtBar || report.map(bar.isMissed) ?? false { throw ExitCode(1) }
  }
  private func write(_ bytes: [UInt8]) throws {
    let failure = StandardStreams.write(bytes, to: 1)
    if failure == EPIPE { throw ReaderGone() }
    if failure != 0 { throw OutputError(path: "stdout", number: failure) }
  }
}
