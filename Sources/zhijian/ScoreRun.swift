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
  }

  let workspace: Workspace
  let options: ReportOptions
  let targets: [Target]
  let jobs: Int
  let global: GlobalOptions
  let failOn: RuleSeverity?
  let failUnder: Double?

  func run(_ paths: [String]) throws {
    let printer = DiagnosticPrinter(language: global.lang, usesColor: global.usesColor(on: 2))
    let outputs = targets.map { FileReportOutput(path: $0.path, isFolder: $0.format.isFolder) }
    do {
      let summary = try score(paths, outputs: outputs, printer: printer)
      for output in outputs { try output.commit() }
      if let code = summary.exitCode { throw code }
    } catch let error as OutputError {
      for output in outputs { output.discard() }
      StandardStreams.error(error.message(in: global.lang) + "\n")
      throw ExitCode(2)
    } catch {
      for output in outputs { output.discard() }
      throw error
    }
  }

  private struct Summary {
    var exitCode: ExitCode?
  }

  private func score(_ paths: [String], outputs: [FileReportOutput], printer: DiagnosticPrinter) throws -> Summary {
    let listing = TranscriptFolder.list(paths)
    let writers = try zip(targets, outputs).map { try $0.0.format.makeWriter(options: options, output: $0.1) }
    var report = BatchReport(policy: workspace.policy, preset: workspace.configuration.preset.name)
    var problems: [Diagnostic] = []
    var hasErrors = false
    var isFindingAtBar = false
    var duplicates = 0
    var progress = ProgressLine(language: global.lang, isShown: isatty(2) == 1)
    try BatchScorer(workspace: workspace, jobs: jobs).score(
      listing,
      event: { event in
        switch event {
        case .problem(let diagnostic):
          problems.append(diagnostic)
          if diagnostic.severity == .error { hasErrors = true }
          progress.clear()
          if diagnostic.severity != .note { printer.print([diagnostic]) }
        case .duplicate:
          duplicates += 1
        case .evaluation(let evaluation):
          report.add(evaluation)
          if evaluation.hasRuleErrors {
            hasErrors = true
            progress.clear()
            let location = SourceLocation(file: evaluation.transcript.id)
            printer.print(
              evaluation.diagnostics.filter { $0.severity == .error }.map {
                Diagnostic($0.severity, code: $0.code, message: $0.message, location: location, hint: $0.hint)
              })
          }
          if let failOn, evaluation.findings.contains(where: { $0.scores && $0.severity >= failOn && $0.countsForBar }) {
            isFindingAtBar = true
          }
          for writer in writers { try writer.write(evaluation) }
        }
      }, progress: { progress.show($0) })
    progress.clear()
    if duplicates > 0 {
      problems.append(
        Diagnostic(
          .note, code: "duplicates",
          message: LocalizedText(
            zh: "\(duplicates) 个会话与前面的完全相同，只算一次", en: "\(duplicates) conversations equal an earlier one and count once")))
    }
    for writer in writers { try writer.finish(report, problems: problems) }
    if hasErrors { return Summary(exitCode: ExitCode(2)) }
    let isBelow = failUnder.map { bar in
      report.agents.contains { report.isRanked($0) && ($0.score ?? 100) < bar }
    } ?? false
    return Summary(exitCode: isFindingAtBar || isBelow ? ExitCode(1) : nil)
  }
}

extension Finding {
  /// Whether its verb is one of those that count for exit codes.
  var countsForBar: Bool { verb == .forbid || verb == .require }
}

/// A line on the terminal that says how far a run has come.
struct ProgressLine {
  let language: Language
  let isShown: Bool
  private let start = DispatchTime.now().uptimeNanoseconds
  private var last: UInt64 = 0
  private var isThere = false

  init(language: Language, isShown: Bool) {
    self.language = language
    self.isShown = isShown
  }

  mutating func show(_ progress: BatchScorer.Progress) {
    guard isShown else { return }
    let now = DispatchTime.now().uptimeNanoseconds
    guard now - last > 200_000_000 else { return }
    last = now
    let seconds = max(0.001, Double(now - start) / 1e9)
    let rate = Int(Double(progress.conversations) / seconds)
    var text =
      language == .chinese
      ? "已检查 \(progress.conversations) 个会话，\(rate) 个/秒，文件 \(progress.filesRead)/\(progress.files)"
      : "\(progress.conversations) conversations, \(rate)/s, files \(progress.filesRead)/\(progress.files)"
    if progress.bytesRead > 0, progress.bytesRead < progress.bytes {
      let left = Int(seconds * Double(progress.bytes - progress.bytesRead) / Double(progress.bytesRead))
      text += language == .chinese ? "，约还需 \(left) 秒" : ", about \(left) s left"
    }
    StandardStreams.error("\r\u{1B}[2K\(text)")
    isThere = true
  }

  mutating func clear() {
    if isThere { StandardStreams.error("\r\u{1B}[2K") }
    isThere = false
  }
}
