public import ArgumentParser
import Foundation
import Zhijian
public import ZhijianFormats

extension ReviewReport.Format: ExpressibleByArgument {}

struct RulesReviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review", abstract: "人工复核：抽样导出一张表，填好以后读回来，算精确率、召回率和一致性。",
    discussion: """
      第一步，抽样导出。每条规则抽一些命中、一些险些命中（看到了但没有算）和一些没有命中的会话：
        zhijian rules review 聊天记录/ --output 复核.csv --per-rule 20

      第二步，在表格软件里填“判定”（对、错、不确定）、“理由”、“审核人”三列，一人一份，存成 CSV。

      第三步，读回来：
        zhijian rules review --read 复核-王.csv --read 复核-李.csv
        zhijian score 聊天记录/ --reviews 复核-王.csv         判错的命中改判，不计分
        zhijian rules review --read 复核-王.csv --write-tests rules 聊天记录/
                                                             判错的变成规则旁边的测试

      抽样只看种子和内容：同样的聊天记录、规则和 --seed 得到同样的表。推算的方法和前提见 docs/reviews.md。
      """)

  @Argument(help: "聊天记录的文件或文件夹，格式与 score 相同。")
  var paths: [String] = []

  @Option(name: .long, help: "复核表写到哪里；- 是标准输出。")
  var output = "-"

  @Option(name: .long, help: "每条规则最多抽多少行，至少 4。")
  var perRule = 20

  @Option(name: .long, help: "抽样的种子，0 以上的整数。")
  var seed: UInt64 = 1

  @Option(name: .long, help: "只抽 id 含有这段文字的规则。")
  var filter: String?

  @Flag(name: .long, help: "不写 UTF-8 的字节顺序标记（Excel 靠它认出 UTF-8）。")
  var noBom = false

  @Option(name: .long, help: "读填好的复核表；可重复。")
  var read: [String] = []

  @Option(name: .long, help: "把判错的写成测试，放在这个文件夹里规则的旁边（配合 --read 和聊天记录）。")
  var writeTests: String?

  @Option(name: .long, help: "读回来的结果的格式：text 或 json。")
  var format: ReviewReport.Format = .text

  @Option(name: .long, help: "个人信息：none 原样、mask 打码、pseudonym 假名；默认打码。")
  var privacy: PrivacyChoice?

  @OptionGroup var threads: ThreadOptions
  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var global: GlobalOptions

  func run() throws {
    try threads.check()
    UnfinishedFiles.watchSignals()
    if read.isEmpty {
      try checkExport()
      try export()
    } else {
      try checkReading()
      try readBack()
    }
  }

  private func checkExport() throws {
    if paths.isEmpty {
      throw UsageError(
        zh: "请给出聊天记录来抽样，或者用 --read 读填好的表", en: "name transcripts to draw from, or filled tables by --read")
    }
    if writeTests != nil {
      throw UsageError(zh: "--write-tests 要和 --read 一起用", en: "--write-tests goes with --read")
    }
    let least = ReviewSampler.minimumPerRule
    guard (least...10_000).contains(perRule) else {
      throw UsageError(
        zh: "--per-rule 应当在 \(least) 到 10000 之间", en: "--per-rule must be between \(least) and 10000")
    }
  }

  private func checkReading() throws {
    if writeTests == nil, !paths.isEmpty {
      throw UsageError(
        zh: "--read 只在写测试（--write-tests）时需要聊天记录", en: "--read needs transcripts only to write tests (--write-tests)")
    }
    if writeTests != nil, paths.isEmpty {
      throw UsageError(
        zh: "写测试要有对话原文：请在后面加上聊天记录", en: "tests are made of the conversations: name the transcripts too")
    }
  }

  // MARK: Out

  private func export() throws {
    let loaded = try GlobalOptions.loadWorkspace(
      workspace.locations, language: global.lang, usesColor: global.usesColor(on: 2))
    let rules = loaded.everyRule
    let chosen = rules.rules.filter { rule in filter.map { rule.id.contains($0) } ?? true }
    guard !chosen.isEmpty else {
      throw UsageError(zh: "没有 id 含有“\(filter ?? "")”的规则", en: "no rule has '\(filter ?? "")' in its id")
    }
    let key = try privacy?.pseudonymKey()
    let options = ReportOptions(
      language: global.lang, privacy: try PrivacyChoice.policy(privacy, in: loaded.configuration, key: key),
      rules: rules, policy: loaded.policy, versions: loaded.versions, zone: loaded.configuration.calendar.zone)
    let places = output == "-" ? [] : [output]
    let listing = try OutputPlaces.listing(of: paths, outputs: places, files: places)
    let file = FileReportOutput(path: output == "-" ? nil : output, isFolder: false)
    var sampler = ReviewSampler(
      rules: chosen, calendar: loaded.configuration.calendar, perRule: perRule, seed: seed)
    do {
      try file.prepare()
      try score(listing, loaded) { sampler.add($0) }
      let drawn = sampler.drawn()
      try file.write(
        ReviewTable(options: options).bytes(drawn, batch: sampler.batch, byteOrderMark: !noBom), to: nil)
      try file.seal()
      try file.publish()
      if output != "-" {
        StandardStreams.error(
          global.lang == .chinese
            ? "已写 \(output)：\(Set(drawn.map(\.sample.rule)).count) 条规则，\(drawn.count) 行\n"
            : "wrote \(output): \(English.count(Set(drawn.map(\.sample.rule)).count, "rule")), "
              + "\(English.count(drawn.count, "row"))\n")
      }
    } catch {
      file.discard()
      throw error
    }
  }

  /// Scores files and hands out every conversation once. Throws the exit code where something could not be read.
  private func score(
    _ listing: TranscriptFolder.Listing, _ loaded: Workspace, take: (Evaluation) throws -> Void
  ) throws {
    let printer = DiagnosticPrinter(
      language: global.lang, usesColor: global.usesColor(on: 2), redactor: Redactor(policy: .mask))
    var progress = ProgressLine(language: global.lang, isShown: isatty(2) == 1)
    var hasErrors = false
    var conversations = 0
    func report(_ diagnostic: Diagnostic) {
      progress.clear()
      if diagnostic.severity == .error { hasErrors = true }
      if diagnostic.severity != .note { printer.print([diagnostic]) }
    }
    try BatchScorer(workspace: loaded, jobs: threads.count).score(
      listing,
      event: { event in
        switch event {
        case .problem(let diagnostic): report(diagnostic)
        case .duplicate: break
        case .evaluation(let evaluation):
          conversations += 1
          for diagnostic in evaluation.diagnostics where diagnostic.severity == .error { report(diagnostic) }
          try take(evaluation)
        }
      }, progress: { progress.show($0) })
    progress.clear()
    if conversations == 0, !hasErrors { report(BatchNotes.noConversations) }
    if hasErrors { throw ExitCode(2) }
  }

  // MARK: Back in

  private func readBack() throws {
    let sink = DiagnosticSink()
    let rows = ReviewFile.read(read, sink: sink)
    let printer = DiagnosticPrinter(
      language: global.lang, usesColor: global.usesColor(on: 2), redactor: Redactor(policy: .mask))
    printer.print(sink.sorted.filter { $0.severity != .note })
    guard !sink.hasErrors else {
      printer.printTotal(sink.sorted)
      throw ExitCode(2)
    }
    let statistics = ReviewStatistics(rows)
    let tests = try writeTests.map { try write(statistics.items, to: $0) }
    let report = FileReportOutput(path: nil, isFolder: false)
    try report.write(ReviewReport(statistics, tests: tests, language: global.lang).bytes(format), to: nil)
    try report.flushAll()
    if tests?.contains(where: { $0.outcome == .unfit || $0.outcome == .noRule }) ?? false { throw ExitCode(2) }
  }

  private func write(_ items: [ReviewItem], to folder: String) throws -> [ReviewTestFiles.Entry] {
    let loaded = try GlobalOptions.loadWorkspace(
      workspace.locations, language: global.lang, usesColor: global.usesColor(on: 2))
    let sink = DiagnosticSink()
    var files = ReviewTestFiles(folder: folder, items: items, workspace: loaded, sink: sink)
    let printer = DiagnosticPrinter(language: global.lang, usesColor: global.usesColor(on: 2))
    guard !sink.hasErrors else {
      printer.print(sink.sorted)
      throw ExitCode(2)
    }
    try score(TranscriptFolder.list(paths), loaded) { try files.add($0) }
    let (changes, entries) = files.finish()
    printer.print(sink.sorted)
    for change in changes {
      let output = FileReportOutput(path: change.path, isFolder: false)
      do {
        try output.prepare()
        try output.write(Array(change.text.utf8), to: nil)
        try output.seal()
        try output.publish()
      } catch {
        output.discard()
        throw error
      }
    }
    return entries
  }
}
