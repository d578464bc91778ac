import Foundation
import Zhijian

/// The scorer of the lexicon that ships, as the command builds it.
func shippedScorer() -> SentimentScorer {
  SentimentScorer(lexicon: shippedLexicon().lexicon)
}

/// All files of lexicons/sentiment, in the order of their names, with what is wrong in them.
func shippedLexicon() -> (lexicon: SentimentLexicon, diagnostics: [Diagnostic]) {
  let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../lexicons/sentiment").standardizedFileURL
  let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
  let files = names.filter { $0.hasSuffix(".tsv") }.sorted().map { name in
    (name: name, text: (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)) ?? "")
  }
  return SentimentLexicon.parse(files: files)
}
