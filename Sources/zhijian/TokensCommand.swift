import ArgumentParser
import Foundation
import Zhijian
import ZhijianFormats

struct TokensCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tokens", abstract: "看文字是怎么切成词的，以及每一刀的来历。",
    discussion: """
      例子：
        zhijian tokens --text '亲，运费险怎么用'
        zhijian tokens 消息.txt --format jsonl
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, jsonl
  }

  @Argument(help: "每行一条消息的文件；- 是标准输入。")
  var file: String?

  @Option(name: .long, help: "直接给出文字。")
  var text: String?

  @Option(name: .long, help: "text：词之间用空格隔开；jsonl：每个词的位置、种类、来历和归一后的文本。")
  var format: Format = .text

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var global: GlobalOptions

  func run() throws {
    guard (file == nil) != (text == nil) else {
      throw UsageError(zh: "请给出一个文件、- 或 --text", en: "name a file, - or --text")
    }
    let lines = try lines()
    let loaded = try GlobalOptions.loadWorkspace(
      workspace.locations, language: global.lang, usesColor: global.usesColor(on: 2))
    let analyzer = loaded.analyzer
    let worker: TokenizerWorker
    do throws(DiagnosticsError) {
      worker = try analyzer.tokenizer.makeWorker()
    } catch {
      DiagnosticPrinter(language: global.lang, usesColor: false).print(error.diagnostics)
      throw ExitCode(2)
    }
    for line in lines {
      let tokenized = worker.tokenize(Array(line.utf16))
      switch format {
      case .text:
        let words = tokenized.tokens.map { tokenized.text(of: $0) }.filter { $0 != " " && $0 != "\t" }
        try StandardStreams.print(words.joined(separator: " "))
      case .jsonl: try StandardStreams.print(String(decoding: json(line, tokenized, analyzer), as: UTF8.self))
      }
    }
  }

  private func lines() throws -> [String] {
    if let text { return [text] }
    let data: Data?
    if file == "-" {
      data = FileHandle.standardInput.readDataToEndOfFile()
    } else {
      data = file.flatMap { FileManager.default.contents(atPath: $0) }
    }
    let name = file == "-" ? "stdin" : file ?? ""
    guard let data else {
      throw UsageError(
        zh: "读不了文件 \(name)；要直接给出文字，请写 --text", en: "cannot read the file \(name); a text itself goes behind --text")
    }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let body = data.starts(with: mark) ? data.dropFirst(mark.count) : data
    var lines: [String] = []
    for (place, bytes) in body.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      guard let line = String(validating: bytes.last == 0x0D ? bytes.dropLast() : bytes, as: UTF8.self) else {
        throw UsageError(zh: "\(name) 第 \(place + 1) 行不是 UTF-8", en: "line \(place + 1) of \(name) is not UTF-8")
      }
      lines.append(line)
    }
    if lines.last == "" { lines.removeLast() }
    return lines
  }

  private func json(_ line: String, _ tokenized: TokenizedText, _ analyzer: Analyzer) -> [UInt8] {
    let places = Redactor(policy: .none).redact(tokenized.units)
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("text")
    writer.string(line)
    writer.key("tokens")
    writer.beginArray()
    for token in tokenized.tokens {
      writer.beginObject()
      writer.key("text")
      writer.string(tokenized.text(of: token))
      writer.key("start")
      writer.integer(places.originalRange(of: token.range).lowerBound)
      writer.key("end")
      writer.integer(places.originalRange(of: token.range).upperBound)
      writer.key("kind")
      writer.string(token.kind.name)
      writer.key("origin")
      writer.string(analyzer.tokenizer.name(of: token.origin))
      writer.endObject()
    }
    writer.endArray()
    writer.key("icu_cuts")
    writer.beginArray()
    for cut in tokenized.dictionaryCuts {
      writer.integer(places.originalRange(of: TextRange(Int(cut), Int(cut))).lowerBound)
    }
    writer.endArray()
    writer.key("folded")
    writer.beginObject()
    for view in FoldView.all {
      writer.key(escaping: view == .base ? "base" : view.last.rawValue)
      writer.string(String(decoding: analyzer.folding.fold(tokenized.units, view: view).units, as: UTF16.self))
    }
    writer.endObject()
    writer.endObject()
    return writer.bytes
  }
}
