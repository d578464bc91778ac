import Dispatch
import Foundation
import Zhijian
import ZhijianFormats

/// Runs rule tests whenever a file changes, until the user has enough.
struct RuleTestWatch {
  let session: RuleTestSession
  let global: GlobalOptions

  /// How long to wait before the files are looked at again, in microseconds.
  private static let pause: UInt32 = 200_000

  func run() throws {
    // Nothing is half written: the end is an end like any other.
    signal(SIGINT) { _ in _exit(0) }
    // Whoever starts the program may hand down a mask that holds signals back.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    var start = DispatchTime.now().uptimeNanoseconds
    try show(session.runAll(), since: start)
    while true {
      usleep(Self.pause)
      start = DispatchTime.now().uptimeNanoseconds
      if let outcome = try session.runChanges() { try show(outcome, since: start) }
    }
  }

  /// Shows the diagnoses, what did not pass, the totals, and what was run.
  private func show(_ outcome: RuleTestSession.Outcome, since start: UInt64) throws {
    let report = RuleTestReport(
      run: outcome.run, language: global.lang, folder: FileManager.default.currentDirectoryPath,
      showsGaps: false)
    let text = report.bytes(.text)
    let milliseconds = (DispatchTime.now().uptimeNanoseconds - start) / 1_000_000
    // A terminal shows the last run only.
    if isatty(1) == 1 { try write(Array("\u{1B}[H\u{1B}[2J\u{1B}[3J".utf8)) }
    let printer = DiagnosticPrinter(language: global.lang, usesColor: global.usesColor(on: 2))
    printer.print(outcome.warnings + outcome.run.faults)
    printer.printTotal(outcome.run.faults)
    try write(text)
    try StandardStreams.print(TerminalText.safe(line(outcome, milliseconds)))
  }

  private func line(_ outcome: RuleTestSession.Outcome, _ milliseconds: UInt64) -> String {
    var names = outcome.changes.prefix(3).map { FilePath.name(of: $0) }
    if outcome.changes.count > 3 { names.append("…") }
    // A rule that cannot be read goes on as it was.
    let isFaulty = outcome.run.faults.contains { $0.severity == .error }
    if global.lang == .chinese {
      let what =
        (names.isEmpty ? "" : "改了 \(names.joined(separator: "、"))，") + (isFaulty ? "文件有错（见上），" : "")
      return "== \(what)跑了 \(outcome.rerun) 条规则，\(milliseconds) 毫秒；等文件改动，Ctrl-C 结束"
    }
    let what =
      (names.isEmpty ? "" : "changed: \(names.joined(separator: ", ")); ")
      + (isFaulty ? "a file has faults, see above; " : "")
    return "== \(what)ran \(English.count(outcome.rerun, "rule")), \(milliseconds) ms; waiting for changes, Ctrl-C ends"
  }

  private func write(_ bytes: [UInt8]) throws {
    let failure = StandardStreams.write(bytes, to: 1)
    if failure == EPIPE { throw ReaderGone() }
    if failure != 0 { throw OutputError(path: "stdout", number: failure) }
  }
}
