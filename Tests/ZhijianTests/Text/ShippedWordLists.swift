import Foundation
import Zhijian

/// The word lists of the project's own lexicons folder.
func shippedWordLists() throws -> [WordList] {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(
      "lexicons/words")
  let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
    $0.hasSuffix(".tsv")
  }.sorted()
  return try names.map { name in
    let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    let (list, diagnostics) = WordList.parse(text, file: name)
    guard diagnostics.isEmpty else { throw DiagnosticsError(diagnostics) }
    return list
  }
}

/// Tokenizers that are expensive to make without optimization, made once for all tests.
enum SharedTokenizers {
  static let plain = Result { try Tokenizer(wordLists: []) }
  static let shipped = Result { try Tokenizer(wordLists: shippedWordLists()) }
}
