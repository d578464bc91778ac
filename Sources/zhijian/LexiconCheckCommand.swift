import ArgumentParser
import Foundation
import Zhijian
import ZhijianFormats

struct LexiconCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "检查情感词典：写法的错误、重复、矛盾、永远不起作用的词条、只是话题的词条。",
    discussion: """
      例子：
        zhijian lexicon check                         检查配置里的情感词典
        zhijian lexicon check 新词典/ --format github  检查另一个文件夹，写成代码平台的注解
      """)

  @Argument(help: "情感词典的文件夹；不写则检查配置里的。")
  var folder: String?

  @Option(name: .long, help: "text、json、sarif 或 github。")
  var format: DiagnosticReport.Format = .text

  @Option(name: .long, help: "检查项到这个级别时退出码为 1：error、warning、note 或 never。")
  var failOn: RulesCheckCommand.Bar = .error

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let files = SentimentFiles.read(workspace.locations, folder: folder)
    let diagnostics = files.diagnostics + SentimentLexiconLinter(lexicon: files.lexicon).diagnostics()
    let report = DiagnosticReport(
      command: "lexicon check", language: global.lang, diagnostics: diagnostics.sorted(by: Self.isBefore),
      folder: FileManager.default.currentDirectoryPath)
    switch format {
    case .text:
      DiagnosticPrinter(language: global.lang, usesColor: global.usesColor(on: 2)).print(report.diagnostics)
      try StandardStreams.print(total(files, report))
    case .json: try StandardStreams.print(String(decoding: report.json(), as: UTF8.self))
    case .sarif: try StandardStreams.print(String(decoding: report.sarif(), as: UTF8.self))
    case .github: for line in report.githubLines() { try StandardStreams.print(line) }
    }
    if files.diagnostics.contains(where: { $0.severity == .error }) { throw ExitCode(2) }
    if failOn.isReached(by: report.diagnostics) { throw ExitCode(1) }
  }

  private func total(_ files: SentimentFiles, _ report: DiagnosticReport) -> String {
    let entries = files.lexicon.entries.count
    let learned = files.lexicon.entries.count { $0.source == "learned" }
    let warnings = report.count(.warning)
    return global.lang == .chinese
      ? "\(files.files.count) 个文件，\(entries) 条词条（\(learned) 条的权重是学来的），\(report.count(.error)) 个错误，\(warnings) 个警告"
      : "\(English.count(files.files.count, "file")), \(entries) entries (\(learned) with learned weights), "
        + "\(English.count(report.count(.error), "error")), \(English.count(warnings, "warning"))"
  }

  private static func isBefore(_ left: Diagnostic, _ right: Diagnostic) -> Bool {
    (left.location ?? SourceLocation(file: "")) < (right.location ?? SourceLocation(file: ""))
  }
}
