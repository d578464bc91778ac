public import Zhijian

/// One evaluation a line, for other programs. Nothing is masked unless asked for.
public struct JSONLReport: ReportFormat {
  public let name = "jsonl"
  public let title = LocalizedText(zh: "每个会话一行 JSON", en: "one JSON object a conversation, a line each")
  public let isFolder = false

  public init() {}

  public func makeWriter(options: ReportOptions, output: any ReportOutput) -> any ReportWriter {
    JSONLReportWriter(
      encoder: EvaluationEncoder(options: options, redactor: options.redactor(default: .none)), output: output)
  }
}

private final class JSONLReportWriter: ReportWriter {
  private let encoder: EvaluationEncoder
  private let output: any ReportOutput
  private var json = JSONWriter()

  init(encoder: EvaluationEncoder, output: any ReportOutput) {
    self.encoder = encoder
    self.output = output
  }

  func write(_ evaluation: Evaluation) throws {
    json.removeAll()
    encoder.encode(evaluation, to: &json)
    json.newline()
    try output.write(json.bytes, to: nil)
  }

  /// The lines are all there is; what could not be read is told elsewhere.
  func finish(_ report: BatchReport, problems: [Diagnostic], period: PeriodDocument?) {}
}
