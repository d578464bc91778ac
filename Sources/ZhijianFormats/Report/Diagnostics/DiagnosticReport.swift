public import Zhijian

/// Faults of files as machines and other programs read them: what `rules check` and its like write beside text.
public struct DiagnosticReport: Sendable {
  public enum Format: String, Sendable, CaseIterable {
    case text, json, sarif, github
  }

  /// What a code means, for those who list them.
  public struct Kind: Sendable {
    public let code: String
    public let severity: Diagnostic.Severity
    public let summary: LocalizedText
    public let reason: LocalizedText
    public let remedy: LocalizedText

    public init(
      code: String, severity: Diagnostic.Severity, summary: LocalizedText, reason: LocalizedText, remedy: LocalizedText
    ) {
      self.code = code
      self.severity = severity
      self.summary = summary
      self.reason = reason
      self.remedy = remedy
    }

    /// The checks of the linter.
    public static var lintChecks: [Kind] {
      LintChecks.definitions.map {
        Kind(code: $0.id, severity: $0.severity, summary: $0.summary, reason: $0.reason, remedy: $0.remedy)
      }
    }
  }

  /// The command that looked, such as `rules check`.
  public let command: String
  public let language: Language
  public let diagnostics: [Diagnostic]
  public let kinds: [Kind]
  /// The folder that names of files are relative to in what is written, as the readers of reports want them.
  public let folder: String

  public init(
    command: String, language: Language, diagnostics: [Diagnostic], kinds: [Kind] = [], folder: String
  ) {
    self.command = command
    self.language = language
    self.diagnostics = diagnostics
    self.kinds = kinds
    self.folder = folder
  }

  /// How many there are of a severity.
  public func count(_ severity: Diagnostic.Severity) -> Int { diagnostics.count { $0.severity == severity } }

  /// The name of a file as it is written: relative to `folder` where it is below it.
  func name(of file: String) -> String {
    var head = folder
    while head.hasSuffix("/") { head.removeLast() }
    head += "/"
    if file.hasPrefix(head), file.utf8.count > head.utf8.count { return String(file.dropFirst(head.count)) }
    return file.hasPrefix("./") && file.utf8.count > 2 ? String(file.dropFirst(2)) : file
  }
}
