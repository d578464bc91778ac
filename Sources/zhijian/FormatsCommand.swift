import ArgumentParser
import Zhijian
import ZhijianFormats

struct FormatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "formats", abstract: "列出能读和能写的格式、自带的映射。")

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let isChinese = global.lang == .chinese
    try StandardStreams.print(isChinese ? "能读：" : "reads:")
    for format in ImportFormats.all {
      let extensions = format.fileExtensions.map { "." + $0 }.joined(separator: " ")
      try StandardStreams.print("  \(padded(format.name)) \(format.title.text(in: global.lang)) (\(extensions))")
    }
    let mappings = MappingCatalog.shipped
    if !mappings.isEmpty {
      try StandardStreams.print(
        isChinese
          ? "自带的映射（按成员或表头自动选用，也可用 --mapping 名字）："
          : "shipped mappings (chosen by members or headers, or by --mapping NAME):")
      for mapping in mappings {
        let mark = mapping.isUnverified ? (isChinese ? "  未验证" : "  unverified") : ""
        try StandardStreams.print("  \(padded(mapping.name)) \(mapping.title?.text(in: global.lang) ?? "")\(mark)")
      }
    }
    try StandardStreams.print(isChinese ? "报告能写：" : "reports written:")
    for format in ReportFormats.all {
      try StandardStreams.print("  \(padded(format.name)) \(format.title.text(in: global.lang))")
    }
    try StandardStreams.print(isChinese ? "convert 能写：" : "convert writes:")
    for (name, title) in [
      ("jsonl", LocalizedText(zh: "标准会话 JSONL", en: "canonical JSONL")),
      ("sca", LocalizedText(zh: "阿里云智能对话分析 UploadData", en: "UploadData of Alibaba Cloud SCA")),
      (
        "contact-lens",
        LocalizedText(zh: "Amazon Connect Contact Lens 聊天 JSON，一行一个", en: "Contact Lens chat JSON, one a line")
      ),
    ] { try StandardStreams.print("  \(padded(name)) \(title.text(in: global.lang))") }
    DiagnosticPrinter(language: global.lang, usesColor: false).print(MappingCatalog.faults)
  }

  private func padded(_ name: String) -> String {
    name + String(repeating: " ", count: max(0, 16 - name.utf8.count))
  }
}
