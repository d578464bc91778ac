import Testing

@testable import Zhijian

/// Each operator by itself.
@Suite struct RuleOperatorTests {
  private static func keyword(_ phrase: String, _ text: String, _ expected: String, options: String = "") -> RuleRow {
    RuleRow(
      "\(phrase) in \(text) \(options)", "forbid: {role: agent, keyword: [\(phrase)]\(options)}", "客服: \(text)",
      expected)
  }

  static let keywords: [RuleRow] = [
    keyword("大麻", "这真是个大麻烦", "no_hit"),
    keyword("大麻", "这真是个大麻烦", "hit 客服(大麻)", options: ", boundary: any"),
    keyword("大麻", "卖大麻吗", "hit 客服(大麻)"),
    keyword("色情", "白色情人节快乐", "no_hit"),
    keyword("微信", "您的微信号多少", "hit 客服(微信)"),
    keyword("加微信", "加微信号", "hit 客服(加微信)"),
    keyword("包邮", "面包邮寄到家", "no_hit"),
    keyword("微信", "您的微信多少", "hit 客服(微信)"),
    keyword("SM", "Smoking kills", "no_hit"),
    keyword("SM", "玩SM吗", "hit 客服(SM)"),
    keyword("SM", "Smoking kills", "hit 客服(Sm)", options: ", boundary: any"),
    keyword("qq", "加QQ吧", "hit 客服(QQ)"),
    keyword("qq", "加ＱＱ吧", "hit 客服(ＱＱ)"),
    keyword("加微信", "请勿加微信", "no_hit", options: ", unless: [请勿加微信]"),
    keyword("加微信", "请勿加微信，加微信", "hit 客服(加微信)", options: ", unless: [请勿加微信]"),
    keyword("加微信", "加 微 信", "hit 客服(加 微 信)"),
    keyword("加微信", "加 微 信", "no_hit", options: ", fold: base"),
    keyword("保证", "我保证今天发", "hit 客服(保证)", options: ", polarity: asserted"),
    keyword("保证", "我们不能保证今天发", "no_hit", options: ", polarity: asserted"),
    keyword("保证", "您说的“保证”是谁说的", "no_hit", options: ", polarity: asserted"),
    keyword("保证", "能保证今天发吗？", "no_hit", options: ", polarity: asserted"),
    keyword("保证", "我们保证今天发呢", "hit 客服(保证)", options: ", polarity: asserted"),
    keyword("保证", "怎么保证今天发呢", "no_hit", options: ", polarity: asserted"),
    keyword("保证", "没问题，保证今天发", "hit 客服(保证)", options: ", polarity: asserted"),
    keyword("$sorry", "让您久等了", "hit 客服(久等)"),
    keyword("'$$100'", "只要$100", "hit 客服($100)"),
    RuleRow("require does not fold gaps", "require: {role: agent, keyword: [您好]}", "客服: 您 好", "hit 客服()"),
    RuleRow(
      "all phrases, over messages", "forbid: {role: agent, keyword: [一号, 二号], match: all}", "客服: 一号\n客服: 二号",
      "hit 客服(一号) 客服(二号)"),
    RuleRow("all phrases but one", "forbid: {role: agent, keyword: [一号, 二号], match: all}", "客服: 一号一号", "no_hit"),
    RuleRow(
      "two distinct phrases", "forbid: {role: agent, keyword: [一号, 二号, 三号], match: 2}", "客服: 一号\n客服: 三号",
      "hit 客服(一号) 客服(三号)"),
    RuleRow(
      "twice the same is not two", "forbid: {role: agent, keyword: [一号, 二号, 三号], match: 2}", "客服: 一号\n客服: 一号", "no_hit"),
    RuleRow(
      "the same when folded is not two", "forbid: {role: agent, keyword: [ok, OK, 二号], match: 2}", "客服: ok", "no_hit"),
    RuleRow("none", "forbid: {role: agent, keyword: [您好], match: none}", "客服: 嗯", "hit 客服()"),
    RuleRow("none where there is one", "forbid: {role: agent, keyword: [您好], match: none}", "客服: 您好", "no_hit"),
    RuleRow(
      "as they are written", "forbid: {role: agent, boundary: any, keyword: [no, 010, 12:30, true]}",
      "客服: 010\n客服: 12:30\n客服: no\n客服: true", "hit 客服(010) 客服(12:30) 客服(no) 客服(true)"),
    RuleRow("regex", "forbid: {role: agent, regex: '加[微薇]信'}", "客服: 加薇信", "hit 客服(加薇信)"),
    RuleRow(
      "regex unless", "forbid: {role: agent, regex: '加微信', unless: '(?:请勿|不要)加微信'}", "客服: 不要加微信\n客服: 加微信", "hit 客服(加微信)"
    ),
    RuleRow("regex reads base", "forbid: {role: agent, regex: 'vx[a-z]+'}", "客服: ＶＸabc\n客服: v x abc", "hit 客服(ＶＸabc)"),
    RuleRow(
      "regex reads more if told", "forbid: {role: agent, regex: 'vx[a-z]+', fold: [gap]}", "客服: v-x-abc",
      "hit 客服(v-x-abc)"),
  ]

  static let others: [RuleRow] = [
    RuleRow("gap at its bound", "forbid: {gap: {over: 180s}}", "[+0:00] 客户: 在\n[+3:00] 客服: 在", "no_hit"),
    RuleRow("gap beyond it", "forbid: {gap: {over: 180s}}", "[+0:00] 客户: 在\n[+3:00.001] 客服: 在", "hit 客服(在)"),
    RuleRow(
      "gap counts from the first of a burst", "forbid: {gap: {over: 180s}}",
      "[+0:00] 客户: 在\n[+2:59] 客户: 喂\n[+3:10] 客服: 在", "hit 客服(在)"),
    RuleRow(
      "gap, not stopped by an auto-reply", "forbid: {gap: {over: 180s}}",
      "[+0:00] 客户: 在\n[+0:01] 客服 <auto_reply>: 您好\n[+5:00] 客服: 在", "hit 客服(在)"),
    RuleRow(
      "gap, stopped by an image", "forbid: {gap: {over: 180s}}", "[+0:00] 客户: 在\n[+0:09] 客服 <image>: 图\n[+5:00] 客服: 在",
      "no_hit"),
    RuleRow(
      "gap, first round only", "forbid: {gap: {over: 30s, turn: first}}",
      "[+0:00] 客户: 在\n[+0:09] 客服: 在\n[+1:00] 客户: 喂\n[+5:00] 客服: 在", "no_hit"),
    RuleRow(
      "gap, the first round behind a bot", "forbid: {gap: {over: 30s, turn: first}}",
      "[+0:00] 客户: 在\n[+0:01] 机器人: 您好\n[+1:00] 客户: 转人工\n[+2:00] 客服: 在", "hit 客服(在)"),
    RuleRow(
      "gap, each", "forbid: {gap: {over: 30s}}", "[+0:00] 客户: 在\n[+1:00] 客服: 甲\n[+2:00] 客户: 喂\n[+5:00] 客服: 乙",
      "hit 客服(甲) 客服(乙)"),
    RuleRow("count", "forbid: {role: agent, count: {over: 2}}", "客服: 一\n客服 <image>: 图\n客服: 三", "hit 客服()"),
    RuleRow(
      "count auto-replies not", "forbid: {role: agent, count: {over: 2}}", "客服: 一\n客服 <auto_reply>: 二\n客服: 三", "no_hit"),
    RuleRow(
      "count messages, not phrases", "forbid: {role: agent, count: {of: {keyword: [评价]}, over: 1}}", "客服: 评价评价",
      "no_hit"),
    RuleRow(
      "count of logic is by message",
      "forbid: {role: agent, count: {of: {all: [{keyword: [评价]}, {keyword: [好评]}]}, min: 1}}",
      "客服: 评价\n客服: 好评", "no_hit"),
    RuleRow(
      "count what is not so", "forbid: {role: agent, count: {of: {not: {keyword: [您好]}}, min: 2}}",
      "客服: 嗯\n客服: 您好\n客服: 哦", "hit 客服(嗯+哦)"),
    RuleRow(
      "the same hand-over written down twice", "observe: {event: transferred}",
      "[+0:00] 客服(小李): 好\n[+0:10] 系统 <transfer 小李→小王>\n[+0:10] 系统 <transfer 小李→小王>", "hit 小王(#1)"),
    RuleRow("event transferred", "observe: {event: transferred}", "客服(小李): 好\n系统 <transfer 小李→小王>", "hit 小王(#1)"),
    RuleRow("event recalled", "observe: {event: recalled}", "客服 <recall>: 骂人", "hit 客服(骂人)"),
    RuleRow("ended by", "observe: {ended_by: {role: customer}}", "客服: 好\n客户: 谢谢\n系统 <close>", "hit 客服(谢谢)"),
    RuleRow("ended by another", "observe: {ended_by: {role: customer}}", "客户: 谢谢\n客服: 好", "no_hit"),
    RuleRow(
      "ended by, long before", "observe: {ended_by: {role: customer, over: 5m}}", "[+0:00] 客户: 喂\n[+6:00] 系统 <close>",
      "hit -(喂)"),
    RuleRow("length", "forbid: {role: agent, length: {under: 2}}", "客服: 嗯\n客服: 好的", "hit 客服(嗯)"),
    RuleRow("length of a clause", "forbid: {role: agent, same: clause, length: {max: 3}}", "客服: 嗯，好的没问题", "hit 客服(嗯，)"),
    RuleRow(
      "pace", "forbid: {role: agent, pace: {over: 60}}", "[+0:00] 客户: 在\n[+0:01] 客服: 好的好的\n[+1:00] 客服: 好",
      "hit 客服(好的好的)"),
    RuleRow(
      "sentiment", "observe: {role: customer, sentiment: {under: -0.3}}", "客服: 在\n客户: 太差了，垃圾，气死我了\n客户: 好的",
      "hit 客服(太差了，垃圾，气死我了)"),
    RuleRow(
      "a character of similar shape", "forbid: {role: agent, keyword: [私人账户], fold: [lookalike]}",
      "客服: 可以转私人账卢", "hit 客服(私人账卢)"),
    RuleRow(
      "a word of similar shape is that word", "forbid: {role: agent, keyword: [末来], fold: [lookalike]}",
      "客服: 未来会降价", "no_hit"),
    RuleRow("entity", "forbid: {role: agent, entity: phone}", "客服: 打13800138000", "hit 客服(13800138000)"),
    RuleRow(
      "entity the customer gave", "forbid: {role: agent, entity: [phone], not_from: customer}",
      "客户: 13800138000\n客服: 是13800138000吗\n客服: 还是13912345678", "hit 客服(13912345678)"),
    RuleRow(
      "entity the customer gave before, message by message",
      "forbid: {role: agent, same: message, all: [{entity: [phone], not_from: customer}, {not: {keyword: [热线]}}]}",
      "客服: 打13800138000\n客户: 13912345678\n客服: 是13912345678吗\n客服: 热线13712345678", "hit 客服(13800138000)"),
    RuleRow(
      "message by message behind a label",
      "observe: {all: [{label: p, role: agent, keyword: [明天发]}, {role: customer, after: p, seconds: 60..86400, "
        + "same: message, all: [{keyword: [还没]}, {not: {keyword: [不急]}}]}]}",
      "[+0:00] 客户: 还没发\n[+0:10] 客服: 明天发\n[+9:00] 客户: 还没到，不急\n[+10:00] 客户: 还没发呢",
      "hit 客服(明天发+还没)"),
    RuleRow(
      "repeat", "forbid: {role: customer, repeat: {}}", "客服: 在\n客户: 什么时候发货\n客服: 在\n客户: 什么时候发货？", "hit 客服(什么时候发货？)"),
    RuleRow("repeat of somebody else", "forbid: {repeat: {}}", "客户: 什么时候发货\n客服: 什么时候发货", "no_hit"),
    RuleRow(
      "repeat in another script", "forbid: {role: customer, repeat: {}}", "客服: 在\n客户: 什么时候发货\n客户: 什麼時候發貨",
      "hit 客服(什麼時候發貨)"),
    RuleRow("repeat that is short", "forbid: {role: customer, repeat: {}}", "客服: 在\n客户: 在吗\n客户: 在吗", "no_hit"),
    RuleRow(
      "repeat twice", "forbid: {role: customer, repeat: {times: 2}}", "客服: 在\n客户: 什么时候发\n客户: 什么时候发\n客户: 什么时候发",
      "hit 客服(什么时候发)"),
    RuleRow(
      "swing", "forbid: {swing: {drop: {min: 0.6}, recovered: false}}",
      "客户: 谢谢，很满意，太棒了\n客服(小李): 不退\n客户: 太差了，垃圾，骗子，气死我了\n客服(小王): 哦\n客户: 太差了，垃圾，投诉你们", "hit 小李(太差了，垃圾，投诉你们)"),
  ]

  @Test(arguments: keywords) func textOperators(_ row: RuleRow) throws { try RuleBench.check(row) }
  @Test(arguments: others) func otherOperators(_ row: RuleRow) throws { try RuleBench.check(row) }
}
