internal import Foundation
internal import Zhijian

/// Makes the tokenizer of the word lists in a folder, or takes it from the cache.
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
    let files = files(sink)
    var result = Result()
    result.hashes = files.map { "\(FilePath.name(of: $0.path)) \(SHA256.hexString($0.bytes))\n" }.joined()
    let key = key(files)
    if let key, let words = cache.load(kind: .dictionary, key: key, as: UInt64.self) {
      result.tokenizer = Tokenizer(compiled: words, listNames: files.map(\.path))
    }
    if result.tokenizer == nil {
      result.tokenizer = tokenizer(files, sink)
      // Faults have to be found again.
      if let key, let tokenizer = result.tokenizer, !tokenizer.isDictionaryMissing, sink.diagnostics.isEmpty {
        cache.store(kind: .dictionary, key: key, tokenizer.compiled)
      }
    }
    result.diagnostics = sink.diagnostics
    return result
  }

  private func files(_ sink: DiagnosticSink) -> [(path: String, bytes: [UInt8])] {
    guard FileManager.default.fileExists(atPath: folder) else { return [] }
    return FileText.files(in: folder, suffix: ".tsv", sink: sink).compactMap { path in
      FileText.bytes(path, sink: sink).map { (path, $0) }
    }
  }

  private func key(_ files: [(path: String, bytes: [UInt8])]) -> Fingerprint? {
    guard var key = CompiledCache.program else { return nil }
    for file in files { key.add(file.bytes) }
    return key
  }

  private func tokenizer(_ files: [(path: String, bytes: [UInt8])], _ sink: DiagnosticSink) -> Tokenizer? {
    let lists = files.map { file in
      let (list, diagnostics) = WordList.parse(utf8: file.bytes, file: file.path)
      sink.report(diagnostics)
      return list
    }
    do throws(DiagnosticsError) {
      return try Tokenizer(wordLists: lists)
    } catch {
      sink.report(error.diagnostics)
      return nil
    }
  }
}
