internal import Zhijian

/// The words that tables use for roles, kinds and ratings.
enum TableWords {
  // MARK: Roles

  private static let roleWords: [(role: Role, words: [String])] = [
    (
      .agent,
      [
        "客服", "坐席", "座席", "人工", "人工客服", "人工坐席", "人工座席", "客服人员", "在线客服", "商家", "商家客服", "卖家", "店家", "商户",
        "店小二", "小二", "员工", "主管", "agent", "staff", "seller", "waiter", "servicer", "service", "human", "worker",
        "operator", "kf",
      ]
    ),
    (
      .customer,
      [
        "客户", "访客", "买家", "用户", "顾客", "会员", "消费者", "游客", "粉丝", "来访者", "customer", "visitor", "user", "buyer", "client",
        "guest", "enduser", "member", "consumer",
      ]
    ),
    (
      .bot,
      [
        "机器人", "智能客服", "智能机器人", "机器人客服", "客服机器人", "智能助手", "智能助理", "店小蜜", "京小智", "ai", "ai客服", "bot",
        "robot", "chatbot", "virtualagent",
      ]
    ),
    (.system, ["系统", "系统消息", "系统通知", "系统提示", "平台", "平台通知", "通知", "system", "notice", "notification"]),
  ]

  private static let roles: [String: Role] = {
    var result: [String: Role] = [:]
    for (role, words) in roleWords { for word in words { result[word] = role } }
    return result
  }()

  /// The role that a cell names alone or in front of a name, as in `客服(小李)` or `客服-小李`, with that name.
  static func role(_ cell: String) -> (role: Role, name: String?)? {
    let word = TableColumn.normalised(cell)
    if let role = roles[word] { return (role, nil) }
    let separators: Set<Unicode.Scalar> = ["(", "（", "-", "_", ":", "：", "/", "【", "[", " "]
    let scalars = cell.unicodeScalars
    guard let index = scalars.firstIndex(where: { separators.contains($0) }), index > scalars.startIndex,
      let role = roles[TableColumn.normalised(String(scalars[..<index]))]
    else { return nil }
    // `visitor_7` is an account and not somebody called 7.
    if scalars[index] == "_" || scalars[index] == "-", scalars[..<index].allSatisfy(\.isASCII) { return (role, cell) }
    let edges: Set<Unicode.Scalar> = [
      "(", "（", ")", "）", "-", "_", ":", "：", "/", "【", "】", "[", "]", " ", "\u{3000}",
    ]
    var rest = scalars[index...]
    while let first = rest.first, edges.contains(first) { rest.removeFirst() }
    while let last = rest.last, edges.contains(last) { rest.removeLast() }
    return (role, rest.isEmpty ? nil : String(rest))
  }

  // MARK: Kinds

  /// What a kind word says about a message.
  struct Kind: Sendable, Equatable {
    var kind: MessageKind
    var replyMode: ReplyMode?
    var role: Role?
    /// Whether rows of this kind are no messages.
    var isSkipped = false
  }

  private static let kindWords: [(kind: Kind, words: [String])] = [
    (Kind(kind: .text), ["文本", "文字", "文本消息", "文字消息", "纯文本", "普通消息", "普通文本", "消息", "text", "txt", "plain"]),
    (Kind(kind: .text, replyMode: .manual), ["人工回复", "人工"]),
    (Kind(kind: .text, replyMode: .quick), ["快捷回复", "快捷短语", "常用语", "快捷语"]),
    (Kind(kind: .text, replyMode: .assist), ["辅助回复", "智能推荐", "推荐回复"]),
    (Kind(kind: .image), ["图片", "图片消息", "照片", "截图", "image", "img", "picture", "pic", "photo"]),
    (Kind(kind: .voice), ["语音", "语音消息", "音频", "voice", "audio"]),
    (Kind(kind: .video), ["视频", "视频消息", "短视频", "小视频", "video"]),
    (Kind(kind: .file), ["文件", "文件消息", "附件", "文档", "file", "attachment", "document"]),
    (
      Kind(kind: .card),
      [
        "商品卡片", "订单卡片", "物流卡片", "卡片", "卡片消息", "商品", "商品消息", "订单", "订单消息", "优惠券", "优惠券卡片", "小程序", "小程序卡片",
        "名片", "位置", "红包", "图文", "图文消息", "富文本卡片", "card", "goods", "order", "item", "coupon", "product", "miniprogram",
        "location",
      ]
    ),
    (Kind(kind: .link), ["链接", "链接消息", "网页", "商品链接", "超链接", "link", "url"]),
    (Kind(kind: .emoji), ["表情", "动画表情", "表情消息", "自定义表情", "贴图", "emoji", "emotion", "sticker", "face"]),
    (
      Kind(kind: .autoReply, replyMode: .auto),
      [
        "自动回复", "欢迎语", "自动欢迎语", "首问自动回复", "首次自动回复", "自动消息", "离线自动回复", "超时自动回复", "超时挂起语", "挂起语", "自动",
        "机器自动回复", "autoreply", "auto", "welcome", "greeting",
      ]
    ),
    (
      Kind(kind: .system, role: .system),
      [
        "系统消息", "系统", "系统通知", "系统提示", "提示", "提示消息", "通知", "通知消息", "事件", "事件消息", "system", "notice", "event", "tip",
        "tips",
      ]
    ),
    (Kind(kind: .recall), ["撤回", "撤回消息", "消息撤回", "已撤回", "recall", "recalled", "revoke", "revoked"]),
    (Kind(kind: .transfer, role: .system), ["转接", "会话转接", "转移", "转接消息", "会话转移", "transfer", "handoff"]),
    (Kind(kind: .join, role: .system), ["接入", "会话接入", "进入会话", "会话开始", "join"]),
    (Kind(kind: .close, role: .system), ["结束", "会话结束", "结束会话", "关闭会话", "会话关闭", "close", "end"]),
    (Kind(kind: .invite, role: .system), ["邀评", "邀请评价", "评价邀请", "满意度邀请", "invite"]),
    (Kind(kind: .rating), ["评价", "满意度评价", "客户评价", "rating", "evaluation"]),
    (Kind(kind: .note, role: .system), ["备注", "小结", "会话小结", "内部备注", "内部消息", "note", "memo"]),
  ]

  private static let kinds: [String: Kind] = {
    var result: [String: Kind] = [:]
    for (kind, words) in kindWords { for word in words { result[word] = kind } }
    return result
  }()

  /// What a cell of the kind column says; nil where the word is not known.
  static func kind(_ cell: String) -> Kind? { kinds[TableColumn.normalised(cell)] }

  /// How an answer came about; nil where the word is not known.
  static func replyMode(_ cell: String) -> ReplyMode? {
    switch TableColumn.normalised(cell) {
    case "人工", "人工回复", "手动", "手动回复", "manual", "否", "0", "false", "no": .manual
    case "快捷", "快捷回复", "快捷短语", "常用语", "quick": .quick
    case "辅助", "辅助回复", "智能辅助", "智能推荐", "assist": .assist
    case "自动", "自动回复", "机器人", "全自动", "auto", "是", "1", "true", "yes": .auto
    default: nil
    }
  }

  /// 是 and 否 in their spellings; nil for anything else.
  static func flag(_ cell: String) -> Bool? {
    switch TableColumn.normalised(cell) {
    case "是", "1", "true", "yes", "y", "t", "√", "已撤回": true
    case "否", "0", "false", "no", "n", "f", "未撤回": false
    default: nil
    }
  }

  // MARK: Ratings

  /// What a rating cell says.
  enum RatingText: Equatable {
    case rating(Transcript.Rating)
    case absent
    case invalid
  }

  /// Points, stars or words on the five-point scale. Points above 5 are on a scale to 10 or to 100; codes
  /// below zero mean that nobody rated.
  static func rating(_ cell: String) -> RatingText {
    let word = TableColumn.normalised(cell)
    switch word {
    case "", "/", "—", "——", "无", "未评价", "未评", "暂无", "未参评", "未参与", "null", "none", "nan", "系统默认": return .absent
    case "非常满意", "很满意", "十分满意", "好评": return .rating(.init(value: 5))
    case "满意", "比较满意", "较满意": return .rating(.init(value: 4))
    case "一般", "中评", "普通": return .rating(.init(value: 3))
    case "不满意", "不太满意", "较不满意": return .rating(.init(value: 2))
    case "非常不满意", "很不满意", "十分不满意", "差评": return .rating(.init(value: 1))
    default: break
    }
    let stars = word.unicodeScalars.count { $0 == "★" || $0 == "⭐" }
    if stars > 0, word.unicodeScalars.allSatisfy({ "★⭐☆\u{FE0F}".unicodeScalars.contains($0) }) {
      return .rating(.init(value: Double(min(stars, 5))))
    }
    var digits = word
    for suffix in ["分", "星"] where digits.ends(with: suffix) { digits.removeLast() }
    if cell.has("-"), let code = Double(cell.filter { !$0.isWhitespace }), code < 0 { return .absent }
    guard let value = Double(digits), value.isFinite, value >= 0 else { return .invalid }
    switch value {
    case 0: return .absent
    case ...5: return .rating(.init(value: value))
    case ...10: return .rating(.init(value: value, minimum: 0, maximum: 10))
    case ...100: return .rating(.init(value: value, minimum: 0, maximum: 100))
    default: return .invalid
    }
  }

  // MARK: Rows that are no messages

  /// The labels of rows that sum a table up.
  static let summaryLabels: Set<String> = [
    "汇总值", "汇总", "合计", "总计", "小计", "平均值", "均值", "平均", "全店平均值", "全店汇总", "全店合计", "同行同层优秀", "同行同层均值",
    "同行均值", "同行优秀", "最大值", "最小值", "total", "average", "sum",
  ]
}
