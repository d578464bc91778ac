import Foundation
import Zhijian

/// Prints diagnostics to standard error, with the source lines they point at.
struct DiagnosticPrinter {
  /// The most diagnostics of a file that are shown with its lines.
  static let mostShownLines = 200

  let renderer: DiagnosticRenderer
  /// What hides personal data that a diagnostic quotes from a transcript.
  private let redactor: Redactor

  init(language: Language, usesColor: Bool, redactor: Redactor = Redactor(policy: .none)) {
    renderer = DiagnosticRenderer(language: language, usesColor: usesColor)
    self.redactor = redactor
  }

  func print(_ diagnostics: [Diagnostic]) {
    var sources: [String: String] = [:]
    var shown: [String: Int] = [:]
    for diagnostic in diagnostics {
      var source: String?
      // Only texts that people write are shown; a line of a transcript or of a table may hold personal data.
      if let file = diagnostic.location?.file, diagnostic.location?.line != nil,
        file.hasSuffix(".yaml") || (file.hasSuffix(".tsv") && redactor.policy == .none)
      {
        if sources[file] == nil, let data = FileManager.default.contents(atPath: file), data.count < 1 << 21 {
          sources[file] = String(decoding: data, as: UTF8.self)
        }
        // Finding a line takes the longer the further down it is; nobody reads thousands of them.
        shown[file, default: 0] += 1
        if shown[file, default: 0] <= Self.mostShownLines { source = sources[file] }
      }
      StandardStreams.error(renderer.render(redactor.redact(diagnostic), source: source))
    }
  }

  /// Prints what was wrong with one conversation, which has no file of its own by now.
  func print(_ diagnostics: [Diagnostic], conversation: String) {
    let location = SourceLocation(file: redacted(conversation))
    print(
      diagnostics.map {
        Diagnostic($0.severity, code: $0.code, message: $0.message, location: location, hint: $0.hint)
      })
  }

  /// How many errors and warnings there were.
  func printTotal(_ diagnostics: [Diagnostic]) {
    let errors = diagnostics.count { $0.severity == .error }
    let warnings = diagnostics.count { $0.severity == .warning }
    guard errors + warnings > 0 else { return }
    StandardStreams.error(
      renderer.language == .chinese
        ? "共 \(errors) 个错误，\(warnings) 个警告\n"
        : "\(English.count(errors, "error")), \(English.count(warnings, "warning"))\n")
  }

  private func redacted(_ text: String) -> String {
    redactor.policy == .none ? text : redactor.redact(text).text
  }
}

extension Redactor {
  /// The diagnostic without the personal data that it quotes; its place stays, so that it can be found.
  func redact(_ diagnostic: Diagnostic) -> Diagnostic {
    guard policy != .none else { return diagnostic }
    func redacted(_ text: LocalizedText) -> LocalizedText {
      LocalizedText(zh: redact(text.chinese).text, en: redact(text.english).text)
    }
    return Diagnostic(
      diagnostic.severity, code: diagnostic.code, message: redacted(diagnostic.message), location: diagnostic.location,
      hint: diagnostic.hint.map(redacted))
  }
}
