public import Zhijian

/// The mappings that come with the program, one a file, in the order of their names.
public enum MappingCatalog {
  /// Reads all mappings of a folder; a folder that is not there holds none.
  public static func load(folder: String, sink: DiagnosticSink) -> [ImportMapping] {
    let quiet = DiagnosticSink()
    let files = FileText.files(in: folder, suffix: ".yaml", sink: quiet)
    return files.compactMap { ImportMapping.read($0, sink: sink) }
  }

  /// The shipped mappings; none where the shipped files are not found.
  public static func shipped(sink: DiagnosticSink) -> [ImportMapping] {
    Workspace.shippedHome().map { load(folder: $0 + "/mappings", sink: sink) } ?? []
  }
}
