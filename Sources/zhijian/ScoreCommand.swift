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

  func run() throws {
    try checkUsage()
    let targets = stdin ? [] : try targets()
    let key = try pseudonymKey(privacy)
    let loaded = try GlobalOptions.loadWorkspace(
      workspace.locations, language: global.lang, usesColor: global.usesColor(on: 2))
    let bar = ScoreBar(severity: failOn.severity, score: failUnder)
    let options = try reportOptions(loaded, key: key)
    if stdin {
      try StandardInputScoring(workspace: loaded, options: options, jobs: threads, bar: bar, global: global).run()
    } else {
      try ScoreRun(
        workspace: loaded, options: options, targets: targets, jobs: threads, global: global, bar: bar
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
    if output.count > max(1, format.count) {
      throw UsageError(zh: "--output 比 --format 多", en: "there are more --output than --format")
    }
    if let jobs, !(1...1024).contains(jobs) {
      throw UsageError(zh: "--jobs 应当在 1 到 1024 之间", en: "--jobs must be between 1 and 1024")
    }
    if let failUnder, !(0...100).contains(failUnder) {
      throw UsageError(zh: "--fail-under 应当在 0 到 100 之间", en: "--fail-under must be between 0 and 100")
    }
  }

  private var threads: Int { jobs ?? max(1, ProcessInfo.processInfo.activeProcessorCount) }

  /// The key of pseudonyms, where they are asked for.
  private func pseudonymKey(_ privacy: Privacy?) throws -> [UInt8]? {
    guard privacy == .pseudonym else { return nil }
    guard let key = ProcessInfo.processInfo.environment["ZHIJIAN_PRIVACY_KEY"], key.utf8.count >= 16 else {
      throw UsageError(
        zh: "pseudonym 需要环境变量 ZHIJIAN_PRIVACY_KEY（至少 16 个字节），密钥不要和结果放在一起",
        en:
          "pseudonym needs the environment variable ZHIJIAN_PRIVACY_KEY (at least 16 bytes); keep the key apart from results"
      )
    }
    return Array(key.utf8)
  }

  private func reportOptions(_ workspace: Workspace, key: [UInt8]?) throws -> ReportOptions {
    let policy: Redactor.Policy?
    switch privacy ?? workspace.configuration.privacy.flatMap(Privacy.init(rawValue:)) {
    case .some(.none): policy = Redactor.Policy.none
    case .mask: policy = .mask
    case .pseudonym: policy = .pseudonym(key: try key ?? pseudonymKey(.pseudonym) ?? [])
    case nil: policy = nil
    }
    return ReportOptions(
      detail: detail, language: global.lang, privacy: policy, rules: workspace.everyRule, policy: workspace.policy,
      versions: workspace.versions, zone: workspace.configuration.calendar.zone,
      usesColor: output.allSatisfy { $0 == "-" } && global.usesColor(on: 1))
  }

  private func targets() throws -> [ScoreRun.Target] {
    let names = format.isEmpty ? ["text"] : format
    var targets: [ScoreRun.Target] = []
    for (number, name) in names.enumerated() {
      guard let format = ReportFormats.named(name) else {
        let known = ReportFormats.all.map(\.name)
        let closest = SpellingSuggestion.closest(to: name, among: known)
        throw UsageError(
          zh: "没有输出格式 \(name)\(closest.map { "，是不是想写 \($0)？" } ?? "")（可选：\(known.joined(separator: "、"))）",
          en:
            "there is no format \(name)\(closest.map { ", did you mean \($0)?" } ?? "") (one of \(known.joined(separator: ", ")))"
        )
      }
      let path = output.indices.contains(number) ? output[number] : "-"
      guard !path.isEmpty else { throw UsageError(zh: "--output 是空的", en: "--output is empty") }
      if format.isFolder, path == "-" {
        throw UsageError(
          zh: "\(name) 要写成文件夹，请用 --output 指定", en: "\(name) is written as a folder: name it by --output")
      }
      targets.append(ScoreRun.Target(format: format, path: path == "-" ? nil : path))
    }
    if targets.count(where: { $0.path == nil }) > 1 {
      throw UsageError(zh: "只能有一种格式写到标准输出", en: "only one format can go to standard output")
    }
    let places = targets.compactMap(\.path)
    for (number, path) in places.enumerated()
    where places[..<number].contains(where: { TranscriptFolder.Listing.isSamePlace($0, path) }) {
      throw UsageError(zh: "两种格式写到同一个位置 \(path)", en: "two formats are written to one place: \(path)")
    }
    return targets
  }
}
