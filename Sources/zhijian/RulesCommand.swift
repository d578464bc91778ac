import ArgumentParser
import Zhijian
import ZhijianFormats

struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "检查、测试、回测和列出规则，查规则怎么写。",
    subcommands: [
      RulesCheckCommand.self, RulesTestCommand.self, RulesListCommand.self, RulesDiffCommand.self,
      RulesReferenceCommand.self, RulesSchemaCommand.self,
    ])
}

struct RulesCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "检查规则文件的写法；所有文件的所有错误一次报完。")

  @Argument(help: "规则文件夹或文件；不写则检查配置里的规则。")
  var paths: [String] = []

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var global: GlobalOptions

  func run() throws {
    var locations = workspace.locations
    if !paths.isEmpty { locations.rules = paths }
    let loaded = try GlobalOptions.loadWorkspace(locations, language: global.lang, usesColor: global.usesColor(on: 2))
    let rules = loaded.rules.rules
    let stable = rules.count { $0.status == .stable }
    try StandardStreams.print(
      global.lang == .chinese
        ? "\(rules.count) 条规则没有错误（\(stable) 条生效，\(rules.count - stable) 条草稿），\(loaded.warnings.count) 个警告"
        : "\(English.count(rules.count, "rule")) without errors (\(stable) stable, \(English.count(rules.count - stable, "draft"))), "
          + English.count(loaded.warnings.count, "warning"))
  }
}
