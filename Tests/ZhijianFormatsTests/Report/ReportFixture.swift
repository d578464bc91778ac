import Zhijian
import ZhijianFormats

/// Small evaluations by the real analyzer.
struct ReportFixture {
  let analyzer: Analyzer

  static let versions = AnalysisVersions(
    program: "0.1.0", icu: "72.1", rules: "1a2b3c4d5e6f", lexicons: "l0", scorecard: "s0", tokenizer: "t0", config: "c0"
  )

  /// Reading ICU's dictionary takes longer than all tests together.
  private static let tokenizer = Result { try Tokenizer(wordLists: []) }

  static let rules = [
    """
    id: off-platform
    title: 引导站外联系
    why: 平台禁止引导买家脱离平台沟通
    category: compliance
    severity: critical
    score: { auto_fail: true }
    forbid:
      role: agent
      keyword: [加我微信]
    """,
    """
    id: greeting
    title: 接待无欢迎语
    why: 第一句没有问候，客户感觉被冷落
    category: attitude
    severity: minor
    score: { deduct: 3.4 }
    require:
      role: agent
      messages: 1..2
      keyword: [欢迎光临本店]
    """,
    """
    id: absolute-promise
    title: 绝对化承诺
    why: 做不到时会被投诉
    category: compliance
    severity: major
    score: { deduct: 5, per: finding, cap: 8 }
    forbid:
      role: agent
      polarity: asserted
      keyword: [保证]
    """,
    """
    id: asks-for-price
    title: 询价
    why: 用来统计
    category: compliance
    severity: info
    observe:
      role: customer
      keyword: [多少钱]
    """,
  ]

  static let lexicon = "气死了\t-0.8\tanger\n太差了\t-0.7\tdissatisfaction\n谢谢\t0.4\tgratitude\n满意\t0.6\tsatisfaction\n"

  init(rules texts: [String] = rules, minimumSample: Int = 2) throws {
    let folding = TextFolding(tables: FoldingTables())
    let sink = DiagnosticSink()
    let parser = RuleParser(lists: WordListCatalog(), folding: folding)
    let rules = texts.compactMap { text in
      let id = text.split(separator: "\n").first.map { String($0.dropFirst(4)) } ?? ""
      return parser.parse(text, file: "\(id).yaml", sink: sink)
    }
    let (lexicon, faults) = SentimentLexicon.parse(files: [("words.tsv", Self.lexicon)])
    guard !sink.hasErrors, faults.isEmpty else { throw DiagnosticsError(sink.diagnostics + faults) }
    let policy = ScoringPolicy(
      sections: [
        .init(id: "attitude", title: "态度", kind: .rules, weight: 300),
        .init(id: "compliance", title: "合规", kind: .rules, weight: 700),
      ],
      bands: [.init(grade: "A", lowerBound: 9000), .init(grade: "B", lowerBound: 6000)], minimumSample: minimumSample)
    analyzer = Analyzer(
      rules: RuleSet(rules, folding: folding), tokenizer: try Self.tokenizer.get(), folding: folding,
      sentiment: SentimentScorer(lexicon: lexicon), policy: policy, turnBuilder: TurnBuilder(),
      versions: Self.versions)
  }

  func options(
    detail: ReportDetail = .findings, language: Language = .chinese, privacy: Redactor.Policy? = nil,
    usesColor: Bool = false
  ) -> ReportOptions {
    ReportOptions(
      detail: detail, language: language, privacy: privacy, rules: analyzer.rules, policy: analyzer.policy,
      versions: Self.versions, usesColor: usesColor)
  }

  func evaluate(_ dialogue: String, id: String) throws -> Evaluation {
    var transcript = try Dialogue(dialogue).transcript
    transcript.id = id
    return try analyzer.evaluate(transcript)
  }

  func report(of evaluations: [Evaluation]) -> BatchReport {
    var report = BatchReport(policy: analyzer.policy, preset: "generic")
    for evaluation in evaluations { report.add(evaluation) }
    return report
  }

  /// The files that `format` makes of `evaluations`; a format of one file under the name "".
  func files(
    _ format: any ReportFormat, _ evaluations: [Evaluation], options: ReportOptions? = nil, problems: [Diagnostic] = []
  ) throws -> [String: String] {
    let output = CollectedOutput()
    let writer = try format.makeWriter(options: options ?? self.options(), output: output)
    for evaluation in evaluations { try writer.write(evaluation) }
    try writer.finish(report(of: evaluations), problems: problems)
    return try output.files.mapValues(readable)
  }

  /// The text of a file; of an archive that of its files.
  private func readable(_ bytes: [UInt8]) throws -> String {
    guard bytes.starts(with: [0x50, 0x4B, 3, 4]) else { return String(decoding: bytes, as: UTF8.self) }
    return try ZipEntries(bytes).files.sorted { $0.key < $1.key }.map { String(decoding: $0.value, as: UTF8.self) }
      .joined(separator: "\n")
  }

  func text(
    _ format: any ReportFormat, _ evaluations: [Evaluation], options: ReportOptions? = nil, problems: [Diagnostic] = []
  ) throws -> String {
    try files(format, evaluations, options: options, problems: problems)[""] ?? ""
  }

  /// Three conversations: a diversion with a phone number, a calm one, and one without times.
  func conversations() throws -> [Evaluation] {
    [
      try evaluate(
        """
        [+0:00] 客户: 在吗，这个多少钱
        [+0:08] 客服(小李): 😀亲，加我微信聊，电话13812345678
        [+0:20] 客户: 气死了，太差了
        [+1:25] 客服(小李): 保证今天发货，保证退款
        """, id: "c-1"),
      try evaluate(
        """
        [+0:00] 客户: 你好
        [+0:04] 客服(小李): 欢迎光临本店
        [+0:30] 客户: 谢谢，很满意
        """, id: "c-2"),
      try evaluate(
        """
        客户: 有人吗
        客服(小王): 欢迎光临
        客户: 好的
        """, id: "c-3"),
    ]
  }
}

/// Keeps what a report writes.
final class CollectedOutput: ReportOutput {
  private(set) var files: [String: [UInt8]] = [:]

  func write(_ bytes: [UInt8], to name: String?) { files[name ?? "", default: []] += bytes }
}
