import ArgumentParser
import Foundation
import Zhijian
import ZhijianFormats

struct LexiconCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lexicon", abstract: "维护词库：学习和检验情感词典，检查词典，从聊天记录里找新词。",
    subcommands: [
      LexiconLearnCommand.self, LexiconEvaluateCommand.self, LexiconCheckCommand.self, LearnWordsCommand.self,
    ])
}

struct LearnWordsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "learn-words", abstract: "从聊天记录里找词典和词表都没有的词，供人审阅。",
    discussion: """
      例子：
        zhijian lexicon learn-words 聊天记录/ --output 新词.tsv

      输出的每一行都是词表的写法（词、次数、备注），看过之后留下的行可以直接抄进 lexicons/words/ 下自己的文件。
      次数一列是空的：没有次数的词当作本行业的常用词；出现次数等数字写在备注里。例句里的个人信息已打码。
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case tsv, json
  }

  @Argument(help: "聊天记录的文件或文件夹，格式与 score 相同。")
  var paths: [String] = []

  @Option(name: .long, help: "至少出现几次。")
  var minCount = 5

  @Option(name: .long, help: "最多给出几个词。")
  var limit = 500

  @Option(name: .long, help: "看过而不要的词：一行一个词的文件，不再给出；可重复。")
  var exclude: [String] = []

  @Option(name: .long, help: "tsv 或 json。")
  var format: Format = .tsv

  @Option(name: .long, help: "输出到哪个文件；不写则写到标准输出。")
  var output: String?

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var global: GlobalOptions

  func run() throws {
    try checkUsage()
    let excluded = try excludedWords()
    let loaded = try GlobalOptions.loadWorkspace(
      workspace.locations, language: global.lang, usesColor: global.usesColor(on: 2))
    let printer = DiagnosticPrinter(
      language: global.lang, usesColor: global.usesColor(on: 2), redactor: Redactor(policy: .mask))
    var options = WordDiscovery.Options()
    options.minimumCount = minCount
    options.limit = limit
    var discovery: WordDiscovery
    do throws(DiagnosticsError) {
      discovery = try WordDiscovery(tokenizer: loaded.analyzer.tokenizer, options: options, excluding: excluded)
    } catch {
      printer.print(error.diagnostics)
      throw ExitCode(2)
    }
    let isClean = read(into: &discovery, printer: printer)
    try write(discovery.proposals())
    if !isClean { throw ExitCode(2) }
  }

  private func checkUsage() throws {
    guard !paths.isEmpty else {
      throw UsageError(
        zh: "请给出聊天记录的文件或文件夹，例如 zhijian lexicon learn-words 聊天记录/",
        en: "name a file or folder of transcripts, such as zhijian lexicon learn-words chats/")
    }
    guard (2...1_000_000).contains(minCount) else {
      throw UsageError(zh: "--min-count 应当在 2 到 1000000 之间", en: "--min-count must be between 2 and 1000000")
    }
    guard (1...100_000).contains(limit) else {
      throw UsageError(zh: "--limit 应当在 1 到 100000 之间", en: "--limit must be between 1 and 100000")
    }
  }

  private func excludedWords() throws -> [String] {
    try exclude.flatMap { path in
      guard let data = FileManager.default.contents(atPath: path) else {
        throw UsageError(zh: "读不了文件 \(path)", en: "cannot read the file \(path)")
      }
      return String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline)
        .filter { !$0.hasPrefix("#") }.compactMap { $0.split(separator: "\t").first.map(String.init) }
    }
  }

  /// Reads all transcripts; false where something could not be read.
  private func read(into discovery: inout WordDiscovery, printer: DiagnosticPrinter) -> Bool {
    let listing = TranscriptFolder.list(paths)
    var problems = listing.diagnostics
    var conversations = 0
    for file in listing.files {
      let report = TranscriptReader(options: .withShippedMappings).read(path: file.path) { record in
        switch record {
        case .transcript(let imported):
          conversations += 1
          discovery.beginConversation()
          let messages = imported.transcript.messages
          for (index, message) in messages.enumerated() where message.isWritten && !message.isAutoReply {
            discovery.add(message: index, of: messages)
          }
          problems += imported.diagnostics.filter { $0.severity == .error }
        case .failure(_, let diagnostic): problems.append(diagnostic)
        }
        return true
      }
      problems += report.diagnostics
    }
    if conversations == 0, !problems.contains(where: { $0.severity == .error }) {
      let nothing = LocalizedText(zh: "没有读到任何会话", en: "no conversation was read")
      problems.append(Diagnostic(.error, code: "no-conversations", message: nothing))
    }
    printer.print(problems.filter { $0.severity != .note })
    return !problems.contains { $0.severity == .error }
  }

  private func write(_ proposals: [WordDiscovery.Proposal]) throws {
    let page = WordProposals(proposals: proposals, language: global.lang)
    let file = FileReportOutput(path: output == "-" ? nil : output, isFolder: false)
    UnfinishedFiles.watchSignals()
    do {
      try file.prepare()
      try file.write(format == .tsv ? Array(page.tsv.utf8) : page.json, to: nil)
      try file.seal()
      try file.publish()
    } catch {
      file.discard()
      throw error
    }
  }
}

/// Proposed words as people and programs read them.
private struct WordProposals {
  let proposals: [WordDiscovery.Proposal]
  let language: Language

  /// A word list: accepted lines can be taken over as they are.
  var tsv: String {
    let head =
      language == .chinese
      ? "# 词<TAB>次数（空：当作常用词）<TAB>出现次数 会话数 凝固度 左右自由度 得分｜例句（已打码）\n"
      : "# word<TAB>count (empty: taken as frequent)<TAB>seen, conversations, cohesion, freedom left/right, score | example (masked)\n"
    return head + proposals.map { line($0) }.joined()
  }

  private func line(_ proposal: WordDiscovery.Proposal) -> String {
    let figures = [proposal.cohesion, proposal.leftEntropy, proposal.rightEntropy, proposal.score].map(Self.rounded)
    let example = proposal.example.replacing("\t", with: " ")
    let note =
      language == .chinese
      ? "出现\(proposal.count)次 会话\(proposal.conversations)个 凝固\(figures[0]) 左\(figures[1]) 右\(figures[2]) 得分\(figures[3])｜\(example)"
      : "seen \(proposal.count), conversations \(proposal.conversations), cohesion \(figures[0]), left \(figures[1]), right \(figures[2]), score \(figures[3]) | \(example)"
    return "\(proposal.word)\t\t\(note)\n"
  }

  var json: [UInt8] {
    var writer = JSONWriter()
    writer.beginArray()
    for proposal in proposals {
      writer.beginObject()
      writer.key("word")
      writer.string(proposal.word)
      writer.key("count")
      writer.integer(proposal.count)
      writer.key("conversations")
      writer.integer(proposal.conversations)
      for (key, value) in [
        ("cohesion", proposal.cohesion), ("left_entropy", proposal.leftEntropy),
        ("right_entropy", proposal.rightEntropy), ("score", proposal.score),
      ] {
        writer.key(escaping: key)
        writer.number((value * 1000).rounded() / 1000)
      }
      writer.key("example")
      writer.string(proposal.example)
      writer.endObject()
    }
    writer.endArray()
    writer.newline()
    return writer.bytes
  }

  private static func rounded(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
