public import Zhijian

/// One JSON document with all evaluations, the agents and the whole. Nothing is masked unless asked for.
///
/// Members stand in an order in which the document can be written as evaluations come: `schema`, `versions`,
/// `evaluations`, `agents`, `summary`, and `period` where tables or a scorecard of performance were given.
public struct JSONReport: ReportFormat {
  public let name = "json"
  public let title = LocalizedText(zh: "一个 JSON 文档：会话、客服与总体", en: "one JSON document: conversations, agents, totals")
  public let isFolder = false

  public init() {}

  public func makeWriter(options: ReportOptions, output: any ReportOutput) -> any ReportWriter {
    JSONReportWriter(options: options, redactor: options.redactor(default: .none), output: output)
  }
}

private final class JSONReportWriter: ReportWriter {
  private let options: ReportOptions
  private let redactor: Redactor
  private let encoder: EvaluationEncoder
  private let output: any ReportOutput
  private var json = JSONWriter()
  private var count = 0

  init(options: ReportOptions, redactor: Redactor, output: any ReportOutput) {
    self.options = options
    self.redactor = redactor
    self.output = output
    encoder = EvaluationEncoder(options: options, redactor: redactor)
  }

  func write(_ evaluation: Evaluation) throws {
    if count == 0 { try begin() }
    try output.write(Array((count == 0 ? "\n" : ",\n").utf8), to: nil)
    count += 1
    json.removeAll()
    encoder.encode(evaluation, to: &json)
    try output.write(json.bytes, to: nil)
  }

  func finish(_ report: BatchReport, problems: [Diagnostic], period: PeriodDocument?) throws {
    if count == 0 { try begin() }
    let summary = SummaryEncoder(options: options, redactor: redactor)
    try output.write(Array((count == 0 ? "],\n" : "\n],\n").utf8), to: nil)
    // Each part is written as an object of its own whose brackets are left to the document.
    try output.write(members { summary.encodeAgents(report, to: &$0) } + Array(",\n".utf8), to: nil)
    try output.write(members { summary.encodeSummary(report, problems: problems, to: &$0) }, to: nil)
    if var period {
      period.redactor = redactor
      try output.write(
        Array(",\n".utf8)
          + members { json in
            json.key("period")
            period.encode(to: &json)
          }, to: nil)
    }
    try output.write(Array("}\n".utf8), to: nil)
  }

  private func begin() throws {
    var head = members {
      $0.key("schema")
      $0.integer(EvaluationEncoder.schema)
      $0.key("versions")
      EvaluationEncoder.encode(options.versions, transcript: nil, to: &$0)
      $0.key("evaluations")
    }
    head.insert(0x7B, at: 0)
    head.append(0x5B)
    try output.write(head, to: nil)
  }

  private func members(_ body: (inout JSONWriter) -> Void) -> [UInt8] {
    json.removeAll()
    body(&json)
    return json.bytes
  }
}
