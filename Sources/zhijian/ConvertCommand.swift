import ArgumentParser
import Foundation
import Zhijian
import ZhijianFormats

struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert", abstract: "把聊天记录转成标准会话 JSONL、阿里云 SCA 或 Contact Lens 的 JSON。",
    discussion: """
      例子：
        zhijian convert 导出/ --output 会话.jsonl            几次导出重叠的会话合并成一个
        zhijian convert 导出.xlsx --to sca --output sca.json

        zhijian convert 导出/ --privacy mask                 个人信息打码后再交给别人

      不写 --privacy 时原样输出，不打码。--to contact-lens 一行一个会话。
      """)

  enum Target: String, ExpressibleByArgument, CaseIterable {
    case jsonl, sca
    case contactLens = "contact-lens"
  }

  @Argument(help: "聊天记录的文件或文件夹。")
  var paths: [String] = []

  @Option(name: .long, help: "转成什么：jsonl、sca 或 contact-lens。")
  var to: Target = .jsonl

  @Option(name: .long, help: "写到哪里；- 是标准输出。")
  var output = "-"

  @Flag(name: .long, help: "不合并：读一个写一个，内存不随输入增长（sca 除外）。")
  var noMerge = false

  @Option(name: .long, help: "个人信息：none 原样（默认）、mask 打码、pseudonym 假名。")
  var privacy: PrivacyChoice?

  @OptionGroup var choices: ImportChoices
  @OptionGroup var global: GlobalOptions

  func run() throws {
    guard !paths.isEmpty else {
      throw UsageError(
        zh: "请给出聊天记录的文件或文件夹，例如 zhijian convert 导出/ --output 会话.jsonl",
        en: "name a file or folder of transcripts, such as zhijian convert chats/ --output chats.jsonl")
    }
    guard !output.isEmpty else { throw UsageError(zh: "--output 是空的", en: "--output is empty") }
    let policy = try PrivacyChoice.policy(
      privacy ?? PrivacyChoice.none, in: Configuration(), key: privacy?.pseudonymKey())
    let redactor = Redactor(policy: policy ?? .none)
    let options = try choices.options(global: global)
    let path = output == "-" ? nil : output
    let listing = try OutputPlaces.listing(of: paths, outputs: path.map { [$0] } ?? [], files: path.map { [$0] } ?? [])
    UnfinishedFiles.watchSignals()
    let target = FileReportOutput(path: path, isFolder: false)
    let run = ConvertRun(
      options: options, target: to, merges: !noMerge, output: target,
      redactor: redactor,
      printer: DiagnosticPrinter(
        language: global.lang, usesColor: global.usesColor(on: 2),
        redactor: policy == Redactor.Policy.none ? Redactor(policy: .mask) : redactor),
      language: global.lang)
    do {
      try target.prepare()
      try run.run(listing)
      try target.seal()
      try target.publish()
    } catch {
      target.discard()
      guard error is ReaderGone else { throw error }
      return
    }
    if run.hasErrors { throw ExitCode(2) }
  }
}

/// One run of `zhijian convert`.
final class ConvertRun {
  private let options: ImportOptions
  private let target: ConvertCommand.Target
  private let merges: Bool
  private let output: FileReportOutput
  private let redactor: Redactor
  private let printer: DiagnosticPrinter
  private let language: Language
  private(set) var hasErrors = false
  private var merger = TranscriptMerger()
  private var written = 0
  private var read = 0

  init(
    options: ImportOptions, target: ConvertCommand.Target, merges: Bool, output: FileReportOutput,
    redactor: Redactor, printer: DiagnosticPrinter, language: Language
  ) {
    self.redactor = redactor
    (self.options, self.target, self.merges) = (options, target, merges)
    (self.output, self.printer, self.language) = (output, printer, language)
  }

  func run(_ listing: TranscriptFolder.Listing) throws {
    report(listing.diagnostics)
    let holds = merges || target == .sca
    var kept: [Transcript] = []
    var failure: (any Error)?
    for file in listing.files where failure == nil {
      let report = TranscriptReader(options: options).read(path: file.path) { record in
        switch record {
        case .failure(_, let diagnostic): self.report([diagnostic])
        case .transcript(let imported):
          self.report(imported.diagnostics)
          read += 1
          if merges {
            merger.add(imported.transcript)
          } else if holds {
            kept.append(imported.transcript)
          } else {
            do { try write(imported.transcript) } catch { failure = error }
          }
        }
        return failure == nil && !output.isReaderGone
      }
      self.report(report.diagnostics)
    }
    if let failure { throw failure }
    let transcripts = merges ? merger.transcripts : kept
    if target == .sca {
      written = transcripts.count
      try output.write(SCAUploadWriter().document(transcripts.map { redactor.redact($0) }) + [0x0A], to: nil)
    } else {
      for transcript in transcripts { try write(transcript) }
    }
    try output.flushAll()
    if read == 0, !hasErrors { report([BatchNotes.noConversations]) }
    tell()
  }

  private func write(_ transcript: Transcript) throws {
    written += 1
    let transcript = redactor.redact(transcript)
    let line =
      target == .jsonl
      ? CanonicalJSONLWriter().line(transcript) : ContactLensWriter().line(transcript, number: written)
    try output.write(line + [0x0A], to: nil)
  }

  private func report(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics {
      if diagnostic.severity == .error { hasErrors = true }
      if diagnostic.severity != .note { printer.print([diagnostic]) }
    }
  }

  private func tell() {
    let isChinese = language == .chinese
    var text =
      isChinese
      ? "读出 \(read) 个会话，写出 \(written) 个" : "\(English.count(read, "conversation")) read, \(written) written"
    if merger.duplicates + merger.merged > 0 {
      text +=
        isChinese
        ? "；\(merger.duplicates) 个完全重复，\(merger.merged) 个与前面的合并，共有 \(merger.sharedMessages) 条消息重复"
        : "; \(merger.duplicates) the same as earlier ones, \(merger.merged) merged, \(English.count(merger.sharedMessages, "message")) in both"
    }
    StandardStreams.error(text + "\n")
  }
}
