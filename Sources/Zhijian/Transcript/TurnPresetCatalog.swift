extension TurnPreset {
  /// All presets, the default one first.
  public static let all: [TurnPreset] = [
    generic, taobao3Minutes2025, taobao3Minutes2023, taobaoAverage2022, jd30Seconds2021, kuaishou2023,
    pinduoduo2019, douyin, alibabaInternational,
  ]

  /// Turns on the clock of the shop's own work calendar, without a cap; turns without reply are told apart.
  public static let generic = TurnPreset(
    name: "generic", title: LocalizedText(zh: "通用（按工作日历）", en: "Generic (work calendar)"), clock: .calendar,
    targetMilliseconds: 180_000,
    sources: [
      "https://www.plain.com/docs/product/platform/first-response-time.md",
      "https://developers.intercom.com/docs/references/2.15/rest-api/api.intercom.io/models/conversation_statistics",
    ])

  public static let taobao3Minutes2025 = TurnPreset(
    name: "taobao-3min-2025", title: LocalizedText(zh: "旺旺3分钟人工响应率（2025）", en: "Taobao 3-minute rate (2025)"),
    window: OpenHours(unchecked: 480, 1380), windowBasis: .askOrReply, targetMilliseconds: 180_000,
    endsAtDayEnd: true, dropsFiltered: true, periodDays: 30,
    sources: ["http://g8108.cn/edu/article/1108.html"])

  public static let taobao3Minutes2023 = TurnPreset(
    name: "taobao-3min-2023", title: LocalizedText(zh: "旺旺3分钟响应率（2023）", en: "Taobao 3-minute rate (2023)"),
    window: OpenHours(unchecked: 480, 1440), targetMilliseconds: 180_000, endsAtDayEnd: true, periodDays: 30,
    sources: ["http://dingjiuxi.cn/tbnews/14066.html"])

  public static let taobaoAverage2022 = TurnPreset(
    name: "taobao-ART-2022", title: LocalizedText(zh: "旺旺人工平响（2022）", en: "Taobao average response time (2022)"),
    window: OpenHours(unchecked: 480, 1380), capMilliseconds: 600_000, unrepliedMilliseconds: 600_000,
    endsAtDayEnd: true, periodDays: 30, sources: ["https://diantuoyi.com/article/4966.html"])

  public static let jd30Seconds2021 = TurnPreset(
    name: "jd-30s-2021", title: LocalizedText(zh: "咚咚首次30秒应答率（2021）", en: "JD first answer in 30 s (2021)"),
    unit: .session, window: OpenHours(unchecked: 540, 1380), windowBasis: .sessionStart,
    validReplies: [.manual, .quick], targetMilliseconds: 30_000,
    sources: [
      "https://maijiaw.com/article/505791", "https://39zn.cn/article/215407.htm",
      "https://jiutoushe.cn/wen/285724.html",
    ])

  public static let kuaishou2023 = TurnPreset(
    name: "kuaishou-2023", title: LocalizedText(zh: "快手3分钟人工回复率（2023）", en: "Kuaishou 3-minute rate (2023)"),
    unit: .person, window: OpenHours(unchecked: 480, 1380), validReplies: [.manual, .quick],
    targetMilliseconds: 180_000, sources: ["http://snsmcma.cn/article-15550-1.html"])

  public static let pinduoduo2019 = TurnPreset(
    name: "pdd-2019", title: LocalizedText(zh: "拼多多有效回复率（2019）", en: "Pinduoduo valid replies (2019)"),
    unit: .personEveryRound, window: OpenHours(unchecked: 480, 1380), validReplies: [.manual, .quick],
    targetMilliseconds: 3_600_000,
    sources: [
      "http://www.gstsqh.com.cn/ecschool/pinduoduo/show_64869.html", "https://www.qdjiaoyu.cn/dianshang/5229.html",
    ])

  public static let douyin = TurnPreset(
    name: "douyin", title: LocalizedText(zh: "抖音3分钟回复率（来源较弱）", en: "Douyin 3-minute rate (weak source)"),
    unit: .message, window: OpenHours(unchecked: 480, 1380), validReplies: [.manual, .quick],
    targetMilliseconds: 180_000, sources: ["http://www.plnmw.com/InformationConsulting/kqreqrqhdd.html"])

  public static let alibabaInternational = TurnPreset(
    name: "alibaba-intl", title: LocalizedText(zh: "阿里国际站24小时回复率", en: "Alibaba.com 24-hour reply rate"),
    unit: .person, validReplies: [.manual, .quick], targetMilliseconds: 86_400_000, dropsFiltered: true,
    sources: ["https://fucailin.com/archives/5681"])
}
