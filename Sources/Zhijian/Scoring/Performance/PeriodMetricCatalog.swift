extension PeriodMetric {
  static let rules: [PeriodMetric] = [
    PeriodMetric(
      "qa_score_mean_points", .points, .higher, .rules, .service, zh: "质检均分", en: "Mean QA score",
      formula: LocalizedText(zh: "会话质检得分之和 / 有得分的会话数", en: "sum of scores / scored conversations"), minimumCount: 30
    ) {
      let scores = $0.quality.scores
      return MetricFigure(
        sum: Int64(scores.sum), count: Int64(scores.count), value: scores.mean, interval: scores.interval)
    },
    .ratio(
      "script_coverage_ratio", .higher, .rules, .service, zh: "关键话术覆盖率", en: "Script coverage",
      LocalizedText(zh: "说到的必说项 / 适用的必说项（规则的 require）", en: "required items said / that applied"), minimum: 30
    ) { ($0.quality.coverage.covered, $0.quality.coverage.applicable) },
    .ratio(
      "service_error_ratio", .lower, .rules, .service, zh: "服务差错率", en: "Service errors",
      LocalizedText(zh: "至少一条致命问题的会话 / 已质检会话", en: "conversations with a critical finding / judged"), minimum: 30
    ) { ($0.quality.withCriticalError, $0.quality.judged) },
    .ratio(
      "mood_recovery_ratio", .higher, .rules, .satisfaction, zh: "情绪挽回率", en: "Moods recovered",
      LocalizedText(zh: "已挽回的情绪下滑 / 情绪下滑次数", en: "recovered drops / drops of the customer's mood")
    ) { ($0.quality.moodDropsRecovered, $0.quality.moodDrops) },
  ]

  static let ratings: [PeriodMetric] = [
    .ratio(
      "csat_ratio", .higher, .ratings, .satisfaction, zh: "CSAT 满意度", en: "CSAT",
      LocalizedText(zh: "满意评价（量表 75% 起，5 分制 4 分起）/ 有效评价", en: "satisfied (from 75 % of the scale) / rated")
    ) { totals in
      let ratings = totals.business.ratings.values
      return (ratings.reduce(0) { $0 + $1.satisfied }, ratings.reduce(0) { $0 + $1.count })
    },
    PeriodMetric(
      "csat_mean_points", .points, .higher, .ratings, .satisfaction, zh: "CSAT 均分", en: "Mean rating (table)",
      formula: LocalizedText(zh: "评分之和 / 评价数；量表不一致时为空", en: "sum / number of ratings; empty where scales differ"),
      minimumCount: 10
    ) {
      guard $0.business.ratings.count <= 1 else { return MetricFigure() }
      let ratings = $0.business.ratings.values.first ?? RatingTotals()
      return MetricFigure(
        sum: ratings.sumThousandths, count: Int64(ratings.count),
        value: ratings.count > 0 ? Double(ratings.sumThousandths) / Double(ratings.count) / 1000 : nil)
    },
    .ratio(
      "rating_answer_ratio", .higher, .ratings, .satisfaction, zh: "参评率", en: "Invitations answered",
      LocalizedText(zh: "有效评价 / 邀评（未邀而评的也算一次）", en: "rated / invited"), minimum: 30
    ) { totals in (totals.business.ratings.values.reduce(0) { $0 + $1.count }, totals.business.invitations) },
    .quotient(
      "nps_points", .points, .higher, .ratings, .satisfaction, zh: "净推荐值 NPS", en: "NPS",
      LocalizedText(zh: "（推荐者 − 贬损者）/ 回答数 × 100，−100 到 100", en: "(promoters − detractors) / answers × 100"),
      scale: 0.01, minimum: 10
    ) {
      (Int64($0.business.promoters - $0.business.detractors), Int64($0.business.recommendationAnswers))
    },
    .ratio(
      "customer_resolution_ratio", .higher, .ratings, .satisfaction, zh: "客户认为已解决", en: "Resolved, say customers",
      LocalizedText(zh: "回答“已解决”的 / 回答了是否解决的", en: "answered that it was resolved / answered")
    ) { ($0.business.resolvedAnswers, $0.business.resolutionAnswers) }
    .based { ResolutionBasis([.customer: $0.business.resolutionAnswers]) },
  ]

  static let orders: [PeriodMetric] =
    [
      .count(
        "inquiries", .band, .orders, .business, zh: "询单人数", en: "Inquiring customers",
        LocalizedText(
          zh: "按人按日：首条消息之前的冻结期内没有付过款的咨询", en: "customers of a day who had not paid in the freeze window before")
      ) { $0.business.inquiries },
      .ratio(
        "inquiry_next_day_payment_ratio", .higher, .orders, .business, zh: "询单次日付款率", en: "Paid by the next day",
        LocalizedText(zh: "当日或次日付款的询单 / 次日已过的询单", en: "paid today or tomorrow / inquiries whose next day is over"),
        minimum: 30
      ) { ($0.business.paidNextDay, $0.business.nextDayInquiries) },
      .ratio(
        "inquiry_final_payment_ratio", .higher, .orders, .business, zh: "询单最终付款率（询单转化率）", en: "Paid finally",
        LocalizedText(zh: "冻结期内付款的询单 / 冻结期已过的询单", en: "paid in the freeze window / inquiries whose window is over"),
        minimum: 30
      ) { ($0.business.paidFinally, $0.business.closedInquiries) },
    ]
    + SaleAttribution.allCases.map { attribution in
      .yuan(
        "sales_\(attribution.rawValue)_yuan", .higher, .orders, zh: "客服销售额（\(attribution.title.chinese)）",
        en: "Sales (\(attribution.title.english))",
        LocalizedText(zh: "已付款订单金额之和，每单只归一位客服", en: "paid orders, each of exactly one agent")
      ) { $0.business.sales(attribution).amountCents }
    } + [
      .yuan(
        "net_sales_yuan", .higher, .orders, zh: "净销售额（付款判定）", en: "Net sales",
        LocalizedText(zh: "付款金额 − 退款金额", en: "payments − refunds")
      ) { $0.business.sales(.paid).netCents },
      .count(
        "paid_orders", .higher, .orders, .business, zh: "付款订单数", en: "Paid orders",
        LocalizedText(zh: "付款判定归客服的订单", en: "orders by the attribution to payment")
      ) { $0.business.sales(.paid).orders },
      .quotient(
        "average_order_yuan", .yuan, .higher, .orders, .business, zh: "客单价", en: "Sales a buyer",
        LocalizedText(zh: "付款金额 / 付款人数", en: "payments / buyers"), scale: 100, minimum: 10
      ) { ($0.business.sales(.paid).amountCents, Int64($0.business.sales(.paid).buyers.count)) },
      .ratio(
        "refund_buyer_ratio", .lower, .orders, .business, zh: "退款率（人数）", en: "Buyers refunded",
        LocalizedText(zh: "有退款的付款人 / 付款人", en: "refunded buyers / buyers"), minimum: 10
      ) { ($0.business.sales(.paid).refundedBuyers, $0.business.sales(.paid).buyers.count) },
      .quotient(
        "refund_amount_ratio", .ratio, .lower, .orders, .business, zh: "退款率（金额）", en: "Amount refunded",
        LocalizedText(zh: "退款金额 / 付款金额", en: "refunds / payments"), scale: 1, countsCases: false
      ) { ($0.business.sales(.paid).refundCents, $0.business.sales(.paid).amountCents) },
      .ratio(
        "repurchase_ratio", .higher, .orders, .business, zh: "复购率", en: "Buyers who came back",
        LocalizedText(zh: "期内至少两单已付款的客户 / 付款客户", en: "customers with two paid orders / customers"), minimum: 30
      ) { ($0.business.sales(.paid).repeatBuyers, $0.business.sales(.paid).buyers.count) },
    ]

  static let complaints: [PeriodMetric] =
    [
      .count(
        "complaints", .lower, .complaints, .satisfaction, zh: "投诉数", en: "Complaints",
        LocalizedText(zh: "投诉表的行数，重复的只算一次", en: "complaints, each once")
      ) { $0.business.complaints },
      .count(
        "valid_complaints", .lower, .complaints, .satisfaction, zh: "有效投诉数", en: "Valid complaints",
        LocalizedText(zh: "其中成立的；表里没有这一列时等于投诉数", en: "those that were upheld; all where the table does not say")
      ) { $0.business.validComplaints },
      .quotient(
        "complaint_ratio", .ratio, .lower, .complaints, .satisfaction, zh: "投诉率", en: "Complaints a conversation",
        LocalizedText(zh: "投诉数 / 咨询会话数（千分率即 ×1000）", en: "complaints / conversations"), scale: 1, minimum: 30
      ) { (Int64($0.business.complaints), Int64($0.service.conversations)) },
      .ratio(
        "complaint_within_24_hours_ratio", .higher, .complaints, .satisfaction, zh: "24小时投诉办结率",
        en: "Complaints closed in 24 h",
        LocalizedText(zh: "24 小时内办结 /（已办结 + 未办结且已超 24 小时）", en: "closed in 24 h / (closed + open for longer)")
      ) { ($0.business.complaintsInADay, $0.business.complaintsJudged) },
    ] + complaintTimes
    + [
      .count(
        "open_complaints", .lower, .complaints, .satisfaction, zh: "未办结投诉数", en: "Open complaints",
        LocalizedText(zh: "到数据截止日仍未关闭", en: "not closed by the end of the data")
      ) { $0.business.openComplaintAges.count },
      PeriodMetric(
        "oldest_open_complaint_seconds", .seconds, .lower, .complaints, .satisfaction, zh: "最久未办结投诉",
        en: "Oldest open complaint",
        formula: LocalizedText(zh: "未办结投诉中最长的已历时", en: "the longest age of an open one")
      ) {
        let ages = $0.business.openComplaintAges
        return MetricFigure(count: Int64(ages.count), value: ages.values.last.map { Double($0) / 1000 })
      },
    ]
    + duration(
      "complaint_first_response", .complaints, .satisfaction, zh: "投诉首次响应", en: "First response to complaints",
      LocalizedText(zh: "首次响应 − 提出", en: "first response − opened"), \.complaintFirstResponse)

  /// Open complaints count as lasting longer than they have so far, so the percentiles are not made better by them.
  private static let complaintTimes: [PeriodMetric] = [
    (50, "median", LocalizedText(zh: "投诉处理时长（中位数）", en: "Complaint handling, median")),
    (90, "p90", LocalizedText(zh: "投诉处理时长（P90）", en: "Complaint handling, 90th percentile")),
  ].map { (percent: Int, suffix: String, title: LocalizedText) in
    PeriodMetric(
      "complaint_handling_\(suffix)_seconds", .seconds, .lower, .complaints, .satisfaction, zh: title.chinese,
      en: title.english,
      formula: LocalizedText(
        zh: "关闭 − 提出；未办结的按删失处理（Kaplan–Meier），达不到该分位时为空", en: "closed − opened, open ones censored (Kaplan–Meier)"),
      minimumCount: 10
    ) {
      let business = $0.business
      let value = CensoredSample(times: business.complaintTimes, censored: business.openComplaintAges)
        .percentile(percent)
      return MetricFigure(
        count: Int64(business.complaintTimes.count + business.openComplaintAges.count),
        value: value.map { Double($0) / 1000 })
    }
  }

  static let issues: [PeriodMetric] = [
    .ratio(
      "issue_resolution_ratio", .higher, .issues, .service, zh: "复杂问题解决率 TSR", en: "Complex issues resolved",
      LocalizedText(zh: "已解决的复杂问题 / 复杂问题", en: "resolved complex issues / complex issues")
    ) { ($0.business.resolvedComplexIssues, $0.business.complexIssues) }
    .based { $0.business.complexIssueBasis },
    .ratio(
      "issue_resolution_all_ratio", .higher, .issues, .service, zh: "问题解决率（全部）", en: "All issues resolved",
      LocalizedText(zh: "已解决的问题 / 结论已知的问题", en: "resolved issues / issues whose outcome is known")
    ) { ($0.business.resolvedIssues, $0.business.issues) }
    .based { $0.business.issueBasis },
    .ratio(
      "first_contact_resolution_ratio", .higher, .chats, .service, zh: "一次性解决率 FCR", en: "First contact resolution",
      LocalizedText(zh: "观察期内同客户同主题未再来的接触 / 观察期已过的接触", en: "contacts without return / contacts whose window is over")
    ) { ($0.business.contactsWithoutReturn, $0.business.contacts) }
    .based { ResolutionBasis([.inferred: $0.business.contacts]) },
    .ratio(
      "net_first_contact_resolution_ratio", .higher, .chats, .service, zh: "净一次性解决率",
      en: "Net first contact resolution",
      LocalizedText(zh: "同上，去掉一线无权解决的", en: "the same without what the first level cannot resolve")
    ) { ($0.business.resolvableContactsWithoutReturn, $0.business.resolvableContacts) }
    .based { ResolutionBasis([.inferred: $0.business.resolvableContacts]) },
  ]

  static let work: [PeriodMetric] =
    [
      PeriodMetric(
        "efficiency_yuan_per_hour", .yuanPerHour, .higher, .logins, .business, zh: "客服效率 EFT", en: "Sales an hour",
        formula: LocalizedText(
          zh: "付款订单数 / 在线小时 × 客单价；需要订单表与登录表", en: "paid orders / hours online × sales a buyer; needs orders and logins"),
        countsCases: false
      ) {
        let sales = $0.business.sales(.paid)
        let online = $0.business.onlineMilliseconds
        guard online > 0, !sales.buyers.isEmpty else { return MetricFigure(count: online) }
        let hours = Double(online) / 3_600_000
        let perBuyer = Double(sales.amountCents) / 100 / Double(sales.buyers.count)
        return MetricFigure(sum: Int64(sales.orders), count: online, value: Double(sales.orders) / hours * perBuyer)
      },
      .quotient(
        "occupancy_ratio", .ratio, .band, .logins, .business, zh: "利用率", en: "Occupancy",
        LocalizedText(zh: "接待中且在线的时间 / 在线时间，重叠只算一次", en: "time in conversations while online / time online"), scale: 1,
        countsCases: false
      ) { ($0.business.busyMilliseconds, $0.business.timedOnlineMilliseconds) },
      .ratio(
        "queue_abandon_ratio", .lower, .queue, .service, zh: "排队放弃率", en: "Queue abandoned",
        LocalizedText(zh: "未接入即离开 / 进入排队", en: "left before the start / queued"), minimum: 30
      ) { ($0.business.abandonedQueueEntries, $0.business.queueEntries) },
      .ratio(
        "queue_within_3_minutes_ratio", .higher, .queue, .service, zh: "3分钟接入率", en: "Queued for at most 3 min",
        LocalizedText(zh: "排队 ≤ 180 秒接入 / 接入", en: "started within 180 s / started"), minimum: 30
      ) { ($0.business.queueWaits.count(upTo: 180_000), $0.business.queueWaits.count) },
    ]
    + duration(
      "queue_record_wait", .queue, .service, zh: "排队时长（排队表）", en: "Queue time (table)",
      LocalizedText(zh: "接入 − 进入排队", en: "start − queueing"), \.queueWaits)

  static let spending: [PeriodMetric] = [
    .quotient(
      "service_cost_ratio", .ratio, .lower, .costs, .business, zh: "客服成本占比", en: "Service cost",
      LocalizedText(zh: "客服成本 / 运营成本", en: "cost of service / operating cost"), scale: 1,
      countsCases: false
    ) { ($0.business.serviceCostCents, $0.business.operatingCostCents) },
    .quotient(
      "cost_per_conversation_yuan", .yuan, .lower, .costs, .business, zh: "单次服务成本", en: "Cost a conversation",
      LocalizedText(zh: "客服成本 / 咨询会话数", en: "cost of service / conversations"), scale: 100
    ) { ($0.business.serviceCostCents, Int64($0.service.conversations)) },
    PeriodMetric(
      "training_return_ratio", .ratio, .higher, .training, .development, zh: "培训投资回报率 ROI", en: "Return on training",
      formula: LocalizedText(
        zh: "（收益 − 成本）/ 成本；收益 =（受训组增量 − 对照组增量）× 人数 × 天数", en: "(benefit − cost) / cost; a difference of differences")
    ) { MetricFigure(sum: $0.business.training.costCents, value: $0.business.training.returnOnCost) },
    PeriodMetric(
      "training_payback_days", .days, .lower, .training, .development, zh: "培训回本天数", en: "Training payback",
      formula: LocalizedText(zh: "成本 / 每日收益；没有对照组时为空", en: "cost / benefit a day; empty without a control group")
    ) { MetricFigure(sum: $0.business.training.costCents, value: $0.business.training.paybackDays) },
    .quotient(
      "exam_mean_points", .points, .higher, .training, .development, zh: "知识考核均分（训后）", en: "Exam after training",
      LocalizedText(zh: "训后得分之和 / 参考人数", en: "points after / examined"), scale: 1000
    ) { ($0.business.training.examAfterThousandths, Int64($0.business.training.examined)) },
    PeriodMetric(
      "exam_gain_points", .points, .higher, .training, .development, zh: "知识考核提升", en: "Exam gain",
      formula: LocalizedText(zh: "（训后 − 训前）得分之和 / 参考人数", en: "(points after − before) / examined")
    ) {
      let training = $0.business.training
      let gain = training.examAfterThousandths.saturatingSubtract(training.examBeforeThousandths)
      let count = Int64(training.examined)
      return MetricFigure(sum: gain, count: count, value: count > 0 ? Double(gain) / Double(count) / 1000 : nil)
    },
    .ratio(
      "exam_pass_ratio", .higher, .training, .development, zh: "复试通过率", en: "Exams passed",
      LocalizedText(zh: "训后通过 / 有结论的人数", en: "passed after / judged"), minimum: 0
    ) { ($0.business.training.passedAfter, $0.business.training.passJudged) },
    .quotient(
      "assessment_points", .points, .higher, .assessments, .development, zh: "主管评价", en: "Assessment",
      LocalizedText(zh: "评价得分之和 / 评价数；优秀 100、良好 80、合格 70、待改进 50", en: "sum / number of assessments"), scale: 1000
    ) { ($0.business.assessments.sumThousandths, Int64($0.business.assessments.count)) },
  ]
}

extension SaleAttribution {
  public var title: LocalizedText {
    switch self {
    case .onetime: LocalizedText(zh: "下单优先判定", en: "order first")
    case .order: LocalizedText(zh: "下单判定", en: "by order")
    case .paid: LocalizedText(zh: "付款判定", en: "by payment")
    }
  }
}
