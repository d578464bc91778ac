import ArgumentParser
import Foundation
import Zhijian
import ZhijianFormats

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "看一个文件会怎样读：格式、编码、哪一列是什么，并写出可以改的映射文件。",
    discussion: """
      例子：
        zhijian import 导出.xlsx                              看怎样读、前几个会话、有什么拿不准
        zhijian import 导出.xlsx --write-mapping 我们店.yaml   把读法写成映射文件，改好后：
        zhijian score 导出.xlsx --mapping 我们店.yaml
      """)

  @Argument(help: "聊天记录的文件或文件夹。")
  var paths: [String] = []

  @Flag(name: .long, help: "只说格式、编码和各列，不显示会话。")
  var detect = false

  @Flag(name: .long, help: "也显示前几个会话（默认）。")
  var preview = false

  @Option(name: .long, help: "显示几个会话、每个会话几条消息。")
  var count = 3

  @Option(name: .long, help: "把读法写成映射文件。")
  var writeMapping: String?

  @Flag(name: .long, help: "映射文件已存在也覆盖。")
  var force = false

  @Option(name: .long, help: "个人信息：none 原样、mask 打码、pseudonym 假名；默认打码。")
  var privacy: PrivacyChoice?

  @OptionGroup var choices: ImportChoices
  @OptionGroup var global: GlobalOptions

  func run() throws {
    guard !paths.isEmpty else {
      throw UsageError(
        zh: "请给出聊天记录的文件，例如 zhijian import 导出.xlsx", en: "name a file of transcripts, such as zhijian import chats.xlsx")
    }
    guard (0...1000).contains(count) else {
      throw UsageError(zh: "--count 应当在 0 到 1000 之间", en: "--count must be between 0 and 1000")
    }
    let options = try choices.options(global: global)
    let policy = try PrivacyChoice.policy(privacy ?? .mask, in: Configuration(), key: privacy?.pseudonymKey())
    let page = ImportPage(
      language: global.lang, redactor: Redactor(policy: policy ?? .mask),
      conversations: detect && !preview ? 0 : count)
    let listing = TranscriptFolder.list(paths)
    let printer = DiagnosticPrinter(
      language: global.lang, usesColor: global.usesColor(on: 2), redactor: Redactor(policy: policy ?? .mask))
    printer.print(listing.diagnostics.filter { $0.severity != .note })
    var hasErrors = listing.diagnostics.contains { $0.severity == .error } || listing.files.isEmpty
    var mapping: ImportDescription?
    for (number, file) in listing.files.enumerated() {
      var inspection = ImportInspection(path: file.path, kept: page.conversations)
      inspection.read(options: options)
      if number > 0 { try StandardStreams.print("") }
      for line in page.lines(inspection) { try StandardStreams.print(line) }
      hasErrors = hasErrors || inspection.hasErrors
      mapping = mapping ?? inspection.report.descriptions.first
    }
    if let writeMapping { try write(mapping, to: writeMapping) }
    if hasErrors { throw ExitCode(2) }
  }

  private func write(_ description: ImportDescription?, to path: String) throws {
    guard let description else {
      throw UsageError(zh: "没有读出读法，写不了映射文件", en: "nothing was understood, so there is no mapping to write")
    }
    guard force || !FileManager.default.fileExists(atPath: path) else {
      throw UsageError(zh: "\(path) 已存在；要覆盖请加 --force", en: "\(path) exists; add --force to replace it")
    }
    var mapping = description.mapping
    mapping.name = FilePath.stem(of: path)
    mapping.detect = []
    let output = FileReportOutput(path: path, isFolder: false)
    do {
      try output.prepare()
      let redactor = Redactor(policy: .mask)
      var shown = description
      for index in shown.columns.indices {
        shown.columns[index].sample = redactor.redact(
          shown.columns[index].sample, namedBy: shown.columns[index].header)
      }
      for index in shown.roleWords.indices {
        shown.roleWords[index].text = redactor.redact(shown.roleWords[index].text).text
      }
      try output.write(Array(mapping.yaml(describing: shown, language: global.lang).utf8), to: nil)
      try output.seal()
      try output.publish()
    } catch {
      output.discard()
      throw error
    }
    StandardStreams.error(
      global.lang == .chinese
        ? "映射写到 \(TerminalText.safe(path))，改好后用 --mapping 指定\n"
        : "The mapping is in \(TerminalText.safe(path)); mend it and name it by --mapping\n")
  }
}
