import ArgumentParser
import Foundation
import Zhijian
import ZhijianFormats

struct MetricsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "metrics", abstract: "统计服务指标：聊天记录，加上评价、订单、投诉等表；按绩效评分表给客服打分。",
    discussion: """
      例子：
        zhijian metrics 聊天记录/
        zhijian metrics 聊天记录/ --tables 映射.yaml --kpi s4
        zhijian metrics 聊天记录/ --kpi 我的评分表.yaml --agent 小丹 --chart response_mean_seconds
        zhijian metrics --list text                      全部指标的名字、单位、方向

      随附的绩效评分表：s3、s4（两篇资料的参考值）、tmall（天猫客服绩效表）。口径与公式见 docs/metrics.md。
      """)

  enum ListFormat: String, ExpressibleByArgument, CaseIterable {
    case text, markdown
  }

  @Argument(help: "聊天记录的文件或文件夹，格式与 score 相同。")
  var paths: [String] = []

  @Option(name: .long, help: "绩效评分表：文件，或随附的名字 s3、s4、tmall。")
  var kpi: String?

  @Option(name: .long, help: "在终端上写出这位客服的账；可重复。")
  var agent: [String] = []

  @Option(name: .long, help: "按天画控制图的指标：比率用 p 图，其余用 XmR 图；可重复。")
  var chart: [String] = []

  @Option(name: .long, help: "控制限只用前几天的数据计算；默认用全部。")
  var baselineDays: Int?

  @Option(name: .long, help: "上一期的结果（metrics 写的 JSON）：变快而解决率、满意度下降时提醒。")
  var previous: String?

  @Option(name: .long, help: "只列出全部指标：text 或 markdown。")
  var list: ListFormat?

  @Option(name: .long, help: "输出格式：text、json、csv（文件夹）；可重复，与 --output 成对。")
  var format: [String] = []

  @Option(name: .long, help: "输出到哪里；- 是标准输出。")
  var output: [String] = []

  @OptionGroup var input: PeriodInputOptions

  func run() throws {
    if let list {
      let page = MetricList(language: input.global.lang)
      return try StandardStreams.print((list == .text ? page.text : page.markdown).joined(separator: "\n"))
    }
    let metrics = try checkUsage()
    let targets = try OutputPlaces.pairs(
      formats: format, outputs: output, known: PeriodDocument.Format.allCases.map(\.rawValue),
      isFolder: { $0 == PeriodDocument.Format.csv.rawValue })
    let color = input.global.usesColor(on: 2)
    let scorecard = try kpi.map { try PeriodRequest.scorecard($0, language: input.global.lang, usesColor: color) }
    let before = try previous.map(previousValues)
    let period = try PeriodInput.read(paths, input, tracksDays: !metrics.isEmpty)
    let document = try document(period, scorecard: scorecard, metrics: metrics, before: before)
    try write(document, to: targets)
    if period.hasErrors { throw ExitCode(2) }
  }

  private func checkUsage() throws -> [PeriodMetric] {
    guard !paths.isEmpty else {
      throw UsageError(
        zh: "请给出聊天记录的文件或文件夹，例如 zhijian metrics 聊天记录/",
        en: "name a file or folder of transcripts, such as zhijian metrics chats/")
    }
    if !agent.isEmpty, kpi == nil {
      throw UsageError(zh: "--agent 要和 --kpi 一起用", en: "--agent goes with --kpi")
    }
    if let baselineDays, baselineDays < 2 {
      throw UsageError(zh: "--baseline-days 至少是 2", en: "--baseline-days must be at least 2")
    }
    try OutputPlaces.checkCounts(formats: format, outputs: output)
    return try chart.map { name in
      guard let metric = PeriodMetric.named(name) else {
        let closest = SpellingSuggestion.closest(to: name, among: PeriodMetric.all.map(\.name))
        throw UsageError(
          zh: "没有指标 \(name)\(closest.map { "，是不是想写 \($0)？" } ?? "")（全部见 zhijian metrics --list text）",
          en:
            "there is no metric \(name)\(closest.map { ", did you mean \($0)?" } ?? "") (see zhijian metrics --list text)"
        )
      }
      guard metric.source == .chats || metric.source == .rules else {
        throw UsageError(
          zh: "\(name) 来自表，不能按天画控制图", en: "\(name) comes from a table and has no daily figures")
      }
      return metric
    }
  }

  private func document(
    _ period: PeriodInput, scorecard: PerformanceScorecard?, metrics: [PeriodMetric], before: [String: Double]?
  ) throws -> PeriodDocument {
    var document = PeriodDocument(
      PeriodRequest.Joined(
        report: period.report, accounts: period.accounts, tables: period.tables, options: period.options),
      scorecard: scorecard, language: input.global.lang, redactor: period.redactor)
    document.usesColor = output.allSatisfy { $0 == "-" } && input.global.usesColor(on: 1)
    document.charts = metrics.map { DailyChart($0, days: period.days, baselineDays: baselineDays) }
    if scorecard != nil { document.explained = try agent.map { try agentID($0, period.report) } }
    if let before {
      var after: [String: Double] = [:]
      for metric in PeriodMetric.all { after[metric.name] = period.report.figure(metric).value }
      document.warnings += PeriodWarnings.speedAtTheCost(before: before, after: after)
    }
    return document
  }

  private func agentID(_ name: String, _ report: PeriodReport) throws -> String {
    if report.agents[name] != nil { return name }
    let named = report.agents.filter { $0.value.name == name }.keys.sorted()
    if let id = named.first, named.count == 1 { return id }
    let known = report.agents.keys.sorted().prefix(20).joined(separator: "、")
    throw UsageError(
      zh: named.isEmpty ? "聊天记录里没有客服 \(name)（有：\(known)）" : "有 \(named.count) 位客服叫 \(name)，请写账号",
      en: named.isEmpty ? "there is no agent \(name) (known: \(known))" : "\(named.count) agents are called \(name)")
  }

  /// The figures of everybody in an earlier result.
  private func previousValues(_ path: String) throws -> [String: Double] {
    let sink = DiagnosticSink()
    guard let values = PreviousPeriod.values(path, sink: sink) else {
      DiagnosticPrinter(language: input.global.lang, usesColor: input.global.usesColor(on: 2)).print(sink.sorted)
      throw ExitCode(2)
    }
    return values
  }

  private func write(_ document: PeriodDocument, to targets: [(format: String, path: String?)]) throws {
    UnfinishedFiles.watchSignals()
    let outputs = targets.map { FileReportOutput(path: $0.path, isFolder: $0.format == "csv") }
    do {
      for output in outputs { try output.prepare() }
      for (target, output) in zip(targets, outputs) {
        switch PeriodDocument.Format(rawValue: target.format) {
        case .text, nil: try output.write(Array(document.text.utf8), to: nil)
        case .json: try output.write(document.json, to: nil)
        case .csv: try document.writeCSV(to: output)
        }
      }
      for output in outputs { try output.seal() }
      for output in outputs { try output.publish() }
    } catch {
      for output in outputs { output.discard() }
      guard error is ReaderGone else { throw error }
    }
  }
}
