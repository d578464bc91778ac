internal import Zhijian

/// The columns of a table of reviews. Readers find them by either name, in any order.
enum ReviewColumn: String, CaseIterable {
  case key, rule, title, stratum, question, verdict, reason, reviewer
  case conversation, agent, message, at, text, context, note
  case population, sampled, batch
  // What an agent says against a finding, and what became of it.
  case appellant, appealedAt, appealReason, appealStatus, secondReviewer, secondReason

  /// The Chinese header.
  var title: String {
    switch self {
    case .key: "编号"
    case .rule: "规则ID"
    case .title: "规则"
    case .stratum: "类别"
    case .question: "请判断"
    case .verdict: "判定"
    case .reason: "理由"
    case .reviewer: "审核人"
    case .conversation: "会话ID"
    case .agent: "客服ID"
    case .message: "消息序号"
    case .at: "时间"
    case .text: "原文"
    case .context: "上下文"
    case .note: "说明"
    case .population: "本类总数"
    case .sampled: "本类抽样数"
    case .batch: "批次"
    case .appellant: "申诉人"
    case .appealedAt: "申诉日期"
    case .appealReason: "申诉理由"
    case .appealStatus: "申诉结果"
    case .secondReviewer: "复审人"
    case .secondReason: "复审意见"
    }
  }

  /// The English header.
  var name: String {
    switch self {
    case .title: "rule_title"
    case .conversation: "conversation_id"
    case .agent: "agent_id"
    case .appealedAt: "appealed_at"
    case .appealReason: "appeal_reason"
    case .appealStatus: "appeal_status"
    case .secondReviewer: "second_reviewer"
    case .secondReason: "second_reason"
    default: rawValue
    }
  }

  /// Without these a row says nothing.
  static let required: [ReviewColumn] = [.key, .rule, .stratum, .verdict, .population]

  /// The column of a header; nil for one that is none of these.
  init?(header: String) {
    let header = header.hasPrefix("'") ? String(header.dropFirst()) : header
    let lower = header.lowercased()
    guard let found = Self.allCases.first(where: { $0.title == header || $0.name == lower }) else { return nil }
    self = found
  }
}

/// The words that stand in cells of reviews.
enum ReviewWords {
  static func word(_ stratum: ReviewStratum, _ say: ReportWording) -> String {
    switch stratum {
    case .finding: say("命中", "finding")
    case .findingNear: say("命中但有相近话术", "finding_near")
    case .nearMiss: say("险些命中", "near_miss")
    case .clean: say("未命中", "clean")
    }
  }

  static func stratum(_ text: String) -> ReviewStratum? {
    ReviewStratum.allCases.first {
      text == word($0, ReportWording(language: .chinese)) || text.lowercased() == $0.rawValue
    }
  }

  static func word(_ verdict: ReviewVerdict, _ say: ReportWording) -> String {
    switch verdict {
    case .right: say("对", "right")
    case .wrong: say("错", "wrong")
    case .unsure: say("不确定", "unsure")
    }
  }

  private static let right = ["对", "正确", "是", "属实", "√", "✓", "✔", "right", "correct", "yes", "y", "true"]
  private static let wrong = [
    "错", "错误", "不对", "不正确", "否", "不属实", "×", "✗", "✘", "wrong", "incorrect", "no", "n", "false",
  ]
  private static let unsure = ["不确定", "不清楚", "存疑", "待定", "?", "？", "unsure", "unclear", "unknown"]
  /// Words that are wrong of one kind of row only.
  private static let falseFinding = ["误报", "不应命中", "false positive"]
  private static let missedFinding = ["漏报", "应命中", "missed", "false negative"]

  /// What a cell says of a row; nil for a word that is not known, or makes no sense there.
  static func verdict(_ text: String, of stratum: ReviewStratum) -> ReviewVerdict? {
    let word = text.lowercased()
    if right.contains(word) { return .right }
    if wrong.contains(word) { return .wrong }
    if unsure.contains(word) { return .unsure }
    return (stratum.isFinding ? falseFinding : missedFinding).contains(word) ? .wrong : nil
  }

  static func word(_ status: ReviewAppeal.Status, _ say: ReportWording) -> String {
    switch status {
    case .pending: say("待处理", "pending")
    case .upheld: say("维持", "upheld")
    case .overturned: say("改判", "overturned")
    case .withdrawn: say("撤回", "withdrawn")
    }
  }

  /// What became of an appeal; nil for a word that is not known.
  static func status(_ text: String) -> ReviewAppeal.Status? {
    switch text.lowercased() {
    case "", "待处理", "待复审", "处理中", "未处理", "pending": .pending
    case "维持", "维持原判", "驳回", "不成立", "申诉不成立", "upheld": .upheld
    case "改判", "成立", "申诉成立", "通过", "overturned": .overturned
    case "撤回", "撤销", "已撤回", "withdrawn": .withdrawn
    default: nil
    }
  }

  /// The words that can be written of a row.
  static func examples(of stratum: ReviewStratum, _ language: Language) -> String {
    let own = stratum.isFinding ? falseFinding : missedFinding
    return language == .chinese
      ? "对、错、不确定（也认 \(own[0])、right、wrong、unsure）" : "right, wrong or unsure (or 对, 错, 不确定)"
  }

  /// What a reviewer is asked.
  static func question(_ stratum: ReviewStratum, _ verb: RuleVerb?, _ say: ReportWording) -> String {
    switch stratum {
    case .finding, .findingNear:
      return verb == .require
        ? say("规则说这里缺少要求的话术，对吗？", "The rule says that something required is missing here. Right?")
        : say("规则说这里有它要找的情况，对吗？", "The rule says that what it looks for is here. Right?")
    case .nearMiss:
      return say("规则没有把这一处算进去，对吗？", "The rule did not count this place. Right?")
    case .clean:
      return say("规则在整个会话里都没有报，对吗？", "The rule reports nothing in the whole conversation. Right?")
    }
  }
}
