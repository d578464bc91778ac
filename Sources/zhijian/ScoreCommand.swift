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
        cat 会话.jsonl | zhijian score --stdin > 结果.jsonl

      --format 和 --output 成对出现，可以重复；没有 --output 的写到标准输出。
      """)

  enum FailOn: String, ExpressibleByArgument, CaseIterable {
    case critical, major, minor, info, never

    var severity: RuleSeverity? { RuleSeverity(rawValue: rawValue) }
  }

  enum Privacy: String, ExpressibleByArgument, CaseIterable {
    case none, mask, pseudonym
  }

  @Argument(help: "聊天记录的文件或文件夹。")
  var paths: [String] = []

  @Flag(name: .long, help: "从标准输入逐行读标准会话 JSONL，逐行写出结果。")
  var stdin = false

  @Option(name: .long, help: "输出格式：text、json、jsonl、csv、html；可重复。")
  var format: [String] = []

  @Option(name: .long, help: "输出到哪里；- 是标准输出。与 --format 成对。")
  var output: [String] = []

  @Option(name: .long, help: "每个会话写多细：findings、results 或 full。")
  var detail: ReportDetail = .findings

  @OptionGroup var workspace: WorkspaceOptions

  @Option(name: .long, help: "并行的线程数；默认用全部核心。")
  var jobs: Int?

  @Option(name: .long, help: "有这个级别以上的问题时退出码为 1。")
  var failOn: FailOn = .never

  @Option(name: .long, help: "有参与排名的客服得分低于它时退出码为 1。")
  var failUnder: Double?

  @Option(name: .long, help: "个人信息：none 原样、mask 打码、pseudonym 假名；默认给人看的格式打码。")
  var privacy: Privacy?

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if stdin, !paths.isEmpty { throw ValidationError("--stdin 和路径不能同时用") }
    if !stdin, paths.isEmpty { throw ValidationError("请给出聊天记录的文件或文件夹，例如 zhijian score 聊天记录/") }
    if stdin, !format.isEmpty || !output.isEmpty { throw ValidationError("--stdin 只写 JSONL，不用 --format 和 --output") }
    if output.count > max(1, format.count) { throw ValidationError("--output 比 --format 多") }
    if let jobs, !(1...1024).contains(jobs) { throw ValidationError("--jobs 应当在 1 到 1024 之间") }
  }

  func run() throws {
    let loaded = try GlobalOptions.loadWorkspace(
      workspace.locations, language: global.lang, usesColor: global.usesColor(on: 2))
    let options = try reportOptions(loaded)
    if stdin {
      try StandardInputScoring(workspace: loaded, options: options, jobs: threads, failOn: failOn.severity).run()
      return
    }
    try ScoreRun(
      workspace: loaded, options: options, targets: try targets(), jobs: threads, global: global,
      failOn: failOn.severity, failUnder: failUnder
    ).run(paths)
  }

  private var threads: Int { jobs ?? max(1, ProcessInfo.processInfo.activeProcessorCount) }

  private func reportOptions(_ workspace: Workspace) throws -> ReportOptions {
    let name = privacy?.rawValue ?? workspace.configuration.privacy
    let policy: Redactor.Policy?
    switch name {
    case "none": policy = Redactor.Policy.none
    case "mask": policy = .mask
    case "pseudonym":
      guard let key = ProcessInfo.processInfo.environment["ZHIJIAN_PRIVACY_KEY"], key.utf8.count >= 16 else {
        throw ValidationError("pseudonym 需要环境变量 ZHIJIAN_PRIVACY_KEY（至少 16 个字节），密钥不要和结果放在一起")
      }
      policy = .pseudonym(key: Array(key.utf8))
    default: policy = nil
    }
    return ReportOptions(
      detail: detail, language: global.lang, privacy: policy, rules: workspace.rules, policy: workspace.policy,
      versions: workspace.versions, zone: workspace.configuration.calendar.zone,
      usesColor: output.isEmpty && global.usesColor(on: 1))
  }

  private func targets() throws -> [ScoreRun.Target] {
    let names = format.isEmpty ? ["text"] : format
    var targets: [ScoreRun.Target] = []
    for (number, name) in names.enumerated() {
      guard let format = ReportFormats.named(name) else {
        let known = ReportFormats.all.map(\.name)
        let closest = SpellingSuggestion.closest(to: name, among: known).map { "，是不是想写 \($0)？" } ?? ""
        throw ValidationError("没有输出格式 \(name)\(closest)（可选：\(known.joined(separator: "、"))）")
      }
      let path = output.indices.contains(number) ? output[number] : "-"
      if format.isFolder, path == "-" { throw ValidationError("\(name) 要写成文件夹，请用 --output 指定") }
      targets.append(ScoreRun.Target(format: format, path: path == "-" ? nil : path))
    }
    if targets.count(where: { $0.path == nil }) > 1 { throw ValidationError("只能有一种格式写到标准输出") }
    return targets
  }
}
