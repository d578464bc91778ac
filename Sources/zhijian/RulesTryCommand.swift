public import ArgumentParser
import Foundation
import Zhijian
public import ZhijianFormats

struct RulesTryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "try", abstract: "在命令行上写一条规则，马上看它在聊天记录里命中什么。",
    discussion: """
      例子：
        zhijian rules try -e 'keyword: [加微信, 加我微信]' 聊天记录/
        zhijian rules try -e '{role: agent, regex: "1[3-9]\\\\d{9}"}' 会话.jsonl
        zhijian rules try -e 'require: {role: agent, messages: -3..-1, keyword: [$closing]}' 聊天记录/ --limit 5
        zhijian rules try --rule-file 草稿.yaml 聊天记录/ --format json

      可以写整条规则（id、title、why、category、severity 都可以不写），也可以只写一个条件：按 forbid 处理，keyword 因此也认变形写法。
      只看这一条规则，不影响别的规则和分数。
      """)

  @Argument(help: "聊天记录的文件或文件夹，格式与 score 相同。")
  var paths: [String] = []

  @Option(name: .short, help: "规则或条件，YAML。")
  var expression: String?

  @Option(name: .long, help: "规则或条件的文件，代替 -e。")
  var ruleFile: String?

  @Option(name: .long, help: "最多列出几条结果；0 只写总数。")
  var limit: Int = 20

  @Option(name: .long, help: "输出格式：text 或 json。")
  var format: RuleTrialReport.Format = .text

  @OptionGroup var threads: ThreadOptions
  @OptionGroup var workspace: WorkspaceOptions

  @Option(name: .long, help: "个人信息：none 原样、mask 打码、pseudonym 假名；默认 text 打码，json 原样。")
  var privacy: PrivacyChoice?

  @OptionGroup var global: GlobalOptions

  func run() throws {
    try checkUsage()
    let key = try privacy?.pseudonymKey()
    let reader = RuleTrial(global: global)
    let trial = try reader.load { () throws(DiagnosticsError) in
      if let ruleFile { return try TrialRule(file: ruleFile) }
      return TrialRule(typed: expression ?? "")
    }
    let loaded = try GlobalOptions.loadWorkspace(
      workspace.locations, language: global.lang, usesColor: global.usesColor(on: 2))
    let rule = try reader.rule(of: trial, in: loaded)
    let options = ReportOptions(
      language: global.lang, privacy: try PrivacyChoice.policy(privacy, in: loaded.configuration, key: key),
      rules: loaded.rules, policy: loaded.policy, versions: loaded.versions,
      zone: loaded.configuration.calendar.zone)
    var report = RuleTrialReport(rule: rule, options: options, limit: limit)
    let hasErrors = try run(loaded.trying(rule), options, into: &report)
    try StandardStreams.print(String(decoding: report.bytes(format).dropLast(), as: UTF8.self))
    if hasErrors { throw ExitCode(2) }
  }

  private func checkUsage() throws {
    try threads.check()
    guard (expression == nil) != (ruleFile == nil) else {
      throw UsageError(zh: "请用 -e 写规则，或用 --rule-file 给出文件", en: "write a rule with -e, or name one by --rule-file")
    }
    guard !paths.isEmpty else {
      throw UsageError(
        zh: "请给出聊天记录，例如 zhijian rules try -e 'keyword: [加微信]' 聊天记录/",
        en: "name transcripts, such as zhijian rules try -e 'keyword: [加微信]' chats/")
    }
    guard (0...100_000).contains(limit) else {
      throw UsageError(zh: "--limit 应当在 0 到 100000 之间", en: "--limit must be between 0 and 100000")
    }
  }

  /// Judges all conversations; true where something could not be read or judged.
  private func run(_ workspace: Workspace, _ options: ReportOptions, into report: inout RuleTrialReport) throws -> Bool
  {
    let printer = DiagnosticPrinter(
      language: global.lang, usesColor: global.usesColor(on: 2), redactor: Redactor(policy: options.privacy ?? .mask))
    var progress = ProgressLine(language: global.lang, isShown: isatty(2) == 1)
    var hasErrors = false
    func show(_ diagnostic: Diagnostic) {
      if diagnostic.severity == .error { hasErrors = true }
      if diagnostic.severity != .note { printer.print([diagnostic]) }
    }
    try BatchScorer(workspace: workspace, jobs: threads.count).score(
      TranscriptFolder.list(paths),
      event: { event in
        switch event {
        case .problem(let diagnostic):
          progress.clear()
          show(diagnostic)
        case .duplicate: break
        case .evaluation(let evaluation):
          report.add(evaluation)
          guard evaluation.hasRuleErrors else { return }
          hasErrors = true
          progress.clear()
          printer.print(
            evaluation.diagnostics.filter { $0.severity == .error }, conversation: evaluation.transcript.id)
        }
      }, progress: { progress.show($0) })
    progress.clear()
    if report.conversations == 0, !hasErrors { show(BatchNotes.noConversations) }
    return hasErrors
  }
}

extension RuleTrialReport.Format: ExpressibleByArgument {}
