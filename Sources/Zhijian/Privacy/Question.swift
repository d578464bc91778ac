/// What a message asks the other side for.
struct Question {
  /// The kind asked for, and the cue that stands for the question before its answer; nil if none is.
  let asked: (kind: PersonalDataKind, cue: String)?

  /// Reads the last 40 units of `units`.
  init(_ units: [UInt16]) {
    let text = Array(units.suffix(Self.maximumUnits))
    let scanner = PersonalDataScanner(units: text + [0x0a], reportsWebAddresses: false)
    guard !text.isEmpty, text.count <= Self.mentionUnits || Self.contains(Self.requests, in: text) else {
      asked = nil
      return
    }
    var last: (place: Int, kind: PersonalDataKind, cue: String)?
    for (words, kind, cue) in Self.topics {
      for word in words {
        if let place = Self.lastPlace(of: word, in: scanner, count: text.count), place > last?.place ?? -1 {
          last = (place, kind, cue)
        }
      }
    }
    asked = last.map { ($0.kind, $0.cue) }
  }

  private static let maximumUnits = 40
  /// So short a message need only name a kind: `我微信`, and the id in the next message.
  private static let mentionUnits = 8

  /// Words by what they ask for, in lower case; the cue is one that does not take any word for an id.
  private static let topics: [([[UInt16]], PersonalDataKind, String)] = [
    (["微信", "vx", "v信", "薇信", "威信", "wx", "weixin", "wechat", "加v", "薇"], .wechat, "微信 "),
    (["qq", "扣扣", "企鹅号", "球球号"], .qq, "QQ号 "),
    (["姓名", "名字", "叫什么", "怎么称呼", "贵姓", "全名", "收件人", "收货人", "联系人", "户名", "持卡人"], .name, "收件人："),
    (["订单号", "订单编号", "单号", "订单", "哪一笔"], .order, "订单号："),
    (["座机", "电话", "联系方式", "固话"], .landline, "电话 "),
    (["身份证", "证件"], .idCard, "身份证 "),
    (["卡号", "银行卡", "账号", "账户"], .bankCard, "卡号 "),
    (["地址", "住址", "寄到", "哪里"], .address, "地址："),
    (["邮箱", "邮件"], .email, "邮箱 "), (["车牌"], .plate, "车牌 "),
  ].map { (words, kind, cue) in (words.map { Array($0.utf16) }, kind, cue) }

  private static let requests = [
    "多少", "发", "提供", "留", "报", "告", "给我", "什么", "叫", "?", "？", "吗", "请", "麻烦", "哪", "登记", "绑定", "填", "写", "是", "呢",
    "贵姓", "称呼", "加个", "加一下", "看下", "有没有",
  ].map { Array($0.utf16) }

  private static func contains(_ words: [[UInt16]], in text: [UInt16]) -> Bool {
    words.contains { word in
      guard text.count >= word.count else { return false }
      return (0...(text.count - word.count)).contains { start in
        word.indices.allSatisfy { text[start + $0] == word[$0] }
      }
    }
  }

  private static func lastPlace(of word: [UInt16], in scanner: PersonalDataScanner, count: Int) -> Int? {
    guard count >= word.count else { return nil }
    return (0...(count - word.count)).last { start in
      word.indices.allSatisfy { offset in
        let folded = scanner.lowercased(start + offset)
        return (folded == 0 ? scanner.unit(start + offset) : UInt16(folded)) == word[offset]
      }
    }
  }
}
