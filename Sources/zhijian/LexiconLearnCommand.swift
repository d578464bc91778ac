import ArgumentParser
import Foundation
import Zhijian
import ZhijianFormats

struct LexiconLearnCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "learn", abstract: "从有评分的会话学习情感词典的权重，并提出新的短线索，供人审阅。",
    discussion: """
      例子：
        zhijian lexicon learn 评分.jsonl > 建议.tsv              改动最大的排在前面，新线索在后
        zhijian lexicon learn 评分.jsonl --output 新词典/        整个情感词典的新版本，可用 diff 逐行审阅

      学习是带惩罚的线性回归：词的权重被拉向人写的值，证据不足就不动，也不改变正负号；短线索（cue）被拉向 0。
      每行备注里有“原重”（人写的权重）和“见于”（各数据文件里有几条会话用到）。数据和选项相同，结果就相同。
      交叉验证的数字打印到标准错误；选线索也在每一折里重做，所以是没见过的会话上的数字。数据的写法见 docs/sentiment.md。
      """)

  @Argument(help: "有评分的会话文件（JSON Lines）；几个领域的数据放在几个文件里。")
  var data: [String] = []

  @Option(name: .long, help: "最多提出几条短线索。")
  var cues = 600

  @Option(name: .long, help: "惩罚的强度：越大，权重越接近人写的值。")
  var penalty = 60.0

  @Option(name: .long, help: "说出情绪的词至少保留人写权重的几成，0 到 1。")
  var leastShare = 0.45

  @Option(name: .long, help: "交叉验证的折数；0 为不做。")
  var folds = 5

  @Option(name: .long, help: "每个文件最多读几条会话，超过的等距抽取。")
  var sample = 4000

  @Option(name: .long, help: "逐条审阅的结论（词条、类别、keep 或 drop、理由，以制表符分隔）：只采用 keep 的线索，drop 的词条不学也不写出。")
  var review: String?

  @Option(name: .long, help: "把整个情感词典的新版本写到这个文件夹；不写则把建议写到标准输出。")
  var output: String?

  @Option(name: .long, help: "交叉验证的数字另存为 JSON 文件。")
  var figures: String?

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var global: GlobalOptions

  func run() throws {
    try checkUsage()
    let redactor = Redactor(policy: .mask)
    let printer = DiagnosticPrinter(language: global.lang, usesColor: global.usesColor(on: 2), redactor: redactor)
    let loaded = try GlobalOptions.loadWorkspace(
      workspace.locations, language: global.lang, usesColor: global.usesColor(on: 2))
    let files = SentimentFiles.read(workspace.locations)
    let reading = try LabelledReading(data, command: "learn", printer: printer)
    var options = SentimentLearner.Options()
    (options.maximumCues, options.penalty, options.sample) = (cues, penalty, sample)
    options.folds = max(folds, 1)
    options.leastShare = leastShare
    options.review = try readReview(printer: printer)
    let learner: SentimentLearner
    do throws(DiagnosticsError) {
      learner = try SentimentLearner(
        lexicon: files.lexicon, folding: loaded.analyzer.folding, tokenizer: loaded.analyzer.tokenizer,
        sets: reading.sets, options: options)
    } catch {
      printer.print(error.diagnostics)
      throw ExitCode(2)
    }
    if folds > 0 { try validate(learner, redactor: redactor) }
    let learned = learner.learn()
    StandardStreams.error(summary(learned))
    if review != nil { StandardStreams.error(account(ofUnread: learned.unread)) }
    try write(LexiconChanges(learned: learned, review: options.review), files: files.files)
    if !reading.isClean { throw ExitCode(2) }
  }

  private func checkUsage() throws {
    guard (0...20_000).contains(cues) else {
      throw UsageError(zh: "--cues 应当在 0 到 20000 之间", en: "--cues must be between 0 and 20000")
    }
    guard penalty > 0, penalty <= 1e9 else {
      throw UsageError(zh: "--penalty 应当大于 0", en: "--penalty must be above 0")
    }
    guard (0...1).contains(leastShare) else {
      throw UsageError(zh: "--least-share 应当在 0 到 1 之间", en: "--least-share must be between 0 and 1")
    }
    guard folds == 0 || (2...50).contains(folds) else {
      throw UsageError(zh: "--folds 应当是 0 或 2 到 50", en: "--folds must be 0 or between 2 and 50")
    }
    guard (10...1_000_000).contains(sample) else {
      throw UsageError(zh: "--sample 应当在 10 到 1000000 之间", en: "--sample must be between 10 and 1000000")
    }
  }

  private func readReview(printer: DiagnosticPrinter) throws -> SentimentReview {
    guard let review else { return SentimentReview() }
    guard let data = FileManager.default.contents(atPath: review) else {
      throw UsageError(zh: "读不了文件 \(review)", en: "cannot read the file \(review)")
    }
    let (read, faults) = SentimentReview.parse(String(decoding: data, as: UTF8.self), named: review)
    guard faults.isEmpty else {
      printer.print(faults)
      throw ExitCode(2)
    }
    return read
  }

  private func account(ofUnread unread: [String]) -> String {
    if unread.isEmpty {
      return global.lang == .chinese ? "提出的线索都有人读过\n" : "all proposed cues have been read\n"
    }
    let first = unread.prefix(10).map { "“\($0)”" }.joined(separator: " ")
    return global.lang == .chinese
      ? "提出的线索里有 \(unread.count) 条还没有人读过，没有采用：\(first)\n"
      : "\(English.count(unread.count, "proposed cue")) left out because nobody has read them: \(first)\n"
  }

  private func validate(_ learner: SentimentLearner, redactor: Redactor) throws {
    let agreements = learner.crossValidated().map { SentimentAgreement($0.set, scores: $0.scores) }
    let report = AgreementReport(agreements, language: global.lang, redactor: redactor)
    StandardStreams.error(
      global.lang == .chinese
        ? "交叉验证（\(folds) 折，每条会话的分数来自没见过它的权重）\n"
        : "cross-validation (\(folds) folds; scores of each conversation by weights that have not seen it)\n")
    for line in report.text(quotes: 0) { StandardStreams.error(line + "\n") }
    guard let figures else { return }
    let file = FileReportOutput(path: figures, isFolder: false)
    try Self.write(report.json(quotes: 0), to: file)
  }

  private func summary(_ learned: LearnedLexicon) -> String {
    let scale = Int((learned.scale * 100).rounded())
    let changed = learned.weights.count { $0.entry.weight != $0.before }
    return global.lang == .chinese
      ? "人写的权重整体乘以 \(scale)%；\(learned.weights.count) 个词条和特征有足够证据，其中 \(changed) 个权重有变；\(learned.cues.count) 条短线索\n"
      : "written weights taken at \(scale) %; \(learned.weights.count) entries and features have enough evidence, \(changed) of them change; \(English.count(learned.cues.count, "cue"))\n"
  }

  private func write(_ changes: LexiconChanges, files: [SentimentFiles.File]) throws {
    guard let output, output != "-" else {
      return try Self.write(Array(changes.proposals.utf8), to: FileReportOutput(path: nil, isFolder: false))
    }
    let folder = FileReportOutput(path: output, isFolder: true)
    UnfinishedFiles.watchSignals()
    do {
      try folder.prepare()
      for file in files {
        let name = file.name
        if name == LexiconChanges.cueFile || name == LexiconChanges.featureFile { continue }
        try folder.write(Array(changes.rewritten(file.text).utf8), to: name)
      }
      try folder.write(Array(changes.cues.utf8), to: LexiconChanges.cueFile)
      try folder.write(Array(changes.features.utf8), to: LexiconChanges.featureFile)
      try folder.seal()
      try folder.publish()
    } catch {
      folder.discard()
      throw error
    }
  }

  private static func write(_ bytes: [UInt8], to file: FileReportOutput) throws {
    do {
      try file.prepare()
      try file.write(bytes, to: nil)
      try file.seal()
      try file.publish()
    } catch {
      file.discard()
      throw error
    }
  }
}
