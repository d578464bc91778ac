import Foundation

@testable import Zhijian

/// The folding with the tables in `lexicons/folding`.
enum ShippedFolding {
  static let loaded: (folding: TextFolding, diagnostics: [Diagnostic], names: [String]) = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../lexicons/folding")
      .standardizedFileURL
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
      .filter { $0.hasSuffix(".tsv") }.sorted()
    let files = names.compactMap { name in
      (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)).map {
        FoldingTables.File(name: name, text: $0)
      }
    }
    var diagnostics: [Diagnostic] = []
    let tables = FoldingTables(files: files, diagnostics: &diagnostics)
    return (TextFolding(tables: tables), diagnostics, names)
  }()

  static var folding: TextFolding { loaded.folding }
}
