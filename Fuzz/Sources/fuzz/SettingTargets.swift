@testable import Zhijian
@testable import ZhijianFormats

extension DiagnosticSink {
  /// Faults have places in the file, and there are some where nothing came of it.
  fileprivate func check(isRead: Bool) {
    expect(isRead || hasErrors, "nothing was read, and there is no reason")
    for diagnostic in sorted {
      expect(diagnostic.location?.line ?? 1 >= 1 && diagnostic.location?.column ?? 1 >= 1, "a place before the file")
    }
  }
}

/// A mapping file and, behind a NUL, the file that is read by it.
struct MappingTarget: FuzzTarget {
  static let name = "mapping"
  private static let names = ["chat.csv", "chat.tsv", "chat.json", "chat.jsonl", "chat.txt", "chat.xls", "chat.xlsx"]

  func run(_ bytes: [UInt8]) {
    var input = FuzzInput(bytes)
    let choice = Int(input.byte())
    let parts = input.rest().split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
    let sink = DiagnosticSink()
    let mapping = ImportMapping.parse(String(decoding: parts[0], as: UTF8.self), file: "m.yaml", sink: sink)
    sink.check(isRead: mapping != nil)
    guard let mapping else { return }
    let again = ImportMapping.parse(mapping.yaml(), file: "m.yaml", sink: sink)
    expect(again == mapping, "written and read it is another mapping:\n\(mapping.yaml())")
    guard parts.count == 2 else { return }
    var options = ImportOptions()
    options.mapping = mapping
    ImportPromises.check(Array(parts[1]), file: Self.names[choice % Self.names.count], options: options)
  }
}

/// Any YAML as each of the files that people write beside rules.
struct SettingsTarget: FuzzTarget {
  static let name = "settings"
  private let file = ScratchFile("settings.yaml")
  private let workspace = made { try ShippedTables.workspace() }

  func run(_ bytes: [UInt8]) {
    var input = FuzzInput(bytes)
    let choice = input.byte()
    let body = input.rest()
    let text = String(decoding: body, as: UTF8.self)
    let sink = DiagnosticSink()
    switch choice % 8 {
    case 0:
      file.write(body)
      sink.check(isRead: Configuration.read(file.path, sink: sink) != nil)
    case 1: sink.check(isRead: ScoringPolicyParser.parse(text, file: "s.yaml", sink: sink) != nil)
    case 2: sink.check(isRead: PerformanceScorecardParser.parse(text, file: "p.yaml", sink: sink) != nil)
    case 3:
      _ = GoalParser.parse(text, file: "g.yaml", sink: sink)
      sink.check(isRead: true)
    case 4: sink.check(isRead: SuppressionFile.read(text, file: "x.yaml", sink: sink) != nil)
    case 5:
      let mapping = InspectionMapping.read(
        text, file: "i.yaml", rules: workspace.everyRule, policy: workspace.policy, sink: sink)
      sink.check(isRead: mapping != nil)
    case 6:
      file.write(body)
      sink.check(isRead: TableMapping.read(file.path, sink: sink) != nil)
    default: sink.check(isRead: RuleTestFile.read(text, file: "r.test.yaml", sink: sink) != nil)
    }
  }
}

/// Any bytes as each of the tables of words, and what is made of them used on a text.
struct LexiconTarget: FuzzTarget {
  static let name = "lexicons"
  private let text = Array("亲，非常抱歉！不满意，太差了😡 ＶＸ①②③ 弓长 wei xin 客服小妹24小时在线".utf16)
  private let plain = made { try Tokenizer(wordLists: []).makeWorker() }
  private static let tables = [
    "width.tsv", "script.tsv", "digits.tsv", "repeat.tsv", "emoji.tsv", "emoji-names.tsv", "split.tsv",
    "lookalike.tsv", "lookalike-shapes.tsv", "pinyin.tsv", "numbers.tsv",
  ]

  func run(_ bytes: [UInt8]) {
    var input = FuzzInput(bytes)
    let choice = Int(input.byte())
    let body = input.rest()
    let written = String(decoding: body, as: UTF8.self)
    switch choice % 4 {
    case 0:
      let (list, faults) = WordList.parse(utf8: body, file: "w.tsv")
      check(faults)
      // Without ICU's words, so that making it does not take longer than all the rest.
      guard let tokenizer = try? Tokenizer(wordLists: [list], source: .missing) else { return }
      let tokens = made { try tokenizer.makeWorker() }.tokenize(text).tokens
      expect(tokens.last.map { Int($0.end) } == text.count, "the tokens end elsewhere")
    case 1:
      let (lexicon, faults) = SentimentLexicon.parse(files: [(name: "s.tsv", text: written)])
      check(faults)
      check(SentimentLexiconLinter(lexicon: lexicon).diagnostics())
      let mood = SentimentScorer(lexicon: lexicon).score(plain.tokenize(text), role: .customer, kind: .text)
      expect((-1000...1000).contains(mood.thousandths ?? 0), "a sentiment beyond its scale")
    case 2:
      var faults: [Diagnostic] = []
      let name = Self.tables[choice / 4 % Self.tables.count]
      let folding = TextFolding(tables: FoldingTables(files: [.init(name: name, text: written)], diagnostics: &faults))
      check(faults)
      for view in FoldView.all { FoldingTarget.check(folding.fold(text, view: view), text) }
    default: check(SentimentReview.parse(written, named: "r.tsv").1)
    }
  }

  private func check(_ faults: [Diagnostic]) {
    for fault in faults { expect(fault.location?.line ?? 1 >= 1, "a place before the file") }
  }
}
