import Testing
import Zhijian

/// Kinds told by letters and cues: e-mail, plates, accounts, web addresses, amounts, days.
struct WordDetectionTests {
  static let emails: [DetectionRow] = [
    .init("abc@qq.com", "email=abc@qq.com"),
    .init("邮箱是zhang.san+1@mail.example.com.cn谢谢", "email=zhang.san+1@mail.example.com.cn"),
    .init("13812345678@163.com", "email=13812345678@163.com"),
    .init("ａｂｃ＠ｑｑ．ｃｏｍ", "email=ａｂｃ＠ｑｑ．ｃｏｍ"),
    .init("abc＠qq.com", "email=abc＠qq.com"),
    .init("abc艾特qq.com", "email=abc艾特qq.com"),
    .init("abc圈a163.com", "email=abc圈a163.com"),
    .init("abc @ qq.com", "email=abc @ qq.com"),
    .init("abc@qq。com", "email=abc@qq。com"),
    .init("abc@qq.com.", "email=abc@qq.com"),
    .init("abc@qq.com13812345678", "email=abc@qq.com", "phone=13812345678"),
    .init("a***@qq.com"), .init("@张三 你好"), .init("icon@2x.png"), .init("abc@"), .init("@qq.com"), .init("a@b"),
    .init("[邮箱x]"),
  ]

  static let plates: [DetectionRow] = [
    .init("粤B12345", "plate=粤B12345"), .init("车牌京A·12345", "plate=京A·12345"), .init("沪a1b2c3的车", "plate=沪a1b2c3"),
    .init("粤BD12345", "plate=粤BD12345"), .init("京AF0236K"),
    .init("粤Z1234港", "plate=粤Z1234港"), .init("苏Ｅ１２３４５", "plate=苏Ｅ１２３４５"), .init("粤B 12345", "plate=粤B 12345"),
    .init("12浙C85658", "plate=浙C85658"),
    .init("京A12345D", "plate=京A12345D"),
    .init("粤B***45"), .init("最新A12345"), .init("粤B1234567"), .init("沪A4纸"), .init("京东JD12345"), .init("粤I12345"),
    .init("京ABCDEF"),
  ]

  static let accounts: [DetectionRow] = [
    .init("微信号abc12345", "wechat=abc12345"), .init("加微信：zhangsan", "wechat=zhangsan"),
    .init("加v abc_12345", "wechat=abc_12345"),
    .init("vx:shop8866x", "wechat=shop8866x"), .init("您+我薇信 shop8866x 聊", "wechat=shop8866x"),
    .init("V：abc12345", "wechat=abc12345"),
    .init("wxid_1a2b3c4d5e6f", "wechat=wxid_1a2b3c4d5e6f"), .init("加vxabc12345", "wechat=abc12345"),
    .init("微信ID：ＡＢＣ１２３４５", "wechat=ＡＢＣ１２３４５"), .init("微信：12345678", "wechat=12345678"),
    .init("我的微信是 zhang-san88", "wechat=zhang-san88"),
    .init("薇：shopabc", "wechat=shopabc"), .init("加威❤abc12345", "wechat=abc12345"),
    .init("加VX号abc12345", "wechat=abc12345"),
    .init("微信支付wechatpay"), .init("用微信付款50元"), .init("货号abc12345"), .init("V领abc12345"), .init("微信公众号jdxintonglu"),
    .init("微信 iphone"), .init("[微信]abc12345"), .init("abc12345"), .init("微信零钱100块"),
    .init("QQ：12345678", "qq=12345678"), .init("qq12345678", "qq=12345678"), .init("加Q 123456789", "qq=123456789"),
    .init("扣扣号是123456", "qq=123456"), .init("QQ群 87654321", "qq=87654321"), .init("🐧：12345678", "qq=12345678"),
    .init("ＱＱ１２３４５６７８", "qq=１２３４５６７８"), .init("我的QQ是2026110109", "qq=2026110109"),
    .init("QQ糖12345"), .init("QQ会员 365天"), .init("12345678"), .init("QQ：01234567"), .init("QQ币100000元"),
    .init("QQ 123***789"),
  ]

  @Test(arguments: emails + plates + accounts)
  func findsOnly(row: DetectionRow) {
    #expect(row.found(PersonalDataKind.personal) == row.expected)
  }

  static let neutral: [DetectionRow] = [
    .init(
      "https://item.taobao.com/item.htm?id=13812345678&x=1。", "url=https://item.taobao.com/item.htm?id=13812345678&x=1"),
    .init("看m.tb.cn/h.5abcDEF吧", "url=m.tb.cn/h.5abcDEF"), .init("www.jd.com", "url=www.jd.com"),
    .init("163.com", "url=163.com"),
    .init("5305078.html"), .init("版本2.0.1"),
    .init("¥1,299.00", "amount=¥1,299.00"), .init("￥50", "amount=￥50"), .init("50块钱", "amount=50块钱"),
    .init("退我30元", "amount=30元"),
    .init("3.5万元", "amount=3.5万元"), .init("三百块", "amount=三百块"), .init("一百二十元", "amount=一百二十元"),
    .init("200rmb", "amount=200rmb"),
    .init("20块左右", "amount=20块"), .init("一块来"), .init("3块巧克力"), .init("元旦"),
    .init("2026-11-01", "date=2026-11-01"), .init("2026年11月1日发货", "date=2026年11月1日"), .init("11月11号", "date=11月11号"),
    .init("2026-11-01 09:30:00", "date=2026-11-01 09:30:00"), .init("20:30见", "date=20:30"),
    .init("2026.11.01", "date=2026.11.01"),
    .init("20261101093000", "date=20261101093000"), .init("2026-13-01"), .init("25:30"), .init("2026"),
  ]

  @Test(arguments: neutral)
  func findsWhatIsNotPersonal(row: DetectionRow) {
    #expect(row.found() == row.expected)
    #expect(row.found(PersonalDataKind.personal).isEmpty)
  }

  @Test(arguments: [
    ("1,299.00元", "1299.00"), ("三百块", "300"), ("一万二千元", "12000"), ("2026年11月1日", "2026-11-01"),
    ("Abc@QQ.com", "abc@qq.com"),
    ("粤b·12345", "粤B12345"), ("加微信：ZhangSan", "zhangsan"), ("11月1号 9:05", "11-01 09:05"),
  ])
  func valueIsNormalised(text: String, value: String) {
    let kinds = Set(PersonalDataKind.allCases)
    #expect(PersonalDataDetector(kinds: kinds).detect(in: Array(text.utf16)).map(\.value) == [value])
  }

  @Test func phoneNumbersInQueriesAreFoundWhereWebAddressesAreNotAskedFor() {
    let row = DetectionRow("https://a.com/x?id=13812345678&phone=15987654321&mail=abc@qq.com")
    #expect(row.found(PersonalDataKind.personal) == ["phone=15987654321", "email=abc@qq.com"])
    #expect(row.found() == ["url=" + row.text])
  }
}
