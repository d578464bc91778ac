public import ArgumentParser
import Foundation
import Zhijian
public import ZhijianFormats

extension DiagnosticReport.Format: ExpressibleByArgument {}

struct RulesCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "检查规则文件：写法的错误，以及写得对却不起作用的地方；所有文件一次报完。",
    discussion: """
      检查项见 docs/lint.md。在 zhijian.yaml 里写 lint: {检查: off|note|warning|error} 改级别；
      在一条规则里写 lint: {allow: [{check: 检查, reason: 理由}]} 豁免一项。

        zhijian rules check                                   检查配置里的全部规则和词表
        zhijian rules check my-rules --against 聊天记录       再看每条规则、每个短语命中多少
        zhijian rules check --format sarif > rules.sarif      给代码平台；github 是 Actions 的注解
      """)

  enum Bar: String, ExpressibleByArgument, CaseIterable {
    case error, warning, note, never

    /// Whether something among `diagnostics` is as bad as this or worse.
    func isReached(by diagnostics: [Diagnostic]) -> Bool {
      diagnostics.contains { diagnostic in
        switch self {
        case .error: diagnostic.severity == .error
        case .warning: diagnostic.severity != .note
        case .note: true
        case .never: false
        }
      }
    }
  }

  @Argument(help: "规则文件夹或文件；不写则检查配置里的规则和词表。")
  var paths: [String] = []

  @Option(name: .long, help: "text、json、sarif 或 github。")
  var format: DiagnosticReport.Format = .text

  @Option(name: .long, help: "检查项到这个级别时退出码为 1：error、warning、note 或 never。")
  var failOn: Bar = .error

  @Option(name: .long, help: "用实际聊天记录（文件或文件夹）数每条规则、每个短语的命中；可重复。")
  var against: [String] = []

  @Option(name: .long, help: "短语命中的消息超过这个百分比，就算太宽（配合 --against）。")
  var maxShare: Double = 5

  @Flag(name: .long, help: "提示超过 20 个时也全部打印（文字输出；其他格式总是全部写出）。")
  var showNotes = false

  @Option(name: .long, help: "列出所有检查项：text 给终端看，markdown 给文档用。")
  var listChecks: RulesListCommand.Format?

  /// More notes than these are counted and not printed, unless they are asked for.
  private static let mostNotes = 20

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var global: GlobalOptions

  func run() throws {
    if let listChecks { return try list(listChecks) }
    guard maxShare > 0, maxShare <= 100 else {
      throw UsageError(zh: "--max-share 应当在 0 到 100 之间", en: "--max-share must be between 0 and 100")
    }
    var locations = workspace.locations
    if !paths.isEmpty { locations.rules = paths }
    var check = RuleCheck.run(locations, isWhole: locations.rules.isEmpty)
    var usage: RuleUsage?
    var isUnreadable = false
    if !against.isEmpty, let loaded = check.workspace {
      let reading = RuleUsageReading.run(TranscriptFolder.list(against), workspace: loaded)
      check.add(reading.usage.frequentPhrases(above: maxShare / 100), of: loaded.rules)
      let printer = DiagnosticPrinter(
        language: global.lang, usesColor: global.usesColor(on: 2), redactor: Redactor(policy: .mask))
      printer.print(reading.problems.filter { $0.severity != .note })
      isUnreadable = reading.problems.contains { $0.severity == .error }
      usage = reading.usage
    }
    try write(check, usage)
    if check.workspace == nil || isUnreadable { throw ExitCode(2) }
    if failOn.isReached(by: check.diagnostics) { throw ExitCode(1) }
  }

  private func write(_ check: RuleCheck, _ usage: RuleUsage?) throws {
    let report = DiagnosticReport(
      command: "rules check", language: global.lang, diagnostics: check.diagnostics,
      kinds: DiagnosticReport.Kind.lintChecks,
      folder: FileManager.default.currentDirectoryPath)
    switch format {
    case .text: try writeText(check, report, usage)
    case .json:
      let bytes = report.json { writer in
        writer.key("rules")
        writer.integer(check.rules)
        usage?.write(to: &writer)
      }
      try StandardStreams.print(String(decoding: bytes, as: UTF8.self))
    case .sarif: try StandardStreams.print(String(decoding: report.sarif(), as: UTF8.self))
    case .github: for line in report.githubLines() { try StandardStreams.print(line) }
    }
  }

  private func writeText(_ check: RuleCheck, _ report: DiagnosticReport, _ usage: RuleUsage?) throws {
    let printer = DiagnosticPrinter(language: global.lang, usesColor: global.usesColor(on: 2))
    let isLong = report.count(.note) > Self.mostNotes && !showNotes && failOn != .note
    printer.print(isLong ? check.diagnostics.filter { $0.severity != .note } : check.diagnostics)
    guard let loaded = check.workspace else { return printer.printTotal(check.diagnostics) }
    if let usage {
      for line in usage.table(in: global.lang) { try StandardStreams.print(line) }
    }
    let rules = loaded.rules.rules
    let stable = rules.count { $0.status == .stable }
    let errors = report.count(.error)
    let notes = report.count(.note)
    let more = isLong ? (global.lang == .chinese ? "（用 --show-notes 看）" : " (shown with --show-notes)") : ""
    try StandardStreams.print(
      global.lang == .chinese
        ? "\(rules.count) 条规则\(errors == 0 ? "没有错误" : "有 \(errors) 个错误")（\(stable) 条生效，\(rules.count - stable) 条草稿），"
          + "\(report.count(.warning)) 个警告\(notes == 0 ? "" : "，\(notes) 个提示\(more)")"
        : "\(English.count(rules.count, "rule")) \(errors == 0 ? "without errors" : "with \(English.count(errors, "error"))") "
          + "(\(stable) stable, \(English.count(rules.count - stable, "draft"))), "
          + English.count(report.count(.warning), "warning")
          + (notes == 0 ? "" : ", \(English.count(notes, "note"))\(more)"))
  }

  private func list(_ format: RulesListCommand.Format) throws {
    let reference = LintReference()
    for line in format == .text ? reference.text(in: global.lang) : reference.markdown() {
      try StandardStreams.print(line)
    }
  }
}
