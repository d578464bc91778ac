import Testing
import Zhijian

@testable import ZhijianFormats

@Suite struct MessageTextTests {
  @Test(arguments: [
    ("[图片]", MessageKind.image), ("【图片】", .image), ("[图片：收据]", .image), ("[图片]\n[图片]", .image), ("[语音]", .voice),
    ("[视频]", .video),
    ("[文件] 发票.pdf", .file), ("[动画表情]", .emoji), ("[商品卡片] 猫爬架 ¥268.00", .card), ("[订单卡片]\n订单号：1", .card),
    ("https://img.example.com/a.jpg?x=1", .image), ("https://item.example.com/?id=1", .link), ("目前版本不支持该功能,请升级", .card),
  ])
  func placeholders(_ text: String, _ kind: MessageKind) {
    #expect(MessageText.kind(of: text) == kind)
  }

  @Test(arguments: [
    "", "亲", "[微笑]", "[图片] 看这个", "看 [图片]", "[图片][语音]", "[订单x]", "https://a.example 点这个", "[", "【】", "http",
  ])
  func words(_ text: String) {
    #expect(MessageText.kind(of: text) == nil)
  }

  @Test(arguments: [
    ("会话结束", MessageKind.close), ("客户结束会话", .close), ("会话超时结束", .close), ("客服 阿琪 已接入会话", .join), ("邀请买家评价", .invite),
    ("已向客户发送满意度评价", .invite), ("买家评价：5分", .rating), ("买家撤回了一条消息", .recall), ("小周 将会话转接给 晓雯", .transfer),
    ("您的排队位置：3", .system),
  ])
  func notices(_ text: String, _ kind: MessageKind) {
    #expect(MessageText.notice(text).kind == kind)
  }

  @Test(
    arguments: [
      ("您的同事 店:小周 将客户 猫77 转接给您", "店:小周", nil), ("客户已由 小满 转接至 老吴", "小满", "老吴"), ("阿杰 将会话转接给 晓雯", "阿杰", "晓雯"),
      ("您已将客户tb88转接给小美", nil, "小美"), ("已为您转接人工客服 阿琪", nil, "阿琪"), ("会话由小周转接给小美，请及时处理", "小周", "小美"),
      ("客服小李将客户甲转给客服小王。", "小李", "小王"), ("转接", nil, nil), ("正在为您转接人工", nil, nil),
    ] as [(String, String?, String?)])
  func transfers(_ text: String, _ from: String?, _ to: String?) {
    #expect(MessageText.transfer(text) == .init(from: from, to: to))
  }
}
