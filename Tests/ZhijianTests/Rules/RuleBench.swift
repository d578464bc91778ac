import Testing

@testable import Zhijian

/// One row of a table of rules: a rule, a dialogue and what comes out.
struct RuleRow: Sendable, CustomTestStringConvertible {
  let name: String
  let rule: String
  let dialogue: String
  /// The result, then each finding as `owner(text+text)`; `#n` stands for a message without text, `-` for nobody.
  let expected: String
  var isOpen = false
  var isFinal = true
  var testDescription: String { name }

  init(
    _ name: String, _ rule: String, _ dialogue: String, _ expected: String, isOpen: Bool = false, isFinal: Bool = true
  ) {
    self.name = name
    self.rule = rule
    self.dialogue = dialogue
    self.expected = expected
    self.isOpen = isOpen
    self.isFinal = isFinal
  }
}

/// Judges rules given as YAML over dialogues in the notation of examples.
enum RuleBench {
  private static let tokenizer = Result { try Tokenizer(wordLists: try shippedWordLists()) }
  private static let sentiment = shippedScorer()
  static let lists = WordListCatalog(["sorry": ["抱歉", "不好意思", "久等"], "hello": ["您好", "你好", "欢迎"]])

  /// Few words that say the same, so that what comes out can be worked out by hand.
  static let scriptLexicon = ScriptLexicon.parse(
    files: [
      .init(name: "synonyms.tsv", text: "退款\t退钱\n寄回\t发回\t退回\n申请\t提交\n运费\t邮费\n免费\t不收费\n延迟\t晚到\n登记\t记录"),
      .init(name: "light.tsv", text: "亲\n请\n您\n的\n会\n哦\n您好\n把\n给\n到\n了"),
      .init(name: "contrary.tsv", text: "延迟\t提前"),
    ], folding: ShippedFolding.folding
  ).0

  /// The words that judging asks about, for a reference beside it.
  static func phraseWords() throws -> PhraseWords { PhraseWords(tokenizer: try tokenizer.get().makeWorker()) }

  /// The rule in `body`, with whatever head it leaves out.
  static func parse(
    _ body: String, file: String = "r.yaml", scriptLexicon: ScriptLexicon = scriptLexicon
  ) -> (rule: Rule?, diagnostics: [Diagnostic]) {
    let head = [("id", "r"), ("title", "t"), ("why", "w"), ("category", "attitude"), ("severity", "minor")]
    let missing = head.filter { key, _ in !body.hasPrefix("\(key):") && !body.contains("\n\(key):") }
    let text = body + "\n" + missing.map { "\($0.0): \($0.1)\n" }.joined()
    let sink = DiagnosticSink()
    let rule = RuleParser(lists: lists, folding: ShippedFolding.folding, scriptLexicon: scriptLexicon)
      .parse(text, file: file, sink: sink)
    return (rule, sink.diagnostics)
  }

  static func analyzer(
    _ rules: [Rule], policy: ScoringPolicy = ScoringPolicy(sections: [], bands: [], minimumSample: 1),
    turns: TurnBuilder = TurnBuilder()
  ) throws -> Analyzer {
    let versions = AnalysisVersions(
      program: "test", icu: "", rules: "", lexicons: "", scorecard: "", tokenizer: "", config: "")
    return Analyzer(
      rules: RuleSet(rules, folding: ShippedFolding.folding), tokenizer: try tokenizer.get(),
      folding: ShippedFolding.folding, sentiment: sentiment, policy: policy, turnBuilder: turns, versions: versions)
  }

  static func rule(_ body: String) throws -> Rule {
    let (rule, diagnostics) = parse(body, file: "rule")
    return try #require(rule, "\(diagnostics.map(\.message.english))")
  }

  static func outcome(_ row: RuleRow) throws -> (outcome: RuleOutcome, transcript: Transcript) {
    var transcript = try Dialogue(row.dialogue).transcript
    transcript.isOpen = row.isOpen
    let worker = try analyzer([try rule(row.rule)]).makeWorker()
    let analysis = worker.start(transcript)
    for message in transcript.messages { analysis.append(message) }
    let outcome = try #require(analysis.evaluation(isFinal: row.isFinal).outcomes.first)
    if row.isFinal { try ExplanationCheck.expectSame(outcome, explainedBy: worker, transcript) }
    return (outcome, transcript)
  }

  static func check(_ row: RuleRow) throws {
    let (outcome, transcript) = try outcome(row)
    #expect(describe(outcome, transcript) == row.expected, "\(row.name)")
  }

  static func describe(_ outcome: RuleOutcome, _ transcript: Transcript) -> String {
    ([outcome.result.rawValue] + outcome.findings.map { describe($0, transcript) }).joined(separator: " ")
  }

  static func describe(_ finding: Finding, _ transcript: Transcript) -> String {
    let spans = finding.hits.flatMap(\.spans).map { span -> String in
      let units = Array(transcript.messages[span.message].text.utf16)
      let text = String(decoding: units[span.range.lower..<span.range.upper], as: UTF16.self)
      return text.isEmpty ? "#\(span.message)" : text
    }
    return "\(finding.agent ?? "-")(\(spans.joined(separator: "+")))"
  }
}
