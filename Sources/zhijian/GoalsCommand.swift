import ArgumentParser
import Foundation
import Zhijian
import ZhijianFormats

struct GoalsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "goals", abstract: "检查目标文件（SMART），并用聊天记录和表追踪进度。",
    discussion: """
      例子：
        zhijian goals 目标.yaml                                只检查：要有数字、日期、负责人，不能写“及时”“认真”
        zhijian goals 目标.yaml 聊天记录/ --today 2026-12-15   看进度

      达成 =（现在 − 起点）÷（目标 − 起点）；达成不低于已过的时间就是“按计划”。不写 --today 时取数据的最后一天。
      退出码：1 有目标落后（加 --fail-behind）· 2 目标文件有错
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  @Argument(help: "目标文件（YAML）。")
  var file: String

  @Argument(help: "聊天记录的文件或文件夹；不写则只检查目标文件。")
  var paths: [String] = []

  @Option(name: .long, help: "今天的日期，如 2026-12-15。")
  var today: String?

  @Flag(name: .long, help: "有目标落后时退出码为 1。")
  var failBehind = false

  @Option(name: .long, help: "text 或 json。")
  var format: Format = .text

  @OptionGroup var input: PeriodInputOptions

  func run() throws {
    let language = input.global.lang
    let date = today.flatMap { CalendarDate(parsing: $0) }
    if let today, date == nil {
      throw UsageError(
        zh: "--today 应当是日期，如 2026-12-15，不能是 \(today)", en: "--today must be a date such as 2026-12-15, not \(today)")
    }
    let goals = try readGoals(language)
    guard !paths.isEmpty else {
      return StandardStreams.error(
        language == .chinese
          ? "\(file)：\(goals.count) 个目标，没有问题\n" : "\(file): \(English.count(goals.count, "goal")), no faults\n")
    }
    let period = try PeriodInput.read(paths, input)
    guard let now = date ?? period.report.lastDay else {
      throw UsageError(zh: "聊天记录没有时间，请写 --today", en: "the transcripts have no times: name --today")
    }
    let tracked = goals.map { goal in
      let metric = PeriodMetric.named(goal.metric)
      let current = metric.flatMap { period.report.figure($0, of: goal.agent.map { id(of: $0, period.report) }).value }
      return (goal: goal, progress: goal.progress(current: current, today: now))
    }
    let document = GoalsDocument(goals: tracked, today: now, language: language)
    switch format {
    case .text: try StandardStreams.print(String(document.text.dropLast()))
    case .json: try StandardStreams.print(String(String(decoding: document.json, as: UTF8.self).dropLast()))
    }
    if period.hasErrors { throw ExitCode(2) }
    if failBehind, tracked.contains(where: { $0.progress.isOnTrack == false }) { throw ExitCode(1) }
  }

  /// The id of the agent called `name`, or `name` itself.
  private func id(of name: String, _ report: PeriodReport) -> String {
    if report.agents[name] != nil { return name }
    let named = report.agents.filter { $0.value.name == name }.keys.sorted()
    return named.count == 1 ? named.first ?? name : name
  }

  private func readGoals(_ language: Language) throws -> [Goal] {
    let sink = DiagnosticSink()
    let goals = GoalsFile.read(file, sink: sink)
    let printer = DiagnosticPrinter(language: language, usesColor: input.global.usesColor(on: 2))
    printer.print(sink.sorted)
    guard !sink.hasErrors else {
      printer.printTotal(sink.diagnostics)
      throw ExitCode(2)
    }
    return goals
  }
}
