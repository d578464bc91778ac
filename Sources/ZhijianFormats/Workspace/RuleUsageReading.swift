public import Zhijian

/// Counts the hits of a workspace's rules in files of chats. Settings of single shops are left aside: it is about the
/// rules as they stand.
public struct RuleUsageReading: Sendable {
  public let usage: RuleUsage
  /// What was wrong with the files.
  public let problems: [Diagnostic]

  /// Reads the files one after the other, in the order of their paths.
  public static func run(_ listing: TranscriptFolder.Listing, workspace: Workspace) -> RuleUsageReading {
    var problems = listing.diagnostics
    let counter: RuleUsageCounter
    do throws(DiagnosticsError) {
      counter = try RuleUsageCounter(analyzer: workspace.analyzer)
    } catch {
      return RuleUsageReading(usage: RuleUsage(), problems: error.diagnostics)
    }
    let reader = TranscriptReader(options: workspace.importOptions)
    for file in listing.files {
      let report = reader.read(path: file.path) { record in
        switch record {
        case .transcript(let imported):
          problems += imported.diagnostics
          counter.add(imported.transcript)
        case .failure(_, let diagnostic): problems.append(diagnostic)
        }
        return true
      }
      problems += report.diagnostics
    }
    if counter.usage.conversations == 0, !problems.contains(where: { $0.severity == .error }) {
      problems.append(
        Diagnostic(
          .error, code: "no-conversations",
          message: LocalizedText(zh: "没有读到任何会话", en: "no conversation was read")))
    }
    return RuleUsageReading(usage: counter.usage, problems: problems)
  }
}
