public import Zhijian

/// The files of a workspace's sentiment lexicon, as people write them.
public struct SentimentFiles: Sendable {
  /// One file.
  public struct File: Sendable {
    public let path: String
    public let text: String
    /// The name without its folders.
    public var name: String { path.split(separator: "/").last.map(String.init) ?? path }
  }

  public let files: [File]
  public let lexicon: SentimentLexicon
  /// What is wrong with the files.
  public let diagnostics: [Diagnostic]

  /// Reads the files, and nothing else of the workspace; `folder` instead of the workspace's own.
  public static func read(_ locations: Workspace.Locations = .init(), folder: String? = nil) -> SentimentFiles {
    let sink = DiagnosticSink()
    let loader = WorkspaceLoader(locations: locations, sink: sink)
    var files: [File] = []
    if let folder = folder ?? loader.lexicons().map({ $0 + "/sentiment" }) {
      files = FileText.files(in: folder, suffix: ".tsv", sink: sink).compactMap { path in
        FileText.read(path, sink: sink).map { File(path: path, text: $0) }
      }
    }
    let (lexicon, faults) = SentimentLexicon.parse(files: files.map { (name: $0.path, text: $0.text) })
    sink.report(faults)
    return SentimentFiles(files: files, lexicon: lexicon, diagnostics: sink.sorted)
  }
}
