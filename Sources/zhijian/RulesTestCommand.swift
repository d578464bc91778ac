import ArgumentParser
import Zhijian
import ZhijianFormats

struct RulesTestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "运行规则自带的例子。",
    discussion: "没有规则或没有例子算错误。known_gap 只显示，不算失败。")

  @Argument(help: "规则文件夹或文件；不写则测试配置里的规则。")
  var paths: [String] = []

  @Option(name: .long, help: "只测试 id 含有这段文字的规则。")
  var filter: String?

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var global: GlobalOptions

  func run() throws {
    var locations = workspace.locations
    if !paths.isEmpty { locations.rules = paths }
    let loaded = try GlobalOptions.loadWorkspace(locations, language: global.lang, usesColor: global.usesColor(on: 2))
    let rules = loaded.rules.rules.filter { rule in filter.map { rule.id.contains($0) } ?? true }
    let runner = RuleTestRunner(analyzer: loaded.analyzer)
    var counts: [RuleExampleResult.Verdict: Int] = [:]
    for rule in rules {
      let results: [RuleExampleResult]
      do throws(DiagnosticsError) {
        results = try runner.run(rule)
      } catch {
        DiagnosticPrinter(language: global.lang, usesColor: false).print(error.diagnostics)
        throw ExitCode(2)
      }
      for result in results {
        counts[result.verdict, default: 0] += 1
        try show(result)
      }
    }
    try finish(rules: rules.count, counts: counts)
  }

  private func show(_ result: RuleExampleResult) throws {
    let isChinese = global.lang == .chinese
    let head: String
    switch result.verdict {
    case .passed: return
    case .failed: head = isChinese ? "失败" : "FAIL"
    case .error: head = isChinese ? "错误" : "ERROR"
    case .knownGap: head = isChinese ? "已知缺口" : "known gap"
    case .closedGap: head = isChinese ? "缺口已补上，可以改成 finding" : "gap closed, can become a finding"
    }
    let location = result.example.location
    try StandardStreams.print(
      "\(location.file):\(location.line ?? 1): \(head): \(result.rule) (\(result.example.expectation.rawValue))")
    guard result.verdict == .failed || result.verdict == .error else { return }
    if let explanation = result.explanation {
      try StandardStreams.print("    \(TerminalText.safe(explanation.text(in: global.lang)))")
    }
    for line in result.example.source.utf8.split(separator: 0x0A) {
      try StandardStreams.print("    | \(TerminalText.safe(String(decoding: line, as: UTF8.self)))")
    }
  }

  private func finish(rules: Int, counts: [RuleExampleResult.Verdict: Int]) throws {
    let passed = counts[.passed] ?? 0
    let failed = counts[.failed] ?? 0
    let errors = counts[.error] ?? 0
    let gaps = (counts[.knownGap] ?? 0) + (counts[.closedGap] ?? 0)
    let total = counts.values.reduce(0, +)
    try StandardStreams.print(
      global.lang == .chinese
        ? "\(rules) 条规则，\(total) 个例子：\(passed) 通过，\(failed) 失败，\(errors) 错误，\(gaps) 已知缺口"
        : "\(English.count(rules, "rule")), \(English.count(total, "example")): \(passed) passed, \(failed) failed, "
          + "\(English.count(errors, "error")), \(English.count(gaps, "known gap"))")
    if rules == 0 || total == 0 {
      StandardStreams.error(global.lang == .chinese ? "错误: 没有可以运行的例子\n" : "error: there are no examples to run\n")
      throw ExitCode(2)
    }
    if errors > 0 { throw ExitCode(2) }
    if failed > 0 { throw ExitCode(1) }
  }
}
