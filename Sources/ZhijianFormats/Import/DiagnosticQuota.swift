internal import Zhijian

/// Lets the first diagnostics of a file through and counts the rest: nobody reads a million lines about one file, and
/// keeping them would let a broken file take up any amount of memory.
struct DiagnosticQuota {
  /// The most of a file, of each severity.
  static let maximum = 200

  private var counts: [Diagnostic.Severity: Int] = [:]

  mutating func takes(_ diagnostic: Diagnostic) -> Bool {
    let count = counts[diagnostic.severity, default: 0] + 1
    counts[diagnostic.severity] = count
    return count <= Self.maximum
  }

  /// How many were left out; empty where none was.
  func rest(file: String) -> [Diagnostic] {
    let left = counts.mapValues { max(0, $0 - Self.maximum) }
    let (errors, warnings, notes) = (left[.error] ?? 0, left[.warning] ?? 0, left[.note] ?? 0)
    guard errors + warnings + notes > 0 else { return [] }
    let rest = Diagnostic(
      errors > 0 ? .error : warnings > 0 ? .warning : .note, code: "more-problems",
      message: LocalizedText(
        zh: "还有 \(errors) 个错误、\(warnings) 个警告、\(notes) 个提示没有逐条列出",
        en: "\(errors) more errors, \(warnings) more warnings and \(notes) more notes are not listed"),
      location: SourceLocation(file: file))
    return [rest]
  }
}
