public import ArgumentParser
import Foundation
import Zhijian
public import ZhijianFormats

struct RulesExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "解释一条规则在一个会话里为什么命中，或为什么没有命中。",
    discussion: """
      例子：
        zhijian rules explain off-platform-contact 聊天记录.txt
        zhijian rules explain off-platform-contact 会话.jsonl#tb-2026-001
        zhijian rules explain off-platform-contact 聊天记录/ --id tb-2026-001
        zhijian rules explain ./my-rules/我的规则.yaml 会话.jsonl --lang en
        cat 会话.jsonl | zhijian rules explain off-platform-contact - --format json

      规则写 id，或规则文件的路径（可以是还没写完的）。会话写文件（格式与 score 相同）、文件#会话 id、文件夹加 --id，
      或 -（标准输入的标准会话 JSONL）。

      写出：适用范围、前置条件的每处命中、每个窗口看了哪几条消息、每个条件看到了什么（命中、不算的命中和原因、量出的数、最接近的）、
      结果归谁和为什么、对分数的影响。
      """)

  @Argument(help: "规则的 id，或规则文件。")
  var rule: String

  @Argument(help: "聊天记录：文件、文件#会话 id、文件夹，或 -。")
  var conversation: String

  @Option(name: .long, help: "会话的 id；文件里不止一个会话时要写。")
  var id: String?

  @Option(name: .long, help: "输出格式：text 或 json。")
  var format: ExplanationReport.Format = .text

  @OptionGroup var workspace: WorkspaceOptions

  @Option(name: .long, help: "个人信息：none 原样、mask 打码、pseudonym 假名；默认 text 打码，json 原样。")
  var privacy: PrivacyChoice?

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let key = try privacy?.pseudonymKey()
    var loaded = try GlobalOptions.loadWorkspace(
      workspace.locations, language: global.lang, usesColor: global.usesColor(on: 2))
    var ruleID = rule
    if Self.isPath(rule) {
      let trial = try RuleTrial(global: global).load { () throws(DiagnosticsError) in try TrialRule(file: rule) }
      let read = try RuleTrial(global: global).rule(of: trial, in: loaded)
      loaded = loaded.adding(read)
      ruleID = read.id
    }
    let policy = try PrivacyChoice.policy(privacy, in: loaded.configuration, key: key)
    let choice = try transcript(in: loaded)
    let printer = DiagnosticPrinter(
      language: global.lang, usesColor: global.usesColor(on: 2), redactor: Redactor(policy: policy ?? .mask))
    printer.print(choice.diagnostics.filter { $0.severity != .note })
    let known = loaded.analyzer(for: choice.transcript).rules.rules.map(\.id)
    guard known.contains(ruleID) else { throw unknownRule(ruleID, known) }
    let explained: ExplainedEvaluation?
    do throws(DiagnosticsError) {
      explained = try ConversationScorer(workspace: loaded).explain(choice.transcript, rule: ruleID)
    } catch {
      printer.print(error.diagnostics)
      throw ExitCode(2)
    }
    guard let explained else { throw unknownRule(ruleID, known) }
    let options = ReportOptions(
      language: global.lang, privacy: policy, rules: loaded.rules, policy: loaded.policy, versions: loaded.versions,
      zone: loaded.configuration.calendar.zone)
    let bytes = ExplanationReport(explained, options: options).bytes(format)
    try StandardStreams.print(String(decoding: bytes.dropLast(), as: UTF8.self))
    if explained.explanation.outcome.result == .error { throw ExitCode(2) }
  }

  /// Whether it is the name of a file and no id.
  private static func isPath(_ rule: String) -> Bool {
    rule.contains("/") || rule.hasSuffix(".yaml") || rule.hasSuffix(".yml")
  }

  private func unknownRule(_ id: String, _ known: [String]) -> UsageError {
    let closest = SpellingSuggestion.closest(to: id, among: known)
    return UsageError(
      zh: "没有规则 \(id)（或者已停用）\(closest.map { "，是不是想写 \($0)？" } ?? "；zhijian rules list 列出全部")",
      en:
        "there is no rule \(id), or it is retired\(closest.map { "; did you mean \($0)?" } ?? "; 'zhijian rules list' lists them")"
    )
  }

  // MARK: The conversation

  private func transcript(in loaded: Workspace) throws -> TranscriptChoice.Choice {
    let chooser = TranscriptChoice(workspace: loaded)
    do throws(TranscriptChoice.Fault) {
      if conversation == "-" {
        let bytes = [UInt8](FileHandle.standardInput.readDataToEndOfFile())
        return try chooser.choose(bytes: bytes, name: "stdin", id: id)
      }
      let (path, ownID) = TranscriptChoice.parts(of: conversation)
      return try chooser.choose(path: path, id: id ?? ownID)
    } catch {
      switch error {
      case .none(let diagnostics):
        DiagnosticPrinter(
          language: global.lang, usesColor: global.usesColor(on: 2), redactor: Redactor(policy: .mask)
        ).print(diagnostics.filter { $0.severity != .note })
        throw UsageError(zh: "没有读到会话：\(conversation)", en: "no conversation was read from \(conversation)")
      case .several(let ids, let count):
        throw UsageError(
          zh: "这里有 \(count) 个会话，请用 --id 或 文件#id 选一个：\(Self.list(ids, of: count, in: .chinese))",
          en:
            "there are \(count) conversations here; choose one by --id or FILE#ID: \(Self.list(ids, of: count, in: .english))"
        )
      case .unknown(let id, let ids, let count):
        let closest = SpellingSuggestion.closest(to: id, among: ids)
        throw UsageError(
          zh: "没有会话 \(id)\(closest.map { "，是不是想写 \($0)？" } ?? "")（有：\(Self.list(ids, of: count, in: .chinese))）",
          en:
            "there is no conversation \(id)\(closest.map { "; did you mean \($0)?" } ?? "") (there are: \(Self.list(ids, of: count, in: .english)))"
        )
      }
    }
  }

  private static func list(_ ids: [String], of count: Int, in language: Language) -> String {
    ids.joined(separator: language == .chinese ? "、" : ", ") + (count > ids.count ? " …" : "")
  }
}

extension ExplanationReport.Format: ExpressibleByArgument {}
