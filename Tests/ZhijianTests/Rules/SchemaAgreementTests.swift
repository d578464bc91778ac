import Foundation
import Testing

@testable import Zhijian

/// The schema and the loader refuse the same files. The first line of a file says what both have to say of it:
/// `sound`, `fault`, or `loader CODE` for what no schema can see.
@Suite struct SchemaAgreementTests {
  struct File: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    var testDescription: String { name }

    var verdict: String { String(text.prefix { $0 != "\n" }.dropFirst(2)) }
  }

  static let files: [File] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "SchemaAgreement")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().compactMap { name in
      (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)).map { File(name: name, text: $0) }
    }
  }()

  private static let validator = SchemaValidator(root: RuleSchema().value)

  /// What the schema says, and the codes of the loader's errors.
  static func verdicts(_ text: String, file: String) throws -> (schema: [String], loader: [String]) {
    let root = try #require(YAMLDocument.read(text, file: file, sink: DiagnosticSink()))
    let sink = DiagnosticSink()
    _ = RuleParser(lists: RuleBench.lists, folding: ShippedFolding.folding).parse(text, file: file, sink: sink)
    return (validator.faults(root), sink.diagnostics.filter { $0.severity == .error }.map(\.code))
  }

  @Test func thereAreEnoughFiles() {
    #expect(Self.files.count >= 80)
    for verdict in ["sound", "fault"] { #expect(Self.files.count { $0.verdict == verdict } >= 30) }
  }

  @Test(arguments: files) func schemaAndLoaderAgree(_ file: File) throws {
    let (schema, loader) = try Self.verdicts(file.text, file: file.name)
    switch file.verdict {
    case "sound":
      #expect(schema.isEmpty)
      #expect(loader.isEmpty)
    case "fault":
      #expect(!schema.isEmpty)
      #expect(!loader.isEmpty)
    default:
      #expect(schema.isEmpty)
      #expect(["loader " + (loader.first ?? "")] == [file.verdict])
    }
  }

  /// A validator that accepts everything would agree with every sound file.
  @Test func theValidatorNamesThePlace() throws {
    let text = "forbid: {any: [{keyword: [甲], match: 0}]}"
    let root = try #require(YAMLDocument.read(text, file: "r.yaml", sink: DiagnosticSink()))
    let faults = Self.validator.faults(root)
    #expect(faults.contains("/forbid/any/0/match: anyOf"))
    #expect(faults.contains(": title is missing"))
    let unknown = SchemaValidator(root: .object([.init("uniqueItems", .bool(true))]))
    #expect(unknown.faults(root) == [": the keyword uniqueItems is not checked"])
  }
}
