import ArgumentParser
import Zhijian
import ZhijianFormats

struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "看生效的配置。", subcommands: [Show.self])

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "显示合并后的配置，以及每一项从哪里来。")

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
      let locations = workspace.locations
      let loaded = try GlobalOptions.loadWorkspace(locations, language: global.lang, usesColor: global.usesColor(on: 2))
      let configuration = loaded.configuration
      let isChinese = global.lang == .chinese
      let file = configuration.file ?? (isChinese ? "（没有配置文件）" : "(no configuration)")
      func line(_ name: String, _ value: String, fromFlag: Bool) throws {
        let origin =
          fromFlag ? (isChinese ? "命令行" : "flag") : configuration.file == nil ? (isChinese ? "默认" : "default") : file
        try StandardStreams.print("\(name): \(value)    # \(origin)")
      }
      let rules = locations.rules.isEmpty ? configuration.rules : locations.rules
      try line("rules", "[\(rules.joined(separator: ", "))]", fromFlag: !locations.rules.isEmpty)
      try line(
        "lexicons", locations.lexicons ?? configuration.lexicons ?? (locations.home ?? "") + "/lexicons",
        fromFlag: locations.lexicons != nil)
      try line(
        "scorecard", locations.scorecard ?? configuration.scorecard ?? (locations.home ?? "") + "/scorecard.yaml",
        fromFlag: locations.scorecard != nil)
      try line("metrics.preset", configuration.preset.name, fromFlag: false)
      try line("metrics.time_zone", configuration.calendar.zone.identifier, fromFlag: false)
      try line(
        "privacy",
        configuration.privacy
          ?? (isChinese ? "给人看的格式 mask，json 和 jsonl none" : "mask where people read, none in json and jsonl"),
        fromFlag: false)
      try line("overrides", "[\(configuration.overrides.keys.sorted().joined(separator: ", "))]", fromFlag: false)
      try line("shops", "[\(configuration.shops.keys.sorted().joined(separator: ", "))]", fromFlag: false)
      try line("agents", "[\(configuration.agentAliases.keys.sorted().joined(separator: ", "))]", fromFlag: false)
      try StandardStreams.print(
        isChinese
          ? "# 规则 \(loaded.rules.rules.count) 条，版本 \(loaded.versions.rules)"
          : "# \(English.count(loaded.rules.rules.count, "rule")), version \(loaded.versions.rules)")
    }
  }
}
