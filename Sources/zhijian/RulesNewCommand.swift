import ArgumentParser
struct RulesNewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "new", abstract: "写一条新规则。")
}
