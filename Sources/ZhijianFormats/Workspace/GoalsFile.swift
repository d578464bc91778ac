public import Zhijian

/// Reads a file of goals.
public enum GoalsFile {
  /// The goals in the file; every fault goes to `sink`.
  public static func read(_ path: String, sink: DiagnosticSink) -> [Goal] {
    FileText.read(path, sink: sink).map { GoalParser.parse($0, file: path, sink: sink) } ?? []
  }
}
