import ArgumentParser
import Zhijian

struct RulesReferenceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reference", abstract: "打印规则参考：每个键、算子和选项，带例子（Markdown）。")

  @OptionGroup var global: GlobalOptions

  func run() throws {
    for line in RuleReference(language: global.lang).lines { try StandardStreams.print(line) }
  }
}
