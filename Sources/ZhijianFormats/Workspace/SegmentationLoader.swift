internal import Foundation
internal import Zhijian

/// Reads the word lists and makes the tokenizer of them.
struct SegmentationLoader: Sendable {
  struct Result: Sendable {
    /// Nil after an error.
    var tokenizer: Tokenizer?
    /// Names and hashes of the lists.
    var hashes = ""
    var diagnostics: [Diagnostic] = []
  }

  let folder: String
  let cache: CompiledCache

  func load() -> Result {
    let sink = DiagnosticSink()
    var result = Result()
    let lists = lists(sink, hashes: &result.hashes)
    do throws(DiagnosticsError) {
      result.tokenizer = try Tokenizer(wordLists: lists)
    } catch {
      sink.report(error.diagnostics)
    }
    result.diagnostics = sink.diagnostics
    return result
  }

  private func lists(_ sink: DiagnosticSink, hashes: inout String) -> [WordList] {
    guard FileManager.default.fileExists(atPath: folder) else { return [] }
    var lists: [WordList] = []
    for path in FileText.files(in: folder, suffix: ".tsv", sink: sink) {
      guard let bytes = FileText.bytes(path, sink: sink) else { continue }
      let (list, diagnostics) = WordList.parse(utf8: bytes, file: path)
      sink.report(diagnostics)
      lists.append(list)
      hashes += "\(FilePath.name(of: path)) \(SHA256.hexString(bytes))\n"
    }
    return lists
  }
}
