internal import Synchronization
public import Zhijian

/// What files say of findings before a run (reviews, suppressions, a baseline), and what of it came up in the run.
public final class DecisionFiles: Sendable {
  /// Where the files are.
  public struct Paths: Sendable {
    public var baseline: String?
    public var suppressions: String?
    public var reviews: [String] = []

    public init() {}

    public var isEmpty: Bool { baseline == nil && suppressions == nil && reviews.isEmpty }
  }

  private struct Met {
    var baseline: Set<Int> = []
    var suppressions: Set<Int> = []
    var overturned: Set<Int> = []
  }

  public let decisions: FindingDecisions
  /// What was odd about the files without being wrong.
  public let warnings: [Diagnostic]
  private let paths: Paths
  private let today: CalendarDate
  private let suppressions: [FindingSuppression]
  private let baselineCount: Int
  private let overturnedCount: Int
  private let met = Mutex(Met())

  /// Reads the files. All faults of all files are thrown at once. Suppressions end on `today`.
  public init(_ paths: Paths, today: CalendarDate) throws(DiagnosticsError) {
    let sink = DiagnosticSink()
    self.paths = paths
    self.today = today
    var baseline: [String: FindingDecision]?
    if let path = paths.baseline {
      let entries = BaselineFile.read(path, sink: sink)
      baseline = Dictionary(
        entries.enumerated().map { ($0.element.fingerprint, FindingDecision(.baseline, entry: $0.offset)) },
        uniquingKeysWith: { first, _ in first })
    }
    baselineCount = baseline?.count ?? 0
    var suppressions: [FindingSuppression]?
    if let path = paths.suppressions, let text = FileText.read(path, sink: sink) {
      suppressions = SuppressionFile.read(text, file: path, sink: sink)
    }
    self.suppressions = suppressions ?? []
    var overturned: [String: FindingDecision]?
    if !paths.reviews.isEmpty {
      overturned = Self.overturned(ReviewFile.read(paths.reviews, sink: sink), sink: sink)
    }
    overturnedCount = overturned?.count ?? 0
    if sink.hasErrors { throw DiagnosticsError(sink.sorted) }
    decisions = FindingDecisions(
      overturned: overturned, suppressions: suppressions, today: today, baseline: baseline)
    warnings = sink.sorted.filter { $0.severity != .note }
  }

  /// The findings that most reviewers call wrong, by fingerprint. Where as many call them right they stay. Where an appeal
  /// was decided, that counts instead of what reviewers said.
  private static func overturned(_ rows: [ReviewRow], sink: DiagnosticSink) -> [String: FindingDecision] {
    var result: [String: FindingDecision] = [:]
    var decided: Set<String> = []
    for appealed in AppealedFinding.appeals(in: rows) {
      let (row, appeal) = (appealed.row, appealed.appeal)
      switch appeal.status {
      case .withdrawn: break
      case .pending:
        sink.warning(
          "appeal-pending", at: row.location,
          LocalizedText(
            zh: "\(row.key.text)：\(appeal.appellant) 的申诉还没有处理",
            en: "\(row.key.text): the appeal of \(appeal.appellant) is pending"
          ))
      case .upheld: decided.insert(row.key.text)
      case .overturned:
        decided.insert(row.key.text)
        result[row.key.fingerprint] = FindingDecision(
          .overturned, by: appeal.secondReviewer, reason: appeal.account, entry: result.count)
      }
    }
    for item in ReviewItem.items(of: rows) where item.row.stratum.isFinding && !decided.contains(item.row.key.text) {
      switch item.consensus {
      case .right, .unsure: break
      case .disputed:
        sink.warning(
          "review-disputed", at: item.row.location,
          LocalizedText(
            zh: "\(item.row.key.text)：\(item.judged.map(\.reviewer).joined(separator: "、")) 意见相反，结果照旧计分，请第三人裁定",
            en: "\(item.row.key.text): \(item.judged.map(\.reviewer).joined(separator: ", ")) disagree; "
              + "the finding stays until somebody else decides"))
      case .wrong:
        let voices = item.voices(of: .wrong)
        result[item.row.key.fingerprint] = FindingDecision(
          .overturned, by: voices?.by, reason: voices?.reason, entry: result.count)
      }
    }
    return result
  }

  /// Notes which entries the findings of an evaluation needed. Several threads may call it at once.
  func meet(_ evaluation: Evaluation) {
    let decided = evaluation.findings.compactMap(\.decision)
    guard !decided.isEmpty else { return }
    met.withLock { met in
      for decision in decided {
        switch decision.state {
        case .baseline: met.baseline.insert(decision.entry)
        case .suppressed: met.suppressions.insert(decision.entry)
        case .overturned: met.overturned.insert(decision.entry)
        case .open: break
        }
      }
    }
  }

  /// What to know of the files once all conversations came: suppressions that have ended or were not needed, and how
  /// much of the others did not come up.
  public var diagnostics: [Diagnostic] {
    let met = met.withLock { $0 }
    var result: [Diagnostic] = []
    func report(
      _ severity: Diagnostic.Severity, _ code: String, _ location: SourceLocation, _ chinese: String, _ english: String
    ) {
      result.append(
        Diagnostic(severity, code: code, message: LocalizedText(zh: chinese, en: english), location: location))
    }
    for (number, suppression) in suppressions.enumerated() {
      if !suppression.isInForce(on: today) {
        report(
          .warning, "expired-suppression", suppression.location,
          "豁免已于 \(suppression.until) 到期，不再起作用：\(suppression.target.text)",
          "the suppression ended on \(suppression.until) and does nothing: \(suppression.target.text)")
      } else if !met.suppressions.contains(number) {
        report(
          .warning, "unused-suppression", suppression.location,
          "没有用上的豁免：\(suppression.target.text)", "the suppression was not needed: \(suppression.target.text)")
      }
    }
    if let path = paths.baseline, baselineCount > met.baseline.count {
      let gone = baselineCount - met.baseline.count
      report(
        .note, "baseline-gone", SourceLocation(file: path),
        "基线里有 \(gone) 条这次没有出现，可以用 zhijian baseline update 清掉",
        "\(gone) of the baseline did not come up: zhijian baseline update drops them")
    }
    if let path = paths.reviews.first, overturnedCount > met.overturned.count {
      let gone = overturnedCount - met.overturned.count
      report(
        .note, "review-gone", SourceLocation(file: path), "改判里有 \(gone) 条对应的结果这次没有出现",
        "\(gone) of the overturned findings did not come up")
    }
    return result
  }
}
