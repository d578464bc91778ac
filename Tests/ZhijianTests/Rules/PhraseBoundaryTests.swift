import Testing

@testable import Zhijian

@Suite("What is a phrase and what belongs to other words")
struct PhraseBoundaryTests {
  private func keyword(_ phrase: String, _ text: String) -> RuleRow {
    RuleRow("\(phrase) in \(text)", "forbid: {role: agent, keyword: \(phrase)}", "客服: \(text)", "")
  }

  private func isHit(_ phrase: String, _ text: String) throws -> Bool {
    try RuleBench.outcome(keyword(phrase, text)).outcome.result == .hit
  }

  @Test(
    "words over an edge of a phrase",
    arguments: [
      ("加微信", "增加微信支付方式"), ("加微信", "参加微信小程序抽奖"), ("刷单", "印刷单页彩色"), ("刷单", "毛刷单只卖吗"), ("刷单", "一刷单层油漆够吗"),
      ("刷好评", "牙刷好评率多少"), ("刷好评", "粉刷好评多的乳胶漆"), ("微信", "微信息推送怎么关"), ("色情", "白色情人节礼盒"), ("微信", "北斗卫星定位"),
      ("加QQ", "增加QQ会员"), ("最便宜", "最近便宜了吗"), ("最低价", "最低价格多少"), ("销量第一", "销量第一次破万"), ("微信", "有威信的大牌子"),
      ("套现", "外套，现在发"), ("套现", "外套 现在发"), ("加V", "参加V领活动"),
      ("发空包", "只发空包装纸"), ("加V", "加V形刀头"), ("车内", "私家车内饰多少钱"), ("销量第一", "销量第一时间同步"),
      ("站外交易", "公交站外交易不到卡"), ("目录", "直播节目录制好了吗"), ("交出", "坐公交出行方便"),
    ])
  func crossed(phrase: String, text: String) throws { #expect(try !isHit(phrase, text)) }

  @Test(
    "the phrase itself, whatever ICU cuts",
    arguments: [
      ("加微信", "添加微信吗"), ("加微信", "亲加微信号"), ("加微信", "那您加微信行吗"), ("微信", "微信号发我"), ("微信", "微信封号了"), ("微信", "加微信用的"),
      ("没有收到", "没有收到货"), ("加QQ", "要不加QQ？"), ("加QQ", "添加QQ"), ("私下交易", "请问私下交 易行吗"), ("好评返现", "好评返😂现行吗"),
      ("水货", "进口水货吗"), ("发空包", "帮您发空包吧"), ("发空包", "发空包裹"), ("加V", "加V聊"), ("不给退", "不给退差价"), ("客服微信", "人工客服微信发我"),
      ("大麻", "卖大麻吗"), ("好评返现", "好讠平返现哦"),
    ])
  func meant(phrase: String, text: String) throws {
    let rule = "forbid: {role: agent, keyword: \(phrase), fold: [split]}"
    let row = RuleRow("meant", rule, "客服: \(text)", "")
    #expect(try RuleBench.outcome(row).outcome.result == .hit)
  }

  @Test(
    "clause marks inside of a phrase",
    arguments: [
      ("加微信", "加，微，信", true), ("加微信", "亲加，微信", true), ("扫码进群", "扫，码，进群", true), ("扫码进群", "扫码，*进群", true),
      ("支付宝转账", "支付，宝转账", true), ("虚假发货", "虚假发。货", true), ("扫码进群", "扫码，进群里问", false), ("绕过平台", "绕过；“平台”", false),
      ("好评返现", "感谢好评，返现稍后", false), ("您好，请问", "您好，请问", true), ("最便宜", "最，便宜", true),
      ("A货", "尺码A，货到付款", false), ("A货", "A，货便宜", true),
    ])
  func clauseMarks(phrase: String, text: String, isHit: Bool) throws {
    let row = RuleRow("marks", "forbid: {role: agent, keyword: '\(phrase)'}", "客服: \(text)", "")
    #expect(try (RuleBench.outcome(row).outcome.result == .hit) == isHit)
  }

  @Test("an edge of Latin letters is a word boundary, one of Han is not crossed")
  func edges() {
    #expect(WordBoundary.fixedEdges(of: "加QQ") == (false, true))
    #expect(WordBoundary.fixedEdges(of: "QQ群") == (true, false))
    #expect(WordBoundary.fixedEdges(of: "群") == (true, true))
    #expect(WordBoundary.fixedEdges(of: "微信") == (false, false))
  }
}
