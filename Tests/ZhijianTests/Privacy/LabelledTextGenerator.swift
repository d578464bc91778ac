import Zhijian

/// A text with at most one value of a known kind in it.
struct LabelledText {
  let text: String
  let kind: PersonalDataKind?
  let range: TextRange
}

/// Makes values of every kind in many writings, and numbers and codes that are none, inside chat sentences.
struct LabelledTextGenerator {
  private var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  mutating func value(of kind: PersonalDataKind) -> LabelledText {
    switch kind {
    case .phone:
      return labelled(kind, written(phone()), before: ["", "电话", "我手机号是", "打这个 ", "联系", "call me："], after: plainEnds)
    case .idCard:
      return labelled(
        kind, widened(grouped(identityNumber(), [6, 8, 4])), before: ["", "身份证", "证件号码：", "实名用 "], after: plainEnds)
    case .bankCard:
      return labelled(
        kind, widened(grouped(bankCard(), [4, 4, 4, 4, 4])), before: ["", "卡号：", "打到", "退到 "], after: plainEnds)
    case .email:
      return labelled(kind, widened(email()), before: ["", "邮箱：", "发票发到", "我的邮箱是 "], after: plainEnds)
    case .plate:
      return labelled(kind, plate(), before: ["", "车牌", "开的是", "车牌号："], after: ["", "，", "的车", "。"])
    case .order:
      return labelled(
        kind, digits(pick([17, 18, 19]), first: 1...5), before: ["订单号", "订单编号：", "单号是 ", "我的订单 "], after: plainEnds)
    case .landline:
      return labelled(
        kind, pick(["010", "021", "0755", "0571"]) + pick(["-", " - "]) + digits(8, first: 2...8),
        before: ["", "座机", "电话："],
        after: plainEnds)
    case .wechat:
      let id = pick(["a", "shop", "zhang", "x_"]) + digits(6, first: 1...9)
      return labelled(
        kind, widened(id), before: ["微信", "微信号：", "加v ", "vx:", "加我微信 ", "薇信", "V信号", "wx "], after: plainEnds)
    case .qq:
      return labelled(
        kind, widened(digits(pick([6, 7, 8, 9, 10]), first: 2...9)), before: ["QQ", "qq：", "加Q ", "扣扣号", "我QQ号是"],
        after: ["", "，", " 加我"])
    case .name:
      return labelled(
        kind, pick(Self.surnames) + pick(Self.givenNames), before: ["收件人：", "姓名", "我叫", "收货人 ", "联系人：", "名字是", "户名："],
        after: ["", "，", " 谢谢", "的"])
    case .address:
      return labelled(kind, address(), before: ["", "地址：", "寄到", "改成", "送到 "], after: ["", "，谢谢", "。", "可以吗"])
    case .url, .amount, .date: return nothing()
    }
  }

  /// A text with numbers or codes that look like a value and are none.
  mutating func nothing() -> LabelledText {
    let text =
      switch Int.random(in: 0..<14, using: &random) {
      case 0: "价格\(digits(4, first: 1...9)).\(digits(2))元"
      case 1: "货号" + pick(["A", "KN", "sku-", "X"]) + digits(pick([5, 8, 11]), first: 1...9) + pick(["", "B", "-2"])
      case 2:
        "20" + digits(2, first: 1...3)
          + "-0\(digits(1, first: 1...9))-1\(digits(1)) 1\(digits(1)):3\(digits(1)):2\(digits(1))"
      case 3: "时间戳17" + digits(11)
      case 4: "尺码" + pick(["150 155 160 165 170", "38 39 40 41 42 43", "S160 M165 L170"])
      case 5: "条码69" + digits(11)
      case 6: "商品编号1000" + digits(8)
      case 7: "数量" + digits(pick([5, 6, 7, 8]), first: 1...9) + "件"
      case 8: "编号" + digits(pick([12, 13, 14]), first: 2...9) + "呢"
      case 9: "手机138****" + digits(4) + " [订单x] [数字x]"
      case 10: "版本" + digits(2, first: 1...9) + "." + digits(1) + "." + digits(3)
      case 11: "客服电话400-" + digits(3, first: 1...9) + "-" + digits(4) + "或955" + digits(2)
      case 12: pick(["北京市朝阳区有货吗", "我在深圳市", "南京路店", "地铁2号线", "3号楼", "5月20号到", "微信支付", "QQ糖好吃", "姓名和电话"])
      default: "https://item.taobao.com/item.htm?id=" + digits(pick([11, 12]), first: 1...9)
      }
    return LabelledText(
      text: pick(["", "亲，", "请问"]) + text + pick(["", "。", " 谢谢"]), kind: nil, range: TextRange(0, 0))
  }

  private let plainEnds = ["", "，", "。谢谢", " 麻烦了", "查一下", "\n好的"]
  static let surnames = ["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "欧阳", "徐", "孙"]
  static let givenNames = ["明", "小明", "建国", "芳", "秀英", "伟", "娜", "志强", "雨桐", "子涵", "丽"]

  private mutating func labelled(_ kind: PersonalDataKind, _ value: String, before: [String], after: [String])
    -> LabelledText
  {
    let before = pick(["", "", "亲 ", "你好，"]) + pick(before)
    return LabelledText(
      text: before + value + pick(after), kind: kind,
      range: TextRange(before.utf16.count, before.utf16.count + value.utf16.count))
  }

  mutating func pick<Element>(_ choices: [Element]) -> Element {
    choices[Int.random(in: 0..<choices.count, using: &random)]
  }

  mutating func digits(_ count: Int, first: ClosedRange<Int> = 0...9) -> String {
    (0..<count).map { String(Int.random(in: $0 == 0 ? first : 0...9, using: &random)) }.joined()
  }

  private mutating func phone() -> String { "1" + digits(1, first: 3...9) + digits(9) }

  /// A phone number in one of its writings.
  private mutating func written(_ phone: String) -> String {
    switch Int.random(in: 0..<10, using: &random) {
    case 0: grouped(phone, [3, 4, 4], always: true)
    case 1: "+86" + phone
    case 2: "+86 " + grouped(phone, [3, 4, 4], always: true)
    case 3: String(phone.map { "零一二三四五六七八九"["0123456789".distance(to: $0)] })
    case 4: String(phone.map { "⓪①②③④⑤⑥⑦⑧⑨"["0123456789".distance(to: $0)] })
    default: widened(phone)
    }
  }

  private mutating func grouped(_ digits: String, _ sizes: [Int], always: Bool = false) -> String {
    guard always || Int.random(in: 0..<4, using: &random) == 0 else { return digits }
    let separator = pick([" ", "-"])
    var rest = Substring(digits)
    var groups: [Substring] = []
    for size in sizes where !rest.isEmpty {
      groups.append(rest.prefix(size))
      rest = rest.dropFirst(size)
    }
    return groups.joined(separator: separator)
  }

  /// The text, one time in five in full width.
  private mutating func widened(_ text: String) -> String {
    guard Int.random(in: 0..<5, using: &random) == 0 else { return text }
    return String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { (0x21...0x7e).contains($0.value) ? Unicode.Scalar($0.value + 0xfee0) ?? $0 : $0 }))
  }

  private mutating func identityNumber() -> String {
    let month = Int.random(in: 1...12, using: &random)
    let body =
      pick(["110105", "440305", "320583", "510107", "330106"]) + String(Int.random(in: 1940...2015, using: &random))
      + (month < 10 ? "0" : "") + "\(month)" + "\(Int.random(in: 10...28, using: &random))" + digits(3)
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    let sum = zip(body, weights).reduce(0) { $0 + ($1.0.wholeNumberValue ?? 0) * $1.1 }
    return body + pick([["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][sum % 11]])
  }

  private mutating func bankCard() -> String {
    let body = pick(["622202", "621700", "623058", "625912"]) + digits(pick([9, 12]))
    let sum = body.reversed().enumerated().reduce(0) { total, element in
      let digit = (element.element.wholeNumberValue ?? 0) * (element.offset % 2 == 0 ? 2 : 1)
      return total + (digit > 9 ? digit - 9 : digit)
    }
    return body + "\((10 - sum % 10) % 10)"
  }

  private mutating func email() -> String {
    pick(["zhang.san", "a", digits(8, first: 1...9), "li_" + digits(3), "x-y"]) + "@"
      + pick(["qq.com", "163.com", "mail.example.com.cn", "foxmail.com"])
  }

  private mutating func plate() -> String {
    let start =
      pick(["粤", "京", "沪", "苏", "浙", "川", "鲁"]) + pick(["A", "B", "C", "e", "F"]) + pick(["", "", "·", " "])
    return start + pick([digits(5), digits(1) + "A" + digits(3), "D" + digits(5), digits(4) + "学", digits(5) + "F"])
  }

  private mutating func address() -> String {
    pick(["广东省深圳市南山区", "北京市朝阳区", "浙江杭州西湖区", "江苏省苏州市昆山市花桥镇", "西湖区", "四川省成都市武侯区", "湖北省武汉市洪山区珞南街道"])
      + pick(["文三路", "建国路", "人民南路", "绿地大道", "中山东路"]) + digits(pick([1, 2, 3]), first: 1...9) + "号"
      + pick(["", "3栋", "2幢1单元", "阳光花园", "阳光花园8栋", "科技大厦A座1201", "6号楼302室"])
  }
}

extension String {
  fileprivate subscript(offset: Int) -> Character { self[index(startIndex, offsetBy: offset)] }
  fileprivate func distance(to character: Character) -> Int {
    firstIndex(of: character).map { distance(from: startIndex, to: $0) } ?? 0
  }
}
