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
        zhijian rules check                             检查规则文件
        zhijian rules test                              运行规则自带的例子

      退出码：0 正常 · 1 有达到 --fail-on 的问题或规则测试失败 · 2 输入读不了、规则有错或用法不对
      """,
    subcommands: [
      ScoreCommand.self, TokensCommand.self, RulesCommand.self, FormatsCommand.self, ConfigCommand.self,
    ])

  enum VersionFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  @Flag(name: .long, help: "显示版本。")
  var version = false

  @Option(name: .long, help: "版本信息的格式：text 或 json（含 ICU、规则、词库的版本）。")
  var format: VersionFormat = .text

  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      let code = exitCode(for: error)
      if code == .success {
        print(fullMessage(for: error))
        Foundation.exit(0)
      }
      let message = fullMessage(for: error)
      if !message.isEmpty { StandardStreams.error(message + "\n") }
      // The library's own code for wrong usage is 64; ours is 2 for everything but findings.
      Foundation.exit(code.rawValue == 1 && error is ExitCode ? 1 : 2)
    }
  }

  mutating func run() throws {
    guard version else { throw CleanExit.helpRequest(self) }
    switch format {
    case .text: print("zhijian \(ProgramVersion.current)")
    case .json:
      let versions = try GlobalOptions.loadWorkspace(.init(), language: .chinese).versions
      var writer = JSONWriter()
      VersionsJSON.write(versions, to: &writer)
      print(String(decoding: writer.bytes, as: UTF8.self))
    }
  }
}

/// The versions of everything a result depends on, as JSON.
enum VersionsJSON {
  static func write(_ versions: AnalysisVersions, to writer: inout JSONWriter) {
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
