import Foundation
import Testing
import Zhijian

/// The rules and lexicons of this repository, loaded once.
struct ShippedRules: Sendable {
  struct File: Sendable, CustomTestStringConvertible {
    /// From the folder `rules`, such as `common/attitude/brush-off.yaml`.
    let path: String
    let rule: Rule?
    let diagnostics: [Diagnostic]
    var testDescription: String { path }
  }

  let files: [File]
  let lists: WordListCatalog
  let folding: TextFolding
  let tokenizer: Tokenizer
  let sentiment: SentimentScorer

  static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL
  static let shared = Result { try ShippedRules() }
  /// The files for tests with one case a file.
  static let allFiles: [File] = (try? shared.get().files) ?? []

  private init() throws {
    func texts(_ folder: String, _ ending: String) throws -> [(name: String, text: String)] {
      let url = Self.root.appending(path: folder)
      let names = try FileManager.default.subpathsOfDirectory(atPath: url.path).filter { $0.hasSuffix(ending) }.sorted()
      return try names.map { ($0, try String(contentsOf: url.appending(path: $0), encoding: .utf8)) }
    }
    var diagnostics: [Diagnostic] = []
    let tables = FoldingTables(
      files: try texts("lexicons/folding", ".tsv").map { .init(name: $0.name, text: $0.text) },
      diagnostics: &diagnostics)
    let folding = TextFolding(tables: tables)
    let lists = WordListCatalog(
      Dictionary(
        try texts("lexicons/lists", ".txt").map { (String($0.name.dropLast(4)), WordListCatalog.parse($0.text)) },
        uniquingKeysWith: { first, _ in first }))
    let (scriptLexicon, _) = ScriptLexicon.parse(
      files: try texts("lexicons/script", ".tsv").map { .init(name: $0.name, text: $0.text) }, folding: folding)
    let parser = RuleParser(lists: lists, folding: folding, scriptLexicon: scriptLexicon)
    files = try texts("rules", ".yaml").filter { !$0.name.hasSuffix(".test.yaml") }.map { name, text in
      let sink = DiagnosticSink()
      let rule = parser.parse(text, file: "rules/" + name, sink: sink)
      return File(path: name, rule: rule, diagnostics: sink.diagnostics)
    }
    self.folding = folding
    self.lists = lists
    tokenizer = try Tokenizer(
      wordLists: try texts("lexicons/words", ".tsv").map { WordList.parse($0.text, file: $0.name).0 })
    sentiment = SentimentScorer(lexicon: SentimentLexicon.parse(files: try texts("lexicons/sentiment", ".tsv")).0)
  }

  /// The platform whose pack a rule is in; nil for the packs of every platform.
  func platform(of rule: Rule) -> String? {
    let pack = files.first { $0.rule?.id == rule.id }?.path.split(separator: "/").first.map(String.init)
    return pack.flatMap { ["taobao", "jd"].contains($0) ? $0 : nil }
  }

  /// A worker that judges one rule alone.
  func worker(for rule: Rule) throws -> AnalyzerWorker {
    let versions = AnalysisVersions(
      program: "test", icu: "", rules: "", lexicons: "", scorecard: "", tokenizer: "", config: "")
    return try Analyzer(
      rules: RuleSet([rule], folding: folding), tokenizer: tokenizer, folding: folding, sentiment: sentiment,
      policy: ScoringPolicy(sections: [], bands: [], minimumSample: 1), turnBuilder: TurnBuilder(), versions: versions
    ).makeWorker()
  }
}

/// What an example came to.
struct ExampleOutcome {
  let isAsStated: Bool
  /// What was stated and what came out, for people.
  let account: String

  init(_ example: RuleExample, rule: Rule, worker: AnalyzerWorker) {
    let evaluation = worker.evaluate(example.transcript)
    let outcome = evaluation.outcomes.first { $0.rule == rule.id }
    let findings = outcome?.findings ?? []
    let result = outcome?.result ?? .error
    let spans = findings.flatMap(\.hits).flatMap(\.spans)
    let isMarked = example.expectedSpans.allSatisfy(spans.contains)
    isAsStated =
      switch example.expectation {
      case .finding: result == .hit && isMarked
      case .clean: result == .noHit
      case .notApplicable: result == .notApplicable
      case .unknown: result == .unknown
      case .knownGap: true
      }
    let texts = spans.map { span in
      let units = Array(evaluation.transcript.messages[span.message].text.utf16)
      return "\(span.message):" + String(decoding: units[span.range.lower..<span.range.upper], as: UTF16.self)
    }
    let problem = outcome?.problem.map { " (\($0.english))" } ?? ""
    let wrongMark = isMarked ? "" : ", other words than those marked"
    account =
      "stated \(example.expectation.rawValue), came out \(result.rawValue)\(problem) \(texts)\(wrongMark)\n\(example.source)"
  }
}
