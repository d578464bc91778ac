import ArgumentParser
import Foundation
import Zhijian
import ZhijianFormats

struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "比较两个时期的结果：哪些客服、规则、指标确有变化，哪些只是偶然。",
    discussion: """
      例子：
        zhijian score 十月/ --format jsonl --output 十月.jsonl
        zhijian score 十一月/ --format jsonl --output 十一月.jsonl
        zhijian compare 十月.jsonl 十一月.jsonl
        zhijian compare 十月.jsonl 十一月.jsonl --format html --output 比较.html --format csv --output 比较.csv

      两边是不同的会话。同一批会话改了规则之后的变化，用 zhijian rules diff 或 score --previous 看。
      """)

  @Argument(help: "之前的结果：score --format jsonl 写的文件。")
  var old: String

  @Argument(help: "之后的结果：同上。")
  var new: String

  @Option(name: .long, help: "输出格式：text、json、csv、html；可重复。")
  var format: [String] = []

  @Option(name: .long, help: "输出到哪里；- 是标准输出。与 --format 成对。")
  var output: [String] = []

  @Option(name: .long, help: "任一时期少于这么多会话就不下结论；默认是评分表的 minimum_sample。")
  var minimumSample: Int?

  @OptionGroup var workspace: WorkspaceOptions

  @Option(name: .long, help: "个人信息：none 原样、mask 打码、pseudonym 假名；默认给人看的格式打码。")
  var privacy: PrivacyChoice?

  @OptionGroup var global: GlobalOptions

  func run() throws {
    try OutputPlaces.checkCounts(formats: format, outputs: output)
    if let minimumSample, minimumSample < 2 {
      throw UsageError(zh: "--minimum-sample 至少是 2", en: "--minimum-sample must be at least 2")
    }
    let targets = try OutputPlaces.pairs(
      formats: format, outputs: output, known: ComparisonDocument.Format.allCases.map(\.rawValue),
      isFolder: { _ in false })
    for (_, path) in targets {
      guard let path else { continue }
      for input in [old, new] where TranscriptFolder.Listing.isSamePlace(input, path) {
        throw UsageError(zh: "--output \(path) 会覆盖要比较的结果", en: "--output \(path) would overwrite what is compared")
      }
    }
    let key = try privacy?.pseudonymKey()
    let loaded = try GlobalOptions.loadWorkspace(
      workspace.locations, language: global.lang, usesColor: global.usesColor(on: 2))
    let options = ReportOptions(
      language: global.lang, privacy: try PrivacyChoice.policy(privacy, in: loaded.configuration, key: key),
      rules: loaded.everyRule, policy: loaded.policy, versions: loaded.versions,
      zone: loaded.configuration.calendar.zone,
      usesColor: output.allSatisfy { $0 == "-" } && global.usesColor(on: 1))
    let (before, after, problems) = try results()
    let document = ComparisonDocument(
      comparison: ResultsComparison(
        before: before, after: after, minimumSample: minimumSample ?? loaded.policy.minimumSample),
      names: (FilePath.name(of: old), FilePath.name(of: new)), problems: problems, options: options)
    try write(document, to: targets)
  }

  /// Reads both files; all faults of both are printed before the exit code is thrown.
  private func results() throws -> (before: PeriodResults, after: PeriodResults, problems: [Diagnostic]) {
    let printer = DiagnosticPrinter(language: global.lang, usesColor: global.usesColor(on: 2))
    var read: [PeriodResults] = []
    var problems: [Diagnostic] = []
    var faults: [Diagnostic] = []
    for path in [old, new] {
      do throws(DiagnosticsError) {
        let file = try ResultFile(path: path).results()
        read.append(file.results)
        problems += file.problems
      } catch {
        faults += error.diagnostics
      }
    }
    printer.print(problems.filter { $0.severity != .note } + faults)
    guard faults.isEmpty, let before = read.first, let after = read.last else { throw ExitCode(2) }
    return (before, after, problems)
  }

  private func write(_ document: ComparisonDocument, to targets: [(format: String, path: String?)]) throws {
    UnfinishedFiles.watchSignals()
    let outputs = targets.map { FileReportOutput(path: $0.path, isFolder: false) }
    do {
      for output in outputs { try output.prepare() }
      for (target, output) in zip(targets, outputs) {
        guard let format = ComparisonDocument.Format(rawValue: target.format) else { continue }
        try output.write(document.bytes(format), to: nil)
      }
      for output in outputs { try output.seal() }
      for output in outputs { try output.publish() }
    } catch {
      for output in outputs { output.discard() }
      guard error is ReaderGone else { throw error }
    }
  }
}
