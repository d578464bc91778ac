internal import Zhijian

/// What a column of a table besides the chats holds.
public enum BusinessField: String, Sendable, CaseIterable {
  case id, conversation, agent, customer
  case at, invited, score, recommendation
  case created, paid, amount, refund
  case opened, response, closed, valid
  case topic, complex, resolved, resolvable
  case start, end, status, hours
  case queued, started, abandoned
  case serviceCost = "service_cost"
  case operatingCost = "operating_cost"
  case group, people, before, after, cost, days
  case examBefore = "exam_before"
  case examAfter = "exam_after"
  case passedBefore = "passed_before"
  case passedAfter = "passed_after"
  case assessment
  case item, dimension, expectation, perception
  // Of tables of human inspection, which name them themselves.
  case reviewer, verdict, remark, total
}

/// The tables that can be joined to the chats.
public enum BusinessTableKind: String, Sendable, CaseIterable {
  case ratings, orders, complaints, issues, logins, queue, costs, training, assessments, servqual
  /// The figures that a platform computed, with rows of peers.
  case platform

  /// What figures come from it; none of a platform's export, whose averages cannot be added.
  var source: PeriodMetric.Source? { PeriodMetric.Source(rawValue: rawValue) }

  /// The columns it may have, those it cannot do without first.
  var fields: (needed: [BusinessField], other: [BusinessField]) {
    switch self {
    case .ratings: ([], [.score, .recommendation, .resolved, .id, .conversation, .agent, .customer, .invited, .at])
    case .orders: ([.amount], [.id, .customer, .agent, .created, .paid, .refund, .status, .conversation])
    case .complaints: ([.opened], [.id, .conversation, .agent, .customer, .response, .closed, .valid])
    case .issues: ([.resolved], [.id, .conversation, .agent, .customer, .topic, .complex, .resolvable, .at])
    case .logins: ([.agent], [.start, .end, .hours, .status, .at])
    case .queue: ([.queued], [.id, .started, .abandoned, .agent, .conversation, .customer])
    case .costs: ([.serviceCost], [.operatingCost, .at])
    case .training:
      (
        [],
        [
          .agent, .group, .people, .before, .after, .cost, .days, .examBefore, .examAfter, .passedBefore,
          .passedAfter, .id,
        ]
      )
    case .assessments: ([.agent, .assessment], [.at, .id])
    case .servqual:
      ([], [.item, .dimension, .expectation, .perception, .id, .conversation, .agent, .customer, .at])
    case .platform: ([.agent], [])
    }
  }

  /// What a table's headers may be called, normalised as those of chat tables.
  func names(of field: BusinessField) -> [String] {
    switch (self, field) {
    case (.ratings, .id): ["评价id", "评价编号", "ratingid", "id"]
    case (.orders, .id): ["订单号", "订单编号", "订单id", "主订单编号", "orderid", "orderno", "order", "id"]
    case (.complaints, .id): ["投诉编号", "投诉单号", "投诉id", "工单号", "complaintid", "caseid", "id"]
    case (.issues, .id): ["工单号", "工单编号", "工单id", "问题编号", "问题id", "issueid", "ticketid", "ticket", "id"]
    case (.servqual, .id): ["问卷编号", "答卷编号", "答卷id", "responseid", "surveyid", "id"]
    case (.queue, .id): ["排队编号", "排队id", "queueid", "id"]
    case (_, .id): ["编号", "id"]
    case (_, .conversation): Self.shared(.session)
    case (_, .agent):
      Self.shared(.agentID) + Self.shared(.agentName)
        + ["归属客服", "接待客服", "处理人", "责任人", "受理人", "员工", "姓名", "旺旺", "客服旺旺", "owner", "assignee", "name"]
    case (_, .customer): Self.shared(.customerID) + Self.shared(.customerName)
    case (.ratings, .at): ["评价时间", "时间", "日期", "ratedat", "at", "time", "date"]
    case (.servqual, .at): ["答卷时间", "填写时间", "提交时间", "时间", "日期", "answeredat", "at", "time", "date"]
    case (.issues, .at): ["登记时间", "创建时间", "时间", "日期", "createdat", "at", "time", "date"]
    case (_, .at): ["日期", "时间", "月份", "期间", "date", "at", "time", "month", "period"]
    case (_, .invited): ["是否邀评", "已邀评", "邀评", "invited"]
    case (_, .score): Self.shared(.rating) + ["score", "得分", "分数"]
    case (_, .recommendation): ["nps", "nps得分", "推荐意愿", "推荐度", "推荐分", "npsscore", "recommend", "recommendation"]
    case (_, .created): ["下单时间", "订单创建时间", "创建时间", "拍下时间", "createdat", "created", "ordertime"]
    case (_, .paid): ["付款时间", "支付时间", "订单付款时间", "paidat", "paid", "paytime", "paymenttime"]
    case (_, .amount): ["实付金额", "付款金额", "支付金额", "买家实际支付金额", "订单金额", "金额", "paidamount", "amount", "payment", "total"]
    case (_, .refund): ["退款金额", "退款", "refundamount", "refund"]
    case (.orders, .status): ["订单状态", "状态", "status"]
    case (_, .opened): ["投诉时间", "提出时间", "受理时间", "创建时间", "发起时间", "openedat", "opened", "createdat"]
    case (_, .response): ["首次响应时间", "首次回复时间", "首响时间", "firstresponseat", "firstresponse"]
    case (_, .closed): ["办结时间", "关闭时间", "处理完成时间", "结束时间", "完结时间", "closedat", "closed", "resolvedat"]
    case (_, .valid): ["是否有效", "有效投诉", "是否成立", "valid"]
    case (_, .topic): ["问题类型", "主题", "咨询类型", "分类", "topic", "category", "type"]
    case (_, .complex): ["是否复杂", "复杂问题", "是否复杂问题", "complex"]
    case (.ratings, .resolved): ["问题是否解决", "是否解决", "是否已解决", "已解决", "resolved", "issolved"]
    case (_, .resolved): ["是否解决", "解决状态", "已解决", "处理结果", "resolved", "issolved"]
    case (_, .resolvable): ["一线可解决", "是否一线可解决", "resolvable"]
    case (_, .start): ["登录时间", "上线时间", "开始时间", "签入时间", "start", "startat", "login", "loginat"]
    case (_, .end): ["退出时间", "登出时间", "下线时间", "结束时间", "签出时间", "end", "endat", "logout", "logoutat"]
    case (_, .status): ["状态", "在线状态", "status"]
    case (_, .hours): ["在线时长", "工时", "在线小时", "在线时长(小时)", "hours", "onlinehours"]
    case (_, .queued): ["进入排队时间", "排队开始时间", "入队时间", "排队时间", "queuedat", "queued", "queueat"]
    case (_, .started): ["接入时间", "接起时间", "开始服务时间", "startedat", "started", "answeredat"]
    case (_, .abandoned): ["是否放弃", "放弃", "abandoned"]
    case (_, .serviceCost): ["客服成本", "服务成本", "servicecost"]
    case (_, .operatingCost): ["运营成本", "总成本", "运营总成本", "operatingcost"]
    case (_, .group): ["组别", "分组", "组", "group"]
    case (_, .people): ["人数", "people", "headcount"]
    case (_, .before): ["训前日产出", "训前人均日产出", "训前产出", "before"]
    case (_, .after): ["训后日产出", "训后人均日产出", "训后产出", "after"]
    case (_, .cost): ["培训成本", "培训费用", "成本", "费用", "cost"]
    case (_, .days): ["收益天数", "天数", "days"]
    case (_, .examBefore): ["训前考试", "训前得分", "训前成绩", "examBefore", "exambefore"]
    case (_, .examAfter): ["训后考试", "训后得分", "训后成绩", "examafter"]
    case (_, .passedBefore): ["训前通过", "passedbefore"]
    case (_, .passedAfter): ["训后通过", "复试通过", "passedafter"]
    case (_, .reviewer), (_, .verdict), (_, .remark), (_, .total): []
    case (_, .item): ["题号", "题目", "题", "item", "question"]
    case (_, .dimension): ["维度", "dimension"]
    case (_, .expectation): ["期望", "期望分", "期望得分", "期望值", "expectation", "expected", "e"]
    case (_, .perception): ["感知", "感知分", "感知得分", "感知值", "perception", "perceived", "p"]
    case (_, .assessment): ["主管评价", "评价", "评分", "得分", "assessment", "score", "points"]
    }
  }

  /// What chat tables call a column.
  private static func shared(_ column: TableColumn) -> [String] {
    TableColumn.headers.first { $0.column == column }?.names ?? []
  }

  /// What platforms call their figures.
  static let platformMetrics: [(metric: String, names: [String])] = [
    ("response_mean_seconds", ["平均响应时间", "平均响应时间(秒)", "平均响应", "旺旺人工平响", "averageresponsetime"]),
    ("first_response_mean_seconds", ["首次响应时间", "首次响应时间(秒)", "首次响应", "平均首次响应时间", "firstresponsetime"]),
    ("response_within_3_minutes_ratio", ["3分钟响应率", "3分钟人工响应率", "三分钟响应率"]),
    ("response_within_30_seconds_ratio", ["30秒响应率", "30秒应答率", "首次30秒应答率"]),
    ("person_reply_ratio", ["回复率", "旺旺回复率"]),
    ("persons", ["接待人数"]),
    ("unreplied_persons", ["未回复人数"]),
    ("slow_persons", ["慢响应人数"]),
    ("answer_question_ratio", ["答问比"]),
    ("agent_characters", ["客服字数"]),
    ("most_concurrent_conversations", ["最大同时接待", "最大同时接待数", "最大同时接待人数"]),
    ("inquiries", ["询单人数"]),
    ("inquiry_next_day_payment_ratio", ["询单次日付款率", "询单->次日付款率", "询单→次日付款率", "次日付款率"]),
    ("inquiry_final_payment_ratio", ["询单最终付款率", "询单->最终付款率", "询单→最终付款率", "询单转化率", "最终付款率"]),
    ("sales_onetime_yuan", ["客服销售额", "销售额"]),
    ("average_order_yuan", ["客单价"]),
    ("satisfied_ratio", ["满意度", "客户满意率", "满意率"]),
  ]
}
