import Testing

@testable import Zhijian

/// Quantities, names and models: tokens that no list can hold.
@Suite struct TokenJoinTests {
  private func cut(_ text: String) throws -> String {
    let tokenized = try SharedTokenizers.shipped.get().makeWorker().tokenize(Array(text.utf16))
    return tokenized.tokens.map { tokenized.text(of: $0) }.joined(separator: " ")
  }

  @Test(arguments: [
    ("等了3天", "等 了 3天"),
    ("３天内发", "３天 内 发"),
    ("满99.9元减10元", "满 99.9元 减 10元"),
    ("10万元", "10万元"),
    ("粉丝10万", "粉丝 10万"),
    ("2个月前", "2个月 前"),
    ("12月31日", "12月 31日"),
    // The unit's characters belong to another word.
    ("5元素周期表", "5 元素 周期表"),
    ("3天猫店", "3 天猫 店"),
    ("50%度", "50% 度"),
    // No quantity of one thing.
    ("1对1服务", "1 对 1 服务"),
    // Twelve digits are a number of an order, whatever stands behind.
    ("202612345678号", "202612345678 号"),
  ])
  func quantities(_ text: String, _ expected: String) throws { #expect(try cut(text) == expected) }

  @Test(arguments: [
    ("收件人：高明亮", "收件人 ： 高明亮"),
    ("我叫张伟昨天买的", "我 叫 张伟 昨天 买 的"),
    ("联系人欧阳明华电话没变", "联系人 欧阳明华 电话 没 变"),
    ("姓名:王芳", "姓名 : 王芳"),
    ("收件人是陈晓燕，别写错", "收件人 是 陈晓燕 ， 别 写 错"),
    // No name stands behind the cue.
    ("收件人马上到", "收件人 马上 到"),
    ("收件人是王先生", "收件人 是 王先生"),
    ("我叫的快递", "我 叫 的 快递"),
    ("收件人常用地址", "收件人 常用 地址"),
    ("品名：高压锅", "品名 ： 高压锅"),
  ])
  func names(_ text: String, _ expected: String) throws { #expect(try cut(text) == expected) }

  @Test(arguments: [
    ("型号KFR-35GW的", "型号 KFR-35GW 的"),
    ("wh-1000xm5", "wh-1000xm5"),
    ("3-5kg", "3 - 5kg"),
    ("a-b-c", "a - b - c"),
    ("SF-13800138000", "SF - 13800138000"),
    ("A2345-", "A2345 -"),
  ])
  func models(_ text: String, _ expected: String) throws { #expect(try cut(text) == expected) }

  @Test(arguments: [
    ("行吧:)", "行 吧 :)"),
    ("呵呵;-)谢谢", "呵呵 ;-) 谢谢"),
    ("尺寸:(见图)", "尺寸 : ( 见 图 )"),
    ("（如下:）", "（ 如下 : ）"),
    ("(如下:)", "( 如下 : )"),
    ("12:D", "12 : D"),
    ("比例1:Dx", "比例 1 : Dx"),
  ])
  func sidewaysFaces(_ text: String, _ expected: String) throws { #expect(try cut(text) == expected) }

  @Test func withoutShapesNothingIsJoined() throws {
    let worker = try SharedTokenizers.shipped.get().makeWorker(findsShapes: false)
    let text = worker.tokenize(Array("等了3天[微笑]".utf16))
    #expect(text.tokens.map { text.text(of: $0) } == ["等", "了", "3", "天", "[", "微笑", "]"])
  }

  @Test("texts in which joins are not looked for have none") func unitsOfJoins() throws {
    let worker = try SharedTokenizers.shipped.get().makeWorker(findsShapes: false)
    let pieces = ["收件人", "：", "王芳", "３", "٣", "3", "个月", "万", "名字", "叫", "张伟", "的", "发货", "ab", " "]
    var random = SeededGenerator(seed: 16)
    var joined = 0
    for _ in 0..<2000 {
      let text = (0..<Int.random(in: 1...5, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
      let units = Array(text.joined().utf16)
      let tokens = worker.tokenize(units).tokens
      var changed = tokens
      TokenJoins.join(&changed, of: units)
      guard changed != tokens else { continue }
      joined += 1
      #expect(units.contains { CharacterTable.shared.entries[Int($0)].mayJoinTokens }, "\(text)")
    }
    #expect(joined > 50)
  }
}
