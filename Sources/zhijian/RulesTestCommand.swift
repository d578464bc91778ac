import ArgumentParser
import Foundation
import Zhijian
import ZhijianFormats

struct RulesTestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "运行规则自带的例子和旁边的对话测试（规则id.test.yaml）。",
    discussion: """
      例子和测试的写法见 docs/rules.md。known_gap 只显示，不算失败；没有规则或没有例子算错误。
      退出码：0 全部通过，1 有失败，2 有错误。

        zhijian rules test                                    测试配置里的全部规则
        zhijian rules test my-rules --filter 换了客服         只跑 id 或测试名含有这段文字的
        zhijian rules test --coverage --fail-under conditions=85  哪些条件和短语没有例子看着
        zhijian rules test --watch                            改一个文件，马上重跑受影响的规则
        zhijian rules test --format text --output - --format junit --output rules.xml
      """)

  @Argument(help: "规则或测试的文件夹或文件；不写则测试配置里的规则。")
  var paths: [String] = []

  @Option(name: .long, help: "只测试 id 或测试名含有这段文字的。")
  var filter: String?

  @Option(name: .long, help: "输出格式：text、json、junit、sarif、github；可重复。")
  var format: [String] = []

  @Option(name: .long, help: "输出到哪里；- 是标准输出。与 --format 成对。")
  var output: [String] = []

  @Flag(name: .long, help: "统计例子和测试覆盖了规则的哪些条件和短语。")
  var coverage = false

  @Option(
    name: .long,
    help: "覆盖率低于它时退出码为 1，如 60、conditions=85、phrases=10；可重复。")
  var failUnder: [String] = []

  @Flag(name: .long, help: "文件一改就重跑受影响的规则，Ctrl-C 结束。")
  var watch = false

  @OptionGroup var threads: ThreadOptions
  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var global: GlobalOptions

  func run() throws {
    try threads.check()
    let bars = try failUnder.map(CoverageBar.init)
    try OutputPlaces.checkCounts(formats: format, outputs: output)
    let targets = try OutputPlaces.pairs(
      formats: format, outputs: output, known: RuleTestReport.Format.allCases.map(\.rawValue), isFolder: { _ in false })
    var locations = workspace.locations
    if !paths.isEmpty { locations.rules = paths.map(Self.ruleFile) }
    let covers = coverage || !bars.isEmpty
    if watch {
      guard targets.allSatisfy({ $0.format == "text" && $0.path == nil }) else {
        throw UsageError(zh: "--watch 只在终端显示", en: "--watch shows text on standard output only")
      }
      let session = RuleTestSession(locations, filter: filter, jobs: threads.count, covers: covers)
      return try RuleTestWatch(session: session, global: global).run()
    }
    UnfinishedFiles.watchSignals()
    let printer = DiagnosticPrinter(language: global.lang, usesColor: global.usesColor(on: 2))
    let outcome: RuleTestRun
    do {
      let loaded = try Workspace.load(locations)
      printer.print(loaded.warnings)
      outcome = try RuleTestRun.run(loaded, locations, filter: filter, jobs: threads.count, covers: covers)
    } catch let error as DiagnosticsError {
      outcome = RuleTestRun(faults: error.diagnostics)
    }
    printer.print(outcome.faults)
    printer.printTotal(outcome.faults)
    try write(outcome, targets)
    let isEmpty = outcome.isEmpty && outcome.faults.isEmpty
    if isEmpty {
      StandardStreams.error(global.lang == .chinese ? "错误: 没有可以运行的例子\n" : "error: there are no examples to run\n")
    }
    if isEmpty || outcome.hasErrors { throw ExitCode(2) }
    let missed = bars.filter { $0.isMissed(by: outcome) }
    for bar in missed { StandardStreams.error(bar.message(outcome, in: global.lang) + "\n") }
    if outcome.count(.failed) > 0 || !missed.isEmpty { throw ExitCode(1) }
  }

  /// The rule that a test file stands beside; any other path as it is.
  private static func ruleFile(_ path: String) -> String {
    let suffix = ".test.yaml"
    return path.hasSuffix(suffix) ? path.dropLast(suffix.count) + ".yaml" : path
  }

  private func write(_ outcome: RuleTestRun, _ targets: [(format: String, path: String?)]) throws {
    let report = RuleTestReport(
      run: outcome, language: global.lang, folder: FileManager.default.currentDirectoryPath, listsCoverage: coverage)
    try FileReportOutput.publish(
      targets.compactMap { target in
        RuleTestReport.Format(rawValue: target.format).map { (report.bytes($0), target.path) }
      })
  }
}
