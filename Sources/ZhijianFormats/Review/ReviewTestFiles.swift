internal import Foundation
public import Zhijian

/// Turns judgements into tests beside the rules: what was wrongly reported must not be reported again, and what was
/// missed is a known gap. Files keep their comments, and nothing is added twice.
public struct ReviewTestFiles {
  /// What became of one judgement.
  public enum Outcome: String, Sendable, CaseIterable {
    case added
    /// A test of this judgement, or of the same dialogue, is there.
    case present
    case notReproduced = "not_reproduced"
    case tooLong = "too_long"
    /// The conversation was not among those read.
    case noConversation = "no_conversation"
    /// The folder holds no file of the rule.
    case noRule = "no_rule"
    /// The test file has faults, or a form that nothing can be added to.
    case unfit
  }

  public struct Entry: Sendable {
    public let item: ReviewItem
    public let outcome: Outcome
    /// The test file; nil without one.
    public let file: String?
  }

  /// A file to be written.
  public struct Change: Sendable {
    public let path: String
    public let text: String
  }

  private let workspace: Workspace
  private let items: [ReviewItem]
  private let sink: DiagnosticSink
  /// The file of each rule below the folder.
  private let ruleFiles: [String: String]
  private var made: [Int: Result<ReviewedTest, ReviewedTestMaker.MakingProblem>] = [:]

  /// `items` without a wrong verdict ask for no test. Faults go to `sink`.
  public init(folder: String, items: [ReviewItem], workspace: Workspace, sink: DiagnosticSink) {
    self.workspace = workspace
    self.sink = sink
    self.items = items.filter { $0.consensus == .wrong }
    var files: [String: String] = [:]
    let wanted = Set(self.items.map(\.row.rule))
    for path in FileText.files(in: folder, suffix: ".yaml", sink: sink) where !path.hasSuffix(".test.yaml") {
      let id = FilePath.stem(of: path)
      if wanted.contains(id), files[id] == nil { files[id] = path }
    }
    ruleFiles = files
  }

  /// Makes the tests of what was judged in a conversation.
  public mutating func add(_ evaluation: Evaluation) throws(DiagnosticsError) {
    let own = items.indices.filter {
      made[$0] == nil && items[$0].row.key.isOf(conversation: evaluation.transcript.id)
    }
    for (rule, places) in Dictionary(grouping: own, by: { items[$0].row.rule }).sorted(by: { $0.key < $1.key }) {
      guard ruleFiles[rule] != nil else { continue }
      let maker = ReviewedTestMaker(
        places.map { items[$0] }, of: rule, in: evaluation, analyzer: workspace.analyzer(for: evaluation.transcript))
      for place in places { made[place] = try maker.test(of: items[place]) }
    }
  }

  /// What to write, and what became of each judgement, once all conversations came.
  public func finish() -> (changes: [Change], entries: [Entry]) {
    var changes: [Change] = []
    var entries: [Entry] = []
    for (rule, places) in Dictionary(grouping: items.indices, by: { items[$0].row.rule }).sorted(by: { $0.key < $1.key }
    ) {
      guard let ruleFile = ruleFiles[rule] else {
        entries += places.map { Entry(item: items[$0], outcome: .noRule, file: nil) }
        continue
      }
      let path = String(ruleFile.dropLast(".yaml".count)) + ".test.yaml"
      let (text, outcomes) = addTests(of: rule, places, to: path)
      if let text { changes.append(Change(path: path, text: text)) }
      entries += zip(places, outcomes).map { Entry(item: items[$0], outcome: $1, file: path) }
    }
    return (changes, entries)
  }

  /// The new text of a test file, nil where it stays, and what became of each judgement.
  private func addTests(of rule: String, _ places: [Int], to path: String) -> (String?, [Outcome]) {
    let exists = FileManager.default.fileExists(atPath: path)
    guard let old = exists ? FileText.read(path, sink: sink) : "rule: \(rule)\ntests:\n" else {
      return (nil, places.map { _ in .unfit })
    }
    var known: [RuleTest] = workspace.rules.rules.first { $0.id == rule }.map(RuleTest.examples) ?? []
    var count = 0
    if exists {
      let own = DiagnosticSink()
      guard let file = RuleTestFile.read(old, file: path, sink: own), !own.hasErrors, file.rule == rule else {
        sink.report(own.diagnostics)
        return (nil, places.map { _ in .unfit })
      }
      known += file.tests
      count = file.tests.count
    }
    var names = Set(known.map(\.name))
    var dialogues = Set(known.map(\.dialogueKey))
    var added: [ReviewedTest] = []
    let outcomes = places.map { place -> Outcome in
      switch made[place] {
      case nil: return .noConversation
      case .failure(let failure)?: return failure.problem == .tooLong ? .tooLong : .notReproduced
      case .success(let test)?:
        guard !names.contains(test.name), !dialogues.contains(test.dialogueKey) else { return .present }
        names.insert(test.name)
        dialogues.insert(test.dialogueKey)
        added.append(test)
        return .added
      }
    }
    guard !added.isEmpty else { return (nil, outcomes) }
    let text = ReviewTestText(old).adding(added.map(\.lines))
    // Whatever the file looked like: what is written can be read, and holds what it held.
    let check = DiagnosticSink()
    let read = RuleTestFile.read(text, file: path, sink: check)
    guard let read, !check.hasErrors, read.tests.count == count + added.count else {
      sink.error(
        "tests-not-added", at: SourceLocation(file: path, line: 1),
        LocalizedText(
          zh: "这个文件的写法没法自动追加测试（tests 要写成一行一个“- ”的列表）",
          en: "tests cannot be added to this file: 'tests' has to be a list of lines that begin with '- '"))
      return (nil, outcomes.map { $0 == .added ? .unfit : $0 })
    }
    return (text, outcomes)
  }
}

/// The text of a test file that tests are added to.
struct ReviewTestText {
  private let lines: [String]

  init(_ text: String) {
    var lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
    // What follows the last line end is no line.
    if lines.last?.isEmpty ?? false { lines.removeLast() }
    self.lines = lines
  }

  /// The text with more entries at the end of its list of tests.
  func adding(_ tests: [[String]]) -> String {
    let (place, indentation) = end()
    let blanks = String(repeating: " ", count: indentation)
    let isWindows = lines.first?.utf8.last == 0x0D
    let new = tests.flatMap { $0.map { blanks + $0 + (isWindows ? "\r" : "") } }
    return (lines[..<place] + new + lines[place...]).joined(separator: "\n") + "\n"
  }

  /// The line behind the list of tests, and how far its entries are indented.
  private func end() -> (place: Int, indentation: Int) {
    guard let head = lines.firstIndex(where: { $0.hasPrefix("tests:") }) else { return (lines.count, 2) }
    var indentation: Int?
    var place = lines.count
    for index in lines.indices[(head + 1)...] {
      let line = lines[index]
      let depth = line.utf8.prefix { $0 == 0x20 }.count
      let first = line.utf8.dropFirst(depth).first
      if first == UInt8(ascii: "-"), indentation == nil { indentation = depth }
      // The next key of the file ends the list.
      if depth == 0, let first, first != UInt8(ascii: "#"), first != UInt8(ascii: "-"), first != 0x0D {
        place = index
        break
      }
    }
    return (place, indentation ?? 2)
  }
}
