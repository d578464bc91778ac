import Testing
import Zhijian

struct RedactorTests {
  static let masks: [(String, String)] = [
    ("电话13812345678。", "电话138****5678。"), ("+86 138-1234-5678", "138****5678"),
    ("11010519491231002X", "110***********002X"),
    ("6222 0212 3456 7890 128", "***************0128"), ("abc@qq.com", "a***@qq.com"), ("收件人：王小明", "收件人：王**"),
    ("姓名:欧阳娜娜", "姓名:欧阳**"), ("微信号abc12345", "微信号[微信]"), ("QQ：12345678", "QQ：[QQ]"), ("粤B12345", "粤B***45"),
    ("粤BD12345", "粤B****45"), ("广东省深圳市南山区科技园南路15号", "广东省深圳市***"), ("北京市朝阳区建国路5号", "北京市***"),
    ("西湖区文三路100号3幢402室", "[地址]"), ("订单号：238811112222333344", "订单号：**************3344"),
    ("SF1234567890123", "SF*********0123"), ("010-65432109", "010-****2109"), ("座机：65432109", "座机：****2109"),
    ("[订单x] 138****1234 a***@x.com [微信] 粤B***45 王**", "[订单x] 138****1234 a***@x.com [微信] 粤B***45 王**"),
    ("￥50 2026-11-01 www.jd.com", "￥50 2026-11-01 www.jd.com"), ("", ""), ("😀", "😀"),
  ]

  @Test(arguments: masks)
  func mask(text: String, expected: String) {
    #expect(Redactor(policy: .mask).redact(text).text == expected)
  }

  @Test(arguments: masks)
  func redactingTwiceIsRedactingOnce(text: String, expected: String) {
    for policy in [Redactor.Policy.mask, .pseudonym(key: [1, 2, 3])] {
      let redactor = Redactor(policy: policy)
      let once = redactor.redact(text).text
      #expect(redactor.redact(once).text == once)
    }
  }

  @Test func noneKeepsTheText() {
    let redacted = Redactor(policy: .none).redact("😀13812345678")
    #expect(redacted.text == "😀13812345678")
    #expect(redacted.redactedRange(of: TextRange(2, 13)) == 1..<12)
    #expect(redacted.replacements.isEmpty)
  }

  @Test func pseudonymsOfOneValueAreEqualAndOfOthersDiffer() {
    let redactor = Redactor(policy: .pseudonym(key: Array("key".utf8)))
    let first = redactor.redact("13812345678").text
    #expect(first == redactor.redact("+86 138 1234 5678").text)
    #expect(first != redactor.redact("13812345679").text)
    #expect(first != Redactor(policy: .pseudonym(key: Array("other".utf8))).redact("13812345678").text)
    #expect(first.hasPrefix("[电话#") && first.hasSuffix("]") && first.count == 17)
  }

  @Test func spansCountScalarsOfBothTexts() {
    // 😀 is two units and one scalar.
    let redacted = Redactor(policy: .mask).redact("😀电话13812345678好的😀")
    #expect(redacted.text == "😀电话138****5678好的😀")
    #expect(redacted.replacements.map(\.original) == [TextRange(4, 15)])
    #expect(redacted.redactedRange(of: TextRange(2, 4)) == 1..<3)
    #expect(redacted.redactedRange(of: TextRange(6, 8)) == 3..<14)
    #expect(redacted.redactedRange(of: TextRange(3, 16)) == 2..<15)
    #expect(redacted.redactedRange(of: TextRange(15, 17)) == 14..<16)
    #expect(redacted.originalRange(of: TextRange(15, 19)) == 14..<17)
    #expect(redacted.originalRange(of: TextRange(18, 19)) == 16..<17)
    #expect(redacted.redactedRange(of: TextRange(0, 1000)) == 0..<17)
    #expect(redacted.redactedRange(of: TextRange(-5, -2)) == 0..<0)
    #expect(redacted.redactedRange(of: TextRange(Int.max, Int.max)) == 17..<17)
  }

  @Test func spansAfterAShorterReplacementMoveBack() {
    let redacted = Redactor(policy: .mask).redact("寄到广东省深圳市南山区科技园南路15号吧，QQ：12345678")
    #expect(redacted.text == "寄到广东省深圳市***吧，QQ：[QQ]")
    let tail = redacted.redactedRange(of: TextRange(19, 21))
    #expect(tail == 11..<13)
    #expect(redacted.redactedRange(of: TextRange(24, 25)) == 16..<20)
  }

  @Test func onlyTheKindsAskedForAreReplaced() {
    let redactor = Redactor(policy: .mask, kinds: [.email, .amount])
    #expect(redactor.redact("13812345678 abc@qq.com 50元").text == "13812345678 a***@qq.com 50元")
  }

  @Test func valuesFromElsewhereAreChecked() {
    let units = Array("13812345678".utf16)
    func data(_ lower: Int, _ upper: Int) -> PersonalData {
      PersonalData(kind: .qq, range: TextRange(lower, upper), value: "1", confidence: 1)
    }
    let redacted = Redactor(policy: .mask, kinds: [.qq]).redact(
      units, found: [data(5, 7), data(-3, 2), data(6, 8), data(9, 99)])
    #expect(redacted.text == "13812[QQ]5678")
  }

  @Test func numberingTellsValuesApartWithoutShowingThem() {
    var numbering = PersonalDataNumbering()
    #expect(numbering.replacingValues(in: "13812345678和13912345678") == "{phone 1}和{phone 2}")
    #expect(numbering.replacingValues(in: "139 1234 5678 abc@qq.com") == "{phone 2} {email 1}")
    #expect(numbering.replacingValues(in: "好的") == "好的")
  }
}
