/// What a column of a chat table holds.
enum TableColumn: Int, CaseIterable {
  case session, messageID
  case agentID, agentName, customerID, customerName
  case role, sender, isFromAgent
  case kind, text, customerText, agentText, replyMode, isRecalled
  case time, date, queueAt, startedAt, endedAt
  case rating, order, group, platform, shop, closeReason
  /// A whole conversation in one cell.
  case chat

  /// The name in mapping files.
  var key: String {
    switch self {
    case .session: "session"
    case .messageID: "message_id"
    case .agentID: "agent_id"
    case .agentName: "agent_name"
    case .customerID: "customer_id"
    case .customerName: "customer_name"
    case .role: "role"
    case .sender: "sender"
    case .isFromAgent: "is_from_agent"
    case .kind: "kind"
    case .text: "text"
    case .customerText: "customer_text"
    case .agentText: "agent_text"
    case .replyMode: "reply_mode"
    case .isRecalled: "recalled"
    case .time: "time"
    case .date: "date"
    case .queueAt: "queue_at"
    case .startedAt: "started_at"
    case .endedAt: "ended_at"
    case .rating: "rating"
    case .order: "order"
    case .group: "group"
    case .platform: "platform"
    case .shop: "shop"
    case .closeReason: "close_reason"
    case .chat: "chat"
    }
  }

  /// The column that mapping files call `key`.
  static func named(_ key: String) -> TableColumn? { allCases.first { $0.key == key } }

  /// The headers that exports use, normalised as by `normalised`. A table may name any of them.
  static let headers: [(column: TableColumn, names: [String])] = [
    (
      .session,
      [
        "会话id", "会话编号", "会话号", "会话标识", "会话", "对话id", "对话编号", "接待id", "接待编号", "咨询id", "咨询编号", "聊天id",
        "聊天编号", "sessionid", "session", "conversationid", "conversation", "convid", "chatid", "sid", "dialogid",
        "dialogueid",
      ]
    ),
    (.messageID, ["消息id", "消息编号", "消息号", "msgid", "messageid", "uuid"]),
    (
      .agentID,
      [
        "客服账号", "客服帐号", "客服id", "客服编号", "客服工号", "坐席账号", "坐席帐号", "坐席id", "坐席编号", "坐席工号", "座席账号",
        "座席id", "座席工号", "工号", "子账号", "旺旺账号", "接待账号", "agentid", "agentno", "agentaccount", "staffid", "waiterid",
      ]
    ),
    (
      .agentName,
      [
        "客服", "坐席", "座席", "人工客服", "接待客服", "接待人员", "接待人", "客服昵称", "客服姓名", "客服名称", "客服名", "坐席姓名",
        "坐席名称", "坐席昵称", "座席姓名", "agent", "agentname", "agentnick", "agentnickname", "staff", "staffname", "waiter",
        "servicer",
      ]
    ),
    (
      .customerID,
      [
        "客户id", "客户编号", "客户账号", "访客id", "访客编号", "访客账号", "买家id", "买家账号", "用户id", "用户编号", "用户账号", "会员id",
        "顾客id", "openid", "customerid", "visitorid", "buyerid", "userid", "uid",
      ]
    ),
    (
      .customerName,
      [
        "客户", "访客", "买家", "用户", "顾客", "会员", "客户昵称", "客户姓名", "客户名称", "客户名", "访客昵称", "访客姓名", "访客名称",
        "访客名", "买家昵称", "买家旺旺", "买家名称", "买家姓名", "买家会员名", "用户昵称", "用户姓名", "用户名称", "用户名", "顾客昵称", "会员名",
        "旺旺", "旺旺号", "customer", "customername", "customernick", "visitor", "visitorname", "buyer", "buyernick",
        "buyername", "user",
        "username", "nickname", "nick",
      ]
    ),
    (
      .role,
      [
        "发送方", "角色", "消息来源", "发送方类型", "发送者类型", "发送人类型", "发送方角色", "发送者角色", "发送角色", "发言角色", "发言方",
        "消息方向", "消息方", "说话人角色", "身份", "role", "fromtype", "sendertype", "senderrole", "speakerrole", "identity",
        "direction",
      ]
    ),
    (
      .sender,
      [
        "发送人", "发送者", "发言人", "说话人", "发信人", "消息发送人", "消息发送者", "发送人昵称", "发送者昵称", "发送方昵称", "发送人姓名",
        "发送账号", "发送者账号", "sender", "sendername", "sendernick", "senderid", "from", "fromname", "fromnick", "fromuser",
        "fromid",
        "speaker", "author",
      ]
    ),
    (.isFromAgent, ["是否客服", "是否客服发送", "客服发送", "waitersend", "isagent", "isstaff", "isfromagent"]),
    (
      .kind,
      [
        "消息类型", "类型", "内容类型", "消息类别", "消息格式", "msgtype", "messagetype", "contenttype", "kind", "type",
      ]
    ),
    (
      .text,
      [
        "消息内容", "聊天内容", "内容", "对话内容", "会话内容", "聊天记录", "对话记录", "会话记录", "消息", "文本", "文本内容", "发言内容",
        "对话文本", "消息正文", "消息文本", "正文", "content", "text", "message", "msg", "body", "words", "msgcontent",
        "messagecontent",
        "messagetext", "strcontent", "utterance",
      ]
    ),
    (
      .customerText,
      [
        "客户消息", "客户内容", "客户问题", "客户发言", "用户问题", "用户消息", "用户内容", "买家消息", "买家问题", "访客消息", "访客问题",
        "问题", "question", "query", "customermessage",
      ]
    ),
    (
      .agentText,
      [
        "客服消息", "客服内容", "客服回复", "客服回答", "客服发言", "坐席消息", "坐席回复", "坐席内容", "回复内容", "回复", "回答", "answer",
        "reply", "response", "agentmessage",
      ]
    ),
    (.replyMode, ["回复方式", "回复类型", "发送方式", "是否自动回复", "是否自动", "replymode", "isauto", "autoreply"]),
    (.isRecalled, ["是否撤回", "撤回", "已撤回", "撤回标记", "revokeflag", "recalled", "isrecalled", "isrevoked"]),
    (
      .time,
      [
        "发送时间", "时间", "消息时间", "消息发送时间", "聊天时间", "发言时间", "对话时间", "创建时间", "日期时间", "time", "timestamp",
        "sendtime", "sentat", "createtime", "createdat", "createdtime", "msgtime", "messagetime", "datetime", "at",
      ]
    ),
    (.date, ["日期", "发送日期", "消息日期", "聊天日期", "date"]),
    (.queueAt, ["进入排队时间", "排队开始时间", "入队时间", "queueat", "queuedat"]),
    (
      .startedAt,
      [
        "会话开始时间", "开始时间", "会话创建时间", "会话接入时间", "接入时间", "接待开始时间", "进线时间", "startedat", "starttime",
        "sessionstart", "convstarttm",
      ]
    ),
    (
      .endedAt,
      [
        "会话结束时间", "结束时间", "会话关闭时间", "关闭时间", "接待结束时间", "endedat", "endtime", "sessionend", "closetime", "convendtm",
      ]
    ),
    (
      .rating,
      [
        "满意度", "评分", "满意度评价", "满意度评分", "满意度得分", "评价等级", "评价星级", "评价结果", "客户评价", "用户评价", "评价", "星级",
        "rating", "satisfaction", "csat",
      ]
    ),
    (.order, ["订单号", "订单编号", "订单id", "订单", "orderid", "orderno", "ordernumber", "order"]),
    (.group, ["技能组", "客服组", "客服分组", "坐席组", "接待组", "分组", "组别", "班组", "team", "group", "groupname", "skillgroup"]),
    (.platform, ["渠道", "平台", "来源渠道", "接入渠道", "渠道来源", "渠道名称", "平台名称", "channel", "platform"]),
    (.shop, ["店铺", "店铺名称", "店铺名", "店名", "商家", "商家名称", "商铺", "shop", "shopname", "store", "seller", "merchant"]),
    (.closeReason, ["结束原因", "关闭原因", "会话结束原因", "会话关闭原因", "结束方式", "关闭方式", "closereason", "endreason"]),
  ]

  private static let byName: [String: TableColumn] = {
    var result: [String: TableColumn] = [:]
    for (column, names) in headers { for name in names { result[name] = column } }
    return result
  }()

  /// What the column under `header` holds; nil where the header says nothing.
  init?(header: String) {
    let whole = Self.normalised(header)
    if let column = Self.byName[whole] {
      self = column
      return
    }
    // `发送时间(北京时间)` is `发送时间`.
    guard let bracket = whole.utf8.firstIndex(of: 0x28), bracket > whole.startIndex,
      let column = Self.byName[String(whole[..<bracket])]
    else { return nil }
    self = column
  }

  /// The simplified characters of the traditional ones that headers and words for roles and kinds have.
  private static let simplified: [Unicode.Scalar: Unicode.Scalar] = {
    let traditional = "會話編號標識對談諮詢聊記錄內訊時間發送員類訪買賣戶顧機統覽處單訂滿評價組別渠臺鋪結關閉開進題問復動撤圖語視頻檔鏈貼轉離備註歡啟賬帳購觀級數據圍網頁產優惠門"
    let simple = "会话编号标识对谈咨询聊记录内讯时间发送员类访买卖户顾机统览处单订满评价组别渠台铺结关闭开进题问复动撤图语视频档链贴转离备注欢启账帐购观级数据围网页产优惠门"
    return Dictionary(zip(traditional.unicodeScalars, simple.unicodeScalars).filter { $0 != $1 }) { first, _ in first }
  }()

  /// Lower case and simplified, without white space, `_`, `-`, `*` and a byte order mark; full-width brackets made
  /// half-width.
  static func normalised(_ header: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in header.lowercased().unicodeScalars {
      switch scalar {
      case "_", "-", "*", "\u{FEFF}", "\u{3000}": continue
      case "（", "【", "[": result.append("(")
      case "）", "】", "]": result.append(")")
      default: if !scalar.properties.isWhitespace { result.append(simplified[scalar] ?? scalar) }
      }
    }
    let text = String(result)
    // What the mainland calls 消息.
    return text.has("讯息") ? text.replacing("讯息", with: "消息") : text
  }
}
