import Testing
import Zhijian

/// Ways of writing values: digits in disguise, Traditional characters, units that do not show, cues behind values.
struct WritingDetectionTests {
  static let numbers: [DetectionRow] = [
    .init("1️⃣3️⃣8️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣", "phone=1️⃣3️⃣8️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣"), .init("打138O013l234", "phone=138O013l234"),
    .init("幺三八洞洞一二三四五六", "phone=幺三八洞洞一二三四五六"), .init("138。1234。5678", "phone=138。1234。5678"),
    .init("1、3、8、1、2、3、4、5、6、7、8", "phone=1、3、8、1、2、3、4、5、6、7、8"), .init("(+86)13812345678", "phone=(+86)13812345678"),
    .init("+86138 1234 5678", "phone=+86138 1234 5678"), .init("0755-86543210转803", "landline=0755-86543210转803"),
    .init("+86 755 86543210", "landline=+86 755 86543210"), .init("075586543210", "landline=075586543210"),
    .init("1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X", "id_card=1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X"),
    .init("11010519491231002Xok", "id_card=11010519491231002X"),
    .init("6222021234567890128ok", "bank_card=6222021234567890128"),
    .init("qq 123 456 789", "qq=123 456 789"), .init("123456789 是我QQ", "qq=123456789"),
    .init("Q Q12345678", "qq=12345678"),
    // Prices, sizes and lists are none, nor are eleven digits out of more.
    .init("139、1399、1599元"), .init("1、2、3、4、5、6、7、8、9、10、11"), .init("1 3 8 1 2 3 4 5 6 7 8 9 0"),
    .init("货号138O013l234"),
    .init("138O013l23"), .init("核销码0741 4803 2513"), .init("ORDERID_10155338"),
  ]

  static let words: [DetectionRow] = [
    .init("我微信號：ab\u{200b}c_123", "wechat=ab\u{200b}c_123"), .init("abc_123 是我微信", "wechat=abc_123"),
    .init("加vxiaoming88", "wechat=xiaoming88"), .init("绿泡泡lily2088", "wechat=lily2088"),
    .init("abc爱特qq.com", "email=abc爱特qq.com"), .init("abc@qq . com", "email=abc@qq . com"),
    .init("a\u{200b}bc@qq.com", "email=a\u{200b}bc@qq.com"), .init("abc#163.com", "email=abc#163.com"),
    .init("粤 B12345", "plate=粤 B12345"), .init("車牌雲A12345", "plate=雲A12345"),
    .init("粤B1\u{200b}2345", "plate=粤B1\u{200b}2345"), .init("新K1080P摄像头"), .init("车牌新K1080P", "plate=新K1080P"),
    .init("收貨人：張曉明", "name=張曉明"), .init("收件人：阿依古丽·艾力，", "name=阿依古丽·艾力"), .init("户名：蓝海科技有限公司"),
    .init("姓名：王 伟，", "name=王 伟"), .init("名字改成苏建国", "name=苏建国"), .init("收件人：本人"),
    .init("王小明 13812345678", "name=王小明", "phone=13812345678"), .init("13812345678 辛苦", "phone=13812345678"),
    .init("幸福里小区3栋2单元502", "address=幸福里小区3栋2单元502"), .init("3栋2单元502室"),
    .init("廣東省深圳市南山區科苑路15號", "address=廣東省深圳市南山區科苑路15號"), .init("湖北省武汉市转运中心"),
    .init("广东省深圳市南山区科苑路15号菜鸟驿站", "address=广东省深圳市南山区科苑路15号菜鸟驿站"),
    .init("贵州省遵义市仁怀市杨村镇东湾村6组", "address=贵州省遵义市仁怀市杨村镇东湾村6组"),
  ]

  @Test(arguments: numbers + words) func findsOnly(row: DetectionRow) {
    #expect(row.found(PersonalDataKind.personal) == row.expected)
  }

  @Test func traditionalAndSimplifiedAreTheSameValue() {
    func values(_ text: String) -> [String] { PersonalDataDetector().detect(in: Array(text.utf16)).map(\.value) }
    #expect(values("廣東省深圳市南山區科苑路15號") == values("广东省深圳市南山区科苑路15号"))
    #expect(values("車牌雲A12345") == ["云A12345"])
    #expect(Redactor(policy: .mask).redact("收貨人：張曉明").text == "收貨人：張**")
  }
}
