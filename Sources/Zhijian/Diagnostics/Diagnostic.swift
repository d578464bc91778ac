/// A place in a text file. Line and column count from 1; a column counts Unicode scalars.
public struct SourceLocation: Sendable, Equatable, Hashable, Comparable {
  public let file: String
  public let line: Int?
  public let column: Int?

  public init(file: String, line: Int? = nil, column: Int? = nil) {
    self.file = file
    self.line = line
    self.column = column
  }

  public static func < (left: SourceLocation, right: SourceLocation) -> Bool {
    (left.file, left.line ?? 0, left.column ?? 0) < (right.file, right.line ?? 0, right.column ?? 0)
  }
}

/// One thing that is wrong with an input: what, where, and what to do about it.
public struct Diagnostic: Sendable, Equatable, Hashable {
  /// How much it matters.
  public enum Severity: String, Sendable, CaseIterable {
    case error, warning, note
  }

  public let severity: Severity
  /// A stable identifier of the kind of fault, such as `unknown-key`.
  public let code: String
  public let message: LocalizedText
  public let location: SourceLocation?
  /// What the reader can do, such as a spelling that was probably meant.
  public let hint: LocalizedText?

  public init(
    _ severity: Severity, code: String, message: LocalizedText, location: SourceLocation? = nil,
    hint: LocalizedText? = nil
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.location = location
    self.hint = hint
  }
}

/// All the faults of one reading, in the order of their places.
public struct DiagnosticsError: Error, Sendable, Equatable {
  public let diagnostics: [Diagnostic]

  public init(_ diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics
  }
}
