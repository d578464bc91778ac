extension MetricDefinition {
  /// Every metric that chats alone give, in the order of reports.
  public static let all: [MetricDefinition] = times + rates + counts + ratings

  private static let times: [MetricDefinition] =
    durations(
      "first_response", .lower, zh: "首次响应时间", en: "First response time",
      formula: LocalizedText(
        zh: "客服首次回复等待之和 / 有首次回复的会话数", en: "sum of waits for the first reply / conversations with one")
    ) { $0.firstResponse }
    + durations(
      "end_to_end_first_response", .lower, zh: "端到端首次响应时间", en: "End-to-end first response time",
      formula: LocalizedText(
        zh: "自本次来访首条客户消息起，含机器人与转接前等待", en: "from the first customer message of the visit, bots included")
    ) { $0.endToEndFirstResponse }
    + durations(
      "any_first_response", .lower, zh: "任意首次响应时间", en: "First response of any kind",
      formula: LocalizedText(zh: "首条客户消息到任何一方首次应答，含机器人与自动回复", en: "to the first answer, bots and auto-replies included")
    ) { $0.anyResponse }
    + durations(
      "response", .lower, zh: "平均响应时间", en: "Response time",
      formula: LocalizedText(zh: "轮次等待之和 / 轮次数（封顶与未回复按口径）", en: "sum of turn waits / turns, capped as the preset says")
    ) { $0.response }
    + durations(
      "queue_wait", .lower, zh: "排队时长", en: "Queue time",
      formula: LocalizedText(zh: "会话开始 − 进入排队", en: "start − queueing")
    ) { $0.queueWait }
    + durations(
      "duration", .band, zh: "接待时长", en: "Duration",
      formula: LocalizedText(zh: "客户与客服首末消息间隔", en: "from the first to the last message of customer or agent")
    ) { $0.duration }

  private static let rates: [MetricDefinition] = [
    ratio(
      "target_ratio", .higher, zh: "口径达标率", en: "Rate of the preset",
      formula: LocalizedText(zh: "达标数 / 口径所计单位数", en: "hits / what the preset counts")
    ) { ($0.targetRate.hits, $0.targetRate.count) },
    ratio(
      "response_within_30_seconds_ratio", .higher, zh: "30秒响应率", en: "Replied within 30 s",
      formula: LocalizedText(zh: "等待 ≤ 30 秒的轮次 / 有时间的轮次", en: "turns replied to in at most 30 s / timed turns")
    ) { ($0.repliesWithin30Seconds, $0.timedRounds) },
    ratio(
      "response_within_3_minutes_ratio", .higher, zh: "3分钟响应率", en: "Replied within 3 min",
      formula: LocalizedText(zh: "等待 ≤ 180 秒的轮次 / 有时间的轮次", en: "turns replied to in at most 180 s / timed turns")
    ) { ($0.repliesWithin3Minutes, $0.timedRounds) },
    ratio(
      "conversation_reply_ratio", .higher, zh: "会话回复率", en: "Conversations replied to",
      formula: LocalizedText(zh: "已回复会话 / (已回复 + 未回复会话)", en: "answered / (answered + unanswered)")
    ) { ($0.answeredConversations, $0.answeredConversations + $0.unansweredConversations) },
    ratio(
      "person_reply_ratio", .higher, zh: "回复率（按人）", en: "Persons replied to",
      formula: LocalizedText(zh: "(接待人数 − 未回复人数) / 接待人数，按人按日去重", en: "persons with a reply / persons, once a day")
    ) { metrics in (metrics.persons.values.count { $0.isReplied }, metrics.persons.count) },
    MetricDefinition(
      "answer_question_ratio", .ratio, .band, LocalizedText(zh: "答问比", en: "Answers per question"),
      formula: LocalizedText(zh: "客服消息数 / 应由客服回答的客户消息数", en: "agent messages / customer messages to agents")
    ) {
      let (answers, questions) = ($0.agentMessages, $0.customerMessagesToAgents)
      return MetricFigure(
        sum: Int64(answers), count: Int64(questions), value: questions > 0 ? Double(answers) / Double(questions) : nil)
    },
  ]

  private static let counts: [MetricDefinition] = [
    count(
      "persons", .band, zh: "接待人数", en: "Persons",
      formula: LocalizedText(zh: "有应答轮次的客户，按人按日去重", en: "customers with turns to answer, once a day")
    ) { $0.persons.count },
    count(
      "unreplied_persons", .lower, zh: "未回复人数", en: "Unreplied persons",
      formula: LocalizedText(zh: "当日所有轮次均无有效回复的客户", en: "customers none of whose turns of the day was replied to")
    ) { metrics in metrics.persons.values.count { !$0.isReplied } },
    count(
      "slow_persons", .lower, zh: "慢响应人数", en: "Slowly answered persons",
      formula: LocalizedText(zh: "任一轮次等待超过 100 秒（可配置）的客户", en: "customers with a slow turn")
    ) { metrics in metrics.persons.values.count { $0.isSlow } },
    count(
      "conversations", .band, zh: "咨询会话数", en: "Conversations",
      formula: LocalizedText(zh: "有客户消息的会话", en: "conversations with a customer message")
    ) { $0.conversations },
    count(
      "answered_conversations", .band, zh: "已回复会话数", en: "Answered conversations",
      formula: LocalizedText(zh: "至少一个轮次有有效回复", en: "at least one turn with a valid reply")
    ) { $0.answeredConversations },
    count(
      "unanswered_conversations", .lower, zh: "未回复会话数", en: "Unanswered conversations",
      formula: LocalizedText(zh: "有应答轮次而全部未回复", en: "turns to answer, none replied to")
    ) { $0.unansweredConversations },
    count(
      "effective_conversations", .band, zh: "有效接待会话数", en: "Effective conversations",
      formula: LocalizedText(zh: "客户与客服都发过消息", en: "both customer and agent wrote")
    ) { $0.effectiveConversations },
    count(
      "bot_only_conversations", .band, zh: "纯机器人会话数", en: "Bot-only conversations",
      formula: LocalizedText(zh: "全程只有机器人接待", en: "served by a bot alone")
    ) { $0.botOnlyConversations },
    count(
      "proactive_conversations", .band, zh: "客服主动会话数", en: "Proactive conversations",
      formula: LocalizedText(zh: "客服先于客户发言", en: "the agent wrote first")
    ) { $0.proactiveConversations },
    count(
      "long_conversations", .band, zh: "长接待会话数", en: "Long conversations",
      formula: LocalizedText(zh: "首末消息间隔超过 30 分钟（可配置）", en: "longer than 30 min (configurable)")
    ) { $0.longConversations },
    count(
      "most_concurrent_conversations", .band, zh: "最大同时接待", en: "Most conversations at once",
      formula: LocalizedText(zh: "首末消息区间（右端不含）的最大重叠数", en: "largest overlap of first-to-last spans, end excluded")
    ) { $0.mostConcurrentConversations },
    count(
      "rounds", .band, zh: "对话轮次", en: "Turns",
      formula: LocalizedText(zh: "计入统计的轮次 = 已回复 + 未回复", en: "counted turns: replied and unreplied")
    ) { $0.rounds },
    count(
      "unreplied_rounds", .lower, zh: "未回复轮次", en: "Unreplied turns",
      formula: LocalizedText(zh: "会话结束、转接或跨日前无有效回复", en: "no valid reply before end, transfer or day end")
    ) { $0.unrepliedRounds },
    count(
      "pending_rounds", .band, zh: "等待中轮次", en: "Pending turns",
      formula: LocalizedText(zh: "进行中会话里尚在等待的轮次", en: "still waiting in an open conversation")
    ) { $0.pendingRounds },
    count(
      "slow_rounds", .lower, zh: "慢响应轮次", en: "Slow turns",
      formula: LocalizedText(zh: "等待超过 100 秒（可配置）的已回复轮次", en: "replied after more than 100 s (configurable)")
    ) { $0.slowRounds },
    count(
      "customer_messages", .band, zh: "客户消息数", en: "Customer messages",
      formula: LocalizedText(zh: "计入轮次的客户消息", en: "customer messages in turns")
    ) { $0.customerMessages },
    count(
      "agent_messages", .band, zh: "客服消息数", en: "Agent messages",
      formula: LocalizedText(zh: "客服本人消息，不含自动回复", en: "sent by agents, no auto-replies")
    ) { $0.agentMessages },
    count(
      "agent_characters", .band, zh: "客服字数", en: "Agent characters",
      formula: LocalizedText(zh: "手工消息的汉字、字母与数字数", en: "Han characters, letters and digits typed")
    ) { $0.agentCharacters },
    count(
      "transfers_in", .band, zh: "转入次数", en: "Transfers in",
      formula: LocalizedText(zh: "转接事件的接收方", en: "received transfers")
    ) { $0.transfersIn },
    count(
      "transfers_out", .lower, zh: "转出次数", en: "Transfers out",
      formula: LocalizedText(zh: "转接事件的发起方", en: "sent transfers")
    ) { $0.transfersOut },
  ]

  private static let ratings: [MetricDefinition] = [
    ratio(
      "satisfied_ratio", .higher, zh: "满意度", en: "Satisfied",
      formula: LocalizedText(zh: "满意评价 / 有效评价（5 分制 4 分起）", en: "satisfied / valid ratings (from 4 of 5)")
    ) { metrics in
      (metrics.ratings.values.reduce(0) { $0 + $1.satisfied }, metrics.ratings.values.reduce(0) { $0 + $1.count })
    },
    MetricDefinition(
      "rating_mean_points", .points, .higher, LocalizedText(zh: "评价均分", en: "Mean rating"),
      formula: LocalizedText(zh: "评分之和 / 评价数；量表不一致时为空", en: "sum / number of ratings; empty where scales differ")
    ) { metrics in
      guard metrics.ratings.count == 1, let totals = metrics.ratings.values.first else { return MetricFigure() }
      return MetricFigure(
        sum: totals.sumThousandths, count: Int64(totals.count),
        value: totals.count > 0 ? Double(totals.sumThousandths) / 1000 / Double(totals.count) : nil)
    },
    count(
      "ratings", .band, zh: "评价数", en: "Ratings", formula: LocalizedText(zh: "量表范围内的评价", en: "ratings on their scale")
    ) { metrics in metrics.ratings.values.reduce(0) { $0 + $1.count } },
  ]
}
