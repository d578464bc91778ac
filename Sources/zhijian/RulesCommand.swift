import ArgumentParser

struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "检查、测试、变异、试写、解释、新建、回测、复核和列出规则，查规则怎么写。",
    subcommands: [
      RulesCheckCommand.self, RulesTestCommand.self, RulesMutateCommand.self, RulesListCommand.self,
      RulesNewCommand.self, RulesExplainCommand.self, RulesTryCommand.self, RulesDiffCommand.self,
      RulesReviewCommand.self,
      RulesReferenceCommand.self, RulesSchemaCommand.self,
    ])
}
