import Foundation

/// A workspace with few rules and words: it is read in a fraction of the time of the shipped one.
struct SmallWorkspace {
  let sandbox: Sandbox

  static let promise = """
    id: no-promise
    title: 绝对化承诺
    why: 做不到时会被投诉
    category: compliance
    severity: major
    status: stable
    score: { deduct: 10, per: finding }
    forbid:
      role: agent
      keyword: [保证]

    """

  static let closing = """
    id: missing-closing
    title: 没有结束语
    why: 像是没说完
    category: attitude
    severity: minor
    status: stable
    score: { deduct: 5 }
    require:
      role: agent
      messages: -3..-1
      keyword: [$closing]

    """

  static let draft = """
    id: draft-rule
    title: 草稿
    why: 还在试
    category: compliance
    severity: critical
    status: draft
    score: { auto_fail: true }
    forbid:
      role: agent
      keyword: [您好]

    """

  static let configuration = "rules: [rules]\nlexicons: lexicons\nscorecard: scorecard.yaml\n"

  init() throws {
    sandbox = try Sandbox()
    try sandbox.file("zhijian.yaml", Self.configuration + "lint: {too-few-examples: off, scored-draft: off}\n")
    try sandbox.file(
      "scorecard.yaml",
      """
      sections:
        - {id: attitude, title: 态度, weight: 50, floor: 0}
        - {id: compliance, title: 合规, weight: 50, floor: 0}
      bands: {A: 90, E: 0}
      minimum_sample: 1

      """)
    try sandbox.file("rules/no-promise.yaml", Self.promise)
    try sandbox.file("rules/missing-closing.yaml", Self.closing)
    try sandbox.file("rules/draft-rule.yaml", Self.draft)
    try sandbox.file("lexicons/words/words.tsv", "客服\n运费险\n")
    try sandbox.file(
      "lexicons/sentiment/words.tsv", "entry\tweight\tkind\tsource\tnote\n气死了\t-0.8\tanger\town\t愤怒\n")
    try sandbox.file("lexicons/folding/width.tsv", "# none\n")
    try sandbox.file("lexicons/lists/closing.txt", "祝您生活愉快\n")
  }

  var path: String { sandbox.path }

  func run(
    _ arguments: [String], input: String? = nil, environment: [String: String] = [:], timeout: Double = 120
  ) throws -> Program.Outcome {
    try Program.run(
      arguments, in: path, input: input.map { Data($0.utf8) }, environment: environment, timeout: timeout)
  }

  func shell(_ line: String, environment: [String: String] = [:]) throws -> Program.Outcome {
    try Program.shell(line, in: path, environment: environment)
  }

  /// One conversation of canonical JSONL, without line end.
  static func chat(
    _ id: String, agent: String = "小李", shop: String? = nil, customer: String = "在吗",
    reply: String = "祝您生活愉快"
  ) -> String {
    let shop = shop.map { "\"shop\":\"\($0)\"," } ?? ""
    return "{\"id\":\"\(id)\",\(shop)\"messages\":[{\"role\":\"customer\",\"text\":\"\(customer)\"},"
      + "{\"role\":\"agent\",\"sender\":\"\(agent)\",\"text\":\"\(reply)\"}]}"
  }
}

/// One line of evaluation JSONL.
struct Line {
  let members: [String: Any]

  init(_ text: String) throws {
    members = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] ?? [:]
  }

  static func all(_ text: String) throws -> [Line] { try text.split(separator: "\n").map { try Line(String($0)) } }

  var id: String? { members["id"] as? String }
  var error: [String: Any]? { members["error"] as? [String: Any] }
  var number: Int? { members["line"] as? Int }
  var findings: [[String: Any]] { members["findings"] as? [[String: Any]] ?? [] }
  var rules: [String] { findings.compactMap { $0["rule"] as? String } }
}
