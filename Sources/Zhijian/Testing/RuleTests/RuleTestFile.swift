/// A file of dialogue tests, `<rule-id>.test.yaml`:
///
///     rule: slow-reply
///     tests:
///       - name: the second agent apologises
///         dialogue: |
///           [+0:00] 客户: 在吗
///           [+5:00] 客服(小王): 久等了
///         expect: []
public struct RuleTestFile: Sendable {
  public let rule: String
  /// Where the rule is named.
  public let ruleLocation: SourceLocation
  public let tests: [RuleTest]

  /// The most findings that one test can list.
  static let mostFindings = 100

  /// Reads a file; every fault goes to `sink`. Nil where it names no rule.
  public static func read(_ text: String, file: String, sink: DiagnosticSink) -> RuleTestFile? {
    guard let root = YAMLDocument.read(text, file: file, sink: sink),
      let mapping = YAMLMapping(root, sink: sink, what: LocalizedText(zh: "规则测试文件", en: "a file of rule tests"))
    else { return nil }
    let rule = mapping.text("rule", required: true)
    let items = items(mapping)
    mapping.finish()
    guard let rule else {
      // The tests are read all the same, so that all faults come at once.
      for item in items { _ = RuleTestParser(item, rule: "", sink: sink)?.test() }
      return nil
    }
    var tests: [RuleTest] = []
    var names: [String: Int] = [:]
    for item in items {
      guard let test = RuleTestParser(item, rule: rule, sink: sink)?.test() else { continue }
      if let line = names[test.name] {
        sink.error(
          "duplicate-name", at: test.location,
          LocalizedText(
            zh: "测试名“\(test.name)”在第 \(line) 行用过", en: "the name '\(test.name)' is used in line \(line)"))
      } else {
        names[test.name] = test.location.line ?? 0
      }
      tests.append(test)
    }
    let location = mapping.value("rule")?.location ?? mapping.location
    return RuleTestFile(rule: rule, ruleLocation: location, tests: tests)
  }

  private static func items(_ mapping: YAMLMapping) -> [YAMLNode] {
    guard let node = mapping.value("tests") else {
      mapping.sink.error(
        "missing-key", at: mapping.location, LocalizedText(zh: "缺少“tests”", en: "'tests' is missing"))
      return []
    }
    guard case .sequence(let items) = node.content, !items.isEmpty else {
      mapping.sink.error(
        "wrong-type", at: node.location,
        LocalizedText(zh: "“tests”应当是至少有一个测试的列表", en: "'tests' must be a list of at least one test"))
      return []
    }
    return items
  }
}
