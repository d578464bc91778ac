public import ArgumentParser
import Foundation
import Zhijian
public import ZhijianFormats

extension BaselineUpdate.Format: ExpressibleByArgument {}

struct BaselineUpdateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "update", abstract: "写出或更新基线文件，并列出新增和去掉的问题。",
    discussion: """
      基线里是会触发 --fail-on 的问题：正式规则里禁止和必须两类，被豁免、改判的除外。
      读不了的文件、无法判定的规则会让更新停下，基线保持原样。

        zhijian baseline update 聊天记录/ --dry-run          先看会变什么
        zhijian baseline update 聊天记录/                    写 zhijian-baseline.jsonl
        zhijian baseline update --evaluations 结果.jsonl     用 score --format jsonl 的结果
        zhijian score 聊天记录/ --baseline zhijian-baseline.jsonl --fail-on major
      """)

  @Argument(help: "聊天记录的文件或文件夹，格式与 score 相同。")
  var paths: [String] = []

  @Option(name: .long, help: "不读聊天记录，用 score --format jsonl 写的结果；可重复。")
  var evaluations: [String] = []

  @Option(name: .long, help: "基线文件；没有就新建。不写用配置里的，配置里也没有时是 zhijian-baseline.jsonl。")
  var baseline: String?

  @Flag(name: .long, help: "只看会变什么，不写文件。")
  var dryRun = false

  @Flag(name: .long, help: "这次没有出现的问题也留在基线里。")
  var keep = false

  @Option(name: .long, help: "变化的输出格式：text 或 json。")
  var format: BaselineUpdate.Format = .text

  @Option(name: .long, help: "豁免文件：里面的问题不进基线。")
  var suppressions: String?

  @Option(name: .long, help: "填好的复核表：改判的问题不进基线；可重复。")
  var reviews: [String] = []

  @Option(name: .long, help: "豁免按哪一天判断是否到期，如 2026-12-31；不写用今天。")
  var today: String?

  @OptionGroup var threads: ThreadOptions
  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var global: GlobalOptions

  func run() throws {
    try checkUsage()
    UnfinishedFiles.watchSignals()
    let sink = DiagnosticSink()
    let configuration = try configuration()
    let baseline = baseline ?? configuration.decisions.baseline ?? "zhijian-baseline.jsonl"
    let old = FileManager.default.fileExists(atPath: baseline) ? BaselineFile.read(baseline, sink: sink) : []
    let found = evaluations.isEmpty ? try scored(sink, baseline: baseline) : recorded(sink)
    let printer = DiagnosticPrinter(
      language: global.lang, usesColor: global.usesColor(on: 2), redactor: Redactor(policy: .mask))
    printer.print(sink.sorted.filter { $0.severity != .note })
    guard !sink.hasErrors else {
      printer.printTotal(sink.sorted)
      StandardStreams.error(global.lang == .chinese ? "没有写基线\n" : "the baseline was not written\n")
      throw ExitCode(2)
    }
    let update = BaselineUpdate(old: old, found: found, keepsGone: keep)
    if !dryRun { try write(BaselineFile.bytes(update.entries), to: baseline) }
    let report = FileReportOutput(path: nil, isFolder: false)
    try report.write(update.bytes(format, path: baseline, isDryRun: dryRun, language: global.lang), to: nil)
    try report.flushAll()
  }

  private func checkUsage() throws {
    guard paths.isEmpty != evaluations.isEmpty else {
      throw UsageError(
        zh: "请给出聊天记录，或者用 --evaluations 给出结果，二选一", en: "name transcripts, or results by --evaluations: one of both")
    }
    if !evaluations.isEmpty, suppressions != nil || !reviews.isEmpty {
      throw UsageError(
        zh: "--evaluations 里已经带着豁免和改判，不用再给 --suppressions、--reviews",
        en: "results of --evaluations have their suppressions and reviews with them")
    }
    try threads.check()
    try decisions.check()
  }

  private var decisions: DecisionOptions {
    var options = DecisionOptions()
    (options.baseline, options.suppressions, options.reviews, options.today) = (nil, suppressions, reviews, today)
    return options
  }

  /// What the configuration says; rules and lists are not read.
  private func configuration() throws -> Configuration {
    do throws(DiagnosticsError) {
      return try Workspace.configuration(workspace.locations)
    } catch {
      let printer = DiagnosticPrinter(language: global.lang, usesColor: global.usesColor(on: 2))
      printer.print(error.diagnostics)
      printer.printTotal(error.diagnostics)
      throw ExitCode(2)
    }
  }

  private var redactor: Redactor { Redactor(policy: .mask) }

  private func recorded(_ sink: DiagnosticSink) -> [BaselineEntry] {
    evaluations.flatMap { BaselineEntry.entries(ofEvaluations: $0, redactor: redactor, sink: sink) }
  }

  private func scored(_ sink: DiagnosticSink, baseline: String) throws -> [BaselineEntry] {
    let loaded = try GlobalOptions.loadWorkspace(
      workspace.locations, language: global.lang, usesColor: global.usesColor(on: 2))
    var scorer = BatchScorer(workspace: loaded, jobs: threads.count)
    scorer.decisions = try decisions.load(loaded.configuration, withBaseline: false, global: global)
    let listing = try OutputPlaces.listing(of: paths, outputs: [baseline], files: [baseline])
    var entries: [BaselineEntry] = []
    var conversations = 0
    var progress = ProgressLine(language: global.lang, isShown: isatty(2) == 1)
    try scorer.score(
      listing,
      event: { event in
        switch event {
        case .problem(let diagnostic): sink.report(diagnostic)
        case .duplicate: break
        case .evaluation(let evaluation):
          conversations += 1
          sink.report(evaluation.diagnostics.filter { $0.severity == .error })
          entries += BaselineEntry.entries(of: evaluation, redactor: redactor)
        }
      }, progress: { progress.show($0) })
    progress.clear()
    sink.report(scorer.decisions?.diagnostics ?? [])
    if conversations == 0, !sink.hasErrors { sink.report(BatchNotes.noConversations) }
    return entries
  }

  private func write(_ bytes: [UInt8], to baseline: String) throws {
    let output = FileReportOutput(path: baseline, isFolder: false)
    do {
      try output.prepare()
      try output.write(bytes, to: nil)
      try output.seal()
      try output.publish()
    } catch {
      output.discard()
      throw error
    }
  }
}
