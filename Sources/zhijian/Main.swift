import ArgumentParser
import Foundation
import Zhijian
import ZhijianFormats

@main
struct ZhijianCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "zhijian",
    abstract: "质检：检查中文客服聊天记录的服务质量，给每一分说明理由。",
    discussion: """
      常用：
        zhijian score 聊天记录文件夹                    在终端看汇总
        zhijian score 文件夹 --format html --output 报告.html
        zhijian import 导出.xlsx                        看一个文件会怎样读
        zhijian rules check                             检查规则文件
        zhijian rules test                              运行规则自带的例子
        zhijian --version --format json                 程序、ICU、规则、词库的版本

      退出码：0 正常 · 1 有达到 --fail-on 的问题或规则测试失败 · 2 输入读不了、规则有错或用法不对
      """,
    version: "zhijian \(ProgramVersion.current)",
    subcommands: [
      ScoreCommand.self, BaselineCommand.self, CompareCommand.self, TokensCommand.self, LexiconCommand.self,
      RulesCommand.self, MetricsCommand.self, CalibrateCommand.self, GoalsCommand.self, ImportCommand.self,
      ConvertCommand.self, FormatsCommand.self, ConfigCommand.self, AgreementCommand.self,
    ])

  static func main() {
    // A reader that goes away is seen where it is written to.
    signal(SIGPIPE, SIG_IGN)
    StandardStreams.keepPlaces()
    Foundation.exit(run(Array(CommandLine.arguments.dropFirst())))
  }

  /// Runs a command line and gives its exit code.
  private static func run(_ arguments: [String]) -> Int32 {
    let rough = RoughArguments(arguments: arguments)
    do {
      // Not an option of this command: its subcommands would lose theirs of the same name to it.
      if arguments.first?.hasPrefix("-") ?? false, arguments.contains("--version"), arguments.count > 1 {
        try VersionCommand.parse(arguments).run()
      } else {
        var command = try parseAsRoot(arguments)
        try command.run()
      }
      return 0
    } catch let error as UsageError {
      StandardStreams.error(error.message(in: rough.language, command: rough.command))
    } catch let error as OutputError {
      StandardStreams.error(error.message(in: rough.language) + "\n")
    } catch let fault as ReportFault {
      StandardStreams.error(
        TerminalText.safe((rough.language == .chinese ? "错误: " : "error: ") + fault.message.text(in: rough.language))
          + "\n")
    } catch is ReaderGone {
      return 0
    } catch let code as ExitCode {
      return code.rawValue
    } catch {
      return report(error, rough)
    }
    return 2
  }

  /// What the argument parser has to say: help, or what is wrong.
  private static func report(_ error: any Error, _ rough: RoughArguments) -> Int32 {
    let message = message(for: error)
    if exitCode(for: error) == .success {
      do { try StandardStreams.print(message) } catch { return error is ReaderGone ? 0 : 2 }
      return 0
    }
    let usage = rough.unknownCommand ?? UsageError(parserMessage: message)
    StandardStreams.error(usage.message(in: rough.language, command: rough.command))
    return 2
  }
}

/// `zhijian --version` with a format.
struct VersionCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  static let configuration = CommandConfiguration(commandName: "zhijian", abstract: "显示版本。")

  @Flag(name: .long, help: "显示版本。")
  var version = false

  @Option(name: .long, help: "版本信息的格式：text 或 json（含 ICU、规则、词库的版本）。")
  var format: Format = .text

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var global: GlobalOptions

  func run() throws {
    switch format {
    case .text: try StandardStreams.print("zhijian \(ProgramVersion.current)")
    case .json:
      let loaded = try GlobalOptions.loadWorkspace(
        workspace.locations, language: global.lang, usesColor: global.usesColor(on: 2))
      var writer = JSONWriter()
      write(loaded.versions, to: &writer)
      try StandardStreams.print(String(decoding: writer.bytes, as: UTF8.self))
    }
  }

  private func write(_ versions: AnalysisVersions, to writer: inout JSONWriter) {
    writer.beginObject()
    for (key, value) in [
      ("program", versions.program), ("icu", versions.icu), ("rules", versions.rules), ("lexicons", versions.lexicons),
      ("scorecard", versions.scorecard), ("tokenizer", versions.tokenizer), ("config", versions.config),
    ] {
      writer.key(escaping: key)
      writer.string(value)
    }
    writer.endObject()
  }
}
