import ArgumentParser
import Zhijian
import ZhijianFormats

struct FormatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "formats", abstract: "列出能读和能写的格式。")

  @OptionGroup var global: GlobalOptions

  func run() throws {
    try StandardStreams.print(global.lang == .chinese ? "能读：" : "reads:")
    for format in ImportFormats.all {
      let extensions = format.fileExtensions.map { "." + $0 }.joined(separator: " ")
      try StandardStreams.print("  \(padded(format.name)) \(format.title.text(in: global.lang)) (\(extensions))")
    }
    try StandardStreams.print(global.lang == .chinese ? "能写：" : "writes:")
    for format in ReportFormats.all {
      try StandardStreams.print("  \(padded(format.name)) \(format.title.text(in: global.lang))")
    }
  }

  private func padded(_ name: String) -> String {
    name + String(repeating: " ", count: max(0, 14 - name.utf8.count))
  }
}
