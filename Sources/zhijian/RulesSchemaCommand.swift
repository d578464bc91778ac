import ArgumentParser
import Zhijian
import ZhijianFormats

struct RulesSchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "打印规则文件的 JSON Schema，给编辑器和校验工具用。",
    discussion: "编辑器里怎样用见 docs/rules.md。")

  @OptionGroup var global: GlobalOptions

  func run() throws {
    try StandardStreams.print(IndentedJSON.text(RuleSchema(language: global.lang).value))
  }
}
