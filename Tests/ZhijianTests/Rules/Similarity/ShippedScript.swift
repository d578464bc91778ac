import Foundation
import Testing

@testable import Zhijian

/// Rules judged with the script lexicon that is shipped.
enum ShippedScript {
  static let loaded: (lexicon: ScriptLexicon, diagnostics: [Diagnostic], words: [String]) = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../../lexicons/script")
      .standardizedFileURL
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
    let files = names.compactMap { name in
      (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)).map {
        ScriptLexicon.File(name: name, text: $0)
      }
    }
    let (lexicon, diagnostics) = ScriptLexicon.parse(files: files, folding: ShippedFolding.folding)
    let lines = files.flatMap { $0.text.split(separator: "\n") }.filter { !$0.hasPrefix("#") }
    return (lexicon, diagnostics, lines.flatMap { $0.split(separator: "\t").map(String.init) })
  }()

  static var lexicon: ScriptLexicon { loaded.lexicon }

  static func describe(_ rule: String, _ dialogue: String) throws -> String {
    let sink = DiagnosticSink()
    let text = rule + "\nid: r\ntitle: t\nwhy: w\ncategory: c\nseverity: info\n"
    let parsed = RuleParser(
      lists: WordListCatalog(), folding: ShippedFolding.folding, scriptLexicon: lexicon
    ).parse(text, file: "r.yaml", sink: sink)
    let transcript = try Dialogue(dialogue).transcript
    let analyzer = try RuleBench.analyzer([try #require(parsed, "\(sink.diagnostics.map(\.message.english))")])
    let outcome = try #require(try analyzer.makeWorker().evaluate(transcript).outcomes.first)
    return RuleBench.describe(outcome, transcript)
  }
}
