import ArgumentParser
import Foundation
import Zhijian
import ZhijianFormats

struct RulesMutateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mutate", abstract: "把规则改坏一处，看它的例子和测试能不能发现（变异测试）。",
    discussion: """
      每次只改一处：换角色、放宽或收窄范围、条件取反、换动词、改门槛、去掉 unless、polarity、given、for 或一个条件。
      有例子或测试因此失败，就是“杀死”；全都照样通过，就是“存活”，说明那一处没有测试看着，逐个列出位置和改动。
      改了等于没改（等价）和改成了错规则（无效）的不计。去掉短语的变异另计，--phrases 时逐个列出。
      退出码：0 正常，1 杀死率低于 --fail-under，2 有错误或规则的测试本来就不通过。

        zhijian rules mutate                          变异全部规则
        zhijian rules mutate slow-reply 加微信规则id  只看这几条
        zhijian rules mutate --skip drop-phrase       不试去掉短语的，快得多
        zhijian rules mutate --limit 500 --seed 7     随机抽 500 个变异，同一个种子抽到的一样
        zhijian rules mutate --fail-under 90 --format json --output mutation.json
      """)

  @Argument(help: "规则 id；不写则变异全部规则。")
  var ids: [String] = []

  @Option(name: .long, help: "最多试多少个变异；多了就抽样。")
  var limit: Int?

  @Option(name: .long, help: "抽样的种子。")
  var seed: UInt64 = 1

  @Option(name: .long, help: "不做这种变异，名字见报告，如 drop-phrase；可重复。")
  var skip: [String] = []

  @Flag(name: .long, help: "存活的短语变异也逐个列出。")
  var phrases = false

  @Option(name: .long, help: "杀死率（不计短语）低于这个百分数时退出码为 1。")
  var failUnder: Double?

  @Option(name: .long, help: "输出格式：text、json；可重复。")
  var format: [String] = []

  @Option(name: .long, help: "输出到哪里；- 是标准输出。与 --format 成对。")
  var output: [String] = []

  @OptionGroup var threads: ThreadOptions
  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var global: GlobalOptions

  func run() throws {
    try threads.check()
    if let limit, limit < 1 { throw UsageError(zh: "--limit 应当是正整数", en: "--limit must be positive") }
    if let failUnder, !(0...100).contains(failUnder) {
      throw UsageError(zh: "--fail-under 应当在 0 到 100 之间", en: "--fail-under must be between 0 and 100")
    }
    let skipped = try skip.map(mutator)
    try OutputPlaces.checkCounts(formats: format, outputs: output)
    let targets = try OutputPlaces.pairs(
      formats: format, outputs: output, known: RuleMutationReport.Format.allCases.map(\.rawValue),
      isFolder: { _ in false })
    UnfinishedFiles.watchSignals()
    let printer = DiagnosticPrinter(language: global.lang, usesColor: global.usesColor(on: 2))
    let outcome: RuleMutationRun
    do {
      let locations = workspace.locations
      let loaded = try Workspace.load(locations)
      printer.print(loaded.warnings)
      try check(loaded.rules.rules.map(\.id))
      var choice = RuleMutationRun.Choice()
      (choice.rules, choice.limit, choice.seed, choice.jobs) = (ids, limit, seed, threads.count)
      choice.skipped = Set(skipped)
      outcome = try RuleMutationRun.run(loaded, locations, choice)
    } catch let error as DiagnosticsError {
      outcome = RuleMutationRun(faults: error.diagnostics)
    }
    printer.print(outcome.faults)
    printer.printTotal(outcome.faults)
    let report = RuleMutationReport(
      run: outcome, language: global.lang, folder: FileManager.default.currentDirectoryPath, showsPhrases: phrases)
    try FileReportOutput.publish(
      targets.compactMap { target in
        RuleMutationReport.Format(rawValue: target.format).map { (report.bytes($0), target.path) }
      })
    if outcome.hasErrors { throw ExitCode(2) }
    if failUnder.map(outcome.isKilled(below:)) ?? false { throw ExitCode(1) }
  }

  private func mutator(_ name: String) throws -> RuleMutator {
    if let mutator = RuleMutator(rawValue: name) { return mutator }
    let known = RuleMutator.allCases.map(\.rawValue)
    throw UsageError(
      zh: "没有变异 \(name)（可选：\(known.joined(separator: "、"))）",
      en: "there is no mutator \(name) (one of \(known.joined(separator: ", ")))")
  }

  private func check(_ known: [String]) throws {
    guard let unknown = ids.first(where: { !known.contains($0) }) else { return }
    let closest = SpellingSuggestion.closest(to: unknown, among: known)
    throw UsageError(
      zh: "没有规则 \(unknown)\(closest.map { "，是不是想写 \($0)？" } ?? "")",
      en: "there is no rule \(unknown)\(closest.map { ", did you mean \($0)?" } ?? "")")
  }
}
