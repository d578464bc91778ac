import Zhijian

/// What a line of service chat must come out as. Written before the scorer and its lexicon, so the
/// table is not made to fit them.
struct SentimentCase: Sendable {
  var role: Role
  var text: String
  var expected: Polarity

  enum Polarity: String, Sendable { case negative, neutral, positive }

  static func negative(_ texts: String...) -> [SentimentCase] {
    texts.map { SentimentCase(role: .customer, text: $0, expected: .negative) }
  }
  static func neutral(_ texts: String...) -> [SentimentCase] {
    texts.map { SentimentCase(role: .customer, text: $0, expected: .neutral) }
  }
  static func positive(_ texts: String...) -> [SentimentCase] {
    texts.map { SentimentCase(role: .customer, text: $0, expected: .positive) }
  }
  static func neutralAgent(_ texts: String...) -> [SentimentCase] {
    texts.map { SentimentCase(role: .agent, text: $0, expected: .neutral) }
  }
  static func negativeAgent(_ texts: String...) -> [SentimentCase] {
    texts.map { SentimentCase(role: .agent, text: $0, expected: .negative) }
  }
}

let sentimentCases: [SentimentCase] =
  plainCases + negationCases + questionCases + contrastCases + ironyCases + signCases + agentCases

private let plainCases: [SentimentCase] =
  SentimentCase.negative(
    "都五天了还没发货", "你们发货也太慢了", "骗子", "垃圾店铺", "客服态度真差", "就知道敷衍我", "我要投诉你们", "收到的是假货",
    "打开一看是坏的", "杯子碎了", "水果都烂了", "洗一次就掉色", "漏发了一件", "少发了两个", "发错货了", "客服呢", "人呢",
    "等了三天了", "等了半个小时没人理", "赶紧退钱", "急死我了", "快点处理", "催了好几次了", "我很失望", "太让人失望了",
    "无语", "真无语", "再也不来你家买了", "什么破东西", "质量太差", "一股怪味", "衣服起球", "跟图片完全不一样", "有色差",
    "根本没法用", "不退款我就去12315", "给你差评", "坑人", "你们就是欺诈消费者", "玩我呢", "气死我了", "踢皮球",
    "说话不算数", "一直不回复", "怎么回事啊", "什么服务", "被骗了", "浪费我时间", "恶心", "你有病吧", "滚", "真他妈烦",
    "心累", "受够了", "忍无可忍", "越想越气", "屏幕有划痕", "缺斤少两", "包装破了", "昨天刚买今天就降价")
  + SentimentCase.positive(
    "谢谢", "谢谢你了", "非常感谢", "辛苦了", "太感谢了", "好的谢谢", "麻烦你了", "多谢", "很满意", "质量很好", "东西不错",
    "挺喜欢的", "很好用", "给力", "物流很快", "到得真快", "客服态度很好", "服务真好", "耐心细致，点赞", "五星好评", "超级喜欢",
    "下次还来买", "性价比高", "和描述一样，很满意", "包装很用心", "解决了，谢谢", "已经收到了，很漂亮", "太棒了", "真贴心",
    "3q", "爱你", "完美", "物美价廉", "值得购买")
  + SentimentCase.neutral(
    "订单号是多少", "我买的是黑色", "地址改成公司", "在吗", "你好", "我想开发票", "三号", "要大号的", "一共四张", "已经付款了",
    "用的是微信支付", "尺码偏大还是偏小", "我是昨天下的单", "发中通", "嗯", "我看看", "两件一起拍", "转人工", "北京")

private let negationCases: [SentimentCase] =
  SentimentCase.negative(
    "不满意", "不是很满意", "不好", "不太好", "不好用", "一点也不好看", "不喜欢", "没有想象中好", "并不快", "毫无诚意",
    "不怎么样", "没什么用", "不耐用", "一点都不专业", "我不觉得满意", "完全不值这个价", "从来没这么失望过", "不合格", "不靠谱",
    "没收到货", "不能用", "没人管", "没法退", "你不说谢谢就算了", "不是不好，是非常不好")
  + SentimentCase.positive(
    "没问题", "不错", "不客气", "没毛病", "不差", "不是不满意，很满意", "无可挑剔", "没有色差，喜欢", "没有异味", "不掉色",
    "一点也不慢", "不会起球，舒服")
  + SentimentCase.neutral("没事", "不用了", "没有其他问题了", "没关系", "不急", "不着急", "别着急")

private let questionCases: [SentimentCase] =
  SentimentCase.neutral(
    "质量好吗", "可以吗", "这个好用吗？", "会掉色吗", "容易坏吗？", "能便宜点吗", "有没有色差？", "好不好用", "满意度在哪里评价",
    "什么时候发货", "多久能到", "怎么退货", "支持七天无理由吗", "好吗", "如果坏了怎么办", "万一破损了包赔吗", "会不会起球",
    "喜欢的话可以换吗", "这款快不快")
  + SentimentCase.negative(
    "怎么还不发货？", "怎么还没到", "为什么还不退款", "难道不是你们的错吗", "凭什么不给退", "你们还管不管了", "什么时候才能退啊！！",
    "到底发不发货", "你是机器人吗？听不懂人话？", "有这样做生意的吗", "这也叫服务？", "还要等多久啊", "都几天了？", "耍我吗",
    "你们是骗子吧？", "就这态度？")

private let contrastCases: [SentimentCase] =
  SentimentCase.negative(
    "衣服好看，但是质量太差", "东西还可以，就是物流太慢", "客服态度好，可是问题一直没解决", "虽然便宜，但是根本不能用",
    "看着不错，结果用一天就坏了")
  + SentimentCase.positive(
    "虽然慢了点，但是质量很好", "有点贵，不过很喜欢", "包装一般，但东西很不错", "物流慢，不过客服很耐心，谢谢")

private let ironyCases: [SentimentCase] =
  SentimentCase.negative(
    "呵呵", "呵呵，你们真行", "你们可真行", "厉害了你们", "服了", "我也是服了", "真是醉了", "好样的，等你们三天",
    "你们这服务真是绝了", "谢谢你们让我白等一天", "真会做生意", "可以可以，继续骗", "佩服佩服，还没发货", "谢谢你全家")

private let signCases: [SentimentCase] =
  SentimentCase.negative(
    "😡", "😭😭", "[流泪]", "[怒]", "？？？", "???", "🙂", "[微笑]", "T_T", "QAQ", "还没好还没好", "在吗在吗在吗？？？", "发货！！！快发货！！！",
    "……", "。。。", "😤还不退", "退款退款退款", "👎")
  + SentimentCase.positive(
    "🙏", "❤", "❤️❤️", "👍", "[强]", "[玫瑰]", "😊", "^_^", "谢谢[爱心]", "😍好看", "好看！！！", "(^▽^)")
  + SentimentCase.neutral("#E-s[数字x]", "#E-s12", "[订单x]", "[图片]", "[OK]", "[数字x]")

private let agentCases: [SentimentCase] =
  SentimentCase.neutralAgent(
    "亲，您好，很高兴为您服务", "感谢您的支持，祝您生活愉快", "您好，有什么可以帮您的吗", "非常抱歉给您带来不便", "亲亲在的呢",
    "请您稍等，正在为您查询", "感谢您的耐心等待", "满意的话请给五星好评哦", "不客气，应该的", "欢迎下次光临", "谢谢您的理解",
    "麻烦您提供一下订单号", "请您放心，我们会尽快处理", "祝您购物愉快", "很抱歉让您久等了", "您的心情我非常理解", "亲，请问还有其他问题吗",
    "如有不满意可以随时联系我们哦", "抱歉亲，这款没有货了", "请问您遇到什么问题了呢")
  + SentimentCase.negativeAgent(
    "你自己不会看吗", "你烦不烦", "爱买不买", "跟你说不明白", "你有毛病吧", "关我什么事", "说了多少遍了", "随便你投诉")
