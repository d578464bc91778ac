public import Zhijian

/// The mappings that come with the program, one a file, in the order of their names.
public enum MappingCatalog {
  /// Reads all mappings of a folder; a folder that is not there holds none.
  public static func load(folder: String, sink: DiagnosticSink) -> [ImportMapping] {
    let quiet = DiagnosticSink()
    let files = FileText.files(in: folder, suffix: ".yaml", sink: quiet)
    return files.compactMap { ImportMapping.read($0, sink: sink) }
  }

  /// The shipped mappings, read once; none where the shipped files are not found. One that has faults is left out:
  /// `faults` names them.
  public static var shipped: [ImportMapping] { reading.mappings }

  /// What is wrong with shipped mappings, which somebody must have changed.
  public static var faults: [Diagnostic] { reading.faults }

  private static let reading: (mappings: [ImportMapping], faults: [Diagnostic]) = {
    let sink = DiagnosticSink()
    let mappings = Workspace.shippedHome().map { load(folder: $0 + "/mappings", sink: sink) } ?? []
    return (mappings, sink.sorted)
  }()
}
