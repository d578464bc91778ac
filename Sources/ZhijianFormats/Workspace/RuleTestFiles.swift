internal import Foundation
internal import Zhijian

/// The test files of a workspace, read.
struct RuleTestFiles {
  static let suffix = ".test.yaml"

  /// A file that names a rule, and what is wrong with it.
  private struct File {
    var rule: String?
    var tests: [RuleTest] = []
    var faults: [Diagnostic] = []
  }

  /// By path.
  private var files: [String: File] = [:]
  /// What is wrong with the folders.
  private var faults: [Diagnostic] = []
  private let ids: [String]

  init(_ workspace: Workspace, _ locations: Workspace.Locations) {
    ids = workspace.rules.rules.map(\.id)
    let sink = DiagnosticSink()
    for root in locations.ruleRoots(workspace.configuration) {
      for path in Self.paths(root, sink) where files[path] == nil { read(path) }
    }
    faults = sink.diagnostics
  }

  /// The tests of a rule, by file.
  func tests(of rule: String) -> [RuleTest] {
    files.filter { $0.value.rule == rule }.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .flatMap(\.value.tests)
  }

  /// The rule that a file has tests of; nil where it is none of the files, or names no rule.
  func rule(of path: String) -> String? { files[path]?.rule }

  /// What is wrong with the files and folders.
  var diagnostics: [Diagnostic] {
    let sink = DiagnosticSink()
    sink.report(faults + files.sorted { $0.key < $1.key }.flatMap(\.value.faults))
    return sink.sorted
  }

  /// Reads a file, or reads it again; one that is gone has no tests.
  mutating func read(_ path: String) {
    guard FileManager.default.fileExists(atPath: path) else {
      files[path] = nil
      return
    }
    let sink = DiagnosticSink()
    var file = File()
    if let text = FileText.read(path, sink: sink), let read = RuleTestFile.read(text, file: path, sink: sink) {
      check(read, path, sink)
      if ids.contains(read.rule) {
        file.rule = read.rule
        file.tests = read.tests
      }
    }
    file.faults = sink.diagnostics
    files[path] = file
  }

  private func check(_ file: RuleTestFile, _ path: String, _ sink: DiagnosticSink) {
    let name = String(FilePath.name(of: path).dropLast(Self.suffix.count))
    if name != file.rule {
      sink.error(
        "test-file-name", at: file.ruleLocation,
        LocalizedText(
          zh: "文件名应当是 \(file.rule)\(Self.suffix)", en: "the file must be named \(file.rule)\(Self.suffix)"))
    }
    guard !ids.contains(file.rule) else { return }
    let closest = SpellingSuggestion.closest(to: file.rule, among: ids)
    sink.error(
      "unknown-rule", at: file.ruleLocation,
      LocalizedText(
        zh: "没有规则“\(file.rule)”（或者已停用）", en: "there is no rule '\(file.rule)', or it is retired"),
      hint: closest.map { LocalizedText(zh: "是不是想写“\($0)”？", en: "did you mean '\($0)'?") })
  }

  /// The test files below a folder, or the one beside a rule file.
  private static func paths(_ root: String, _ sink: DiagnosticSink) -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: root, isDirectory: &isFolder) else { return [] }
    if isFolder.boolValue { return FileText.files(in: root, suffix: suffix, sink: sink) }
    let ending = ".yaml"
    guard root.hasSuffix(ending) else { return [] }
    let beside = String(root.dropLast(ending.count)) + suffix
    return FileManager.default.fileExists(atPath: beside) ? [beside] : []
  }
}
