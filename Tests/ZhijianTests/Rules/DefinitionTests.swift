import Foundation
import Testing

@testable import Zhijian

/// Every operator and key says what it takes, and the parser reads just that.
@Suite struct DefinitionTests {
  static let operators = ConditionOperators.all.map { $0.definition }

  // MARK: Completeness

  private func isComplete(_ text: LocalizedText) -> Bool {
    let isChinese = text.chinese.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
    let isEnglish =
      !text.english.isEmpty && !text.english.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
    return isChinese && isEnglish
  }

  @Test(arguments: operators.map(\.name)) func operatorsAreExplained(_ name: String) throws {
    let definition = try #require(Self.operators.first { $0.name == name })
    #expect(isComplete(definition.summary), "the summary is missing in a language")
    #expect(definition.details.map { $0.chinese != $0.english } ?? false, "there are no details")
    #expect(definition.type != nil, "what stands behind the key has no type")
    #expect(!definition.examples.isEmpty, "there is no example")
    for example in definition.examples {
      #expect(isComplete(example.title), "\(example.condition)")
      #expect(example.condition.contains(name), "an example without the operator: \(example.condition)")
    }
    let known = Set(definition.parameters.map(\.name))
    #expect(known.count == definition.parameters.count)
    #expect(definition.needsOneOf.allSatisfy(known.contains))
  }

  @Test(arguments: KeySite.all) func keysAreExplained(_ site: KeySite) {
    #expect(!site.keys.isEmpty || ["event"].contains(site.name))
    for key in site.keys {
      #expect(key.type != nil, "\(key.name) has no type")
      #expect(key.summary.chinese != key.summary.english, "\(key.name)")
      #expect(!key.summary.chinese.isEmpty && !key.summary.english.isEmpty, "\(key.name)")
      for choice in key.type?.choices ?? [] { #expect(!choice.meaning.english.isEmpty, "\(key.name): \(choice.name)") }
    }
  }

  @Test func everyOperatorIsInTheRegistry() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Sources/Zhijian/Rules/Operators").standardizedFileURL
    let types = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().flatMap { name in
      try String(contentsOf: folder.appending(path: name), encoding: .utf8).matches(
        of: /struct (\w+): ConditionOperator/
      )
      .map { String($0.1) }
    }
    #expect(types.sorted() == ConditionOperators.all.map { "\($0)" }.sorted())
    #expect(Set(Self.operators.map(\.name)).count == Self.operators.count)
  }

  @Test func anUnfinishedDefinitionIsFound() {
    let bare = OperatorDefinition(
      name: "x", form: .scalar, summary: LocalizedText(zh: "", en: ""),
      parameters: [.init("option", LocalizedText(zh: "一", en: "one"))])
    #expect(bare.type == nil)
    #expect(bare.parameters.allSatisfy { $0.type == nil })
    #expect(!isComplete(bare.summary))
  }

  // MARK: Examples

  struct Example: Sendable, CustomTestStringConvertible {
    let name: String
    let example: ConditionExample
    var testDescription: String { "\(name): \(example.title.english)" }
  }

  static let examples = operators.flatMap { definition in
    definition.examples.map { Example(name: definition.name, example: $0) }
  }

  @Test(arguments: examples) func examplesHitAndMiss(_ example: Example) throws {
    func lines(_ text: String, _ indent: String) -> String {
      text.split(separator: "\n").map { indent + $0 + "\n" }.joined()
    }
    func expectation(_ word: String, _ one: ConditionExample.Case) -> String {
      "  - \(word):\n" + (one.conversation.map { "      conversation: \($0)\n" } ?? "") + "      dialogue: |\n"
        + lines(one.dialogue, "        ")
    }
    let body =
      "observe:\n" + lines(example.example.condition, "  ") + "examples:\n"
      + expectation("finding", example.example.hit) + expectation("clean", example.example.miss)
    let rule = try #require(RuleBench.parse(body, file: "rule", scriptLexicon: ShippedScript.lexicon).rule)
    let results = try RuleTestRunner(analyzer: RuleBench.analyzer([rule])).run(rule)
    #expect(results.map(\.verdict) == [.passed, .passed], "\(results.compactMap(\.explanation?.english))")
  }

  // MARK: What the parser reads

  private func errors(_ text: String) -> [Diagnostic] {
    let sink = DiagnosticSink()
    _ = RuleParser(lists: RuleBench.lists, folding: ShippedFolding.folding)
      .parse(text, file: "no-promise.yaml", sink: sink)
    return sink.diagnostics.filter { $0.severity == .error }
  }

  @Test(arguments: KeySite.all) func everyKeyIsRead(_ site: KeySite) throws {
    for key in site.keys {
      let type = try #require(key.type, "\(key.name) has no type")
      let sound = site.file(key.name, type.sample)
      #expect(errors(sound.text).map(\.message.english) == [], "\(sound.text)")
      #expect(try SchemaAgreementTests.verdicts(sound.text, file: "no-promise.yaml").schema == [], "\(sound.text)")
      for wrong in [type.wrong].compactMap({ $0 }) + type.outside {
        let (text, line, column) = site.file(key.name, wrong)
        let places = errors(text).compactMap(\.location)
        #expect(places.contains { $0.line == line && $0.column == column }, "nobody minds:\n\(text)")
        #expect(try !SchemaAgreementTests.verdicts(text, file: "no-promise.yaml").schema.isEmpty, "\(text)")
      }
    }
  }

  /// A key that is read without being defined would be missing in schema and reference.
  @Test(arguments: KeySite.all) func nothingElseIsRead(_ site: KeySite) throws {
    let file = site.file("zzzzzzzz", "1")
    let unknown = try #require(errors(file.text).first { $0.code != "missing-key" && $0.location?.line == file.line })
    // An example has one key, which says what is expected.
    if site.name == "examples" { return #expect(unknown.code == "invalid-example") }
    #expect(unknown.code == "unknown-key")
    let listed = try #require(unknown.hint?.english.dropFirst("possible here: ".count))
    let read = Set(listed.split(separator: ", ").map(String.init))
    #expect(read == Set(site.keys.map(\.name) + site.others))
    #expect(try !SchemaAgreementTests.verdicts(file.text, file: "no-promise.yaml").schema.isEmpty)
  }
}
