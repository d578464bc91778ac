import Foundation
import Testing

@testable import Zhijian
@testable import ZhijianFormats

/// What the documents show works, and what there is stands in them.
@Suite struct DocumentTests {
  // MARK: Examples

  /// The shipped lexicons and scorecard, without anything of the folder the tests run in.
  private static let workspace = Result {
    var locations = Workspace.Locations(workingFolder: Document.root.path, home: Document.root.path)
    locations.configuration = Document.root.appending(path: "zhijian.yaml").path
    return try Workspace.load(locations)
  }

  /// The names of blocks that are no rules.
  private static let settings: Set = [
    "scorecard.yaml", "zhijian.yaml", "suppressions.yaml", "tables.yaml", "kpi.yaml", "goals.yaml", "items.yaml",
    ".github/workflows/rules.yml", ".pre-commit-config.yaml",
  ]

  private func parser(for page: Document) throws -> RuleParser {
    let workspace = try Self.workspace.get()
    var lists: [String: [String]] = [:]
    for block in page.blocks where block.language == "text" {
      guard let name = block.fileName, name.hasSuffix(".txt") else { continue }
      lists[FilePath.stem(of: name)] = WordListCatalog.parse(block.text)
    }
    return RuleParser(
      lists: workspace.lists.replacing(with: lists), folding: workspace.analyzer.folding,
      scriptLexicon: workspace.scriptLexicon)
  }

  private func runner(_ rule: Rule) throws -> RuleTestRunner {
    let analyzer = try Self.workspace.get().analyzer
    return RuleTestRunner(
      analyzer: Analyzer(
        rules: RuleSet([rule], folding: analyzer.folding), tokenizer: analyzer.tokenizer, folding: analyzer.folding,
        sentiment: analyzer.sentiment, policy: analyzer.policy, turnBuilder: analyzer.turnBuilder,
        versions: analyzer.versions))
  }

  private func faults(_ sink: DiagnosticSink) -> [String] {
    sink.diagnostics.map { "\($0.location?.line ?? 0): \($0.message.english)" }
  }

  @Test(arguments: Document.all)
  func rulesOfTheDocumentsPassTheirExamples(_ name: String) throws {
    let page = try Document(name)
    let parser = try parser(for: page)
    for block in page.blocks where block.language == "yaml" {
      guard let file = block.fileName, !Self.settings.contains(file), !file.hasSuffix(".test.yaml") else { continue }
      let sink = DiagnosticSink()
      let rule = parser.parse(block.text, file: file, sink: sink)
      #expect(faults(sink).isEmpty, "\(name):\(block.firstLine)")
      guard let rule else { continue }
      let results = try runner(rule).run(rule)
      #expect(!results.isEmpty, "\(name):\(block.firstLine)")
      for result in results where result.verdict != .passed && result.verdict != .knownGap {
        Issue.record("\(name):\(block.firstLine): \(result.explanation?.english ?? "")\n\(result.test.source)")
      }
    }
  }

  /// Test files go with the rules of their page.
  @Test(arguments: Document.all)
  func testsOfTheDocumentsPass(_ name: String) throws {
    let page = try Document(name)
    let parser = try parser(for: page)
    let files = page.blocks.filter { $0.language == "yaml" && $0.fileName != nil }
    for block in files where block.fileName?.hasSuffix(".test.yaml") == true {
      let sink = DiagnosticSink()
      let file = RuleTestFile.read(block.text, file: name, sink: sink)
      #expect(faults(sink).isEmpty, "\(name):\(block.firstLine)")
      let beside = block.fileName?.replacing(".test.yaml", with: ".yaml")
      let source = try #require(files.first { $0.fileName == beside }, "\(name): no \(beside ?? "")")
      let rule = try #require(parser.parse(source.text, file: beside ?? "", sink: sink))
      let results = try runner(rule).run(RuleTest.examples(of: rule) + (file?.tests ?? []), of: rule.id)
      for result in results where result.verdict != .passed && result.verdict != .knownGap {
        Issue.record("\(name):\(block.firstLine): \(result.test.name): \(result.differences.map(\.english))")
      }
    }
  }

  @Test(arguments: Document.all)
  func conditionsOfTheDocumentsParse(_ name: String) throws {
    let page = try Document(name)
    let parser = try parser(for: page)
    for block in page.blocks where block.language == "yaml" && block.lines.first == "# 条件" {
      let head = ["id: condition", "title: t", "why: w", "category: attitude", "severity: info", "observe:"]
      let text = (head + block.lines.dropFirst().map { "  " + $0 }).joined(separator: "\n")
      let sink = DiagnosticSink()
      _ = parser.parse(text, file: "condition.yaml", sink: sink)
      #expect(faults(sink).isEmpty, "\(name):\(block.firstLine)")
    }
  }

  @Test(arguments: Document.all)
  func settingsOfTheDocumentsParse(_ name: String) throws {
    // Mappings are held by FormatsPageTests.
    guard name != "docs/mapping.md" else { return }
    let page = try Document(name)
    let own = Set(page.blocks.compactMap(\.fileName).map { FilePath.stem(of: $0) })
    for block in page.blocks where block.language == "yaml" {
      let sink = DiagnosticSink()
      switch block.fileName {
      case "scorecard.yaml": #expect(ScoringPolicyParser.parse(block.text, file: "scorecard.yaml", sink: sink) != nil)
      case "suppressions.yaml": #expect(SuppressionFile.read(block.text, file: name, sink: sink)?.isEmpty == false)
      case "kpi.yaml": #expect(PerformanceScorecardParser.parse(block.text, file: name, sink: sink) != nil)
      case "goals.yaml": #expect(!GoalParser.parse(block.text, file: name, sink: sink).isEmpty)
      case "tables.yaml": #expect(try written(block) { TableMapping.read($0, sink: sink) } != nil)
      case "items.yaml":
        let (rules, policy) = (try Self.workspace.get().everyRule, try Self.workspace.get().policy)
        let mapping = InspectionMapping.read(block.text, file: name, rules: rules, policy: policy, sink: sink)
        #expect(mapping?.compared.isEmpty == false)
      // What they name is run by scripts/check-integrations.sh.
      case ".github/workflows/rules.yml", ".pre-commit-config.yaml":
        #expect(YAMLDocument.read(block.text, file: name, sink: sink) != nil)
      case "zhijian.yaml":
        let overrides = try written(block) { Configuration.read($0, sink: sink)?.overrides } ?? [:]
        let shipped = Set(try Self.workspace.get().rules.rules.map(\.id))
        for id in overrides.keys where !own.contains(id) {
          #expect(shipped.contains(id), "\(name):\(block.firstLine): no rule \(id)")
        }
      default: #expect(block.lines.first == "# 条件" || block.fileName != nil, "\(name):\(block.firstLine) is not tested")
      }
      #expect(faults(sink).isEmpty, "\(name):\(block.firstLine)")
    }
  }

  /// What `read` makes of the block as a file of its name in a folder of its own.
  private func written<Value>(_ block: Document.Block, read: (String) throws -> Value?) throws -> Value? {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: block.fileName ?? "settings.yaml").path
    try block.text.write(toFile: file, atomically: true, encoding: .utf8)
    return try read(file)
  }

  @Test func conversationOfTheFormatsPageIsRead() throws {
    let blocks = try Document("docs/formats.md").blocks.filter { $0.language == "json" }
    #expect(blocks.count == 1)
    for block in blocks {
      let imported = try CanonicalJSONLReader(file: "formats.md").parse(line: Array(block.lines[0].utf8), number: 1)
      #expect(imported.transcript.messages.count == 2)
      #expect(imported.diagnostics.isEmpty)
    }
  }

  // MARK: Completeness

  /// The reference is generated; what the contract says of an operator is complete, and of no operator that is none.
  @Test func operatorsOfTheContractExistAndNameEveryOption() throws {
    let page = try Document("docs/rules.md")
    let headings = page.section("## 算子")?.filter { $0.hasPrefix("### `") } ?? []
    let known = ConditionOperators.all.map { "### `\($0.definition.name)`" }
    for heading in headings { #expect(known.contains(heading)) }
    for definition in ConditionOperators.all.map({ $0.definition }) {
      guard let section = page.section("### `\(definition.name)`") else { continue }
      let text = section.joined(separator: "\n")
      for parameter in definition.parameters {
        #expect(text.contains("`\(parameter.name)`"), "\(definition.name): no word on \(parameter.name)")
      }
    }
    let whole = page.lines.joined(separator: "\n")
    let scope = (ConditionKeys.beside + ConditionKeys.logic).map(\.name)
    let names =
      scope + Fold.allCases.map(\.rawValue) + PersonalDataKind.allCases.map(\.rawValue)
      + EventOperator.Event.allCases.map(\.rawValue) + RuleVerb.allCases.map(\.rawValue)
      + RuleExample.Expectation.allCases.map(\.rawValue)
    for name in names { #expect(whole.contains(name), "no word on \(name)") }
  }

  @Test func everyHeaderIsInTheFormatsPage() throws {
    let rows = Set(
      try Document("docs/formats.md").lines.filter { $0.hasPrefix("| ") }.map { row in
        row.components(separatedBy: " | ").last.map { String($0.dropLast(2)) } ?? ""
      })
    for (column, names) in TableColumn.headers {
      #expect(rows.contains(names.joined(separator: "、")), "the row of \(column) differs")
    }
  }

  @Test func everyFormatIsInTheDocuments() throws {
    let pages = try ["README.md", "README.zh-CN.md"].map { try Document($0).lines.joined(separator: "\n") }
    for name in ImportFormats.all.map(\.name) + ReportFormats.all.map(\.name) {
      for page in pages { #expect(page.contains("`\(name)`"), "no word on \(name)") }
    }
    let formats = try Document("docs/formats.md").lines.joined(separator: "\n")
    for format in ImportFormats.all { #expect(formats.contains("| `\(format.name)` |")) }
  }

  // MARK: Links

  @Test(arguments: Document.all)
  func linksLeadSomewhere(_ name: String) throws {
    let page = try Document(name)
    let folder = Document.root.appending(path: name).deletingLastPathComponent()
    for link in page.links where !link.target.hasPrefix("https://") {
      let parts = link.target.components(separatedBy: "#")
      let target =
        parts[0].isEmpty ? Document.root.appending(path: name) : folder.appending(path: parts[0]).standardizedFileURL
      #expect(FileManager.default.fileExists(atPath: target.path), "\(name):\(link.line): \(link.target)")
      guard parts.count > 1, target.path.hasPrefix(Document.root.path) else { continue }
      let relative = String(target.path.dropFirst(Document.root.path.count + 1))
      #expect(try Document(relative).anchors.contains(parts[1]), "\(name):\(link.line): no heading \(parts[1])")
    }
  }
}
