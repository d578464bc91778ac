public import ArgumentParser
import Foundation
import Zhijian
public import ZhijianFormats

extension TextEncoding: ExpressibleByArgument {}

/// How transcripts are read where their files leave a choice.
struct ImportChoices: ParsableArguments {
  @Option(name: .long, help: "映射文件，或自带映射的名字（见 zhijian formats）：哪一列是什么。")
  var mapping: String?

  @Option(name: .long, help: "聊天记录的格式；不写则按内容判断（见 zhijian formats）。")
  var from: String?

  @Option(name: .long, help: "聊天记录的编码：utf-8、utf-16le、utf-16be、gb18030 或 big5；不写则按内容判断。")
  var encoding: TextEncoding?

  @Option(name: .long, help: "加密 zip 的密码；也可用环境变量 ZHIJIAN_ZIP_PASSWORD。")
  var zipPassword: String?

  /// The options to read with, beginning with `base`. Prints what is wrong with a mapping and ends with exit code 2.
  func options(base: ImportOptions = ImportOptions(), global: GlobalOptions) throws -> ImportOptions {
    var options = base
    let sink = DiagnosticSink()
    options.presets = MappingCatalog.shipped
    sink.report(MappingCatalog.faults)
    if let name = mapping {
      options.mapping = options.presets.first { $0.name == name } ?? ImportMapping.read(name, sink: sink)
      if options.mapping == nil, !FileManager.default.fileExists(atPath: name), !name.contains("/"), !name.contains(".")
      {
        throw unknown(name, known: options.presets.map(\.name), zh: "映射", en: "mapping")
      }
    }
    guard !sink.hasErrors else {
      DiagnosticPrinter(language: global.lang, usesColor: global.usesColor(on: 2)).print(sink.sorted)
      throw ExitCode(2)
    }
    if let from {
      let known = ImportFormats.all.map(\.name)
      guard known.contains(from) else { throw unknown(from, known: known, zh: "格式", en: "format") }
      options.format = from
    }
    options.encoding = encoding ?? options.encoding
    options.zipPassword = zipPassword ?? ProcessInfo.processInfo.environment["ZHIJIAN_ZIP_PASSWORD"]
    return options
  }

  private func unknown(_ name: String, known: [String], zh: String, en: String) -> UsageError {
    let closest = SpellingSuggestion.closest(to: name, among: known)
    return UsageError(
      zh: "没有\(zh) \(name)\(closest.map { "，是不是想写 \($0)？" } ?? "")（可选：\(known.joined(separator: "、"))）",
      en:
        "there is no \(en) \(name)\(closest.map { ", did you mean \($0)?" } ?? "") (one of \(known.joined(separator: ", ")))"
    )
  }
}
