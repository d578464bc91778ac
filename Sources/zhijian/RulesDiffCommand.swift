import ArgumentParser
import Foundation
import Zhijian
import ZhijianFormats

struct RulesDiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "回测：规则改动之后，哪些结果、分数、等级和客服会变。",
    discussion: """
      例子：
        zhijian rules diff git:HEAD . 聊天记录/
        zhijian rules diff git:main:rules/common rules/common 聊天记录/ --fail-on 'findings-lost>0'
        zhijian rules diff 旧规则/ 新规则/ 聊天记录/ --format html --output 回测.html

      每一边可以是：规则文件夹或文件；有 zhijian.yaml 的文件夹；git:版本（那个版本的 zhijian.yaml 和它的规则、词库、评分表）；
      git:版本:路径。

      --fail-on 写成“指标>数”或“指标>百分比”，也可以用 >=。指标：
        score-change           平均分变化的大小（分；百分比按原平均分）
        conversations-changed  有任何变化的会话
        findings-gained        新增的结果；findings-gained(规则 id) 只看一条规则
        findings-lost          消失的结果；同上
        findings-changed       有变的结果；同上
        grade-flips            等级有变的会话
        auto-fail-flips        一票否决状态有变的会话
        agent-change           客服平均分的最大变化（分；百分比按原平均分）
      """)

  @Argument(help: "旧的一边。")
  var old: String

  @Argument(help: "新的一边。")
  var new: String

  @Argument(help: "聊天记录的文件或文件夹，格式与 score 相同。")
  var paths: [String] = []

  @Option(name: .long, help: "输出格式：text、json、html；可重复。")
  var format: [String] = []

  @Option(name: .long, help: "输出到哪里；- 是标准输出。与 --format 成对。")
  var output: [String] = []

  @Option(name: .long, help: "超过这个门槛时退出码为 1，例如 score-change>0.5%；可重复。")
  var failOn: [String] = []

  @Option(name: .long, help: "配置文件，用于自己没有配置的一边；不写则从当前文件夹向上找 zhijian.yaml。")
  var config: String?

  @Option(name: .long, help: "两边都用的词库文件夹。")
  var lexicons: String?

  @Option(name: .long, help: "两边都用的评分表。")
  var scorecard: String?

  @OptionGroup var threads: ThreadOptions

  @Option(name: .long, help: "个人信息：none 原样、mask 打码、pseudonym 假名；默认给人看的格式打码。")
  var privacy: PrivacyChoice?

  @OptionGroup var global: GlobalOptions

  func run() throws {
    guard !paths.isEmpty else {
      throw UsageError(
        zh: "请给出聊天记录，例如 zhijian rules diff git:HEAD . 聊天记录/",
        en: "name transcripts, such as zhijian rules diff git:HEAD . chats/")
    }
    try OutputPlaces.checkCounts(formats: format, outputs: output)
    try threads.check()
    let bars = try failOn.map(bar)
    let targets = try OutputPlaces.pairs(
      formats: format, outputs: output, known: BackTestDocument.Format.allCases.map(\.rawValue),
      isFolder: { _ in false }
    ).compactMap { name, path in
      BackTestDocument.Format(rawValue: name).map { RulesDiffRun.Target(format: $0, path: path) }
    }
    let key = try privacy?.pseudonymKey()
    UnfinishedFiles.watchSignals()
    let (before, after) = try sides()
    let known = before.rules.rules.map(\.id) + after.rules.rules.map(\.id)
    for bar in bars {
      do throws(BackTestBar.Fault) { try bar.check(rules: known) } catch {
        throw Self.usage(error, bar.expression, known)
      }
    }
    let options = ReportOptions(
      language: global.lang, privacy: try PrivacyChoice.policy(privacy, in: after.configuration, key: key),
      rules: after.rules, policy: after.policy, versions: after.versions, zone: after.configuration.calendar.zone,
      usesColor: output.allSatisfy { $0 == "-" } && global.usesColor(on: 1))
    try RulesDiffRun(
      before: (old, before), after: (new, after), options: options, targets: targets, bars: bars, jobs: threads.count,
      global: global
    ).run(paths)
  }

  /// Loads both sides; all faults of both are printed before the exit code is thrown.
  private func sides() throws -> (before: Workspace, after: Workspace) {
    var locations = Workspace.Locations()
    (locations.configuration, locations.lexicons, locations.scorecard) = (config, lexicons, scorecard)
    let printer = DiagnosticPrinter(language: global.lang, usesColor: global.usesColor(on: 2))
    var faults: [Diagnostic] = []
    var loaded: [Workspace] = []
    for name in [old, new] {
      var side = RuleSide(name)
      side.temporaryFolder = { path, isThere in
        if isThere { UnfinishedFiles.add(path) } else { UnfinishedFiles.remove(path) }
      }
      do throws(DiagnosticsError) {
        loaded.append(try side.load(locations))
      } catch {
        faults += error.diagnostics.filter { !faults.contains($0) }
      }
    }
    guard faults.isEmpty, let before = loaded.first, let after = loaded.last else {
      printer.print(faults)
      printer.printTotal(faults)
      throw ExitCode(2)
    }
    // What was odd before and still is was said by whoever checks the rules.
    printer.print(after.warnings.filter { !before.warnings.contains($0) })
    return (before, after)
  }

  private func bar(_ text: String) throws -> BackTestBar {
    do throws(BackTestBar.Fault) { return try BackTestBar(text) } catch { throw Self.usage(error, text, []) }
  }

  private static func usage(_ fault: BackTestBar.Fault, _ text: String, _ rules: [String]) -> UsageError {
    let measures = BackTestBar.Measure.allCases.map(\.rawValue)
    let (zh, en) = (measures.joined(separator: "、"), measures.joined(separator: ", "))
    func meant(_ word: String, _ known: [String]) -> (zh: String, en: String) {
      SpellingSuggestion.closest(to: word, among: known).map { ("，是不是想写 \($0)？", ", did you mean \($0)?") } ?? ("", "")
    }
    switch fault {
    case .syntax:
      return UsageError(
        zh: "--fail-on 读不懂 \(text)：应当是“指标>数”，例如 score-change>0.5% 或 findings-lost(规则)>0（指标：\(zh)）",
        en: "--fail-on cannot read \(text): write MEASURE>NUMBER, such as score-change>0.5% or findings-lost(rule)>0 "
          + "(measures: \(en))")
    case .measure(let name):
      let hint = meant(name, measures)
      return UsageError(
        zh: "--fail-on 没有指标 \(name)\(hint.zh)（指标：\(zh)）",
        en: "--fail-on has no measure \(name)\(hint.en) (measures: \(en))")
    case .notOfRules(let name):
      let ofRules = BackTestBar.Measure.allCases.filter(\.isOfRules).map(\.rawValue)
      return UsageError(
        zh: "--fail-on 的 \(name) 不能只看一条规则（可以的：\(ofRules.joined(separator: "、"))）",
        en: "--fail-on \(name) cannot be of one rule (those that can: \(ofRules.joined(separator: ", ")))")
    case .rule(let id):
      let hint = meant(id, rules)
      return UsageError(
        zh: "--fail-on \(text)：两边都没有规则 \(id)\(hint.zh)",
        en: "--fail-on \(text): neither side has a rule \(id)\(hint.en)")
    }
  }
}
