import Foundation
import Testing
import Zhijian

@testable import ZhijianFormats

/// Workspaces that cannot be loaded: what is said, and that all of it is said at once.
@Suite struct WorkspaceTests {
  private func faults(_ files: [String: String], home: String? = nil) throws -> [String] {
    let folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appendingPathComponent("workspace-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, text) in files {
      let url = folder.appendingPathComponent(name)
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
    do throws(DiagnosticsError) {
      _ = try Workspace.load(Workspace.Locations(workingFolder: folder.path, home: home))
      return []
    } catch {
      return error.diagnostics.map { diagnostic in
        let place = diagnostic.location.map { location in
          let name = location.file.replacing(folder.path + "/", with: "")
          return name + (location.line.map { ":\($0)" } ?? "") + " "
        }
        return (place ?? "") + diagnostic.code
      }
    }
  }

  private static let card =
    "sections:\n  - {id: attitude, title: 态度, weight: 1, floor: 0}\nbands: {A: 0}\nminimum_sample: 1\n"

  @Test func withoutLexiconsNothingGoes() throws {
    #expect(try faults([:]) == ["no-lexicons"])
    #expect(try faults(["zhijian.yaml": "lexicons: words\n"]).last?.hasSuffix("words no-such-file") == true)
  }

  @Test func everyFileIsReadBeforeItFails() throws {
    let found = try faults([
      "zhijian.yaml": "rules: [rules, gone]\nlexicons: lexicons\nscorecard: card.yaml\n",
      "card.yaml": "sections: 5\n", "rules/a.yaml": "id: a\nwat: 1\n", "rules/b.yaml": ": :\n",
      "lexicons/folding/width.tsv": "", "lexicons/words/w.tsv": "",
      "lexicons/sentiment/s.tsv": "entry\tweight\nx\tnope\n",
    ])
    for place in ["card.yaml", "gone", "rules/a.yaml:2", "rules/b.yaml:1", "lexicons/sentiment/s.tsv"] {
      #expect(found.contains { $0.hasPrefix(place) }, "\(place) in \(found)")
    }
  }

  @Test func whatIsNoTextIsNamed() throws {
    let found = try faults([
      "zhijian.yaml": "rules: rules\nlexicons: lexicons\nscorecard: card.yaml\n", "card.yaml": Self.card,
      "lexicons/lists/x.txt": "x", "rules/readme.md": "x",
    ])
    #expect(
      found == [
        "lexicons/folding missing-lexicon", "lexicons/sentiment missing-lexicon", "lexicons/words missing-lexicon",
        "rules no-rules",
      ])
  }

  /// The script lexicon is missed where a rule asks for it, and its faults are reported.
  @Test func theScriptLexiconIsReadWithItsFaults() throws {
    func files(_ condition: String, _ lexicon: String?) -> [String: String] {
      var files = [
        "zhijian.yaml": "rules: rules\nlexicons: lexicons\nscorecard: card.yaml\n", "card.yaml": Self.card,
        "lexicons/folding/w.tsv": "", "lexicons/words/w.tsv": "", "lexicons/sentiment/s.tsv": "",
        "rules/a.yaml":
          "id: a\ntitle: t\nwhy: w\ncategory: c\nseverity: minor\nobserve: {role: agent, \(condition)}\n",
        "rules/b.yaml": "id: b\n",
      ]
      if let lexicon { files["lexicons/script/synonyms.tsv"] = lexicon }
      return files
    }
    // Warnings are thrown only beside an error, which the second rule has.
    func found(_ condition: String, _ lexicon: String?) throws -> [String] {
      try faults(files(condition, lexicon)).filter { $0.hasPrefix("lexicons/") }
    }
    #expect(try found("keyword: [退款]", nil) == [])
    #expect(try found("not: {similar: [退款]}", nil) == ["lexicons/script missing-lexicon"])
    #expect(try found("similar: [退款]", "退款\t退钱") == [])
    #expect(
      try found("similar: [退款]", "退款\t退钱\t\n寄回")
        == ["lexicons/script/synonyms.tsv:1 empty-word", "lexicons/script/synonyms.tsv:2 lone-synonym"])
  }

  /// What is odd for every shop alike is said once; what is wrong for one shop names it.
  @Test func aShopsFaultsNameTheShop() throws {
    let rule =
      "id: a\ntitle: t\nwhy: w\ncategory: nowhere\nseverity: minor\nscore: {deduct: 1}\nforbid: {role: agent, keyword: [$closing]}\n"
    let found = try faults([
      "zhijian.yaml":
        "rules: rules\nlexicons: lexicons\nscorecard: card.yaml\nshops: {甲: {lists: {closing: []}}, 乙: {lists: {closing: [好]}}}\n",
      "card.yaml": Self.card, "lexicons/lists/closing.txt": "再见", "lexicons/folding/w.tsv": "",
      "lexicons/words/w.tsv": "",
      "lexicons/sentiment/s.tsv": "", "rules/a.yaml": rule,
    ])
    #expect(found.filter { $0.contains("unscored-category") }.count <= 1, "\(found)")
  }
}
