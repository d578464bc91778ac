public import ArgumentParser
import Foundation
import Zhijian
public import ZhijianFormats

extension ReportDetail: ExpressibleByArgument {}

struct ScoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score", abstract: "给聊天记录打分：文件或文件夹，格式可以混在一起。",
    discussion: """
      例子：
        zhijian score 聊天记录/
        zhijian score 聊天记录/ --format html --output 报告.html --format csv --output 表格/
        zhijian score 聊天记录/ --tables 映射.yaml --kpi s4 --format html --output 报告.html
        cat 会话.jsonl | zhijian score --stdin > 结果.jsonl

      --format 和 --output 成对出现，可以重复；没有 --output 的写到标准输出。
      """)

  enum FailOn: String, ExpressibleByArgument, CaseIterable {
    case critical, major, minor, info, never

    var severity: RuleSeverity? { RuleSeverity(rawValue: rawValue) }
  }

  @Argument(help: "聊天记录的文件或文件夹。")
  var paths: [String] = []

  @Flag(name: .long, help: "从标准输入逐行读标准会话 JSONL，逐行写出结果。")
  var stdin = false

  @Option(name: .long, help: "输出格式：text、json、jsonl、csv、tables、html、coaching、xlsx；可重复。")
  var format: [String] = []

  @Option(name: .long, help: "输出到哪里；- 是标准输出。与 --format 成对。")
  var output: [String] = []

  @Option(name: .long, help: "每个会话写多细：findings、results 或 full。")
  var detail: ReportDetail = .findings

  @OptionGroup var workspace: WorkspaceOptions

  @OptionGroup var choices: ImportChoices

  @OptionGroup var threads: ThreadOptions

  @Option(name: .long, help: "有这个级别以上的问题时退出码为 1。")
  var failOn: FailOn = .never

  @Option(name: .long, help: "有参与排名的客服得分低于它时退出码为 1。")
  var failUnder: Double?

  @Option(name: .long, help: "个人信息：none 原样、mask 打码、pseudonym 假名；默认给人看的格式打码。")
  var privacy: PrivacyChoice?

  @Option(name: .long, help: "以前的结果（score 写的 JSONL）：分数有变的会话说明是什么变了、哪几行账不同。")
  var previous: String?

  @Option(name: .long, help: "表格映射文件：评价、订单、投诉等表一起算进报告。")
  var tables: String?

  @Option(name: .long, help: "绩效评分表：文件，或随附的名字 s3、s4、tmall；四个维度写进报告。")
  var kpi: String?

  @OptionGroup var decisions: DecisionOptions

  @OptionGroup var global: GlobalOptions

  func run() throws {
    try checkUsage()
    let targets = stdin ? [] : try targets()
    let key = try privacy?.pseudonymKey()
    let loaded = try GlobalOptions.loadWorkspace(
      workspace.locations, language: global.lang, usesColor: global.usesColor(on: 2))
    let bar = ScoreBar(severity: failOn.severity, score: failUnder)
    let decided = try decisions.load(loaded.configuration, global: global)
    let options = try reportOptions(loaded, key: key, decided)
    let earlier = try earlierResults(options)
    let period = try periodRequest(loaded)
    if stdin {
      try StandardInputScoring(
        workspace: loaded, options: options, jobs: threads.count, bar: bar, previous: earlier,
        decisions: decided, global: global
      ).run()
    } else {
      let reading = try choices.options(base: loaded.importOptions, global: global)
      try ScoreRun(
        workspace: loaded, reading: reading, options: options, targets: targets, jobs: threads.count, previous: earlier,
        decisions: decided, period: period, global: global, bar: bar
      ).run(paths)
    }
  }

  private func checkUsage() throws {
    if stdin, !paths.isEmpty {
      throw UsageError(zh: "--stdin 和路径不能同时用", en: "--stdin and paths do not go together")
    }
    if !stdin, paths.isEmpty {
      throw UsageError(
        zh: "请给出聊天记录的文件或文件夹，例如 zhijian score 聊天记录/",
        en: "name a file or folder of transcripts, such as zhijian score chats/")
    }
    if stdin, !format.isEmpty || !output.isEmpty {
      throw UsageError(
        zh: "--stdin 只写 JSONL，不用 --format 和 --output", en: "--stdin writes JSONL only, without --format and --output")
    }
    if stdin, tables != nil || kpi != nil {
      throw UsageError(
        zh: "--tables 和 --kpi 要看全部会话，不能与 --stdin 同用", en: "--tables and --kpi take all conversations, not --stdin")
    }
    try OutputPlaces.checkCounts(formats: format, outputs: output)
    try threads.check()
    try decisions.check()
    if let failUnder, !(0...100).contains(failUnder) {
      throw UsageError(zh: "--fail-under 应当在 0 到 100 之间", en: "--fail-under must be between 0 and 100")
    }
  }

  /// The tables and the scorecard, where either is given.
  private func periodRequest(_ workspace: Workspace) throws -> PeriodRequest? {
    guard tables != nil || kpi != nil else { return nil }
    return try PeriodRequest(
      tables: tables, kpi: kpi, workspace: workspace, language: global.lang, usesColor: global.usesColor(on: 2))
  }

  /// Opens the earlier results, where they are asked for.
  private func earlierResults(_ options: ReportOptions) throws -> PreviousEvaluations? {
    guard let previous else { return nil }
    do throws(DiagnosticsError) {
      return try PreviousEvaluations(path: previous, options: options)
    } catch {
      DiagnosticPrinter(language: global.lang, usesColor: global.usesColor(on: 2)).print(error.diagnostics)
      throw ExitCode(2)
    }
  }

  private func reportOptions(
    _ workspace: Workspace, key: [UInt8]?, _ decided: DecisionFiles?
  ) throws -> ReportOptions {
    var options = ReportOptions(
      detail: detail, language: global.lang,
      privacy: try PrivacyChoice.policy(privacy, in: workspace.configuration, key: key),
      rules: workspace.everyRule, policy: workspace.policy,
      versions: workspace.versions.with(decided?.decisions), zone: workspace.configuration.calendar.zone,
      usesColor: output.allSatisfy { $0 == "-" } && global.usesColor(on: 1))
    options.previous = previous
    options.hasPeriod = tables != nil || kpi != nil
    return options
  }

  private func targets() throws -> [ScoreRun.Target] {
    try OutputPlaces.pairs(
      formats: format, outputs: output, known: ReportFormats.all.map(\.name),
      isFolder: { ReportFormats.named($0)?.isFolder ?? false }
    ).compactMap { name, path in
      ReportFormats.named(name).map { ScoreRun.Target(format: $0, path: path) }
    }
  }
}
