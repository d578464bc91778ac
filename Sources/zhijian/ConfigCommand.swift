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
      func line(_ name: String, _ value: String, fromFlag: Bool = false, file: String? = nil) throws {
        let origin =
          fromFlag
          ? (isChinese ? "命令行" : "flag")
          : file ?? configuration.origins[name] ?? (isChinese ? "默认" : "default")
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
      try line("metrics.preset", configuration.preset.name)
      try line("metrics.time_zone", configuration.calendar.zone.identifier)
      try line(
        "privacy",
        configuration.privacy
          ?? (isChinese ? "给人看的格式 mask，json 和 jsonl none" : "mask where people read, none in json and jsonl"))
      try line("mapping", configuration.mapping ?? (isChinese ? "按内容判断" : "by content"))
      let none = isChinese ? "无" : "none"
      try line("baseline", configuration.decisions.baseline ?? none)
      try line("suppressions", configuration.decisions.suppressions ?? none)
      try line("reviews", "[\(configuration.decisions.reviews.joined(separator: ", "))]")
      try line("overrides", "[\(configuration.overrides.keys.sorted().joined(separator: ", "))]")
      for (id, override) in configuration.overrides.sorted(by: { $0.key < $1.key }) {
        try line("overrides.\(id)", override.text, file: override.location.file)
      }
      try line("shops", "[\(configuration.shops.keys.sorted().joined(separator: ", "))]")
      for (name, shop) in configuration.shops.sorted(by: { $0.key < $1.key }) {
        for list in shop.listTexts { try line("shops.\(name).lists.\(list.name)", list.text, file: list.file) }
        for (id, override) in shop.overrides.sorted(by: { $0.key < $1.key }) {
          try line("shops.\(name).overrides.\(id)", override.text, file: override.location.file)
        }
      }
      try line("agents", "[\(configuration.agentAliases.keys.sorted().joined(separator: ", "))]")
      try StandardStreams.print(
        isChinese
          ? "# 规则 \(loaded.rules.rules.count) 条，版本 \(loaded.versions.rules)"
          : "# \(English.count(loaded.rules.rules.count, "rule")), version \(loaded.versions.rules)")
    }
  }
}
