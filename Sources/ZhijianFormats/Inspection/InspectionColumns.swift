internal import Zhijian

/// The columns of tables of human inspection (人工质检表).
enum InspectionColumns {
  /// What mapping files call the columns, and which fields they are.
  static let fields: [(key: String, field: BusinessField)] = [
    ("conversation", .conversation), ("reviewer", .reviewer), ("date", .at), ("agent", .agent), ("score", .total),
    ("item", .item), ("verdict", .verdict), ("remark", .remark),
  ]

  static func key(_ field: BusinessField) -> String { fields.first { $0.field == field }?.key ?? field.rawValue }

  static func columns(mapped: [BusinessField: String]) -> BusinessColumns {
    BusinessColumns(
      table: "inspection", needed: [.conversation], other: fields.map(\.field).filter { $0 != .conversation },
      mapped: mapped, names: names(of:))
  }

  @Sendable private static func names(of field: BusinessField) -> [String] {
    switch field {
    case .conversation: BusinessTableKind.ratings.names(of: .conversation) + ["聊天", "单号", "记录id", "录音id", "id"]
    case .agent: BusinessTableKind.ratings.names(of: .agent)
    case .reviewer:
      [
        "质检员", "质检人", "质检人员", "质检员姓名", "复核人", "复核员", "审核人", "审核员", "评分人", "评价人", "检查人", "抽检人", "打分人",
        "inspector", "reviewer", "qa", "rater", "auditor",
      ]
    case .at:
      [
        "质检日期", "质检时间", "检查日期", "检查时间", "抽检日期", "抽检时间", "评分日期", "评分时间", "复核日期", "审核日期", "日期", "时间",
        "inspectedat", "reviewedat", "ratedat", "date", "time", "at",
      ]
    case .total:
      [
        "总分", "质检总分", "质检得分", "质检分", "质检分数", "总得分", "最终得分", "合计得分", "人工得分", "人工评分", "得分", "分数", "totalscore",
        "score", "total",
      ]
    case .item:
      [
        "质检项", "质检项目", "检查项", "检查项目", "检查点", "评分项", "评分项目", "考核项", "考核项目", "项目", "指标", "规则", "规则id", "item",
        "checkitem", "criterion", "rule",
      ]
    case .verdict:
      [
        "判定", "判定结果", "质检结果", "检查结果", "质检结论", "结论", "结果", "是否违规", "是否合格", "是否存在问题", "是否有问题", "扣分", "扣分值",
        "verdict", "result", "judgement", "judgment", "deduction",
      ]
    case .remark: ["备注", "说明", "质检备注", "质检评语", "评语", "问题描述", "扣分原因", "原因", "理由", "remark", "comment", "note", "reason"]
    default: []
    }
  }
}
