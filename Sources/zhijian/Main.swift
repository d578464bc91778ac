import ArgumentParser

@main
struct ZhijianCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "zhijian")
}
