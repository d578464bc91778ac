public import Zhijian

/// How a rule came to its result in a conversation, for people and for other programs.
public struct ExplanationReport: Sendable {
  public enum Format: String, Sendable, CaseIterable {
    case text, json
  }

  let explained: ExplainedEvaluation
  let options: ReportOptions

  /// People see personal data masked unless the options say otherwise.
  public init(_ explained: ExplainedEvaluation, options: ReportOptions) {
    self.explained = explained
    self.options = options
  }

  /// The whole report, ending in a line end.
  public func bytes(_ format: Format) -> [UInt8] {
    switch format {
    case .text:
      var bytes: [UInt8] = []
      var page = ExplanationText(explained, options: options)
      for line in page.lines() {
        bytes += line.utf8
        bytes.append(0x0A)
      }
      return bytes
    case .json:
      var encoder = ExplanationEncoder(explained, options: options)
      return encoder.encoded() + [0x0A]
    }
  }
}
