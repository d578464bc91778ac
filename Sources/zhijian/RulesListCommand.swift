import ArgumentParser
import Zhijian
import ZhijianFormats

struct RulesListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "列出规则。")

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, markdown
  }

  @Option(name: .long, help: "text 给终端看；markdown 给文档用。")
  var format: Format = .text

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let loaded = try GlobalOptions.loadWorkspace(
      workspace.locations, language: global.lang, usesColor: global.usesColor(on: 2))
    let list = RuleList(rules: loaded.rules, policy: loaded.policy)
    let lines = format == .text ? list.text() : list.markdown()
    for line in lines { print(line) }
  }
}
