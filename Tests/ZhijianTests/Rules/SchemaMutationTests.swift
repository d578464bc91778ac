import Foundation
import Testing

@testable import Zhijian

/// Sound rules with one thing changed: whatever the change, schema and loader say the same of it.
@Suite struct SchemaMutationTests {
  /// What only the loader can see: it depends on other files, other places of the rule, or on what a text says.
  private static let unseen: Set<String> = [
    "id-not-file-name", "unknown-label", "unknown-list", "duplicate-label", "label-cycle", "unreachable", "empty-scope",
    "invalid-regex", "invalid-dialogue",
  ]

  private static let values = ["zzz", "'7'", "7", "0.5", "true", "~", "''", "[]", "[zzz]", "{zzz: 7}"]

  private static let sound = SchemaAgreementTests.files.filter { $0.verdict == "sound" }

  @Test func thereIsSomethingToChange() { #expect(Self.sound.count >= 40) }

  @Test(arguments: sound) func oneChange(_ file: SchemaAgreementTests.File) throws {
    let root = try #require(YAMLDocument.read(file.text, file: file.name, sink: DiagnosticSink()))
    let unchanged = FlowYAML.text(root)
    #expect(try disagreement(unchanged, file.name) == nil)
    var changes = 0
    let number = Self.sound.firstIndex { $0.name == file.name } ?? 0
    // Every file tries some of the values and keys, in all its places.
    let values = Self.values.enumerated().filter { $0.offset % 2 == number % 2 }.map(\.element)
    let added = Self.added.enumerated().filter { $0.offset % 10 == number % 10 }.map(\.element)
    for change in Self.changes(of: root, to: values, adding: added) {
      let text = FlowYAML.text(change)
      changes += 1
      let problem = try disagreement(text, file.name)
      #expect(problem == nil, "\(text)")
    }
    #expect(changes > 30)
  }

  /// The rules that users read.
  @Test func shippedRulesPassTheSchema() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../rules")
      .standardizedFileURL
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
    let validator = SchemaValidator(root: RuleSchema().value)
    var count = 0
    for name in names where name.hasSuffix(".yaml") && !name.hasSuffix(".test.yaml") {
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      let root = try #require(YAMLDocument.read(text, file: name, sink: DiagnosticSink()))
      #expect(validator.faults(root) == [], "\(name)")
      count += 1
    }
    #expect(count >= 70)
  }

  private func disagreement(_ text: String, _ file: String) throws -> String? {
    let (schema, loader) = try SchemaAgreementTests.verdicts(text, file: file)
    let seen = loader.filter { !Self.unseen.contains($0) }
    guard schema.isEmpty != seen.isEmpty else { return nil }
    return "schema \(schema.prefix(3)), loader \(loader)"
  }

  /// Every tree that differs in one place: a value replaced, a key renamed, taken away or added.
  private static func changes(of node: YAMLNode, to values: [String], adding added: [(String, String)]) -> [YAMLNode] {
    var changes = values.compactMap { YAMLDocument.read($0, file: "", sink: DiagnosticSink()) }
    switch node.content {
    case .scalar: break
    case .sequence(let items):
      for (place, item) in items.enumerated() {
        for change in Self.changes(of: item, to: values, adding: added) {
          var items = items
          items[place] = change
          changes.append(YAMLNode(content: .sequence(items), location: node.location))
        }
      }
    case .mapping(let entries):
      for place in entries.indices {
        for change in Self.changes(of: entries[place].value, to: values, adding: added) {
          var entries = entries
          entries[place] = .init(key: entries[place].key, keyLocation: node.location, value: change)
          changes.append(YAMLNode(content: .mapping(entries), location: node.location))
        }
        for key in ["zzz", nil] {
          var entries = entries
          let value = entries.remove(at: place).value
          if let key { entries.append(.init(key: key, keyLocation: node.location, value: value)) }
          changes.append(YAMLNode(content: .mapping(entries), location: node.location))
        }
      }
      for (key, value) in added where !entries.contains(where: { $0.key == key }) {
        guard let value = YAMLDocument.read(value, file: "", sink: DiagnosticSink()) else { continue }
        let more = entries + [.init(key: key, keyLocation: node.location, value: value)]
        changes.append(YAMLNode(content: .mapping(more), location: node.location))
      }
    }
    return changes
  }

  /// Keys that mean something somewhere, each with a sound value.
  private static let added: [(String, String)] = {
    var keys: [String: String] = [:]
    for site in KeySite.all {
      for key in site.keys { keys[key.name] = keys[key.name] ?? key.type?.sample ?? "1" }
    }
    return keys.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }()
}

/// YAML in one line, every scalar as it was: with quotes or without.
enum FlowYAML {
  static func text(_ node: YAMLNode) -> String {
    switch node.content {
    case .scalar(let text, isPlain: true): text.isEmpty ? "~" : text
    case .scalar(let text, isPlain: false):
      "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n") + "\""
    case .sequence(let items): "[" + items.map(text).joined(separator: ", ") + "]"
    case .mapping(let entries): "{" + entries.map { "\($0.key): \(text($0.value))" }.joined(separator: ", ") + "}"
    }
  }
}
