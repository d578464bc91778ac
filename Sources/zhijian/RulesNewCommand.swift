public import ArgumentParser
import Foundation
public import Zhijian
import ZhijianFormats

struct RulesNewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "写一条新规则：带注释的文件，检查和例子都通过才写。",
    discussion: """
      在终端里没有写的选项会一个个问；不在终端里时缺了必写的就报错。没有给够例子时按短语补几个，请换成真实的说法。

        zhijian rules new
        zhijian rules new --id no-small-talk --title 闲聊 --why 影响接待 --verb forbid --role agent \\
          --phrase 吃了吗 --phrase 在干嘛 --category attitude --severity minor --deduct 2 \\
          --finding '客服: 亲，⟦吃了吗⟧' --clean '客服: 您好'
      """)

  @Option(name: .long, help: "规则的 id，也是文件名：小写英文字母、数字、连字符。")
  var id: String?

  @Option(name: .long, help: "给人看的名字。")
  var title: String?

  @Option(name: .long, help: "为什么有这条规则。")
  var why: String?

  @Option(name: .long, help: "forbid 禁止、require 必须、credit 加分、observe 只记录。")
  var verb: RuleVerb?

  @Option(name: .long, help: "短语或 $词表；可重复。")
  var phrase: [String] = []

  @Option(name: .long, help: "放行短语：盖住命中就不算；可重复。")
  var unless: [String] = []

  @Option(name: .long, help: "谁说的：agent、customer、bot、system 或 any。")
  var role: String?

  @Option(name: .long, help: "评分表里一项的 id。")
  var category: String?

  @Option(name: .long, help: "critical、major、minor 或 info。")
  var severity: RuleSeverity?

  @Option(name: .long, help: "扣几分（credit 则加几分）；不写不影响分数。")
  var deduct: String?

  @Option(name: .long, help: "draft（默认，只报告不计分）或 stable。")
  var status: RuleStatus?

  @Option(name: .long, help: "应当报告的对话；可重复。")
  var finding: [String] = []

  @Option(name: .long, help: "不应当报告的对话；可重复。")
  var clean: [String] = []

  @Option(name: .long, help: "写到哪个文件夹；不写是当前文件夹。")
  var output: String = "."

  @Flag(name: .long, help: "覆盖已有的文件。")
  var force = false

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let loaded = try GlobalOptions.loadWorkspace(
      workspace.locations, language: global.lang, usesColor: global.usesColor(on: 2))
    let draft = try draft(loaded)
    var folder = output
    while folder.utf8.count > 1, folder.hasSuffix("/") { folder.removeLast() }
    let path = folder == "." ? draft.id + ".yaml" : folder + "/" + draft.id + ".yaml"
    if !force, (try? FileManager.default.attributesOfItem(atPath: path)) != nil {
      throw UsageError(
        zh: "\(path) 已经有了；要覆盖请加 --force", en: "\(path) is there already; add --force to overwrite it")
    }
    let check: RuleDraftCheck
    do throws(DiagnosticsError) {
      check = try RuleDraftCheck.run(draft, file: path, language: global.lang, workspace: loaded)
    } catch {
      DiagnosticPrinter(language: global.lang, usesColor: false).print(error.diagnostics)
      throw ExitCode(2)
    }
    try show(check)
    guard check.isSound else {
      StandardStreams.error(global.lang == .chinese ? "没有写文件\n" : "no file was written\n")
      throw ExitCode(check.failures.isEmpty ? 2 : 1)
    }
    try write(check.text, to: path)
    try StandardStreams.print(
      global.lang == .chinese
        ? "已写 \(path)（\(check.draft.findings.count + check.draft.cleans.count) 个例子都通过）"
        : "wrote \(path) (all \(check.draft.findings.count + check.draft.cleans.count) examples pass)")
  }

  private func show(_ check: RuleDraftCheck) throws {
    let renderer = DiagnosticRenderer(language: global.lang, usesColor: global.usesColor(on: 2))
    for diagnostic in check.diagnostics where diagnostic.severity != .note {
      StandardStreams.error(renderer.render(diagnostic, source: check.text))
    }
    for failure in check.failures {
      let head = global.lang == .chinese ? "例子不通过" : "the example fails"
      let why = failure.explanation.map { TerminalText.safe($0.text(in: global.lang)) } ?? ""
      StandardStreams.error("\(head): \(failure.test.name): \(why)\n")
      for line in failure.test.source.utf8.split(separator: 0x0A) {
        StandardStreams.error("    | \(TerminalText.safe(String(decoding: line, as: UTF8.self)))\n")
      }
    }
  }

  /// Writes a new file whole or not at all, and never over another one unless told to.
  private func write(_ text: String, to path: String) throws {
    let folder = (path as NSString).deletingLastPathComponent
    if !folder.isEmpty {
      do {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      } catch {
        throw OutputError(path: folder, number: ENOTDIR)
      }
    }
    let target = force ? path + ".new" : path
    let descriptor = open(target, O_WRONLY | O_CREAT | O_CLOEXEC | (force ? O_TRUNC : O_EXCL), 0o644)
    guard descriptor >= 0 else { throw OutputError(path: path, number: errno) }
    let failure = StandardStreams.write(Array(text.utf8), to: descriptor)
    close(descriptor)
    if failure != 0 {
      unlink(target)
      throw OutputError(path: path, number: failure)
    }
    if force, rename(target, path) != 0 {
      let number = errno
      unlink(target)
      throw OutputError(path: path, number: number)
    }
  }

  // MARK: The rule

  private func draft(_ loaded: Workspace) throws -> RuleDraft {
    let questions = isatty(0) == 1 ? RuleQuestions(language: global.lang) : nil
    var missing: [String] = []
    func ask(_ value: String?, _ option: String, _ question: (RuleQuestions) -> String?) -> String {
      if let value { return value }
      if let answer = questions.flatMap(question) { return answer }
      missing.append(option)
      return ""
    }
    let sections = loaded.policy.sections
    let id = ask(self.id, "--id") { $0.id() }
    let title = ask(self.title, "--title") { $0.text(.init(zh: "名字（给人看的）", en: "Title")) }
    let why = ask(self.why, "--why") { $0.text(.init(zh: "为什么有这条规则", en: "Why is there this rule")) }
    let verb = ask(self.verb?.rawValue, "--verb") { $0.verb() }
    let role = ask(self.role, "--role") { $0.role() }
    var phrases = phrase
    if phrases.isEmpty, let questions {
      phrases = questions.list(
        .init(zh: "短语，一行一个，空行结束（$名称 是词表）", en: "Phrases, one a line, blank to end ($name is a word list)"))
    }
    if phrases.isEmpty { missing.append("--phrase") }
    let category = ask(self.category, "--category") { $0.category(sections.map { ($0.id, $0.title) }) }
    let severity = ask(self.severity?.rawValue, "--severity") { $0.severity() }
    guard missing.isEmpty else {
      throw UsageError(
        zh: "还缺 \(missing.joined(separator: "、"))（在终端里运行会一个个问）",
        en: "\(missing.joined(separator: ", ")) missing (run it in a terminal to be asked)")
    }
    guard RuleDraft.isID(id) else {
      throw UsageError(
        zh: "id 只能用小写英文字母、数字和连字符：\(id)", en: "an id holds lower-case letters, digits and hyphens only: \(id)")
    }
    guard RuleDraft.roles.contains(role) else {
      throw UsageError(
        zh: "--role 只能是 \(RuleDraft.roles.joined(separator: "、"))",
        en: "--role must be one of \(RuleDraft.roles.joined(separator: ", "))")
    }
    var draft = RuleDraft(
      id: id, title: title, why: why, category: category, severity: RuleSeverity(rawValue: severity) ?? .minor,
      verb: RuleVerb(rawValue: verb) ?? .forbid, role: role, phrases: phrases)
    draft.status = status ?? .draft
    draft.excuses = unless
    draft.points = try points(questions, draft.verb)
    draft.findings = finding
    draft.cleans = clean
    if let questions, finding.isEmpty, clean.isEmpty {
      draft.findings = questions.list(
        .init(
          zh: "应当报告的对话，如“客服: 亲，⟦短语⟧”，一行一个，空行结束（可以不写）",
          en: "Dialogues to report, such as 客服: ⟦phrase⟧, one a line, blank to end (or none)"))
      draft.cleans = questions.list(
        .init(zh: "不应当报告的对话，一行一个，空行结束（可以不写）", en: "Dialogues not to report, one a line, blank to end (or none)"))
    }
    return draft
  }

  private func points(_ questions: RuleQuestions?, _ verb: RuleVerb) throws -> String? {
    guard let text = deduct ?? (verb == .observe ? nil : questions?.points(verb)) else { return nil }
    guard let number = Double(text), number > 0, number <= 1000,
      text.utf8.allSatisfy({ $0 == 0x2E || (0x30...0x39).contains($0) })
    else { throw UsageError(zh: "分数应当在 0 到 1000 之间：\(text)", en: "points must be between 0 and 1000: \(text)") }
    if verb == .observe {
      throw UsageError(zh: "observe 不影响分数，不能写 --deduct", en: "observe leaves the score alone: no --deduct")
    }
    return text
  }
}

extension RuleVerb: ExpressibleByArgument {}
extension RuleSeverity: ExpressibleByArgument {}
extension RuleStatus: ExpressibleByArgument {}
