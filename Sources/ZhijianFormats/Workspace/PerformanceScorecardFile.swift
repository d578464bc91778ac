internal import Foundation
public import Zhijian

/// Finds scorecards of metrics: files, or those that are shipped, by their names.
public enum PerformanceScorecardFile {
  /// The scorecard in the file `name`, or of that name below `home`; nil where there are errors, which go to `sink`.
  public static func read(_ name: String, home: String?, sink: DiagnosticSink) -> PerformanceScorecard? {
    var path = name
    if !FileManager.default.fileExists(atPath: name), !name.contains("/"), !name.hasSuffix(".yaml"), let home {
      path = home + "/scorecards/" + name + ".yaml"
      if !FileManager.default.fileExists(atPath: path) {
        let known = shipped(in: home)
        sink.error(
          "no-such-scorecard", at: SourceLocation(file: name),
          LocalizedText(zh: "没有这个绩效评分表", en: "there is no such scorecard"),
          hint: LocalizedText(
            zh: "随附的有 \(known.joined(separator: "、"))；或写文件的路径",
            en: "shipped: \(known.joined(separator: ", ")); or name a file"))
        return nil
      }
    }
    return FileText.read(path, sink: sink).flatMap { PerformanceScorecardParser.parse($0, file: path, sink: sink) }
  }

  /// The names of the shipped scorecards.
  public static func shipped(in home: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: home + "/scorecards")) ?? []
    return names.filter { $0.hasSuffix(".yaml") }.map(FilePath.stem).sorted()
  }
}
