public import Zhijian

/// A back-test as people and programs read it.
public struct BackTestDocument: Sendable {
  /// A form it can be written in.
  public enum Format: String, Sendable, CaseIterable {
    case text, json, html
  }

  public let report: BackTestReport
  /// What the bars came to, in the order in which they were asked for.
  public let bars: [BackTestBar.Outcome]
  /// The diagnostics of reading.
  public let problems: [Diagnostic]
  /// Language, masking and zone; rules, policy and versions are those of the side after.
  public let options: ReportOptions

  public init(report: BackTestReport, bars: [BackTestBar.Outcome], problems: [Diagnostic], options: ReportOptions) {
    self.report = report
    self.bars = bars
    self.problems = problems
    self.options = options
  }

  /// The whole document. Text and HTML are masked unless asked for otherwise, JSON is not.
  public func bytes(_ format: Format) -> [UInt8] {
    switch format {
    case .text: BackTestTextPage(document: self).bytes
    case .json: BackTestEncoder(document: self).bytes
    case .html: BackTestHTMLPage(document: self).markup().bytes
    }
  }
}

extension BackTestBar.Outcome {
  /// `findings-lost>0: it is 3`.
  public func sentence(in language: Language) -> String {
    let say = ReportWording(language: language)
    return bar.expression + say("：实际 ", ": it is ") + say.value(self)
  }
}

/// The words of a back-test.
extension ReportWording {
  func word(_ kind: RuleDifference.Kind) -> String {
    switch kind {
    case .new: self("新增", "new")
    case .removed: self("删除", "removed")
    case .changed: self("改动", "changed")
    case .same: self("未改", "same")
    }
  }

  func word(_ kind: ConversationComparison.Change.Kind) -> String {
    switch kind {
    case .gained: self("新增", "gained")
    case .lost: self("消失", "lost")
    case .changed: self("有变", "changed")
    }
  }

  func word(_ aspect: FindingComparison.Aspect) -> String {
    switch aspect {
    case .evidence: self("位置", "place")
    case .severity: self("级别", "severity")
    case .status: self("状态", "status")
    case .verb: self("类型", "kind")
    case .agent: self("归属", "agent")
    }
  }

  /// In what the changed findings of a rule differ: `级别 19`; empty where none changed.
  func aspects(_ rule: RuleDifference) -> String {
    FindingComparison.Aspect.allCases.compactMap { aspect in
      rule.changedBy[aspect].map { "\(word(aspect)) \($0)" }
    }.joined(separator: self("、", ", "))
  }

  /// What besides rules is not the same: `词库、评分表`.
  func others(_ names: [String]) -> String {
    names.map { name in
      switch name {
      case "lexicons": self("词库", "lexicons")
      case "scorecard": self("评分表", "scorecard")
      case "tokenizer": self("分词", "tokenizer")
      case "config": self("配置", "configuration")
      default: name
      }
    }.joined(separator: self("、", ", "))
  }

  /// A difference in points with its sign and two decimals: `+0.25`, `−1.50`, `0.00`.
  func signed(_ points: Double?) -> String {
    points.map { HTMLReportNumber.signed($0, 2) } ?? Self.unknown
  }

  /// Hundredths of a point, or what stands for no score.
  func points(_ hundredths: Int?) -> String {
    hundredths.map { DecimalText.fixed($0, places: 2) } ?? Self.unknown
  }

  /// A grade, or what stands for none.
  func grade(_ grade: String?) -> String { grade ?? Self.unknown }

  func passState(_ isFailed: Bool) -> String { isFailed ? self("否决", "failed") : self("通过", "passed") }

  /// `A → B`, or `A` alone where nothing changed.
  func step(_ before: String, _ after: String) -> String { before == after ? after : "\(before) → \(after)" }

  /// What a bar came to: `3`, `0.52%`.
  func value(_ outcome: BackTestBar.Outcome) -> String {
    guard let value = outcome.value else { return Self.unknown }
    guard value.isFinite else { return self("无穷大", "infinite") }
    let places = outcome.bar.isPercent || value != value.rounded() ? 2 : 0
    return HTMLReportNumber.decimal(value, places) + (outcome.bar.isPercent ? "%" : "")
  }
}
