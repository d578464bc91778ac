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
  let global: GlobalOptions

  /// Throws the exit code where it is not 0.
  func run() throws {
    let output = FileReportOutput(path: nil, isFolder: false)
    let writer = JSONLReport().makeWriter(options: options, output: output)
    let redactor = Redactor(policy: options.privacy ?? .none)
    let printer = DiagnosticPrinter(
      language: global.lang, usesColor: global.usesColor(on: 2),
      redactor: Redactor(policy: options.privacy ?? .mask))
    var hasErrors = false
    var isFindingAtBar = false
    // Grows with the number of agents, so it is kept only where it is asked for.
    var report = bar.score.map { _ in
      BatchReport(policy: workspace.policy, preset: workspace.configuration.preset.name)
    }
    do {
      try LineScorer(workspace: workspace, jobs: jobs).score(descriptor: 0) { outcome in
        switch outcome {
        case .evaluation(let evaluation, _):
          if evaluation.hasRuleErrors {
            hasErrors = true
            printer.print(
              evaluation.diagnostics.filter { $0.severity == .error }, conversation: evaluation.transcript.id)
          }
          if bar.isMissed(by: evaluation) { isFindingAtBar = true }
          report?.add(evaluation)
          try writer.write(evaluation)
        case .duplicate(let id, let line, let first):
          let bytes = EvaluationLine.duplicate(line: line, id: id, ofLine: first, redactor: redactor)
          try output.write(bytes + [0x0A], to: nil)
        case .failure(let line, let diagnostic):
          hasErrors = true
          printer.print([diagnostic])
          let bytes = EvaluationLine.error(
            line: line, diagnostic: diagnostic, language: options.language, redactor: redactor)
          try output.write(bytes + [0x0A], to: nil)
        case .problem(let diagnostic):
          if diagnostic.severity == .error { hasErrors = true }
          if diagnostic.severity != .note { printer.print([diagnostic]) }
        case .endOfBatch:
          try output.flushAll()
          if output.isReaderGone { throw ReaderGone() }
        }
      }
      try output.flushAll()
    } catch is ReaderGone {
      // Nothing more is wanted; what was wrong before counts.
    }
    if hasErrors { throw ExitCode(2) }
    if isFindingAtBar || report.map(bar.isMissed) ?? false { throw ExitCode(1) }
  }
}
