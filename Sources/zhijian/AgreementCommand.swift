import ArgumentParser
import Foundation
import Zhijian
import ZhijianFormats

struct AgreementCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agreement", abstract: "拿人工质检表和程序比：一致率、κ、PABAK、Krippendorff α，哪里不一致，谁偏严，按月有没有变。",
    discussion: """
      例子：
        zhijian agreement --human 质检表.xlsx --preview                    看表会怎样读，每个检查项对应哪条规则
        zhijian agreement --human 质检表.xlsx --write-items 质检项.yaml    把读法写成文件，改好后：
        zhijian agreement 聊天记录/ --human 质检表.xlsx --items 质检项.yaml
        zhijian agreement 聊天记录/ --human 质检表.xlsx --format html --output 一致性.html --format csv --output 一致性/

      质检表是 CSV、TSV、XLSX 或 JSONL：一行一个会话、一列一个检查项，或者一行一项。数字怎样看见 docs/agreement.md。
      """)

  @Argument(help: "聊天记录的文件或文件夹，格式与 score 相同。")
  var paths: [String] = []

  @Option(name: .long, help: "人工质检表；可重复，例如一人一份。")
  var human: [String] = []

  @Option(name: .long, help: "质检表映射（YAML）：哪一列是什么，每个检查项和哪条规则或评分项比较；不写则按名字猜。")
  var items: String?

  @Flag(name: .long, help: "只看表会怎样读，不比较。")
  var preview = false

  @Option(name: .long, help: "把读法写成映射文件；已存在则不覆盖。")
  var writeItems: String?

  @Option(name: .long, help: "终端和网页上列出多少处不一致。")
  var quotes: Int?

  @Option(name: .long, help: "输出格式：text、json、csv（文件夹）、html；可重复，与 --output 成对。")
  var format: [String] = []

  @Option(name: .long, help: "输出到哪里；- 是标准输出。")
  var output: [String] = []

  @Option(name: .long, help: "个人信息：none 原样、mask 打码、pseudonym 假名；默认给人看的格式打码。")
  var privacy: PrivacyChoice?

  @OptionGroup var threads: ThreadOptions
  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var global: GlobalOptions

  private var onlyReads: Bool { preview || writeItems != nil }

  func run() throws {
    try check()
    let targets = try OutputPlaces.pairs(
      formats: format, outputs: output, known: InspectionDocument.Format.allCases.map(\.rawValue),
      isFolder: { $0 == InspectionDocument.Format.csv.rawValue })
    for (_, path) in targets {
      guard let path else { continue }
      for input in human + [items].compactMap({ $0 }) where TranscriptFolder.Listing.isSamePlace(input, path) {
        throw UsageError(zh: "--output \(path) 会覆盖要读的文件", en: "--output \(path) would overwrite what is read")
      }
    }
    let key = try privacy?.pseudonymKey()
    let loaded = try GlobalOptions.loadWorkspace(
      workspace.locations, language: global.lang, usesColor: global.usesColor(on: 2))
    let policy = try PrivacyChoice.policy(privacy, in: loaded.configuration, key: key)
    let sink = DiagnosticSink()
    let printer = DiagnosticPrinter(
      language: global.lang, usesColor: global.usesColor(on: 2), redactor: Redactor(policy: policy ?? .mask))
    let tables = try read(loaded, sink: sink, printer: printer)
    if onlyReads {
      try show(tables, loaded, Redactor(policy: policy ?? .mask))
    } else {
      let options = ReportOptions(
        language: global.lang, privacy: policy, rules: loaded.everyRule, policy: loaded.policy,
        versions: loaded.versions, zone: loaded.configuration.calendar.zone,
        usesColor: output.allSatisfy { $0 == "-" } && global.usesColor(on: 1))
      if try compare(tables, loaded, options, targets, printer) { throw ExitCode(2) }
    }
    if sink.hasErrors { throw ExitCode(2) }
  }

  private func check() throws {
    try threads.check()
    guard !human.isEmpty else {
      throw UsageError(
        zh: "请用 --human 给出人工质检表，例如 zhijian agreement 聊天记录/ --human 质检表.xlsx",
        en: "name a table of human inspection, such as zhijian agreement chats/ --human inspection.xlsx")
    }
    guard onlyReads || !paths.isEmpty else {
      throw UsageError(
        zh: "请给出聊天记录的文件或文件夹；只看质检表怎样读用 --preview",
        en: "name the transcripts, or use --preview to see how the table is read")
    }
    if onlyReads, !format.isEmpty || !output.isEmpty {
      throw UsageError(
        zh: "--preview、--write-items 不和 --format、--output 一起用",
        en: "--preview and --write-items do not go with --format and --output")
    }
    if let quotes, !(0...100_000).contains(quotes) {
      throw UsageError(zh: "--quotes 应当在 0 到 100000 之间", en: "--quotes must be between 0 and 100000")
    }
    try OutputPlaces.checkCounts(formats: format, outputs: output)
    if let writeItems, FileManager.default.fileExists(atPath: writeItems) {
      throw UsageError(
        zh: "\(writeItems) 已经有了，换个名字或先删掉", en: "\(writeItems) is there already: choose another name or remove it")
    }
  }

  /// Reads the tables; ends with exit code 2 where one cannot be read at all.
  private func read(_ loaded: Workspace, sink: DiagnosticSink, printer: DiagnosticPrinter) throws -> InspectionTables {
    let rules = loaded.everyRule
    var mapping: InspectionMapping?
    if let items {
      mapping = InspectionMapping.read(items, rules: rules, policy: loaded.policy, sink: sink)
      guard mapping != nil else {
        printer.print(sink.sorted)
        printer.printTotal(sink.diagnostics)
        throw ExitCode(2)
      }
    }
    let tables = InspectionTables.read(
      human, mapping: mapping, rules: rules, policy: loaded.policy, zone: loaded.configuration.calendar.zone,
      sink: sink)
    printer.print(sink.sorted.filter { $0.severity != .note })
    guard let tables else {
      printer.printTotal(sink.diagnostics)
      throw ExitCode(2)
    }
    return tables
  }

  private func show(_ tables: InspectionTables, _ loaded: Workspace, _ redactor: Redactor) throws {
    let page = InspectionPreview(
      tables, rules: loaded.everyRule, policy: loaded.policy, language: global.lang, redactor: redactor)
    if preview { try StandardStreams.print(page.lines.joined(separator: "\n")) }
    guard let writeItems else { return }
    UnfinishedFiles.watchSignals()
    let file = FileReportOutput(path: writeItems, isFolder: false)
    do {
      try file.prepare()
      try file.write(Array(page.yaml.utf8), to: nil)
      try file.seal()
      try file.publish()
    } catch {
      file.discard()
      throw error
    }
    StandardStreams.error(
      global.lang == .chinese
        ? "已写 \(writeItems)，核对以后用 --items \(writeItems)\n"
        : "wrote \(writeItems): check it, then use --items \(writeItems)\n")
  }

  /// Scores the conversations and writes what comes of it; true where something could not be read.
  private func compare(
    _ tables: InspectionTables, _ loaded: Workspace, _ options: ReportOptions,
    _ targets: [(format: String, path: String?)], _ printer: DiagnosticPrinter
  ) throws -> Bool {
    UnfinishedFiles.watchSignals()
    let isFolder = { (format: String) in format == InspectionDocument.Format.csv.rawValue }
    let outputs = targets.map { FileReportOutput(path: $0.path, isFolder: isFolder($0.format)) }
    let places = targets.compactMap(\.path)
    let files = targets.filter { !isFolder($0.format) }.compactMap(\.path)
    let listing = try OutputPlaces.listing(of: paths, outputs: places, files: files)
    var study = AgreementStudy(
      items: tables.mapping.compared, entries: tables.entries, rules: options.rules, policy: options.policy,
      zone: options.zone)
    do {
      for output in outputs { try output.prepare() }
      let problems = try score(listing, loaded, into: &study, printer)
      let comparison = study.comparison()
      if comparison.matched == 0, !problems.hasErrors {
        printer.print([Self.nothingMatched(comparison)])
        for output in outputs { output.discard() }
        return true
      }
      let document = InspectionDocument(
        comparison: comparison, tables: tables, problems: problems.diagnostics, options: options, quotes: quotes ?? 10)
      for (target, output) in zip(targets, outputs) {
        guard let format = InspectionDocument.Format(rawValue: target.format) else { continue }
        switch format {
        case .csv: try document.writeCSV(to: output)
        default: try output.write(document.bytes(format), to: nil)
        }
      }
      for output in outputs { try output.seal() }
      for output in outputs { try output.publish() }
      return problems.hasErrors
    } catch {
      for output in outputs { output.discard() }
      guard error is ReaderGone else { throw error }
      return false
    }
  }

  private static func nothingMatched(_ comparison: InspectionComparison) -> Diagnostic {
    let ids = comparison.unmatched.prefix(3).joined(separator: ", ")
    return Diagnostic(
      .error, code: "no-match",
      message: LocalizedText(
        zh: "质检表里的会话编号（\(ids) …）一个也对不上聊天记录", en: "none of the table's ids (\(ids) …) is that of a conversation"),
      hint: LocalizedText(
        zh: "看看是不是认错了列（--preview），或者聊天记录的会话编号是另一套",
        en: "see whether the column is right (--preview), or whether the transcripts have other ids"))
  }

  private func score(
    _ listing: TranscriptFolder.Listing, _ loaded: Workspace, into study: inout AgreementStudy,
    _ printer: DiagnosticPrinter
  ) throws -> (diagnostics: [Diagnostic], hasErrors: Bool) {
    var diagnostics: [Diagnostic] = []
    var hasErrors = false
    var duplicates = 0
    var progress = ProgressLine(language: global.lang, isShown: isatty(2) == 1)
    func take(_ diagnostic: Diagnostic) {
      diagnostics.append(diagnostic)
      if diagnostic.severity == .error { hasErrors = true }
      guard diagnostic.severity != .note else { return }
      progress.clear()
      printer.print([diagnostic])
    }
    try BatchScorer(workspace: loaded, jobs: threads.count).score(
      listing,
      event: { event in
        switch event {
        case .problem(let diagnostic): take(diagnostic)
        case .duplicate: duplicates += 1
        case .evaluation(let evaluation): study.add(evaluation)
        }
      }, progress: { progress.show($0) })
    progress.clear()
    if let note = BatchNotes.duplicates(duplicates) { diagnostics.append(note) }
    if let warning = BatchNotes.repeatedIDs(study.repeatedIDs) { take(warning) }
    if study.conversations == 0, !hasErrors { take(BatchNotes.noConversations) }
    return (diagnostics, hasErrors)
  }
}
