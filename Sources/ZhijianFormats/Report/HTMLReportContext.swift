import Zhijian

/// What every piece of a page needs: the options, the masking, the rules, and who has which number.
///
/// Anchors are made of numbers, never of ids from outside: `c` conversations, `a` agents, `r` rules.
final class HTMLReportContext {
  let options: ReportOptions
  let limits: HTMLReportLimits
  let redactor: Redactor
  private let rulesByID: [String: (number: Int, rule: Rule)]
  private let sectionTitles: [String: String]
  private var agentNumbers: [String: Int] = [:]
  private var agentNames: [String: String] = [:]
  private var shownNames: [String: String] = [:]

  init(options: ReportOptions, limits: HTMLReportLimits) {
    self.options = options
    self.limits = limits
    redactor = Redactor(policy: options.privacy ?? .mask)
    rulesByID = Dictionary(
      options.rules.rules.enumerated().map { ($0.element.id, ($0.offset + 1, $0.element)) },
      uniquingKeysWith: { first, _ in first })
    sectionTitles = Dictionary(
      options.policy.sections.map { ($0.id, $0.title) }, uniquingKeysWith: { first, _ in first })
  }

  /// The Chinese or the English words, as the options say.
  func say(_ chinese: String, _ english: String) -> String { options.language == .chinese ? chinese : english }

  func say(_ text: LocalizedText) -> String { text.text(in: options.language) }

  /// Text from outside with personal data replaced.
  func masked(_ text: String) -> String {
    redactor.policy == .none ? text : redactor.redact(text).text
  }

  // MARK: Rules

  func rule(_ id: String) -> Rule? { rulesByID[id]?.rule }

  /// The title of a rule; its id where the rules of the report do not have it.
  func ruleTitle(_ id: String) -> String { rulesByID[id].map(\.rule.title) ?? id }

  func ruleAnchor(_ id: String) -> String { "r\(rulesByID[id]?.number ?? 0)" }

  func sectionTitle(_ id: String) -> String { sectionTitles[id] ?? id }

  // MARK: People

  /// Takes in the names of a conversation's agents. Of several names of one agent the first in order stays.
  func meet(_ transcript: Transcript) {
    for agent in transcript.agents { meet(agent: agent.id, name: agent.name) }
  }

  func meet(_ report: BackTestReport) {
    for agent in report.agents { meet(agent: agent.id, name: agent.name) }
  }

  private func meet(agent id: String, name: String?) {
    guard let name, !name.isEmpty else { return }
    agentNames[id] = agentNames[id].map { min($0, name) } ?? name
  }

  /// The number of an agent on this page, from 1 in the order of appearance.
  func agentNumber(_ id: String) -> Int {
    if let number = agentNumbers[id] { return number }
    let number = agentNumbers.count + 1
    agentNumbers[id] = number
    return number
  }

  func agentAnchor(_ id: String) -> String { "a\(agentNumber(id))" }

  /// The name of an agent, which stays as it is unless it holds a telephone number or the like.
  func agentName(_ id: String) -> String {
    if id == Transcript.unknownAgent { return say("未知客服", "unknown agent") }
    let name = agentNames[id] ?? id
    if let known = shownNames[name] { return known }
    let shown = masked(name)
    shownNames[name] = shown
    return shown
  }

  /// What a customer is called: the first character and asterisks where data is masked.
  func customerName(_ customer: Transcript.Party?) -> String {
    guard let customer else { return say("客户", "Customer") }
    let name = customer.name.flatMap { $0.isEmpty ? nil : $0 } ?? customer.id
    guard let first = name.unicodeScalars.first else { return say("客户", "Customer") }
    switch redactor.policy {
    case .none: return name
    case .mask: return String(Character(first)) + "**"
    case .pseudonym(let key):
      let code = SHA256.authenticationCode(for: (customer.id + "\u{0}" + name).utf8, key: key)
      return say("[客户#", "[customer#") + SHA256.hexString(ofDigest: code.prefix(6)) + "]"
    }
  }
}
