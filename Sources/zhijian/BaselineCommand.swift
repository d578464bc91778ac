import ArgumentParser

struct BaselineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "baseline", abstract: "把现有的问题记成基线，以后只拦新问题。",
    subcommands: [BaselineUpdateCommand.self])
}
