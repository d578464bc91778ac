import ArgumentParser
import Foundation
import Zhijian
import ZhijianFormats

/// `zhijian score --stdin`: canonical JSONL in, evaluation JSONL out, line for line.
struct StandardInputScoring {
  let workspace: Workspace
  let options: ReportOptions
  let jobs: Int
  let failOn: RuleSeverity?

  func run() throws {
    let output = FileReportOutput(path: nil, isFolder: false)
    let writer = JSONLReport().makeWriter(options: options, output: output)
    let redactor = Redactor(policy: options.privacy ?? .none)
    var hasErrors = false
    var isFindingAtBar = false
    do {
      try LineScorer(workspace: workspace, jobs: jobs).score(descriptor: 0) { outcome in
        switch outcome {
        case .evaluation(let evaluation, _):
          if evaluation.hasRuleErrors { hasErrors = true }
          if let failOn, evaluation.findings.contains(where: { $0.scores && $0.severity >= failOn && $0.countsForBar }) {
            isFindingAtBar = true
          }
          try writer.write(evaluation)
        case .duplicate(let id, let line, let first):
          try output.write(EvaluationLine.duplicate(line: line, id: id, ofLine: first, redactor: redactor) + [0x0A], to: nil)
        case .endOfBatch: try output.flushAll()
        case .failure(let line, let diagnostic):
          hasErrors = true
          try output.write(
            EvaluationLine.error(line: line, diagnostic: diagnostic, language: options.language, redactor: redactor) + [0x0A],
            to: nil)
        }
      }
      try output.commit()
    } catch let error as OutputError {
      StandardStreams.error(error.message(in: options.language) + "\n")
      throw ExitCode(2)
    }
    if hasErrors { throw ExitCode(2) }
    if isFindingAtBar { throw ExitCode(1) }
  }
}
